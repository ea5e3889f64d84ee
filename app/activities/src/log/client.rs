//! With which client it was, where the page does not say it.

use crate::api::start_activity;
use crate::of::Of;
use crate::types::ActivityStart;
use clients::ClientField;
use domain::AppError;
use domain::id::ClientId;
use firm::in_words;
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::{Button, ButtonKind};

/// The field. Without client code it leads to the page of the form with the client in it.
#[component]
pub(super) fn ChooseClient(
    /// What is known.
    start: ActivityStart,
    /// Called with what the form begins with, once a client was chosen.
    chosen: Callback<ActivityStart>,
) -> impl IntoView {
    let (value, text) = (RwSignal::new(String::new()), RwSignal::new(start.typed));
    let wrong = RwSignal::new(start.wrong);
    let going = RwSignal::new(false);
    let go = move |client: Option<ClientId>, name: String| {
        going.set(true);
        spawn_local(async move {
            let answer = start_activity(Of::All, client, name).await;
            // Whoever went elsewhere meanwhile is left there.
            if going.try_set(false).is_some() {
                return;
            }
            match answer {
                Ok(begun) if begun.client.is_some() => _ = chosen.try_run(begun),
                Ok(begun) => _ = wrong.try_set(begun.wrong),
                Err(AppError::Invalid(_)) => {}
                Err(error) => _ = wrong.try_set(Some(in_words(&error))),
            }
        });
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        go(value.get_untracked().parse().ok(), text.get_untracked());
    };
    let on_choose = Callback::new(move |client: ClientId| go(Some(client), String::new()));
    view! {
        <form class="form-stack form-first" method="get" action="/activities/new" on:submit=submit>
            <ClientField value text likely=start.likely autofocus=true error=wrong on_choose />
            <div class="form-actions">
                <Button r#type="submit" kind=ButtonKind::Primary busy=going>"Go on"</Button>
            </div>
        </form>
    }
}
