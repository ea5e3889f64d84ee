//! What the client code does after something was changed: who is told, and where the focus is then.

use domain::AppError;
use leptos::prelude::*;
use leptos::server_fn::ServerFn;

/// Calls back with each answer of an action, and not with one that came with the page.
pub(crate) fn after<F>(action: ServerAction<F>, act: impl Fn(Result<F::Output, AppError>) + 'static)
where
    F: ServerFn<Error = AppError> + Clone + Send + Sync + 'static,
    F::Output: Clone + Send + Sync + 'static,
{
    Effect::new(move |before: Option<usize>| {
        let version = action.version().get();
        if before.is_some_and(|before| before != version)
            && let Some(answer) = action.value().get_untracked()
        {
            act(answer);
        }
        version
    });
}

/// What the latest call of an action was about.
pub(crate) fn asked_of<F, T>(action: ServerAction<F>, part: fn(&F) -> T) -> StoredValue<Option<T>>
where
    F: ServerFn<Error = AppError> + Clone + Send + Sync + 'static,
    F::Output: Clone + Send + Sync + 'static,
    T: Send + Sync + 'static,
{
    let latest = StoredValue::new(None);
    Effect::new(move |_| {
        if let Some(input) = action.input().get() {
            latest.set_value(Some(part(&input)));
        }
    });
    latest
}

/// Does what moves elements about; what had the focus has it afterwards too.
pub(crate) fn keeping_focus(change: impl FnOnce()) {
    let focused = document().active_element().map(|element| element.id()).filter(|id| !id.is_empty());
    change();
    request_animation_frame(move || focus(focused.as_deref()));
}

/// Gives the focus to what stands where the form stood, once it is drawn.
pub(crate) fn focus_later(id: Option<String>) {
    request_animation_frame(move || focus(id.as_deref()));
}

fn focus(id: Option<&str>) {
    use leptos::wasm_bindgen::JsCast;
    let Some(element) = id.and_then(|id| document().get_element_by_id(id)) else { return };
    if document().active_element().as_ref() != Some(&element)
        && let Some(element) = element.dyn_ref::<leptos::web_sys::HtmlElement>()
    {
        _ = element.focus();
    }
}

/// Why a move or a removal was refused, in words for who asked.
pub(crate) fn refusal(error: &AppError) -> String {
    match error {
        AppError::Conflict { theirs, .. } => {
            format!("Somebody was faster: {theirs} now. What you see is up to date; do it again if you still want to.")
        }
        AppError::NotFound => "It is gone already. What you see is up to date.".to_owned(),
        other => other.of("to").unwrap_or_else(|| other.to_string()),
    }
}
