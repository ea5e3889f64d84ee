//! What the parts of the page are made of: a part with its head, a form, what is folded until it is wanted.

use super::page::Posted;
use domain::AppError;
use firm::in_words;
use leptos::children::ViewFnOnce;
use leptos::ev::SubmitEvent;
use leptos::form::FromFormData;
use leptos::html;
use leptos::prelude::*;
use ui::{Icon, IconName};

/// A part of the page.
#[component]
pub(super) fn Part(
    /// Its name in addresses.
    id: &'static str,
    /// Its head.
    #[prop(into)]
    title: String,
    /// What stands at the right of the head.
    #[prop(optional, into)]
    beside: Option<ViewFnOnce>,
    /// What it holds.
    children: Children,
) -> impl IntoView {
    view! {
        <section class="panel" aria-labelledby=id>
            <div class="panel-head">
                // Takes the focus from what vanishes in it.
                <h2 id=id tabindex="-1">{title}</h2>
                {beside.map(|beside| view! { <div class="panel-beside">{beside.run()}</div> })}
            </div>
            {children()}
        </section>
    }
}

/// A form that the client code sends, if there is some, without leaving the page; it is empty again once the server took it.
/// While one is on its way, another press sends nothing where `once` is said: what it makes would be made twice.
#[component]
pub(super) fn Sent<S: Posted>(
    /// What it posts to.
    action: ServerAction<S>,
    /// Its class.
    #[prop(optional)]
    class: &'static str,
    /// Sends one at a time.
    #[prop(optional)]
    once: bool,
    /// Its fields and buttons.
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<html::Form>::new();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if once && action.pending().get_untracked() {
            return;
        }
        match S::from_event(&event) {
            Ok(input) => _ = action.dispatch(input),
            Err(_) => action.value().set(Some(Err(AppError::Malformed))),
        }
    };
    Effect::new(move |before: Option<usize>| {
        let version = action.version().get();
        if before.is_some_and(|before| before != version)
            && matches!(action.value().get_untracked(), Some(Ok(_)))
            && let Some(form) = node.get_untracked()
        {
            form.reset();
        }
        version
    });
    view! {
        <form node_ref=node class=class method="post" action=S::url() on:submit=submit>
            {children()}
        </form>
    }
}

/// A value that a form sends along.
pub(super) fn hidden(name: &'static str, value: impl ToString) -> impl IntoView {
    view! { <input type="hidden" name=name value=value.to_string() /> }
}

/// Why a form was refused, where no field of it says so.
#[component]
pub(super) fn Refused(
    /// Why.
    fault: Signal<Option<AppError>>,
    /// The fields that say it themselves.
    #[prop(optional)]
    fields: &'static [&'static str],
) -> impl IntoView {
    move || {
        let fault = fault.get().filter(|fault| !fields.iter().any(|field| fault.of(field).is_some()))?;
        Some(view! { <p class="notice tone-bad" role="alert">{in_words(&fault)}</p> })
    }
}

/// What is folded until it is wanted. Without client code the browser unfolds it.
#[component]
pub(super) fn Fold(
    /// The words on it.
    #[prop(into)]
    label: Signal<String>,
    /// More about it for who does not see where it stands.
    #[prop(optional, into)]
    about: Option<String>,
    /// The sign before the words.
    #[prop(default = IconName::Plus)]
    icon: IconName,
    /// Unfolded from the start.
    #[prop(optional)]
    open: bool,
    /// Folds it when this counts up.
    #[prop(optional, into)]
    done: Option<RwSignal<u32>>,
    /// What is inside.
    children: Children,
) -> impl IntoView {
    let node = NodeRef::<html::Details>::new();
    let head = NodeRef::<html::Summary>::new();
    if let Some(done) = done {
        Effect::new(move |before: Option<u32>| {
            let now = done.get();
            if before.is_some_and(|before| before != now)
                && let (Some(fold), Some(head)) = (node.get_untracked(), head.get_untracked())
            {
                fold.set_open(false);
                _ = head.focus();
            }
            now
        });
    }
    view! {
        <details class="fold" node_ref=node open=open>
            <summary class="button is-quiet is-small" node_ref=head>
                <Icon name=icon />
                <span>{move || label.get()}{about.map(|about| view! { <span class="visually-hidden">{format!(" {about}")}</span> })}</span>
            </summary>
            <div class="fold-body">{children()}</div>
        </details>
    }
}
