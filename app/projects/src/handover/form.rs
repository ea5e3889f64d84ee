//! The form of a hand-over: plain first, sent by client code where there is some, so that nothing typed moves.

use super::carried::{People, Promises};
use super::course::Courses;
use super::terms::{Contract, Gaps, Kept, Terms};
use super::types::Handover;
use crate::api::{HandOver, show_handover};
use chrono::NaiveDate;
use domain::AppError;
use domain::stage::StageKind;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use ui::{Button, ButtonKind, ButtonLink, ToastKind, focus_fault, use_toasts};

/// What went wrong, and what was typed before a plain form was drawn anew.
#[derive(Clone, Copy)]
pub(super) struct Failed {
    action: ServerAction<HandOver>,
    /// As the page began; what is typed since stands in the fields themselves.
    first: StoredValue<Option<AppError>>,
}

impl Failed {
    fn new(action: ServerAction<HandOver>) -> Self {
        Self { action, first: StoredValue::new(action.value().get_untracked().and_then(Result::err)) }
    }

    /// The message of a field.
    pub(super) fn of(self, field: &'static str) -> Signal<Option<String>> {
        Signal::derive(move || self.action.value().get().and_then(Result::err).and_then(|error| error.of(field)))
    }

    /// What was typed into a field, or what is proposed.
    pub(super) fn typed(self, field: &str, proposed: impl FnOnce() -> String) -> String {
        self.first.with_value(|error| error.as_ref().and_then(|error| error.typed_in(field))).unwrap_or_else(proposed)
    }

    /// Whether one of several was chosen, before this or as proposed.
    pub(super) fn chosen(self, field: &str, id: impl std::fmt::Display, proposed: bool) -> bool {
        let before = self.first.with_value(|error| error.as_ref().and_then(|error| error.typed_in(field)));
        let id = id.to_string().replace('-', "");
        before.map_or(proposed, |ids| ids.split(' ').any(|one| one == id))
    }

    /// What stands above the form: anything that belongs to no field, or that fields need another look.
    fn above(self) -> Option<String> {
        match self.action.value().get()? {
            Ok(_) => None,
            Err(error) => Some(error.of("to").or_else(|| error.of("twice")).unwrap_or_else(|| match &error {
                AppError::Invalid(_) => "Not handed over yet: some fields need another look.".to_owned(),
                AppError::Forbidden => "A project is made by the client's team; ask its lead.".to_owned(),
                other => other.to_string(),
            })),
        }
    }
}

/// The whole form.
#[component]
pub(super) fn Form(handover: Handover, today: NaiveDate) -> impl IntoView {
    let action = ServerAction::<HandOver>::new();
    let failed = Failed::new(action);
    let version = RwSignal::new(handover.version);
    let node = NodeRef::<html::Div>::new();
    follow(action, &handover, version, node);
    let again = handover.project.clone();
    let reopened = again.is_some();
    let label = if reopened {
        "Win it again"
    } else if handover.stands == StageKind::Won {
        "Make the project"
    } else {
        "Hand over"
    };
    let kept = again.map(|project| view! { <Kept project /> });
    let project = (!reopened).then(|| {
        let start = RwSignal::new(failed.typed("start", || handover.start.to_string()));
        view! {
            <section class="panel" aria-labelledby="project">
                <h2 id="project">"Project"</h2>
                <Courses handover=handover.clone() failed start today />
            </section>
        }
    });
    view! {
        <div node_ref=node>
            {move || failed.above().map(|text| view! { <p class="notice tone-bad" role="alert" tabindex="-1">{text}</p> })}
            <ActionForm action=action attr:class="handover">
                <input type="hidden" name="id" value=handover.deal.to_string() />
                <input type="hidden" name="version" prop:value=move || version.get().to_string() value=handover.version.to_string() />
                <div class="two-col">
                    <div>
                        <section class="panel" aria-labelledby="terms">
                            <h2 id="terms">"What was agreed"</h2>
                            <Contract handover=handover.clone() failed />
                            <Terms handover=handover.clone() failed />
                            <Gaps handover=handover.clone() failed />
                        </section>
                        {kept}
                        {project}
                        <Promises promises=handover.promises.clone() failed today />
                    </div>
                    <aside><People handover=handover.clone() failed /></aside>
                </div>
                <div class="form-actions">
                    <Button kind=ButtonKind::Primary r#type="submit" busy=Signal::derive(move || action.pending().get())>{label}</Button>
                    <ButtonLink href=format!("/deals/{}", handover.deal) kind=ButtonKind::Quiet>"Cancel"</ButtonLink>
                </div>
            </ActionForm>
        </div>
    }
}

/// After client code sent the form: on to the project, or to what needs another look.
fn follow(action: ServerAction<HandOver>, handover: &Handover, version: RwSignal<i32>, node: NodeRef<html::Div>) {
    let (navigate, toasts) = (use_navigate(), use_toasts());
    let (deal, name) = (handover.deal, handover.name.clone());
    Effect::new(move |before: Option<usize>| {
        let sent = action.version().get();
        if before.is_some_and(|before| before != sent) {
            match action.value().get_untracked() {
                Some(Ok(project)) => {
                    _ = toasts.push(ToastKind::Good, format!("{name} is won, and this is its project."), None);
                    navigate(&format!("/projects/{project}"), NavigateOptions::default());
                }
                Some(Err(error)) => {
                    if error.of("to").is_some() {
                        // What was said about the deal was read: the next try is about the deal as it stands now.
                        spawn_local(async move {
                            if let Ok(now) = show_handover(deal).await {
                                version.set(now.version);
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
