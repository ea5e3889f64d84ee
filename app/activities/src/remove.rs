//! Removing an activity, with the way back.

use crate::api::{RemoveActivity, RestoreActivity, remove_activity, restore_activity};
use domain::AppError;
use domain::id::ActivityId;
use firm::in_words;
use leptos::ev::SubmitEvent;
use leptos::form::ActionForm;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use ui::{Button, ButtonKind, IconName, ToastKind, use_toasts};

/// The button that removes it at once and offers the way back. Without client code the page that follows offers it.
#[component]
pub(crate) fn RemoveButton<F>(
    /// Which.
    id: ActivityId,
    /// What it was about.
    subject: String,
    /// Told `true` once it is gone, and `false` once it is back; what it was on may be gone by then.
    then: F,
    /// The button has words: it does not stand in a row of others.
    #[prop(optional)]
    words: bool,
) -> impl IntoView
where
    F: Fn(bool) + Clone + Send + Sync + 'static,
{
    let toasts = use_toasts();
    let going = RwSignal::new(false);
    let label = format!("Remove “{subject}”");
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if going.try_get_untracked() == Some(true) {
            return;
        }
        _ = going.try_set(true);
        let (subject, then) = (subject.clone(), then.clone());
        spawn_local(async move {
            let answer = remove_activity(id).await;
            _ = going.try_set(false);
            match answer {
                // Somebody else was faster: it is gone all the same.
                Ok(()) | Err(AppError::NotFound) => {
                    let again = then.clone();
                    let back = toasts.offer("Undo", move || {
                        let again = again.clone();
                        spawn_local(async move {
                            match restore_activity(id).await {
                                Ok(()) => again(false),
                                Err(error) => _ = toasts.push(ToastKind::Bad, in_words(&error), None),
                            }
                        });
                    });
                    _ = toasts.push(ToastKind::Good, format!("Removed “{subject}”."), answer.is_ok().then_some(back));
                    then(true);
                }
                Err(error) => _ = toasts.push(ToastKind::Bad, in_words(&error), None),
            }
        });
    };
    let button = if words {
        view! { <Button r#type="submit" kind=ButtonKind::Danger icon=IconName::Trash busy=going>"Remove"</Button> }.into_any()
    } else {
        view! { <Button r#type="submit" kind=ButtonKind::Quiet icon=IconName::X label busy=going /> }.into_any()
    };
    view! {
        <form class="happening-remove" method="post" action=RemoveActivity::url() on:submit=submit>
            <input type="hidden" name="id" value=id.to_string() />
            {button}
        </form>
    }
}

/// Why a plain form could not remove anything.
pub(crate) fn refused() -> impl IntoView {
    let error = ServerAction::<RemoveActivity>::new().value().get_untracked().and_then(Result::err);
    error.map(|error| view! { <p class="notice tone-bad" role="alert">{in_words(&error)}</p> })
}

/// The way back from a removal without client code.
#[component]
pub(crate) fn Removed(
    /// What was removed.
    id: ActivityId,
) -> impl IntoView {
    let restored = ServerAction::<RestoreActivity>::new();
    let navigate = use_navigate();
    Effect::new(move |_| {
        if matches!(restored.value().get(), Some(Ok(()))) {
            navigate(&format!("/activities/{id}"), NavigateOptions::default());
        }
    });
    let refused = restored.value().get_untracked().and_then(Result::err);
    view! {
        <div class="notice">
            <ActionForm action=restored attr:class="notice-form">
                <span>"The activity is removed. For a day you can bring it back."</span>
                <input type="hidden" name="id" value=id.to_string() />
                <Button r#type="submit">"Undo"</Button>
            </ActionForm>
        </div>
        {refused.map(|error| view! { <p class="notice tone-bad" role="alert">{in_words(&error)}</p> })}
    }
}
