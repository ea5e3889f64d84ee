//! Somebody of the client joins the deal: one who is known there, found by name, or somebody new.

use super::api::{AddStakeholder, LinkStakeholder};
use super::finder::{Finder, found_button};
use super::page::{Page, fault};
use super::parts::{Fold, Refused, Sent, hidden};
use super::types::{Findable, Found};
use domain::stakeholder::MeddpiccRole;
use leptos::prelude::*;
use ui::{Button, Checkbox, Field, IconName};

/// The search and the form. Where a role is named, whoever joins gets it.
#[component]
pub(super) fn AddPerson(
    /// The page.
    page: Page,
    /// Keeps the ids apart where this stands more than once on the page.
    place: String,
    /// The part of the page.
    part: &'static str,
    /// The role that they get.
    #[prop(optional, into)]
    role: Option<MeddpiccRole>,
    /// Called once somebody has joined.
    on_added: impl Fn() + Copy + Send + Sync + 'static,
) -> impl IntoView {
    let linked = ServerAction::<LinkStakeholder>::new();
    let added = ServerAction::<AddStakeholder>::new();
    page.after(linked, part, move |answer| {
        if answer.is_ok() {
            on_added()
        }
    });
    page.after(added, part, move |answer| {
        if answer.is_ok() {
            on_added()
        }
    });
    let item = Callback::new(move |found: Found| {
        view! {
            <Sent action=linked>
                {hidden("id", page.id)}
                {role.map(|role| hidden("role", role))}
                <input type="hidden" name="stakeholder" value=found.id.clone() />
                {found_button(&found, "Link")}
            </Sent>
        }
        .into_any()
    });
    let none = Callback::new(move |text: String| {
        let words =
            if text.is_empty() { "Everybody of the client is on this deal already." } else { "Nobody else of the client is called that." };
        view! { <p class="muted finder-none">{words}</p> }.into_any()
    });
    let refused = fault(added);
    // A refusal by a plain post comes back to every form of its kind; the one without a role stands for all.
    let mine = role.is_none();
    let open = mine && refused.with_untracked(Option::is_some);
    let error = move |name: &'static str| Signal::derive(move || refused.get().and_then(|fault| fault.of(name)));
    let typed = move |name: &'static str| {
        Signal::derive(move || refused.get().filter(|_| mine).and_then(|fault| fault.typed_in(name)).unwrap_or_default())
    };
    let scope = format!("new-{place}");
    let roles = role.is_none().then(|| {
        let boxes = MeddpiccRole::ALL
            .iter()
            .map(|role| view! { <Checkbox label=role.label() name="roles[]" scope=format!("{scope}-{role}") value=role.as_str() /> })
            .collect_view();
        view! { <fieldset class="role-boxes"><legend>"Roles"</legend>{boxes}</fieldset> }
    });
    view! {
        <Finder page what=Findable::Stakeholder place=place.clone() part label="Find among the client’s people" item none />
        <Refused fault=fault(linked) />
        <Fold label="Somebody new" icon=IconName::Plus open>
            <Sent action=added class="form-stack" once=true>
                {hidden("id", page.id)}
                {role.map(|role| hidden("roles[]", role))}
                <Field label="Name" name="name" scope=scope.clone() value=typed("name") error=error("name") required=true />
                <Field label="Job title" name="job_title" scope=scope.clone() value=typed("job_title") error=error("job_title") />
                {roles}
                <Button r#type="submit">"Add to the client and this deal"</Button>
                <Refused fault=refused fields=&["name", "job_title"] />
            </Sent>
        </Fold>
    }
}
