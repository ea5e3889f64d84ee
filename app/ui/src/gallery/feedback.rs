//! What the page says: nothing yet, coming, wrong, done.

use leptos::prelude::*;

use super::Part;
use crate::{Button, ButtonKind, ButtonLink, Dialog, EmptyState, ErrorState, Field, IconName, Skeleton, ToastKind, use_toasts};

/// What the page says.
#[component]
pub fn Feedback() -> impl IntoView {
    view! {
        <Part title="Nothing yet">
            <EmptyState
                title="No invoices yet"
                icon=IconName::Receipt
                action=|| view! { <ButtonLink href="?new" icon=IconName::Plus>"Make the first invoice"</ButtonLink> }
            >
                "What is billed to this client will stand here, with its status and total."
            </EmptyState>
        </Part>
        <Part title="Something wrong">
            <ErrorState
                title="The list could not be read"
                text="Nothing is lost. Try again in a moment; if it stays, name the incident to whoever runs this."
                incident="7f3a-91c2"
                retry_href="?"
            />
        </Part>
        <Part title="Still coming"><Skeleton lines=4 /></Part>
        <Part title="Notices"><Notices /></Part>
        <Part title="Dialog"><Question /></Part>
    }
}

#[component]
fn Notices() -> impl IntoView {
    let toasts = use_toasts();
    let undo = Callback::new(move |()| {
        toasts.push(ToastKind::Info, "Moved back", None);
    });
    let show = move |kind: ToastKind, text: &'static str| {
        Callback::new(move |_| {
            toasts.push(kind, text, (kind == ToastKind::Good).then(|| ("Undo".to_owned(), undo)));
        })
    };
    view! {
        <Button on_click=show(ToastKind::Good, "Moved to Proposal")>"Done, with a way back"</Button>
        <Button on_click=show(ToastKind::Bad, "Not saved: the server did not answer")>"Not done"</Button>
        <Button on_click=show(ToastKind::Info, "Ada is editing this page")>"Worth knowing"</Button>
    }
}

#[component]
fn Question() -> impl IntoView {
    let open = RwSignal::new(false);
    view! {
        <Button on_click=Callback::new(move |_| open.set(true))>"Ask"</Button>
        <Dialog id="gallery-dialog" title="Close as lost" open=open>
            <p>"The record leaves the board and every forecast. You can reopen it later."</p>
            <Field label="Reason" name="reason" scope="dialog" required=true />
            <footer class="dialog-foot">
                <Button on_click=Callback::new(move |_| open.set(false))>"Keep it open"</Button>
                <Button kind=ButtonKind::Danger on_click=Callback::new(move |_| open.set(false))>"Close as lost"</Button>
            </footer>
        </Dialog>
    }
}
