//! One value of a stage, edited where it stands.

use super::api::{EditStage, edit_stage, show_stage};
use super::asked::{PAGE, editing, unfolded};
use super::desk::Desk;
use super::effect::effect;
use super::types::StageSetting;
use domain::AppError;
use domain::pipeline::StageField;
use domain::stage::StageKind;
use leptos::prelude::*;
use ui::{Effects, FieldKind, Fixed, InlineEdit, saving};

/// The value, with its pencil; where the kind of stage does not let it be changed, why.
#[component]
pub(crate) fn Value(
    /// The stage.
    setting: Memo<StageSetting>,
    /// Which value.
    field: StageField,
    /// What the page shares.
    desk: Desk,
) -> impl IntoView {
    let stage = setting.with_untracked(|one| one.stage.clone());
    let (key, name) = (stage.key.clone(), format!("{}.{field}", stage.key));
    if !field.is_open_to(stage.kind) {
        let (value, reason) = (field.shown(&stage), why_fixed(stage.kind));
        return view! { <Fixed id=format!("fixed-{key}-{field}") value reason /> }.into_any();
    }
    let failed = ServerAction::<EditStage>::new().value().get_untracked().and_then(Result::err);
    let error = failed.as_ref().and_then(|error| error.of(&name));
    let asked = desk.asked.get_untracked();
    let edits = asked.edits(&key, field);
    let editing_now = edits || error.is_some();
    let checked = edits && asked.value.is_some();
    // What a plain form brought back stands there until something is kept.
    let typed = failed.and_then(|error| error.typed_in(&name)).or_else(|| asked.value.filter(|_| edits));
    let typed = RwSignal::new(typed);
    let value = Signal::derive(move || typed.get().unwrap_or_else(|| setting.with(|one| field.text(&one.stage))));
    let to = key.clone();
    let (on_save, status) = saving(move |text: String| {
        let key = to.clone();
        async move {
            let version = setting.with_untracked(|one| one.stage.version);
            let saved = edit_stage(key.clone(), field, text, version).await;
            if let Err(AppError::Conflict { .. }) = &saved {
                // The newer value is shown now: saving again is meant to replace it.
                desk.keep_version(&show_stage(key).await?);
            }
            desk.keep(&saved?);
            typed.set(None);
            Ok::<(), AppError>(())
        }
    });
    let tells = matches!(field, StageField::Probability | StageField::RotDays | StageField::Gate);
    let told: Effects = Callback::new(move |text: String| {
        let one = setting.get();
        desk.all.with(|all| effect(all, &one, field, &text)).filter(|_| tells)
    });
    let besides = vec![("stage".to_owned(), key.to_string()), ("edit".to_owned(), field.to_string())];
    let ask_first = (tells && editing_now && !checked && error.is_none()).then(|| (PAGE.to_owned(), besides));
    let hidden = vec![
        ("id".to_owned(), key.to_string()),
        ("field".to_owned(), field.to_string()),
        ("version".to_owned(), stage.version.to_string()),
    ];
    view! {
        <InlineEdit
            label=field.label()
            name="value"
            scope=format!("{key}-{field}")
            value
            display=move || shown(setting, field)
            edit_href=editing(&key, field)
            cancel_href=unfolded(&key)
            editing=editing_now
            action_url="/api/edit_stage"
            hidden
            error
            multiline=field.is_long()
            kind=if field == StageField::Probability || field == StageField::RotDays { FieldKind::Number } else { FieldKind::Text }
            options=field.choices()
            swatches=field == StageField::Hue
            effect=told
            ask_first
            on_save
            status
        />
    }
    .into_any()
}

fn shown(setting: Memo<StageSetting>, field: StageField) -> AnyView {
    let (text, hue) = setting.with(|one| (field.shown(&one.stage), one.stage.hue));
    match field {
        StageField::Hue => {
            view! { <span class=format!("swatch-shown hue-{hue}")><span class="dot" aria-hidden="true"></span>{text}</span> }.into_any()
        }
        StageField::RotDays if text.is_empty() => view! { <span class="muted">"As long as it likes"</span> }.into_any(),
        _ if text.is_empty() => view! { <span class="muted">"Nothing yet"</span> }.into_any(),
        _ => text.into_any(),
    }
}

const fn why_fixed(kind: StageKind) -> &'static str {
    match kind {
        StageKind::Won => "A won deal is certain: it counts in full, whatever this stage is called.",
        StageKind::Lost => "A lost deal counts for nothing, whatever this stage is called.",
        StageKind::Open => "",
    }
}
