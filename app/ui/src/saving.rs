//! Saving one value while the page stays: the state that `InlineEdit` shows, and the call that changes it.

use crate::inline::SaveStatus;
use domain::AppError;
use leptos::prelude::*;
use leptos::task::spawn_local;

/// What to give to `InlineEdit`: its `on_save`, and the `status` that follows from it.
pub fn saving<F, W>(work: F) -> (Callback<String>, Signal<SaveStatus>)
where
    F: Fn(String) -> W + Send + Sync + 'static,
    W: Future<Output = Result<(), AppError>> + 'static,
{
    let status = RwSignal::new(SaveStatus::Idle);
    let save = Callback::new(move |text: String| {
        status.set(SaveStatus::Saving);
        let saved = work(text);
        spawn_local(async move {
            let result = saved.await;
            status.set(match result {
                Ok(()) => SaveStatus::Saved,
                Err(AppError::Invalid(errors)) => {
                    let message = errors.faults.into_iter().next().map(|fault| fault.message);
                    SaveStatus::Failed(message.unwrap_or_default())
                }
                Err(error) => SaveStatus::Failed(error.to_string()),
            });
        });
    });
    (save, status.into())
}
