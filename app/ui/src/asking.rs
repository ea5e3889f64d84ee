//! Asking the server while a person types: after a short pause, and only the answer to the last question counts.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

/// As long as fingers rest between two letters of a word.
const PAUSE: Duration = Duration::from_millis(90);

/// What asks, and the last question that was answered with its answer. A question that is not answered before the next
/// one is forgotten; a call that fails leaves the last answer as it is: a suggestion is no loss.
pub fn asking<Q, A, E, F, W>(work: F) -> (Callback<Q>, Signal<Option<(Q, A)>>)
where
    Q: Clone + Send + Sync + 'static,
    A: Clone + Send + Sync + 'static,
    E: 'static,
    F: Fn(Q) -> W + Copy + Send + Sync + 'static,
    W: Future<Output = Result<A, E>> + 'static,
{
    let answer = RwSignal::new(None);
    let last = StoredValue::new(0_u64);
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let pause = move || {
        if let Some(handle) = timer.try_update_value(Option::take).flatten() {
            handle.clear();
        }
    };
    let ask = Callback::new(move |question: Q| {
        pause();
        let mine = last.get_value() + 1;
        last.set_value(mine);
        let go = move || {
            spawn_local(async move {
                let found = work(question.clone()).await;
                if let (Ok(found), Some(true)) = (found, last.try_with_value(|last| *last == mine)) {
                    _ = answer.try_set(Some((question, found)));
                }
            });
        };
        timer.set_value(set_timeout_with_handle(go, PAUSE).ok());
    });
    on_cleanup(pause);
    (ask, answer.into())
}
