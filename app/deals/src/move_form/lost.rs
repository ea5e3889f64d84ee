//! A loss as a page.

use super::failure;
use super::loss::LossFields;
use super::types::MovePage;
use crate::pipeline::refusal;
use domain::AppError;
use domain::stage::Stage;
use leptos::prelude::*;
use leptos_meta::Title;
use ui::{Button, ButtonKind, ButtonLink, Crumb, PageHeader};

/// Why, to whom, and when to ask again.
#[component]
pub(super) fn LostForm(page: MovePage, to: Stage) -> impl IntoView {
    let failed = failure();
    // What belongs to a field stands there.
    let at_a_field = |error: &AppError| matches!(error, AppError::Invalid(_)) && error.of("to").is_none();
    let above_form = failed.as_ref().filter(|error| !at_a_field(error)).map(refusal);
    let (id, title) = (page.card.id, format!("{}: {}", to.move_label(), page.card.name));
    let above = Crumb { href: format!("/deals/{id}"), label: page.card.name.clone() };
    view! {
        <Title text=title.clone() />
        <PageHeader title above />
        {above_form.map(|text| view! { <p class="notice tone-bad" role="alert">{text}</p> })}
        <form method="post" action="/api/move_deal" class="form-stack">
            <input type="hidden" name="id" value=id.to_string() />
            <input type="hidden" name="to" value=to.key.to_string() />
            <input type="hidden" name="version" value=page.card.version.to_string() />
            <input type="hidden" name="back" value="deal" />
            <LossFields choices=page.loss failed=Signal::stored(failed) />
            <div class="form-actions">
                <Button kind=ButtonKind::Primary r#type="submit">{to.move_label()}</Button>
                <ButtonLink href=format!("/deals/{id}") kind=ButtonKind::Quiet>"Cancel"</ButtonLink>
            </div>
        </form>
    }
}
