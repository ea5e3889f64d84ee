//! What is pressed and filled in.

use leptos::prelude::*;

use super::{Part, choices};
use crate::{
    Button, ButtonKind, Checkbox, Combobox, Copied, CopyButton, Field, FieldGroup, FieldKind, Fixed, HangingMenu, HangingMenuList, Icon,
    IconName, InlineEdit, Menu, MenuItem, RadioList, SaveStatus, SelectField, Suggestion, TextArea, Theme, ThemeSwitch, TypeAhead,
};

/// What is pressed and filled in.
#[component]
pub fn Controls() -> impl IntoView {
    view! {
        <Part title="Icons">
            <ul class="gallery-icons">
                {IconName::ALL
                    .iter()
                    .map(|icon| view! { <li><Icon name=*icon large=true /><code>{icon.id()}</code></li> })
                    .collect_view()}
            </ul>
        </Part>
        <Buttons />
        <Fields />
        <Choices />
        <Menus />
        <Inline />
    }
}

#[component]
fn Buttons() -> impl IntoView {
    let copied = Copied { html: "<table><tr><td>Northwind Logistics</td></tr></table>".into(), plain: "Northwind Logistics".into() };
    let refused = Signal::stored(Some("You may read this, not change it".to_owned()));
    view! {
        <Part title="Buttons">
            <Button kind=ButtonKind::Primary icon=IconName::Plus>"New record"</Button>
            <Button>"Plain"</Button>
            <Button icon=IconName::Download>"Export"</Button>
            <CopyButton label="Copy as table" copied=copied />
            <Button kind=ButtonKind::Quiet icon=IconName::Filter>"Quiet"</Button>
            <Button kind=ButtonKind::Danger icon=IconName::Trash>"Delete"</Button>
            <Button icon=IconName::Settings label="Settings" />
            <Button busy=true icon=IconName::Loader>"Saving…"</Button>
            <Button refused=refused>"Refused"</Button>
            <Button kind=ButtonKind::Primary refused=refused>"Refused"</Button>
        </Part>
    }
}

#[component]
fn Fields() -> impl IntoView {
    view! {
        <Part title="Fields">
            <div class="form-grid">
                <Field label="Name" name="name" required=true value="Northwind Logistics" />
                <Field label="E-mail" name="email" kind=FieldKind::Email hint="Only colleagues on the team see it." />
                <Field label="Password" name="password" kind=FieldKind::Password autocomplete="off" />
                <Field label="Amount" name="amount" kind=FieldKind::Number value="1,250,000.00" />
                <Field label="Close date" name="close" kind=FieldKind::Date value="2026-12-18" />
                <Field
                    label="Website"
                    name="website"
                    kind=FieldKind::Url
                    value="javascript:alert(1)"
                    hint="For example northwind.example"
                    error="Enter a web address such as northwind.example."
                />
                <Field label="Find" name="find" kind=FieldKind::Search placeholder="Name or number" />
                <TextArea label="Notes" name="notes" value="First line\nSecond & <third>" hint="Seen by the team." />
                <TextArea
                    label="Reason"
                    name="reason"
                    scope="second"
                    rows=2
                    error="Say in a sentence why it ended."
                />
            </div>
        </Part>
    }
}

#[component]
fn Choices() -> impl IntoView {
    let people = ["", "Ada Lovelace", "Grace Hopper", "Edsger Dijkstra", "Barbara Liskov", "Tony Hoare"];
    view! {
        <Part title="Choices">
            <div class="form-grid">
                <SelectField
                    label="Industry"
                    name="industry"
                    options=choices(&["Energy", "Finance", "Logistics"])
                    value="finance"
                />
                <SelectField
                    label="Currency"
                    name="currency"
                    options=choices(&["EUR", "USD"])
                    error="This firm bills in EUR or USD."
                />
                <Combobox
                    label="Owner"
                    name="owner"
                    options=choices(&people)
                    value="grace hopper"
                    hint="Type a few letters."
                />
                <Looked />
                <div>
                    <Checkbox label="Shown in the portal" name="portal" checked=true />
                    <Checkbox label="Archived" name="archived" hint="Left out of every list and total." />
                </div>
                <RadioList
                    label="Rhythm"
                    name="rhythm"
                    options=choices(&["Every week", "Every month", "When asked"])
                    value="every month"
                    hint="How often the report is sent."
                />
                <FieldGroup legend="Goes to" name="goes" error="Tick somebody; a report that nobody gets is none.">
                    <Checkbox label="Ada Lovelace" name="goes[]" scope="ada" value="ada" />
                    <Checkbox label="Grace Hopper" name="goes[]" scope="grace" value="grace" />
                </FieldGroup>
            </div>
        </Part>
    }
}

