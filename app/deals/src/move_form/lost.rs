//! A loss as a page: plain first, sent by client code where there is some, so that nothing typed moves.

use super::api::show_move;
use super::loss::LossFields;
use super::types::MovePage;
use crate::api::MoveDeal;
use crate::pipeline::refusal;
use crate::types::MoveAnswer;
use domain::AppError;
use domain::id::OpportunityId;
use domain::stage::Stage;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_meta::Title;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use ui::{Button, ButtonKind, ButtonLink, Crumb, PageHeader, focus_fault};

/// Why, to whom, and when to ask again.
#[component]
pub(super) fn LostForm(page: MovePage, to: Stage) -> impl IntoView {
    let action = ServerAction::<MoveDeal>::new();
    let failed = Signal::derive(move || action.value().get().and_then(Result::err));
    // What belongs to a field stands there.
    let at_a_field = |error: &AppError| matches!(error, AppError::Invalid(_)) && error.of("to").is_none();
    let above_form = move || failed.with(|error| error.as_ref().filter(|error| !at_a_field(error)).map(refusal));
    let (id, title) = (page.card.id, format!("{}: {}", to.move_label(), page.card.name));
    let above = Crumb { href: format!("/deals/{id}"), label: page.card.name.clone() };
    let drawn = page.card.version.to_string();
    let version = RwSignal::new(page.card.version);
    let node = NodeRef::<html::Div>::new();
    follow(action, id, &to, version, node);
    view! {
        <Title text=title.clone() />
        <PageHeader title above />
        <div node_ref=node>
            {move || above_form().map(|text| view! { <p class="notice tone-bad" role="alert" tabindex="-1">{text}</p> })}
            <ActionForm action attr:class="form-stack">
                <input type="hidden" name="id" value=id.to_string() />
                <input type="hidden" name="to" value=to.key.to_string() />
                <input type="hidden" name="version" prop:value=move || version.get().to_string() value=drawn />
                <input type="hidden" name="back" value="deal" />
                <LossFields choices=page.loss failed />
                <div class="form-actions">
                    <Button kind=ButtonKind::Primary r#type="submit" busy=Signal::derive(move || action.pending().get())>{to.move_label()}</Button>
                    <ButtonLink href=format!("/deals/{id}") kind=ButtonKind::Quiet>"Cancel"</ButtonLink>
                </div>
            </ActionForm>
        </div>
    }
}

/// After client code sent the form: on to the deal, or to what needs another look.
fn follow(action: ServerAction<MoveDeal>, id: OpportunityId, to: &Stage, version: RwSignal<i32>, node: NodeRef<html::Div>) {
    let navigate = use_navigate();
    let to = to.key.clone();
    Effect::new(move |before: Option<usize>| {
        let sent = action.version().get();
        if before.is_some_and(|before| before != sent) {
            let go = |path: String| navigate(&path, NavigateOptions::default());
            match action.value().get_untracked() {
                Some(Ok(MoveAnswer::Moved { .. })) => go(format!("/deals/{id}")),
                Some(Ok(MoveAnswer::Lacking(_))) => go(format!("/deals/{id}/move?to={to}")),
                Some(Ok(MoveAnswer::HandOver)) => go(format!("/deals/{id}/won")),
                Some(Err(error)) => {
                    if matches!(error, AppError::Conflict { .. }) {
                        // What was said about the deal was read: the next try is about the deal as it stands now.
                        spawn_local(async move {
                            if let Ok(now) = show_move(id).await {
                                _ = version.try_set(now.card.version);
                            }
                        });
                    }
                    focus_fault(node);
                }
                None => {}
            }
        }
        sent
    });
}
