//! A value edited where it stands, on a page that goes on living meanwhile: what the server says of it is shown as it comes,
//! and what somebody is typing is left alone until they are done.

use std::pin::Pin;

use domain::AppError;
use leptos::prelude::*;

use crate::field::FieldKind;
use crate::inline::InlineEdit;
use crate::saving::saving;

/// A value as the server last told it, and the version that a change of it must name.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Kept {
    /// The value as it is edited.
    pub text: String,
    /// The version of its row.
    pub version: i32,
}

/// What was saved on this page since it was drawn, by place: whatever else on it says the same follows, and nothing is drawn
/// anew beneath the hand that saved.
#[derive(Clone, Copy)]
pub struct Saved(RwSignal<Vec<(String, String)>>);

impl Saved {
    /// Begins anew for everything below.
    pub fn provide() -> Self {
        let saved = Self(RwSignal::new(Vec::new()));
        provide_context(saved);
        saved
    }

    /// What stands at a place now, if it was saved here.
    #[must_use]
    pub fn text(self, place: &str) -> Option<String> {
        self.0.with(|all| all.iter().find(|(saved, _)| saved == place).map(|(_, text)| text.clone()))
    }

    /// Something was saved at a place.
    pub fn keep(self, place: &str, text: &str) {
        _ = self.0.try_update(|all| {
            all.retain(|(saved, _)| saved != place);
            all.push((place.to_owned(), text.trim().to_owned()));
        });
    }
}

/// A change on its way. It ends after the page knows what the server has then: saved, or somebody else's.
pub type Saving = Pin<Box<dyn Future<Output = Result<(), AppError>>>>;

/// How a page saves a value when it hears of no change but its own: what was saved stands as it was typed, and after a
/// conflict the page looks what stands there now. `change` answers the new version, `look` the newer value.
pub fn saving_alone<C, W, L, N>(kept: RwSignal<Kept>, change: C, look: L) -> Callback<Kept, Saving>
where
    C: Fn(Kept) -> W + Copy + Send + Sync + 'static,
    W: Future<Output = Result<i32, AppError>> + 'static,
    L: Fn() -> N + Copy + Send + Sync + 'static,
    N: Future<Output = Result<Kept, AppError>> + 'static,
{
    Callback::new(move |typed: Kept| -> Saving {
        Box::pin(async move {
            let text = typed.text.trim().to_owned();
            let saved = change(typed).await;
            if matches!(saved, Err(AppError::Conflict { .. })) {
                kept.set(look().await?);
            }
            kept.set(Kept { text, version: saved? });
            Ok(())
        })
    })
}

/// An [`InlineEdit`] of a value that may change while the page is open. An edit names the version of the value that it began
/// with, whatever the page has learnt since; after a conflict the newer one, since saving again is meant to replace it.
#[component]
pub fn InPlace(
    /// What the value is; read aloud and shown as the pencil's tooltip.
    #[prop(into)]
    label: String,
    /// The place's name: keeps the ids apart, stands in the address while it is edited, and is what its errors name.
    #[prop(into)]
    place: String,
    /// What the server says.
    #[prop(into)]
    kept: Signal<Kept>,
    /// The value as it is read.
    display: Callback<String, AnyView>,
    /// The page's address, without query.
    #[prop(into)]
    page: String,
    /// The place that the address asks to edit.
    #[prop(into)]
    edit: String,
    /// Where the form posts.
    #[prop(into)]
    action_url: String,
    /// Names and values posted besides the version.
    #[prop(optional)]
    hidden: Vec<(String, String)>,
    /// What a plain form that was refused brought back.
    failed: Option<AppError>,
    /// Without the right to change it, the value is only shown.
    #[prop(default = true)]
    can_edit: bool,
    /// A text of several lines.
    #[prop(optional)]
    multiline: bool,
    /// What kind of text it takes.
    #[prop(optional)]
    kind: FieldKind,
    /// A choice instead of a text: posted value and shown words.
    #[prop(optional)]
    options: Vec<(String, String)>,
    /// Saves a text that was typed over a version, and has the page look again.
    save: Callback<Kept, Saving>,
) -> impl IntoView {
    let error = failed.as_ref().and_then(|error| error.of(&place));
    let editing = edit == place || error.is_some();
    let open = RwSignal::new(editing);
    let begun = RwSignal::new(kept.get_untracked());
    let value = RwSignal::new(failed.and_then(|error| error.typed_in(&place)).unwrap_or_else(|| begun.get_untracked().text));
    Effect::new(move |before: Option<()>| {
        let (now, open) = (kept.get(), open.get());
        // The first time, an open field may hold what a refused form brought back.
        if !open && (before.is_some() || !editing) {
            value.set(now.text.clone());
            begun.set(now);
        }
    });
    let (told, at) = (use_context::<Saved>(), StoredValue::new(place.clone()));
    let (on_save, status) = saving(move |text: String| async move {
        let version = begun.get_untracked().version;
        let saved = save.run(Kept { text: text.clone(), version }).await;
        if let (Ok(()), Some(told), Some(place)) = (&saved, told, at.try_get_value()) {
            told.keep(&place, &text);
        }
        if matches!(saved, Err(AppError::Conflict { .. })) {
            begun.update(|begun| begun.version = kept.get_untracked().version);
        }
        saved
    });
    let hidden = hidden.into_iter().chain([("version".to_owned(), begun.get_untracked().version.to_string())]).collect();
    let anchor = crate::field_frame::field_id(Some(&place), "value");
    view! {
        <InlineEdit
            label
            name="value"
            scope=place.clone()
            value
            display=move || display.run(kept.get().text)
            edit_href=format!("{page}?edit={place}#{anchor}")
            cancel_href=page
            editing
            open
            action_url
            hidden
            error
            can_edit
            multiline
            kind
            options
            on_save
            status
        />
    }
}
