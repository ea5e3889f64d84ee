//! The form on a page of its own: where a link leads without client code, and what a bookmark opens.

use super::client::ChooseClient;
use super::form::LogForm;
use crate::api::{LogActivity, start_activity};
use crate::of::Of;
use crate::types::ActivityStart;
use domain::AppError;
use domain::id::ClientId;
use firm::Failure;
use leptos::prelude::*;
use leptos_meta::Title;
use leptos_router::hooks::{use_navigate, use_query_map};
use ui::{Crumb, PageHeader, Skeleton, ToastKind, focus_first, use_toasts};

/// The page. `?of=deal:ID` says what about, `?client=ID` or `?client_name=TEXT` with whom.
#[component]
pub fn LogPage() -> impl IntoView {
    let query = use_query_map();
    let asked = Memo::new(move |_| {
        let query = query.read();
        let word = |name: &str| query.get(name).unwrap_or_default();
        (word("of").parse::<Of>().unwrap_or_default(), word("client").parse::<ClientId>().ok(), word("client_name"))
    });
    let start = Resource::new(move || asked.get(), |(of, client, name)| start_activity(of, client, name));
    let logged = ServerAction::<LogActivity>::new();
    let (navigate, toasts) = (use_navigate(), use_toasts());
    Effect::new(move |before: Option<usize>| {
        let version = logged.version().get();
        if before.is_some_and(|before| before != version) {
            match logged.value().get_untracked() {
                Some(Ok(_)) => {
                    _ = toasts.push(ToastKind::Good, "Logged.", None);
                    navigate(&asked.get_untracked().0.place(), leptos_router::NavigateOptions::default());
                }
                Some(Err(AppError::Invalid(_))) => focus_first(".log-page [aria-invalid]"),
                _ => {}
            }
        }
        version
    });
    view! {
        <Title text="Log an activity" />
        <Transition fallback=|| view! { <Skeleton lines=8 /> }>
            {move || Suspend::new(async move {
                match start.await {
                    Ok(start) => view! { <Body start logged /> }.into_any(),
                    Err(error) => view! { <Failure error /> }.into_any(),
                }
            })}
        </Transition>
    }
}

#[component]
fn Body(start: ActivityStart, logged: ServerAction<LogActivity>) -> impl IntoView {
    let above = match (&start.of, &start.client) {
        (Of::All | Of::User(_), _) | (_, None) => Crumb { href: "/activities".into(), label: "Activities".into() },
        (of, Some(client)) => Crumb { href: of.page(), label: client.name.clone() },
    };
    let start = RwSignal::new(start);
    let chosen = Callback::new(move |begun: ActivityStart| {
        start.set(begun);
        focus_first(".log-page .form-first input");
    });
    view! {
        <PageHeader title="Log an activity" above />
        <div class="log-page">
            {move || {
                let begun = start.get();
                if begun.client.is_some() {
                    view! { <LogForm start=begun action=logged /> }.into_any()
                } else {
                    view! { <ChooseClient start=begun chosen /> }.into_any()
                }
            }}
        </div>
    }
}
