//! A criterion as a form: which fields it shows follows from how it is checked, without any code in the browser.

use super::api::try_criterion;
use super::asked::unfolded;
use super::desk::Desk;
use super::effect::tried;
use super::types::{AskedCriterion, StageSetting};
use domain::AppError;
use domain::activity::ActivityType;
use domain::criteria::{CriterionField, CriterionKind};
use domain::id::CriterionId;
use domain::pipeline::CriterionForm;
use domain::stage::{StageGate, StageKey};
use domain::stakeholder::MeddpiccRole;
use leptos::form::{ActionForm, FromFormData};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos::wasm_bindgen::JsCast;
use ui::{Button, ButtonKind, Field, SelectField};

/// A new one.
#[component]
pub(crate) fn AddForm(
    /// The stage that will ask for it.
    key: StageKey,
    /// The same with what hangs on it.
    setting: Memo<StageSetting>,
    /// What the page shares.
    desk: Desk,
) -> impl IntoView {
    let error = failed(desk.criterion_made);
    let first = CriterionForm { kind: CriterionKind::Field.as_str().to_owned(), ..CriterionForm::default() };
    let form = typed(error.get_untracked(), first);
    let href = unfolded(&key);
    view! {
        <div class="asked-form">
            <ActionForm action=desk.criterion_made>
                <input type="hidden" name="id" value=key.to_string() />
                <Inside form setting of=None error submit="Add criterion" cancel=href />
            </ActionForm>
        </div>
    }
}

/// One that there is.
#[component]
pub(crate) fn EditForm(
    /// Its stage.
    setting: Memo<StageSetting>,
    /// The criterion.
    asked: AskedCriterion,
    /// What the page shares.
    desk: Desk,
) -> impl IntoView {
    let refused = failed(desk.criterion_edited);
    let (id, key) = (asked.criterion.id, asked.criterion.stage.clone());
    let form = typed(refused.get_untracked(), CriterionForm::of(&asked.criterion.label, asked.criterion.check));
    // The form names the version that it began with, whatever the page has learnt since.
    let version = RwSignal::new(asked.version);
    let error = RwSignal::new(refused.get_untracked());
    Effect::new(move |before: Option<()>| match refused.get() {
        _ if before.is_none() => {}
        // Saving again is meant to replace what stands there now; that is said once the form knows it.
        Some(AppError::Conflict { .. }) => desk.refresh_and(move || {
            let known = setting.with_untracked(|one| one.criteria.iter().find(|one| one.criterion.id == id).map(|one| one.version));
            if let Some(known) = known {
                _ = version.try_set(known);
            }
            _ = error.try_set(refused.try_get_untracked().flatten());
        }),
        other => error.set(other),
    });
    let error = error.into();
    view! {
        <div class="asked-form">
            <ActionForm action=desk.criterion_edited>
                <input type="hidden" name="id" value=id.to_string() />
                <input type="hidden" name="version" value=move || version.get().to_string() />
                <Inside form setting of=Some(id) error submit="Save" cancel=unfolded(&key) />
            </ActionForm>
        </div>
    }
}

/// What the last try was refused for.
fn failed<F>(action: ServerAction<F>) -> Signal<Option<AppError>>
where
    F: leptos::server_fn::ServerFn<Error = AppError> + Clone + Send + Sync + 'static,
    F::Output: Clone + Send + Sync + 'static,
{
    Signal::derive(move || action.value().get().and_then(Result::err))
}

/// The form as it was filled in, where a plain one came back.
fn typed(error: Option<AppError>, otherwise: CriterionForm) -> CriterionForm {
    let Some(error) = error else { return otherwise };
    if let Some(form) = error.typed_in("criterion").and_then(|form| serde_json::from_str(&form).ok()) {
        return form;
    }
    let of = |name: &str, otherwise: String| error.typed_in(name).unwrap_or(otherwise);
    CriterionForm {
        label: of("label", otherwise.label),
        kind: of("kind", otherwise.kind),
        field: of("field", otherwise.field),
        role: of("role", otherwise.role),
        activity: of("activity", otherwise.activity),
        within_days: of("within_days", otherwise.within_days),
    }
}

