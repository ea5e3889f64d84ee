//! The form of a new stage, folded under the open ones.

use super::desk::Desk;
use domain::pipeline::{MOST_OPEN_STAGES, StageField};
use domain::stage::StageHue;
use leptos::form::ActionForm;
use leptos::prelude::*;
use ui::{Button, ButtonKind, Field, Icon, IconName, SwatchField};

/// Name, probability and colour; the rest is edited where it stands afterwards.
#[component]
pub(crate) fn AddStage(
    /// What the page shares.
    desk: Desk,
) -> impl IntoView {
    let failed = Signal::derive(move || desk.made.value().get().and_then(Result::err));
    let error = move |name: &'static str| Signal::derive(move || failed.get().and_then(|error| error.of(name)));
    let typed = |name: &str| failed.get_untracked().and_then(|error| error.typed_in(name));
    let first = desk.all.with_untracked(|all| between(all.open().last().map_or(0, |one| one.stage.probability)));
    let (name, probability) = (typed("name").unwrap_or_default(), typed("probability").unwrap_or(first));
    let hue = typed("hue").unwrap_or_else(|| StageHue::Teal.to_string());
    let other = move || failed.get().filter(|error| error.status() != 422).map(|error| error.to_string());
    let full = move || desk.all.with(|all| all.open().count() >= MOST_OPEN_STAGES);
    let open = failed.get_untracked().is_some();
    // The form is empty again after what it asked for was done.
    let form = NodeRef::new();
    Effect::new(move |_| {
        if let (Some(Ok(_)), Some(form)) = (desk.made.value().get(), form.get_untracked()) {
            leptos::web_sys::HtmlFormElement::reset(&form);
        }
    });
    view! {
        <details class="stage-add" id="add-stage" open=open>
            <summary class="button"><Icon name=IconName::Plus /><span>"Add stage"</span></summary>
            {move || full().then(|| view! { <p class="muted">{format!("There are {MOST_OPEN_STAGES} open stages, and no more fit a board. Remove one first.")}</p> })}
            <ActionForm action=desk.made node_ref=form>
                <div class="stage-add-fields">
                    {move || other().map(|text| view! { <p class="notice tone-bad" role="alert">{text}</p> })}
                    <Field label="Name" name="name" scope="new-stage" value=name error=error("name") required=true maxlength=200_u32 />
                    <Field label="Probability" name="probability" scope="new-stage" inputmode="numeric" value=probability error=error("probability") hint="In percent." required=true />
                    <SwatchField label="Colour" name="hue" scope="new-stage" options=StageField::Hue.choices() value=hue error=error("hue") />
                    <p class="field-hint">"It stands behind the other open stages, before won, until you move it."</p>
                    <div><Button kind=ButtonKind::Primary r#type="submit">"Add stage"</Button></div>
                </div>
            </ActionForm>
        </details>
    }
}

/// Half-way from the last open stage to won.
fn between(last: i32) -> String {
    i32::midpoint(last, 100).to_string()
}
