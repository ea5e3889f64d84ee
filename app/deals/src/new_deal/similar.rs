//! What the client has already, beside the form.

use super::api::similar_deals;
use super::types::SimilarDeal;
use crate::board::hue;
use domain::id::ClientId;
use leptos::prelude::*;
use ui::{Badge, asking};

/// The deals to look at, as they stand beside the form.
#[derive(Clone, Copy)]
pub(super) struct Similar {
    /// The client chosen and the name typed so far; the deals are those of the last such pair that was answered.
    about: Signal<(Option<ClientId>, String)>,
    deals: Signal<Vec<SimilarDeal>>,
}

impl Similar {
    /// Asks whenever the client or the name changes; `first` came with the page.
    pub(super) fn of(client: Signal<Option<ClientId>>, name: Signal<String>, first: Vec<SimilarDeal>) -> Self {
        let about = Signal::derive(move || (client.get(), name.get().trim().to_owned()));
        let (ask, answer) = asking(|(id, name): (ClientId, String)| similar_deals(id, name));
        let start = StoredValue::new((about.get_untracked(), first));
        Effect::new(move |before: Option<(Option<ClientId>, String)>| {
            let now = about.get();
            let known = before.as_ref() == Some(&now) || (before.is_none() && now.1.is_empty());
            if let (Some(id), false) = (now.0, known) {
                ask.run((id, now.1.clone()));
            }
            now
        });
        let deals = Signal::derive(move || {
            let (client, _) = about.get();
            match answer.get() {
                // Those of another client say nothing.
                Some(((id, _), deals)) if Some(id) == client => deals,
                _ => start.with_value(|((of, _), first)| if *of == client { first.clone() } else { Vec::new() }),
            }
        });
        Self { about, deals }
    }

    /// In words, below the name.
    pub(super) fn words(self) -> String {
        let count = self.deals.with(Vec::len);
        let named = !self.about.get().1.is_empty();
        match (count, named) {
            (0, _) => String::new(),
            (1, true) => "1 deal of this client has a similar name.".to_owned(),
            (many, true) => format!("{many} deals of this client have similar names."),
            (1, false) => "1 deal with this client is open.".to_owned(),
            (many, false) => format!("{many} deals with this client are open."),
        }
    }
}

/// The list; empty, it is not there.
#[component]
pub(super) fn SimilarDeals(similar: Similar) -> impl IntoView {
    let line = |deal: SimilarDeal| {
        let stage = deal.stage.map(|stage| view! { <Badge hue=hue(&stage) dot=true>{stage.name.clone()}</Badge> });
        view! {
            <li>
                // Beside this page: what was typed stays.
                <a href=format!("/deals/{}", deal.id) target="_blank">
                    {deal.name}
                    <span class="visually-hidden">" (opens in a new tab)"</span>
                </a>
                <div class="similar-facts">{stage} <span class="num">{deal.value.display()}</span></div>
            </li>
        }
    };
    let title = move || if similar.about.get().1.is_empty() { "Open with this client" } else { "Is it one of these?" };
    move || {
        let deals = similar.deals.get();
        (!deals.is_empty()).then(|| {
            view! {
                <section class="panel" aria-labelledby="similar">
                    <h2 id="similar">{title()}</h2>
                    <ul class="similar">{deals.into_iter().map(line).collect_view()}</ul>
                </section>
            }
        })
    }
}
