//! Who of us works on the deal: through the client, and on the deal alone, told apart.

use super::api::{AddTeamMember, RemoveTeamMember, add_team_member};
use super::finder::{Finder, found_button};
use super::page::{Page, brought_back, fault, way_back};
use super::parts::{Fold, Part, Refused, Sent, hidden};
use super::types::{ClientRight, Findable, Found};
use firm::{Person, in_words};
use leptos::prelude::*;
use leptos_router::hooks::{use_navigate, use_query_map};
use ui::{Avatar, Button, ButtonKind, ButtonLink, IconName, ToastKind, use_toasts};

/// The two teams.
#[component]
pub(super) fn DealTeam(
    /// The page.
    page: Page,
) -> impl IntoView {
    let added = ServerAction::<AddTeamMember>::new();
    let done = RwSignal::new(0);
    page.after(added, "team", move |answer| {
        if answer.is_ok() {
            done.update(|done| *done += 1)
        }
    });
    let team = page.part(|deal| (deal.team.clone(), deal.client, deal.card.can_move));
    let can_add = page.now(|deal| deal.card.can_move);
    let kept_on = brought_back::<RemoveTeamMember>();
    let item = Callback::new(move |found: Found| {
        view! {
            <Sent action=added>
                {hidden("id", page.id)}
                <input type="hidden" name="user" value=found.id.clone() />
                {found_button(&found, "Add")}
            </Sent>
        }
        .into_any()
    });
    let none = Callback::new(|_: String| {
        view! { <p class="muted finder-none">"No colleague who is not on the team already is called that."</p> }.into_any()
    });
    view! {
        <Part id="team" title="Team">
            {move || {
                let (team, client, can_edit) = team.get();
                let own: Vec<_> = team.own.into_iter().map(|person| view! { <Own person page can_edit leaves=team.holds_me /> }).collect();
                let inherited = team.inherited.into_iter().map(|person| {
                    let lead = team.leads.contains(&person.id).then(|| view! { <span class="muted">"Lead"</span> });
                    line(person, lead)
                });
                let inherited = inherited.collect_view();
                view! {
                    <h3 class="team-head">"On this deal"</h3>
                    {if own.is_empty() {
                        view! { <p class="muted">"Nobody beside the account team."</p> }.into_any()
                    } else {
                        view! { <ul class="people">{own}</ul> }.into_any()
                    }}
                    <h3 class="team-head">"Through the client"</h3>
                    {match client {
                        ClientRight::None => view! { <p class="muted">"The client’s own team is not yours to see."</p> }.into_any(),
                        _ => view! { <ul class="people">{inherited}</ul> }.into_any(),
                    }}
                }
            }}
            <Leave page />
            <Refused fault=fault(added) />
            <Refused fault=kept_on />
            {can_add.then(|| view! {
                <Fold label="Add a colleague" done open=page.sought(Findable::Colleague, "team").is_some()>
                    <Finder page what=Findable::Colleague place="team".to_owned() part="team" label="Find a colleague by name or job title" item none />
                </Fold>
            })}
        </Part>
    }
}

fn line(person: Person, beside: impl IntoView) -> impl IntoView {
    view! {
        <li class="person-item">
            <Avatar name=person.name.clone() beside_name=true />
            <div class="person-words">
                <div class="person-name"><a href=person.href()>{person.name.clone()}</a></div>
                <div class="muted">{person.job_title}</div>
            </div>
            {beside}
        </li>
    }
}

/// Somebody of the deal's own team. Who would lose sight of the deal by leaving is asked first.
#[component]
fn Own(person: Person, page: Page, can_edit: bool, leaves: bool) -> impl IntoView {
    let me = page.me == Some(person.id);
    let (id, name) = (person.id, person.name.clone());
    let toasts = use_toasts();
    let removed = ServerAction::<RemoveTeamMember>::new();
    let gone = name.clone();
    page.after(removed, "team", move |answer| match answer {
        Ok(()) => {
            let back = way_back(page, toasts, move || add_team_member(page.id, id));
            _ = toasts.push(ToastKind::Info, format!("{gone} is not on this deal’s team any more."), Some(back));
        }
        Err(error) => _ = toasts.push(ToastKind::Bad, in_words(&error), None),
    });
    let beside = match (can_edit, me && leaves) {
        (false, _) => ().into_any(),
        (true, true) => {
            let href = format!("{}?leave=true#leave", page.href());
            view! { <ButtonLink href kind=ButtonKind::Quiet>"Leave…"</ButtonLink> }.into_any()
        }
        (true, false) => view! {
            <Sent action=removed>
                {hidden("id", page.id)}
                {hidden("user", id)}
                <button type="submit" class="button is-quiet is-icon" aria-label=format!("Take {name} off this deal’s team") title="Take off the team">
                    <ui::Icon name=IconName::X />
                </button>
            </Sent>
        }
        .into_any(),
    };
    line(person, beside)
}

/// Said before somebody loses sight of the deal, where the address asks for it.
#[component]
fn Leave(page: Page) -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| query.with(|query| query.get("leave").is_some()));
    let holds = page.part(|deal| deal.team.holds_me);
    let left = ServerAction::<RemoveTeamMember>::new();
    // Who has left has nothing more to see here. A navigation of one's own, since the page would not be found.
    let away = use_navigate();
    Effect::new(move |before: Option<usize>| {
        let version = left.version().get();
        if before.is_some_and(|before| before != version) && matches!(left.value().get_untracked(), Some(Ok(()))) {
            away("/deals", leptos_router::NavigateOptions::default());
        }
        version
    });
    move || {
        let me = page.me.filter(|_| asked.get() && holds.get())?;
        Some(view! {
            <div class="notice tone-warn" id="leave" role="group" aria-label="Leave this deal">
                <p>"You see this deal because you are on its team. Leave it, and you do not see it any more; somebody of the client’s team or of this deal’s would have to add you again."</p>
                <div class="form-actions">
                    <Sent action=left once=true>
                        {hidden("id", page.id)}
                        {hidden("user", me)}
                        <input type="hidden" name="sure" value="true" />
                        <Button r#type="submit" kind=ButtonKind::Danger>"Leave the deal"</Button>
                    </Sent>
                    <ButtonLink href=format!("{}#team", page.href()) kind=ButtonKind::Quiet>"Stay"</ButtonLink>
                </div>
            </div>
        })
    }
}