/// Choices that somebody else looks up; here they are at hand.
#[component]
fn Looked() -> impl IntoView {
    let (typed, chosen) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    let suggestions = Signal::derive(move || {
        let text = typed.get().trim().to_lowercase();
        let towns = [("Hamburg", "Germany"), ("Halifax", "Canada"), ("Hanoi", "Vietnam"), ("Lisbon", "Portugal")];
        let found = towns.iter().filter(|(town, _)| town.to_lowercase().contains(&text));
        let one = |(town, land): &(&str, &str)| Suggestion {
            value: town.to_lowercase(),
            words: (*town).to_owned(),
            note: Some((*land).to_owned()),
            adds: false,
        };
        let mut all: Vec<Suggestion> = found.map(one).collect();
        if all.is_empty() {
            all.push(Suggestion { words: format!("Add “{}”", typed.get().trim()), adds: true, ..Suggestion::default() });
        }
        all
    });
    view! {
        <TypeAhead
            label="Town"
            name="town_name"
            value_name="town"
            chosen
            suggestions
            none=Signal::stored(None::<String>)
            on_input=Callback::new(move |text| typed.set(text))
            on_choose=Callback::new(|_| ())
            likely=vec!["Hamburg".to_owned(), "Lisbon".to_owned()]
            hint="Looked up while you type."
        />
    }
}

#[component]
fn Menus() -> impl IntoView {
    let shared = HangingMenu::new();
    let chosen = RwSignal::new("");
    let place = move |name: &'static str| {
        view! {
            <a class="button" href=format!("?of={name}") on:click=move |event| if shared.opens(&event) { chosen.set(name) }>
                {name}
            </a>
        }
    };
    view! {
        <Part title="Menus">
            <Menu label="Move to" icon=IconName::ArrowRight kind=ButtonKind::Plain>
                <MenuItem current=true icon=IconName::Check>"Here"</MenuItem>
                <MenuItem href="?to=next">"The next one"</MenuItem>
                <MenuItem href="?to=last">"The last one"</MenuItem>
            </Menu>
            <Menu label="More actions" icon=IconName::Ellipsis icon_only=true>
                <MenuItem icon=IconName::Pencil href="?edit">"Edit"</MenuItem>
                <MenuItem icon=IconName::Copy>"Copy the link"</MenuItem>
                <hr />
                <MenuItem icon=IconName::Trash danger=true>"Delete"</MenuItem>
            </Menu>
            {place("First")}
            {place("Second")}
            <HangingMenuList menu=shared label=Signal::derive(move || format!("Shared by two: {}", chosen.get()))>
                <MenuItem icon=IconName::Pencil href="?edit">"Edit"</MenuItem>
                <MenuItem icon=IconName::Copy>{move || format!("Copy {}", chosen.get())}</MenuItem>
            </HangingMenuList>
            <ThemeSwitch action="/gallery" current=Theme::System />
        </Part>
    }
}

#[component]
fn Inline() -> impl IntoView {
    let name = RwSignal::new("Northwind Logistics".to_owned());
    let status = RwSignal::new(SaveStatus::Idle);
    let save = Callback::new(move |text: String| {
        if text.trim().is_empty() {
            status.set(SaveStatus::Failed("Enter a name.".to_owned()));
        } else {
            status.set(SaveStatus::Saving);
            name.set(text);
            request_animation_frame(move || status.set(SaveStatus::Saved));
        }
    });
    view! {
        <Part title="Edited in place">
            <dl class="facts">
                <dt>"Name"</dt>
                <dd>
                    <InlineEdit label="Name" name="n" value=name display=move || name.get() edit_href="?edit=n"
                        action_url="/gallery" on_save=save status=status />
                </dd>
                <dt>"Editing"</dt>
                <dd>
                    <InlineEdit label="City" name="city" value="Hamburg" display=|| "Hamburg" edit_href="?edit=city"
                        action_url="/gallery" editing=true error="There is no such city in the list.".to_owned() />
                </dd>
                <dt>"Several lines"</dt>
                <dd>
                    <InlineEdit label="Pain" name="pain" value="Late deliveries" multiline=true
                        display=|| "Late deliveries" edit_href="?edit=pain" action_url="/gallery" editing=true />
                </dd>
                <dt>"Says what it does"</dt>
                <dd>
                    <InlineEdit label="Share" name="share" value="40" display=|| "40 %" edit_href="?edit=share" action_url="/gallery" editing=true
                        effect=Callback::new(|typed: String| Some(format!("Everything else shares what {typed} leaves."))) />
                </dd>
                <dt>"A colour"</dt>
                <dd>
                    <InlineEdit label="Hue" name="hue" value="teal" display=|| "Teal" edit_href="?edit=hue" action_url="/gallery" editing=true
                        options=choices(&["Slate", "Blue", "Teal", "Rose"]) swatches=true />
                </dd>
                <dt>"Fixed"</dt>
                <dd><Fixed id="gallery-fixed" value="100 %" reason="It is certain, whatever it is called." /></dd>
                <dt>"Only read"</dt>
                <dd>
                    <InlineEdit label="Number" name="number" value="N-1042" display=|| "N-1042" edit_href="?"
                        action_url="/gallery" can_edit=false />
                </dd>
            </dl>
        </Part>
    }
}
