//! A client's own fields, each edited where it stands.

use crate::api::{EditClient, edit_client, show_client};
use crate::types::ClientDetail;
use chrono::NaiveDate;
use domain::client::{ClientField, ClientStatus};
use domain::currency::Currency;
use domain::date::{parse_date, short_date};
use domain::id::ClientId;
use domain::live::Kind;
use domain::money::Money;
use firm::{Surroundings, asked_to_edit, use_live};
use leptos::prelude::*;
use ui::{FieldKind, InPlace, Kept, SafeLink, SafeUrl, Saving, saving_alone};

/// Name, industry, website, status, deadline, budget.
#[component]
pub fn ProfileFields(
    /// The client.
    client: ClientDetail,
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
                    <dd><Value client=client.clone() field /></dd>
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
) -> impl IntoView {
    let rows = ClientField::MEDDPICC
        .iter()
        .map(|field| {
            let state = if client.text(*field).is_empty() { "is-missing" } else { "is-filled" };
            view! {
                <div class=state>
                    <span class="meddpicc-letter" aria-hidden="true">{field.letter()}</span>
                    <span class="meddpicc-label">{field.label()}</span>
                    <div class="meddpicc-value"><Value client=client.clone() field=*field /></div>
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

/// A field on the client's own page, which knows of no change but its own.
#[component]
fn Value(client: ClientDetail, field: ClientField) -> impl IntoView {
    let (id, currency, can_edit) = (client.id, client.currency, client.can_edit);
    let live = use_live();
    let kept = RwSignal::new(Kept { text: client.text(field), version: client.version });
    let change = move |typed: Kept| async move {
        let version = edit_client(id, field, typed.text, typed.version, String::new()).await?;
        live.own(Kind::Client, id, version);
        Ok(version)
    };
    let save = saving_alone(kept, change, move || async move {
        let now = show_client(id).await?;
        Ok(Kept { text: now.text(field), version: now.version })
    });
    view! { <ClientValue id currency field kept can_edit page=format!("/clients/{id}") save /> }
}

/// A client's field, edited where it stands; on the client's page and wherever else it is shown.
#[component]
pub fn ClientValue(
    /// Whose.
    id: ClientId,
    /// The client's currency.
    currency: Currency,
    /// Which field.
    field: ClientField,
    /// What the server says.
    #[prop(into)]
    kept: Signal<Kept>,
    /// Whether this person may change it.
    can_edit: bool,
    /// The address of the page that shows it: a plain form leads back there.
    #[prop(into)]
    page: String,
    /// Saves it, and has the page look again.
    save: Callback<Kept, Saving>,
) -> impl IntoView {
    let today = expect_context::<Surroundings>().today;
    let display = Callback::new(move |text: String| shown(field, text, currency, today));
    let options = if field == ClientField::Status {
        ClientStatus::ALL.iter().map(|status| (status.as_str().to_owned(), status.label().to_owned())).collect()
    } else {
        Vec::new()
    };
    let hidden = [("id", id.to_string()), ("field", field.as_str().to_owned()), ("back", page.clone())];
    let hidden: Vec<_> = hidden.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    let (edit, failed) = asked_to_edit::<EditClient>();
    view! {
        <InPlace
            label=field.label()
            place=field.as_str()
            kept
            display
            page
            edit
            action_url="/api/edit_client"
            hidden
            failed
            can_edit
            multiline=ClientField::MEDDPICC.contains(&field)
            kind=if field == ClientField::Deadline { FieldKind::Date } else { FieldKind::Text }
            options
            save
        />
    }
}

fn shown(field: ClientField, text: String, currency: Currency, today: NaiveDate) -> AnyView {
    if text.is_empty() {
        return view! { <span class="muted">"Not known yet"</span> }.into_any();
    }
    match field {
        ClientField::Status => text.parse::<ClientStatus>().map_or(text, |status| status.label().to_owned()).into_any(),
        ClientField::Deadline => match parse_date(&text) {
            Ok(day) => view! { <time datetime=day.to_string() title=day.to_string()>{short_date(day, today)}</time> }.into_any(),
            Err(_) => text.into_any(),
        },
        ClientField::Budget => Money::parse(&text, currency).map_or(text, Money::display).into_any(),
        ClientField::Website => match SafeUrl::parse(&text) {
            Some(url) => view! { <SafeLink url /> }.into_any(),
            None => text.into_any(),
        },
        _ => text.into_any(),
    }
}
