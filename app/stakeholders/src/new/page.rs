//! The page of somebody new: the form, and beside it who may be the same.

use super::similar::{Known, SimilarPeople, similar_to, words};
use crate::api::{CreateStakeholder, new_stakeholder_form};
use crate::types::StakeholderStart;
use clients::ClientField;
use domain::AppError;
use domain::id::ClientId;
use domain::stakeholder::{EngagementLevel, MeddpiccRole};
use firm::{Failure, NotTaken};
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_navigate, use_query_map};
use ui::{
    Button, ButtonKind, ButtonLink, Checkbox, Crumb, Field, FieldKind, PageHeader, SelectField, Skeleton, ToastKind, focus_first,
    use_toasts,
};

/// Somebody new. `?client=ID` says where.
#[component]
pub fn NewStakeholderPage() -> impl IntoView {
    let query = use_query_map();
    let client = Memo::new(move |_| query.read().get("client").and_then(|id| id.parse::<ClientId>().ok()));
    let start = Resource::new(move || client.get(), new_stakeholder_form);
    let action = ServerAction::<CreateStakeholder>::new();
    let (navigate, toasts) = (use_navigate(), use_toasts());
    Effect::new(move |before: Option<usize>| {
        let version = action.version().get();
        if before.is_some_and(|before| before != version) {
            match action.value().get_untracked() {
                Some(Ok(id)) => {
                    _ = toasts.push(ToastKind::Good, "Added to the client’s people.", None);
                    navigate(&format!("/stakeholders/{id}"), leptos_router::NavigateOptions::default());
                }
                Some(Err(AppError::Invalid(_))) => focus_first(".new-person [aria-invalid]"),
                _ => {}
            }
        }
        version
    });
    view! {
        <Title text="Add stakeholder" />
        <Transition fallback=|| view! { <Skeleton lines=8 /> }>
            {move || Suspend::new(async move {
                match start.await {
                    Ok(start) => view! { <Form start action /> }.into_any(),
                    Err(error) => view! { <Failure error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Form(start: StakeholderStart, action: ServerAction<CreateStakeholder>) -> impl IntoView {
    let refused = Signal::derive(move || action.value().get().and_then(Result::err));
    // What a plain form that was refused brought back; the client code never empties the form.
    let back = refused.get_untracked();
    let typed = move |name: &str| back.as_ref().and_then(|error| error.typed_in(name));
    let error = move |name: &'static str| Signal::derive(move || refused.get().and_then(|error| error.of(name)));
    let other = move || refused.get().filter(|error| error.status() != 422);
    let preset = start.client.clone();
    let above = match &preset {
        Some(client) => Crumb { href: format!("/clients/{}", client.id), label: client.name.clone() },
        None => Crumb { href: "/stakeholders".into(), label: "Stakeholders".into() },
    };
    let cancel = above.href.clone();
    let known = preset.is_some();
    let value = RwSignal::new(typed("client").or_else(|| preset.as_ref().map(|client| client.id.to_string())).unwrap_or_default());
    let text = RwSignal::new(typed("client_name").or_else(|| preset.map(|client| client.name)).unwrap_or_default());
    let name = RwSignal::new(typed("name").unwrap_or_default());
    let email = RwSignal::new(String::new());
    let similar = similar_to(Signal::derive(move || Known {
        client: value.get().parse().ok(),
        name: name.get().trim().to_owned(),
        email: email.get().trim().to_owned(),
    }));
    let held = typed("roles").unwrap_or_default();
    let roles = MeddpiccRole::ALL
        .iter()
        .map(|role| {
            let checked = held.split(' ').any(|word| word == role.as_str());
            view! { <Checkbox label=role.label() name="roles[]" scope=role.as_str() value=role.as_str() checked /> }
        })
        .collect_view();
    let levels: Vec<_> = EngagementLevel::ALL.iter().map(|level| (level.as_str().to_owned(), level.label().to_owned())).collect();
    let level = typed("engagement").filter(|word| !word.is_empty()).unwrap_or_else(|| EngagementLevel::Medium.as_str().to_owned());
    let (first_name, job_title) = (name.get_untracked(), typed("job_title").unwrap_or_default());
    let anyway = move || refused.get().and_then(|error| error.of("anyway"));
    view! {
        <PageHeader title="Add stakeholder" above />
        {move || other().map(|error| view! { <NotTaken error /> })}
        <div class="new-deal new-person">
            <ActionForm action attr:class="form-stack">
                <ClientField value text likely=start.likely autofocus=!known error=error("client_name") />
                <div>
                    <Field
                        label="Name"
                        name="name"
                        value=first_name
                        error=error("name")
                        required=true
                        autofocus=known
                        autocomplete="off"
                        on_input=Callback::new(move |text| name.set(text))
                    />
                    {move || anyway().map(|hint| view! { <Checkbox label="This is another person" name="anyway" value="true" hint /> })}
                    <p class="field-hint" role="status">{move || similar.with(|found| words(found))}</p>
                </div>
                <Field label="Job title" name="job_title" value=job_title error=error("job_title") autocomplete="off" />
                <Field
                    label="E-mail"
                    name="email"
                    kind=FieldKind::Email
                    error=error("email")
                    autocomplete="off"
                    on_input=Callback::new(move |text| email.set(text))
                />
                <Field label="Phone" name="phone" kind=FieldKind::Phone error=error("phone") autocomplete="off" />
                <SelectField label="Engagement" name="engagement" options=levels value=level error=error("engagement") hint="How they answer." />
                <fieldset class="role-boxes"><legend>"Roles"</legend>{roles}</fieldset>
                <div class="form-actions">
                    <Button kind=ButtonKind::Primary r#type="submit" busy=action.pending()>"Add stakeholder"</Button>
                    <ButtonLink href=cancel kind=ButtonKind::Quiet>"Cancel"</ButtonLink>
                </div>
            </ActionForm>
            <aside><SimilarPeople found=similar /></aside>
        </div>
    }
}
