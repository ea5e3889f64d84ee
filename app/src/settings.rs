//! Settings: what there is to set, by subject, beside whatever of it is shown.

use domain::policy::{Action, Endpoint, Noun, Who};
use firm::{Failure, Surroundings};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::components::Outlet;
use leptos_router::hooks::use_location;
use ui::{Icon, IconName, PageHeader};

/// A page of settings.
struct Place {
    href: &'static str,
    label: &'static str,
    icon: IconName,
    about: &'static str,
}

/// Pages that belong together.
struct Group {
    label: &'static str,
    places: &'static [Place],
}

/// Every page of settings. A new one stands here.
const GROUPS: &[Group] = &[Group {
    label: "Pipeline",
    places: &[
        Place {
            href: "/settings/stages",
            label: "Stages",
            icon: IconName::Kanban,
            about: "What a deal goes through: names, order, probabilities, what is asked before it moves on, and whether a gap warns or blocks.",
        },
        Place {
            href: "/settings/loss-reasons",
            label: "Loss reasons",
            icon: IconName::Ban,
            about: "Why deals are lost, as a list to choose from.",
        },
    ],
}];

/// The frame around every page of settings, for who may set anything.
#[component]
pub(crate) fn Settings() -> impl IntoView {
    let me = expect_context::<Surroundings>().me.map(|me| me.actor);
    if let Err(error) = Endpoint::new("/settings", Who::May(Action::Read, Noun::Setting)).admit(me.as_ref()) {
        return view! { <Failure error /> }.into_any();
    }
    let path = use_location().pathname;
    let groups = GROUPS.iter().map(|group| nav_group(group, path)).collect_view();
    view! {
        <div class="settings">
            <nav class="settings-nav" aria-label="Settings">{groups}</nav>
            <div class="settings-page"><Outlet /></div>
        </div>
    }
    .into_any()
}

fn nav_group(group: &'static Group, path: Memo<String>) -> impl IntoView {
    let places = group
        .places
        .iter()
        .map(|place| {
            let current = move || path.with(|path| path.starts_with(place.href)).then_some("page");
            view! {
                <li>
                    <a class="settings-link" href=place.href aria-current=current>
                        <Icon name=place.icon />
                        <span>{place.label}</span>
                    </a>
                </li>
            }
        })
        .collect_view();
    view! {
        <p class="settings-group">{group.label}</p>
        <ul>{places}</ul>
    }
}

/// What there is to set, each in a sentence.
#[component]
pub(crate) fn Overview() -> impl IntoView {
    let groups = GROUPS
        .iter()
        .map(|group| {
            let places = group
                .places
                .iter()
                .map(|place| {
                    view! {
                        <li>
                            <a class="settings-card" href=place.href>
                                <Icon name=place.icon large=true />
                                <span class="settings-card-name">{place.label}</span>
                                <span class="muted">{place.about}</span>
                            </a>
                        </li>
                    }
                })
                .collect_view();
            view! {
                <section class="settings-section">
                    <h2>{group.label}</h2>
                    <ul class="settings-cards">{places}</ul>
                </section>
            }
        })
        .collect_view();
    view! {
        <Title text="Settings" />
        <PageHeader title="Settings" />
        {groups}
    }
}
