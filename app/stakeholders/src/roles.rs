//! What a person of the client is to a deal, as a sign and a word.

use domain::stakeholder::MeddpiccRole;
use leptos::prelude::*;
use ui::{Badge, Icon, IconName};

/// The sign beside the role's name; never alone.
#[must_use]
pub const fn role_icon(role: MeddpiccRole) -> IconName {
    match role {
        MeddpiccRole::Champion => IconName::Star,
        MeddpiccRole::EconomicBuyer => IconName::Wallet,
        MeddpiccRole::TechnicalEvaluator => IconName::Wrench,
        MeddpiccRole::Coach => IconName::Target,
        MeddpiccRole::Blocker => IconName::Ban,
        MeddpiccRole::User => IconName::User,
        MeddpiccRole::DecisionMaker => IconName::Scale,
        MeddpiccRole::Influencer => IconName::Megaphone,
        MeddpiccRole::Gatekeeper => IconName::Door,
        MeddpiccRole::TechnicalBuyer => IconName::Receipt,
    }
}

/// Somebody's roles, each as a badge.
#[component]
pub fn RoleBadges(
    /// In their order.
    roles: Vec<MeddpiccRole>,
) -> impl IntoView {
    roles.into_iter().map(|role| view! { <Badge><Icon name=role_icon(role) />{role.label()}</Badge> }).collect_view()
}

/// Every role as a button that gives or takes it; they stand in a form that says whose.
#[component]
pub fn RoleToggles(
    /// The roles that are held.
    roles: Memo<Vec<MeddpiccRole>>,
) -> impl IntoView {
    let button = |role: &MeddpiccRole| {
        let role = *role;
        let held = Memo::new(move |_| roles.with(|roles| roles.contains(&role)));
        view! {
            <button
                type="submit"
                class="button is-small role-toggle"
                name=move || if held.get() { "take" } else { "give" }
                value=role.as_str()
                aria-pressed=move || if held.get() { "true" } else { "false" }
            >
                <Icon name=role_icon(role) />
                <span>{role.label()}</span>
            </button>
        }
    };
    MeddpiccRole::ALL.iter().map(button).collect_view()
}
