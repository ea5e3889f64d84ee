//! The page of a new deal: the form, and beside it what the client has already.

use super::api::{CreateDeal, new_deal_form};
use super::client_field::{ChosenClient, ClientField, Start};
use super::fields::{DealFields, Sent};
use super::similar::{Similar, SimilarDeals};
use super::types::DealChoices;
use domain::AppError;
use domain::id::{ClientId, OpportunityId};
use firm::{Failure, NotTaken};
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_navigate, use_query_map};
use ui::{Button, ButtonKind, ButtonLink, Checkbox, Crumb, Field, PageHeader, Skeleton, ToastKind, focus_first, use_toasts};

/// A new deal. `?client=ID` says with whom, `?stage=KEY` where it begins.
#[component]
pub fn NewDealPage() -> impl IntoView {
    let query = use_query_map();
    let client = Memo::new(move |_| query.read().get("client").and_then(|id| id.parse::<ClientId>().ok()));
    let choices = Resource::new(move || client.get(), new_deal_form);
    let action = ServerAction::<CreateDeal>::new();
    let (navigate, toasts) = (use_navigate(), use_toasts());
    Effect::new(move |before: Option<usize>| {
        let version = action.version().get();
        if before.is_some_and(|before| before != version) {
            match action.value().get_untracked() {
                Some(Ok(id)) => {
                    _ = toasts.push(ToastKind::Good, "The deal is made.", None);
                    navigate(&format!("/deals/{id}"), leptos_router::NavigateOptions::default());
                }
                Some(Err(AppError::Invalid(_))) => focus_first(".new-deal [aria-invalid]"),
                _ => {}
            }
        }
        version
    });
    view! {
        <Title text="New deal" />
        <Transition fallback=|| view! { <Skeleton lines=8 /> }>
            {move || Suspend::new(async move {
                let stage = query.with_untracked(|query| query.get("stage")).unwrap_or_default();
                match choices.await {
                    Ok(choices) => view! { <Form choices action stage /> }.into_any(),
                    Err(error) => view! { <Failure error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Form(choices: DealChoices, action: ServerAction<CreateDeal>, stage: String) -> impl IntoView {
    let sent = Sent::by(action);
    let preset = choices.client.clone();
    let above = match &preset {
        Some(client) => Crumb { href: format!("/clients/{}", client.id), label: client.name.clone() },
        None => Crumb { href: "/deals".into(), label: "Pipeline".into() },
    };
    let cancel = above.href.clone();
    let value = sent.typed("client").or_else(|| preset.as_ref().map(|client| client.id.to_string())).unwrap_or_default();
    let chosen = ChosenClient {
        choice: RwSignal::new(preset.clone().filter(|client| client.id.to_string() == value)),
        value: RwSignal::new(value),
        adds: RwSignal::new(sent.typed("new_client").as_deref() == Some("true")),
    };
    let name = RwSignal::new(sent.typed("name").unwrap_or_default());
    let known = preset.is_some();
    let (can_found, ticked) = (choices.can_found, chosen.adds.get_untracked());
    let offer = Memo::new(move |_| {
        let asked = sent.refusal().and_then(|error| error.of("new_client"));
        asked.or_else(|| ticked.then(String::new)).filter(|_| can_found)
    });
    let start = Start {
        text: sent.typed("client_name").or_else(|| preset.map(|client| client.name)).unwrap_or_default(),
        likely: choices.likely.clone(),
        can_found,
        offer: offer.into(),
        autofocus: sent.is_first("client_name") || (!known && !sent.is_back()),
    };
    let client = Signal::derive(move || chosen.value.get().parse::<ClientId>().ok());
    let similar = Similar::of(client, name.into(), choices.similar.clone());
    let typed_name = Signal::stored(name.get_untracked());
    let name_focus = sent.is_first("name") || (known && !sent.is_back());
    view! {
        <PageHeader title="New deal" above />
        {move || sent.refusal().filter(|error| error.status() != 422).map(|error| view! { <NotTaken error /> })}
        <div class="new-deal">
            <ActionForm action attr:class="deal-grid">
                <ClientField chosen start error=sent.error("client_name") />
                <div class="is-wide">
                    <Field
                        label="Name"
                        name="deal[name]"
                        value=typed_name
                        error=sent.error("name")
                        required=true
                        autofocus=name_focus
                        autocomplete="off"
                        on_input=Callback::new(move |text| name.set(text))
                    />
                    <Namesake sent />
                    <p class="field-hint" role="status">{move || similar.words()}</p>
                </div>
                <DealFields choices sent chosen stage />
                <div class="form-actions">
                    <Button kind=ButtonKind::Primary r#type="submit" busy=action.pending()>"Create deal"</Button>
                    <ButtonLink href=cancel kind=ButtonKind::Quiet>"Cancel"</ButtonLink>
                </div>
            </ActionForm>
            <aside><SimilarDeals similar /></aside>
        </div>
    }
}

/// Where the client has an open deal of this name: the way to it, and the choice to make another one all the same.
#[component]
fn Namesake(sent: Sent) -> impl IntoView {
    // Read as an id, so that an address that somebody made up leads nowhere else.
    let existing = move || sent.refusal()?.typed_in("existing")?.parse::<OpportunityId>().ok();
    let anyway = move || {
        let error = sent.refusal()?;
        error.of("anyway").or_else(|| (error.typed_in("anyway")? == "true").then(String::new))
    };
    view! {
        {move || existing().map(|id| view! {
            <p class="field-hint"><a href=format!("/deals/{id}") target="_blank">"Open that deal"<span class="visually-hidden">" (opens in a new tab)"</span></a></p>
        })}
        {move || anyway().map(|hint| {
            let checked = sent.refusal().and_then(|error| error.typed_in("anyway")).as_deref() == Some("true");
            view! { <Checkbox label="Make another one of this name" name="deal[anyway]" checked hint /> }
        })}
    }
}
