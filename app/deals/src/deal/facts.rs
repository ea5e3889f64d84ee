//! What there is to know of a deal in figures and words, each changed where it stands, and the project that it became.

use super::page::Page;
use super::parts::Part;
use super::types::DealDetail;
use crate::api::{EditDeal, edit_deal};
use crate::card::{worth, worth_text};
use chrono::NaiveDate;
use domain::date::short_date;
use domain::deal::{DealField, OpportunitySource, OpportunityType};
use domain::live::Kind;
use firm::use_live;
use leptos::prelude::*;
use ui::{FieldKind, InPlace, Kept, Saving};

/// Name, value, type, source, close date, how it ended.
#[component]
pub(super) fn Facts(
    /// The page.
    page: Page,
) -> impl IntoView {
    let closed = page.part(|deal| deal.card.closed.then_some(deal.card.close).flatten());
    let ended = page.part(|deal| (deal.card.closed, deal.loss_reason.clone()));
    let project = page.part(|deal| deal.project.clone());
    let rows = [DealField::Name, DealField::Value, DealField::Currency, DealField::Type, DealField::Source];
    let rows = rows.into_iter().map(|field| view! { <Fact field page /> }).collect_view();
    view! {
        <Part id="facts" title="Deal">
            <dl class="facts">
                {rows}
                {move || if ended.with(|(closed, _)| *closed) {
                    closed.get().map(|on| view! {
                        <div class="fact"><dt>"Closed on"</dt><dd><time datetime=on.to_string()>{short_date(on, page.today)}</time></dd></div>
                    }).into_any()
                } else {
                    view! { <Fact field=DealField::CloseDate page /> }.into_any()
                }}
                {move || ended.with(|(_, reason)| reason.clone()).map(|reason| view! { <div class="fact"><dt>"Lost because"</dt><dd>{reason}</dd></div> })}
                {move || project.get().map(|project| view! {
                    <div class="fact"><dt>"Project"</dt><dd><a href=format!("/projects/{}", project.id)>{project.name}</a></dd></div>
                })}
            </dl>
        </Part>
    }
}

/// A field as it is edited.
fn text(deal: &DealDetail, field: DealField) -> String {
    match field {
        DealField::Name => deal.card.name.clone(),
        DealField::Value => worth_text(deal.card.value),
        DealField::Currency => deal.card.value.currency.code().to_owned(),
        DealField::CloseDate => deal.card.close.map(|close| close.to_string()).unwrap_or_default(),
        DealField::Type => deal.kind.as_str().to_owned(),
        DealField::Source => deal.source.as_str().to_owned(),
    }
}

#[component]
fn Fact(field: DealField, page: Page) -> impl IntoView {
    let kept = page.part(move |deal| Kept { text: text(deal, field), version: deal.card.version });
    let currency = page.part(|deal| deal.card.value.currency);
    let can_edit = page.now(|deal| deal.card.can_move);
    let live = use_live();
    let save = Callback::new(move |typed: Kept| -> Saving {
        Box::pin(async move {
            let saved = edit_deal(page.id, field, typed.text, typed.version, String::new()).await;
            if let Ok(version) = saved {
                live.own(Kind::Opportunity, page.id, version);
            }
            page.refresh().await;
            saved.map(drop)
        })
    });
    let display = Callback::new(move |text: String| match field {
        DealField::Value => worth(&text, currency.get()),
        DealField::CloseDate => match text.parse::<NaiveDate>() {
            Ok(close) => view! { <time datetime=text>{short_date(close, page.today)}</time> }.into_any(),
            Err(_) => view! { <span class="muted">"Not known yet"</span> }.into_any(),
        },
        DealField::Type => text.parse::<OpportunityType>().map_or_else(|_| text, |kind| kind.label().to_owned()).into_any(),
        DealField::Source => text.parse::<OpportunitySource>().map_or_else(|_| text, |source| source.label().to_owned()).into_any(),
        DealField::Name | DealField::Currency => text.into_any(),
    });
    let words =
        |words: &[(&'static str, &'static str)]| words.iter().map(|(word, label)| ((*word).to_owned(), (*label).to_owned())).collect();
    let options: Vec<(String, String)> = match field {
        DealField::Type => words(&OpportunityType::ALL.iter().map(|kind| (kind.as_str(), kind.label())).collect::<Vec<_>>()),
        DealField::Source => words(&OpportunitySource::ALL.iter().map(|source| (source.as_str(), source.label())).collect::<Vec<_>>()),
        DealField::Currency => domain::currency::Currency::all().map(|code| (code.to_owned(), code.to_owned())).collect(),
        DealField::Name | DealField::Value | DealField::CloseDate => Vec::new(),
    };
    let kind = match field {
        DealField::Value => FieldKind::Number,
        DealField::CloseDate => FieldKind::Date,
        DealField::Name | DealField::Currency | DealField::Type | DealField::Source => FieldKind::Text,
    };
    let hidden = [("id", page.id.to_string()), ("field", field.as_str().to_owned()), ("back", "deal".to_owned())];
    let hidden: Vec<_> = hidden.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
    let failed = ServerAction::<EditDeal>::new().value().get_untracked().and_then(Result::err);
    view! {
        <div class="fact">
            <dt>{field.label()}</dt>
            <dd>
                <InPlace
                    label=field.label()
                    place=field.as_str()
                    kept
                    display
                    page=page.href()
                    edit=page.edit()
                    action_url="/api/edit_deal"
                    hidden
                    failed
                    can_edit
                    kind
                    options
                    save
                />
            </dd>
        </div>
    }
}