#[component]
fn Inside(
    form: CriterionForm,
    setting: Memo<StageSetting>,
    of: Option<CriterionId>,
    error: Signal<Option<AppError>>,
    submit: &'static str,
    cancel: String,
) -> impl IntoView {
    let trial = Trial::new(setting, of, form.clone());
    let of = move |name: &'static str| Signal::derive(move || error.get().and_then(|error| error.of(name)));
    // A fault that belongs to no field, such as that somebody was faster.
    let other = move || error.get().map(|error| error.of("criterion").unwrap_or_else(|| error.to_string())).filter(|_| !of_a_field(error));
    let words = |list: &[(&'static str, &'static str)], none: Option<&str>| -> Vec<(String, String)> {
        let none = none.map(|words| (String::new(), words.to_owned()));
        none.into_iter().chain(list.iter().map(|(word, label)| ((*word).to_owned(), (*label).to_owned()))).collect()
    };
    let kinds: Vec<_> = CriterionKind::ALL.iter().map(|kind| (kind.as_str(), kind.label())).collect();
    let fields: Vec<_> = CriterionField::ALL.iter().map(|field| (field.as_str(), field.label())).collect();
    let roles: Vec<_> = MeddpiccRole::ALL.iter().map(|role| (role.as_str(), role.label())).collect();
    let activities: Vec<_> = ActivityType::ALL.iter().map(|kind| (kind.as_str(), kind.label())).collect();
    view! {
        {move || other().map(|text| view! { <p class="notice tone-bad" role="alert">{text}</p> })}
        <div class="asked-fields" on:change=move |event| trial.again(&event)>
            <SelectField label="How it is checked" name="form[kind]" options=words(&kinds, None) value=form.kind error=of("kind") />
            <div class="for-field">
                <SelectField label="What must be filled in" name="form[field]" options=words(&fields, None) value=form.field error=of("field") />
            </div>
            <div class="for-activity">
                <SelectField label="What was done" name="form[activity]" options=words(&activities, Some("Call, meeting or e-mail")) value=form.activity error=of("activity") />
            </div>
            <div class="for-role for-activity">
                <SelectField label="Role" name="form[role]" options=words(&roles, Some("Anybody")) value=form.role error=of("role") />
            </div>
            <div class="for-activity">
                <Field label="In how many days" name="form[within_days]" inputmode="numeric" value=form.within_days error=of("within_days") hint="Empty: however long ago." />
            </div>
            <Field label="What people call it" name="form[label]" value=form.label error=of("label") hint="Empty: after what is checked." />
        </div>
        <p class="inline-effect" role="status">{move || trial.found.get()}</p>
        <div class="form-actions">
            <Button kind=ButtonKind::Primary r#type="submit">{submit}</Button>
            <a class="button is-quiet" href=cancel data-noscroll="true">"Cancel"</a>
        </div>
    }
}

/// What the form would find if it were kept, asked for while it is filled in.
#[derive(Clone, Copy)]
struct Trial {
    setting: Memo<StageSetting>,
    of: Option<CriterionId>,
    found: RwSignal<String>,
    /// Counts the questions: an answer to an old one is no answer.
    asked: StoredValue<u32>,
}

impl Trial {
    fn new(setting: Memo<StageSetting>, of: Option<CriterionId>, form: CriterionForm) -> Self {
        let trial = Self { setting, of, found: RwSignal::new(String::new()), asked: StoredValue::new(0) };
        Effect::new(move |_| trial.ask(form.clone()));
        trial
    }

    /// The form was changed.
    fn again(self, event: &leptos::ev::Event) {
        #[derive(serde::Deserialize)]
        struct Filled {
            form: CriterionForm,
        }
        let target = event.target().and_then(|target| target.dyn_into::<leptos::web_sys::Element>().ok());
        let form = target.and_then(|target| target.closest("form").ok().flatten()).and_then(|form| form.dyn_into().ok());
        let data = form.and_then(|form| leptos::web_sys::FormData::new_with_form(&form).ok());
        if let Some(Ok(filled)) = data.map(|data| Filled::from_form_data(&data)) {
            self.ask(filled.form);
        }
    }

    fn ask(self, form: CriterionForm) {
        let question = self.asked.get_value() + 1;
        self.asked.set_value(question);
        let (key, gate) = self.setting.with_untracked(|one| (one.stage.key.clone(), one.stage.gate));
        spawn_local(async move {
            // What is wrong with a form is said when it is sent.
            let found = if form.checks().is_ok() { try_criterion(key, self.of, form).await.ok() } else { None };
            if self.asked.try_get_value() == Some(question) {
                self.found.set(found.map(|found| tried(&found, gate == StageGate::Block)).unwrap_or_default());
            }
        });
    }
}

/// Whether some field says it already.
fn of_a_field(error: Signal<Option<AppError>>) -> bool {
    let names = ["label", "kind", "field", "role", "activity", "within_days"];
    error.get().is_some_and(|error| names.iter().any(|name| error.of(name).is_some()))
}
