//! The frame around every page of a signed-in person: where they can go, who they are, what was just done.

use activities::{LogButton, LogDialog, provide_log_desk};
use domain::AppError;
use domain::policy::{Action, Noun};
use firm::{Failure, LiveLine, Me, Surroundings, provide_live};
use leptos::prelude::*;
use leptos_router::components::Outlet;
use leptos_router::hooks::use_location;
use ui::{IconName, MenuItem, NavItem, Shell, Theme};

/// The shell with the current page in it.
#[component]
pub(crate) fn Frame() -> impl IntoView {
    let around = expect_context::<Surroundings>();
    match around.me {
        Some(me) => view! { <SignedIn me as_of=around.as_of theme=Theme::parse(&around.theme) /> }.into_any(),
        None => view! { <main class="main" id="main"><Failure error=AppError::SignedOut /></main> }.into_any(),
    }
}

#[component]
fn SignedIn(me: Me, as_of: i64, theme: Theme) -> impl IntoView {
    let path = use_location().pathname;
    let actor = me.actor.clone();
    let inside = actor.inside();
    if inside {
        provide_live(as_of);
    }
    let logs = me.actor.may(Action::Create, Noun::Activity);
    provide_log_desk();
    let nav = Signal::derive(move || {
        let path = path.get();
        let place =
            |href: &str, label: &str, icon| NavItem { href: href.into(), label: label.into(), icon, current: path.starts_with(href) };
        let mut places = Vec::new();
        if actor.may(Action::Read, Noun::Deal) {
            places.push(place("/deals", "Pipeline", IconName::Kanban));
        }
        if actor.may(Action::Read, Noun::Client) {
            places.push(place("/clients", "Clients", IconName::Building));
        }
        if actor.may(Action::Read, Noun::Stakeholder) {
            places.push(place("/stakeholders", "Stakeholders", IconName::Users));
        }
        if actor.may(Action::Read, Noun::Activity) {
            places.push(place("/activities", "Activities", IconName::Clock));
        }
        if actor.may(Action::Read, Noun::Project) {
            places.push(place("/projects", "Projects", IconName::Folder));
        }
        if actor.may(Action::Read, Noun::Competitor) {
            places.push(place("/competitors", "Competitors", IconName::Swords));
        }
        if actor.may(Action::Read, Noun::Colleague) {
            places.push(place("/people", "People", IconName::IdCard));
        }
        places.push(place("/account", "My account", IconName::User));
        if actor.may(Action::Read, Noun::Setting) {
            places.push(place("/settings", "Settings", IconName::Settings));
        }
        places
    });
    let menu = || {
        view! {
            <MenuItem href="/account" icon=IconName::User>"My account"</MenuItem>
            <form method="post" action="/api/sign_out">
                <MenuItem submit=true icon=IconName::LogOut>"Sign out"</MenuItem>
            </form>
        }
        .into_any()
    };
    view! {
        <Shell nav user_name=me.name.clone() user_role=me.actor.role.label() brand="Throughline" theme_action="/api/choose_theme" theme=theme user_menu=menu tools=|| view! { <LogButton /> }.into_any()>
            {inside.then(|| view! { <LiveLine /> })}
            <Outlet />
            {logs.then(|| view! { <LogDialog /> })}
        </Shell>
    }
}
