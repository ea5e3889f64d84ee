//! The form over whatever page one is on.

use super::client::ChooseClient;
use super::desk::use_log_desk;
use super::form::LogForm;
use crate::api::{LogActivity, start_activity};
use crate::of::Of;
use crate::types::ActivityStart;
use domain::AppError;
use firm::in_words;
use leptos::prelude::*;
use leptos::task::spawn_local;
use ui::{Button, Dialog, Skeleton, ToastKind, focus_first, use_toasts};

/// The dialog. What was typed stays in it when it is closed and opened again, for the same thing or for another: nobody but
/// the person throws it away.
#[component]
pub fn LogDialog() -> impl IntoView {
    let desk = use_log_desk();
    let start = RwSignal::new(None::<Result<ActivityStart, AppError>>);
    let asked = StoredValue::new(None::<Of>);
    let logged = ServerAction::<LogActivity>::new();
    let toasts = use_toasts();
    // What the form that is on its way was opened for: meanwhile it may be open for something else.
    let sent = StoredValue::new(None::<Of>);
    Effect::new(move |_| {
        if logged.pending().get() {
            sent.set_value(asked.get_value());
        }
    });
    // Something was typed, and what it was asked for anew meanwhile.
    let (typed, other) = (StoredValue::new(false), RwSignal::new(None::<Of>));
    let begin = move |of: Of| {
        asked.set_value(Some(of));
        typed.set_value(false);
        other.set(None);
        start.set(None);
        logged.clear();
        spawn_local(async move {
            let answer = start_activity(of, None, String::new()).await;
            if asked.try_get_value() == Some(Some(of)) {
                _ = start.try_set(Some(answer));
                focus_first("#log-dialog .form-first input");
            }
        });
    };
    Effect::new(move |_| {
        if !desk.open.get() {
            return;
        }
        let of = desk.of.get();
        let here = start.with_untracked(|start| matches!(start, Some(Ok(_))));
        if here && asked.get_value() == Some(of) {
            other.set(None);
        } else if here && typed.get_value() {
            other.set(Some(of));
        } else {
            begin(of);
        }
    });
    Effect::new(move |before: Option<usize>| {
        let version = logged.version().get();
        if before.is_some_and(|before| before != version) {
            match logged.value().get_untracked() {
                Some(Ok(_)) => {
                    if asked.get_value() == sent.get_value() {
                        desk.open.set(false);
                        // The next one begins anew.
                        asked.set_value(None);
                        typed.set_value(false);
                        start.set(None);
                    }
                    desk.logged.update(|count| *count += 1);
                    _ = toasts.push(ToastKind::Good, "Logged.", None);
                }
                // Nobody would read it there.
                Some(Err(error)) if !desk.open.get_untracked() => _ = toasts.push(ToastKind::Bad, in_words(&error), None),
                Some(Err(AppError::Invalid(_))) => focus_first("#log-dialog [aria-invalid]"),
                _ => {}
            }
        }
        version
    });
    let chosen = Callback::new(move |begun: ActivityStart| {
        start.set(Some(Ok(begun)));
        focus_first("#log-dialog .form-first input");
    });
    view! {
        <Dialog id="log-dialog" title="Log an activity" open=desk.open>
            {move || other.get().map(|of| view! {
                <div class="notice notice-form" role="status">
                    <span>"You began this one before; it is not logged yet."</span>
                    <Button on_click=move |_| begin(of)>"Begin anew"</Button>
                </div>
            })}
            <div on:input=move |_| typed.set_value(true)>
                {move || start.get().map_or_else(
                    || view! { <Skeleton lines=6 /> }.into_any(),
                    |begun| match begun {
                        Ok(begun) if begun.client.is_some() => view! { <LogForm start=begun action=logged /> }.into_any(),
                        Ok(begun) => view! { <ChooseClient start=begun chosen /> }.into_any(),
                        Err(error) => view! { <p class="notice tone-bad" role="alert">{in_words(&error)}</p> }.into_any(),
                    },
                )}
            </div>
        </Dialog>
    }
}
