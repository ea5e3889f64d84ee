//! Short notices at the foot of the page: what was done, and the way back.

use std::time::Duration;

use leptos::prelude::*;
use leptos::reactive::owner::WeakOwner;

use crate::icon::{Icon, IconName};

/// How long a notice stays while nobody points at it.
const STAYS: Duration = Duration::from_secs(10);

/// What a notice tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ToastKind {
    /// Something worth knowing.
    #[default]
    Info,
    /// It is done.
    Good,
    /// It is not done; the notice stays until it is closed.
    Bad,
}

/// The way back, or the next step, that a notice offers: its words and what it does.
pub type ToastAction = (String, Callback<()>);

/// One notice.
#[derive(Clone)]
pub struct Toast {
    /// Counts up from 1.
    pub id: u64,
    /// What it tells.
    pub kind: ToastKind,
    /// One sentence.
    pub text: String,
    /// What it offers.
    pub action: Option<ToastAction>,
}

/// The notices shown now. Copies share them.
#[derive(Clone, Copy)]
pub struct Toasts {
    shown: RwSignal<Vec<Toast>>,
    last_id: StoredValue<u64>,
    owner: StoredValue<Option<WeakOwner>>,
}

impl Toasts {
    fn new() -> Self {
        let owner = Owner::current().map(|owner| owner.downgrade());
        Self { shown: RwSignal::new(Vec::new()), last_id: StoredValue::new(0), owner: StoredValue::new(owner) }
    }

    /// Shows a notice and returns its id.
    pub fn push(&self, kind: ToastKind, text: impl Into<String>, action: Option<ToastAction>) -> u64 {
        let id = self.last_id.get_value() + 1;
        self.last_id.set_value(id);
        self.shown.update(|shown| shown.push(Toast { id, kind, text: text.into(), action }));
        id
    }

    /// What a notice offers. It can be taken for as long as the notice is there, even where what it was offered by is gone.
    #[must_use]
    pub fn offer(&self, words: impl Into<String>, act: impl Fn() + Send + Sync + 'static) -> ToastAction {
        let make = move || Callback::new(move |()| act());
        let act = match self.owner.get_value().and_then(|owner| owner.upgrade()) {
            Some(owner) => owner.with(make),
            None => make(),
        };
        (words.into(), act)
    }

    /// Takes a notice away.
    pub fn dismiss(&self, id: u64) {
        _ = self.shown.try_update(|shown| shown.retain(|toast| toast.id != id));
    }
}

/// Makes notices available to everything below.
pub fn provide_toasts() -> Toasts {
    let toasts = Toasts::new();
    provide_context(toasts);
    toasts
}

/// The notices provided above; without any, ones that nobody sees.
#[must_use]
pub fn use_toasts() -> Toasts {
    use_context().unwrap_or_else(Toasts::new)
}

/// Where notices appear. It stands once, empty on the server, so that a screen reader knows it before the first one.
#[component]
pub fn ToastRegion() -> impl IntoView {
    let toasts = use_toasts();
    view! {
        <div class="toasts" role="region" aria-label="Notices" aria-live="polite">
            <For each=move || toasts.shown.get() key=|toast| toast.id let:toast>
                <ToastItem toast=toast toasts=toasts />
            </For>
        </div>
    }
}

#[component]
fn ToastItem(toast: Toast, toasts: Toasts) -> impl IntoView {
    let Toast { id, kind, text, action } = toast;
    let timer = StoredValue::new(None::<TimeoutHandle>);
    let pause = move || {
        if let Some(handle) = timer.try_update_value(Option::take).flatten() {
            handle.clear();
        }
    };
    let start = move || {
        pause();
        if kind != ToastKind::Bad {
            timer.set_value(set_timeout_with_handle(move || toasts.dismiss(id), STAYS).ok());
        }
    };
    Effect::new(move |_| start());
    on_cleanup(pause);
    let (class, icon) = match kind {
        ToastKind::Info => ("toast tone-info", IconName::Info),
        ToastKind::Good => ("toast tone-good", IconName::CircleCheck),
        ToastKind::Bad => ("toast tone-bad", IconName::Alert),
    };
    let action = action.map(|(words, act)| {
        let take = move |_| {
            act.run(());
            toasts.dismiss(id);
        };
        view! { <button type="button" class="toast-action" on:click=take>{words}</button> }
    });
    view! {
        <div
            class=class
            on:pointerenter=move |_| pause()
            on:pointerleave=move |_| start()
            on:focusin=move |_| pause()
            on:focusout=move |_| start()
        >
            <Icon name=icon />
            <p>{text}</p>
            {action}
            <button
                type="button"
                class="toast-close"
                aria-label="Close"
                title="Close"
                on:click=move |_| toasts.dismiss(id)
            >
                <Icon name=IconName::X />
            </button>
        </div>
    }
}
