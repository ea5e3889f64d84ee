//! A client's own fields, each edited where it stands.

use crate::api::{EditClient, edit_client, show_client};
use crate::types::ClientDetail;
use domain::AppError;
use domain::client::{ClientField, ClientStatus};
use domain::live::Kind;
use domain::money::Money;
use firm::use_live;
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;
use ui::{FieldKind, InlineEdit, SafeLink, SafeUrl, saving};

/// Name, industry, website, status, deadline, budget.
#[component]
pub fn ProfileFields(
    /// The client.
    client: ClientDetail,
    /// The version that the next edit names.
    version: RwSignal<i32>,
) -> impl IntoView {
    let fields =
        [ClientField::Name, ClientField::Industry, ClientField::Website, ClientField::Status, ClientField::Deadline, ClientField::Budget];
    let rows = fields
        .into_iter()
        .map(|field| {
            let label = if field == ClientField::Budget { format!("Budget ({})", client.currency) } else { field.label().to_owned() };
            view! {
                <div class="fact">
                    <dt>{label}</dt>
                    <dd><ClientValue client=client.clone() field version /></dd>
                </div>
            }
        })
        .collect_view();
    view! {
        <section class="panel" aria-labelledby="profile">
            <h2 id="profile">"Profile"</h2>
            <dl class="facts">{rows}</dl>
        </section>
    }
}

/// The six MEDDPICC fields that a client has itself.
#[component]
pub fn MeddpiccFields(
    /// The client.
    client: ClientDetail,
    /// The version that the next edit names.
    version: RwSignal<i32>,
) -> impl IntoView {
    let rows = ClientField::MEDDPICC
        .iter()
        .map(|field| {
            let state = if client.text(*field).is_empty() { "is-missing" } else { "is-filled" };
            view! {
                <div class=state>
                    <span class="meddpicc-letter" aria-hidden="true">{field.letter()}</span>
                    <span class="meddpicc-label">{field.label()}</span>
                    <div class="meddpicc-value"><ClientValue client=client.clone() field=*field version /></div>
                </div>
            }
        })
        .collect_view();
    view! {
        <section class="panel" aria-labelledby="meddpicc">
            <h2 id="meddpicc">"Qualification"</h2>
            <div class="meddpicc">{rows}</div>
        </section>
    }
}

#[component]
fn ClientValue(client: ClientDetail, field: ClientField, version: RwSignal<i32>) -> impl IntoView {
    let (id, currency, name) = (client.id, client.currency, field.as_str());
    let live = use_live();
    // What the address says was for the first drawing: an editor that was closed since does not come back.
    let first = !live.has_refreshed();
    let failed = ServerAction::<EditClient>::new().value().get_untracked().filter(|_| first).and_then(Result::err);
    let error = failed.as_ref().and_then(|error| error.of(name));
    let editing = first && use_query_map().with_untracked(|query| query.get("edit").as_deref() == Some(name)) || error.is_some();
    let kept = RwSignal::new(client.text(field));
    let value = RwSignal::new(failed.and_then(|error| error.typed_in(name)).unwrap_or_else(|| kept.get_untracked()));
    let (on_save, status) = saving(move |text: String| async move {
        let saved = edit_client(id, field, text.clone(), version.get_untracked()).await;
        if let Err(AppError::Conflict { .. }) = &saved {
            // The newer value is shown now: saving again is meant to replace it.
            version.set(show_client(id).await?.version);
        }
        let made = saved?;
        live.own(Kind::Client, id, made);
        version.set(made);
        let text = text.trim().to_owned();
        kept.set(text.clone());
        value.set(text);
        Ok::<(), AppError>(())
    });
    let display = move || {
        let text = kept.get();
        if text.is_empty() {
            return view! { <span class="muted">"Not known yet"</span> }.into_any();
        }
        match field {
            ClientField::Status => text.parse::<ClientStatus>().map_or(text, |status| status.label().to_owned()).into_any(),
            ClientField::Budget => Money::parse(&text, currency).map_or(text, Money::display).into_any(),
            ClientField::Website => match SafeUrl::parse(&text) {
                Some(url) => view! { <SafeLink url /> }.into_any(),
                None => text.into_any(),
            },
            _ => text.into_any(),
        }
    };
    let options = if field == ClientField::Status {
        ClientStatus::ALL.iter().map(|status| (status.as_str().to_owned(), status.label().to_owned())).collect()
    } else {
        Vec::new()
    };
    let hidden = vec![
        ("id".to_owned(), id.to_string()),
        ("field".to_owned(), name.to_owned()),
        ("version".to_owned(), version.get_untracked().to_string()),
    ];
    view! {
        <InlineEdit
            label=field.label()
            name="value"
            scope=name
            value
            display
            edit_href=format!("/clients/{id}?edit={name}#field-{name}-value")
            cancel_href=format!("/clients/{id}")
            editing
            action_url="/api/edit_client"
            hidden
            error
            can_edit=client.can_edit
            multiline=ClientField::MEDDPICC.contains(&field)
            kind=if field == ClientField::Deadline { FieldKind::Date } else { FieldKind::Text }
            options
            on_save
            status
        />
    }
}
