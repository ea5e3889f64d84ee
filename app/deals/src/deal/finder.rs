//! Finding what is to be added by a piece of its name. Without client code it is a search that the address holds; with it,
//! the list follows the typing.

use super::api::find_for_deal;
use super::page::{Page, focus};
use super::types::{Findable, Found};
use leptos::ev::{KeyboardEvent, SubmitEvent};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast;
use leptos::web_sys;
use std::time::Duration;
use ui::{Button, IconName};

/// After the last letter, before the server is asked.
const PAUSE: Duration = Duration::from_millis(150);

/// A search with its list. What stands in the list, and what where nothing is found, is the caller's: a button of a form.
#[component]
pub(super) fn Finder(
    /// The page.
    page: Page,
    /// What is looked for.
    what: Findable,
    /// Its name, apart from others on the page; the part of the page where it stands leads the address there.
    place: String,
    /// The part of the page.
    part: &'static str,
    /// The words above.
    #[prop(into)]
    label: String,
    /// One that was found.
    item: Callback<Found, AnyView>,
    /// What stands where nothing was found for this text.
    none: Callback<String, AnyView>,
) -> impl IntoView {
    let sought = page.sought(what, &place);
    let typed = RwSignal::new(sought.as_ref().map(|sought| sought.text.clone()).unwrap_or_default());
    let listed = RwSignal::new(sought.map(|sought| (sought.text, sought.found)));
    let turn = StoredValue::new(0_u32);
    let look = move |at_once: bool| {
        let Some(mine) = turn.try_update_value(|turn| {
            *turn += 1;
            *turn
        }) else {
            return;
        };
        let ask = move || {
            if turn.try_get_value() != Some(mine) {
                return;
            }
            let text = typed.get_untracked();
            spawn_local(async move {
                // Where the server cannot be asked, what is listed stays.
                if let Ok(found) = find_for_deal(page.id, what, text.clone()).await
                    && turn.try_get_value() == Some(mine)
                {
                    listed.set(Some((text, found)));
                }
            });
        };
        if at_once { ask() } else { set_timeout(ask, PAUSE) }
    };
    let list = NodeRef::<html::Ul>::new();
    let input = NodeRef::<html::Input>::new();
    let id = format!("find-{place}");
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        look(true);
    };
    let keydown = move |event: KeyboardEvent| {
        let (Some(list), Some(input)) = (list.get_untracked(), input.get_untracked()) else { return };
        if walk(&event, &list, &input) {
            event.prevent_default();
            event.stop_propagation();
        }
    };
    let told = move || {
        listed.get().map(|(_, found)| match found.len() {
            0 => "Nothing found".to_owned(),
            1 => "One found".to_owned(),
            count => format!("{count} found"),
        })
    };
    let (words, hint) = (label.clone(), label);
    view! {
        <div class="finder" on:keydown=keydown>
            <form class="finder-search" method="get" action=format!("{}#{part}", page.href()) role="search" on:submit=submit>
                <input type="hidden" name="find" value=what.as_str() />
                <input type="hidden" name="in" value=place />
                <label class="visually-hidden" for=id.clone()>{words}</label>
                <input
                    node_ref=input
                    class="input"
                    id=id
                    type="search"
                    name="text"
                    autocomplete="off"
                    placeholder=hint
                    value=typed.get_untracked()
                    on:focus=move |_| if listed.with_untracked(Option::is_none) { look(true) }
                    on:input=move |event| {
                        typed.set(event_target_value(&event));
                        look(false);
                    }
                />
                <Button r#type="submit" icon=IconName::Search label="Search" />
            </form>
            <p class="visually-hidden" role="status">{told}</p>
            {move || listed.get().map(|(text, found)| {
                let nothing = found.is_empty();
                let items = found.into_iter().map(|found| view! { <li>{item.run(found)}</li> }).collect_view();
                view! {
                    <ul class="finder-list" node_ref=list>{items}</ul>
                    {nothing.then(|| none.run(text))}
                }
            })}
        </div>
    }
}

/// One that was found, as the button that adds it.
pub(super) fn found_button(found: &Found, verb: &'static str) -> impl IntoView + use<> {
    let (name, about) = (found.name.clone(), found.about.clone());
    view! {
        <button type="submit" class="finder-item">
            <span><span class="visually-hidden">{format!("{verb} ")}</span>{name}</span>
            {(!about.is_empty()).then(|| view! { <span class="muted">{about}</span> })}
        </button>
    }
}

/// The arrows go from the text into the list and through it, and Esc back; whether the key was one of these.
fn walk(event: &KeyboardEvent, list: &web_sys::Element, input: &web_sys::HtmlInputElement) -> bool {
    let buttons = list.query_selector_all("button").ok();
    let buttons: Vec<web_sys::Element> = buttons
        .map(|found| (0..found.length()).filter_map(|at| found.get(at)).filter_map(|node| node.dyn_into().ok()).collect())
        .unwrap_or_default();
    let active = document().active_element();
    let at = buttons.iter().position(|button| Some(button) == active.as_ref());
    let to = match (event.key().as_str(), at) {
        ("ArrowDown", None) => buttons.first(),
        ("ArrowDown", Some(at)) => buttons.get(at + 1).or(buttons.first()),
        ("ArrowUp", Some(at)) if at > 0 => buttons.get(at - 1),
        ("ArrowUp" | "Escape", Some(_)) => {
            _ = input.focus();
            return true;
        }
        _ => return false,
    };
    if let Some(to) = to {
        focus(to);
    }
    true
}
