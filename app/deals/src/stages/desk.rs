//! What the parts of the page share: the pipeline as it was last read, and what can be done to it. After a change it is
//! read anew, and only what differs is drawn again: what somebody is typing elsewhere on the page stays.

use super::after::{after, asked_of, focus_later, keeping_focus, refusal};
use super::api::{CreateCriterion, CreateStage, EditCriterion, PlaceCriterion, PlaceStage, RemoveCriterion, show_stages};
use super::asked::{Asked, unfolded};
use super::types::{PipelineSettings, StageSetting};
use domain::AppError;
use domain::id::CriterionId;
use domain::stage::{Stage, StageKey};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::{use_navigate, use_query_map};
use ui::{ToastKind, Toasts, use_toasts};

/// All of it. Copies share it.
#[derive(Clone, Copy)]
pub(crate) struct Desk {
    pub(crate) all: RwSignal<PipelineSettings>,
    pub(crate) asked: Memo<Asked>,
    pub(crate) placed: ServerAction<PlaceStage>,
    pub(crate) made: ServerAction<CreateStage>,
    pub(crate) criterion_made: ServerAction<CreateCriterion>,
    pub(crate) criterion_edited: ServerAction<EditCriterion>,
    pub(crate) criterion_placed: ServerAction<PlaceCriterion>,
    pub(crate) criterion_removed: ServerAction<RemoveCriterion>,
    /// What was just done, for whoever does not see it.
    pub(crate) said: RwSignal<String>,
    toasts: Toasts,
}

impl Desk {
    /// Of a pipeline that was just read.
    pub(crate) fn new(all: PipelineSettings) -> Self {
        let query = use_query_map();
        let desk = Self {
            all: RwSignal::new(all),
            asked: Memo::new(move |_| Asked::of(&query.read())),
            placed: ServerAction::new(),
            made: ServerAction::new(),
            criterion_made: ServerAction::new(),
            criterion_edited: ServerAction::new(),
            criterion_placed: ServerAction::new(),
            criterion_removed: ServerAction::new(),
            said: RwSignal::new(String::new()),
            toasts: use_toasts(),
        };
        desk.watch();
        desk
    }

    fn watch(self) {
        let go = use_navigate();
        let home = move |key: &StageKey| go(&unfolded(key), NavigateOptions { replace: true, scroll: false, ..Default::default() });
        let unfold = {
            let home = home.clone();
            move || _ = StageKey::parse(&self.asked.get_untracked().stage).map(|key| home(&key))
        };
        let (stage, criterion) = (asked_of(self.placed, |asked| asked.id.clone()), asked_of(self.criterion_placed, |asked| asked.id));
        after(self.placed, move |done| self.moved(done, move |all| stage.get_value().and_then(|key| stage_place(all, &key))));
        after(self.criterion_placed, move |done| {
            self.moved(done, move |all| criterion.get_value().and_then(|id| criterion_place(all, id)))
        });
        let (removed, edited) = (asked_of(self.criterion_removed, |asked| asked.id), asked_of(self.criterion_edited, |asked| asked.id));
        after(self.criterion_removed, move |done| match done {
            Ok(()) => {
                let stage =
                    removed.get_value().and_then(|id| self.all.with_untracked(|all| stage_of(all, id).map(|one| one.stage.key.clone())));
                self.refresh_and(move || focus_later(stage.map(|key| format!("add-to-{key}"))));
            }
            Err(error) => {
                self.refuse(&error);
                self.refresh();
            }
        });
        after(self.made, move |done| {
            if let Ok(key) = done {
                _ = self.toasts.push(ToastKind::Good, "Added. It stands before won until you move it.", None);
                home(&key);
                self.refresh_and(move || focus_later(Some(format!("head-{key}"))));
            }
        });
        let close = unfold.clone();
        after(self.criterion_made, move |done| {
            if done.is_ok() {
                let stage = self.asked.get_untracked().stage;
                close();
                self.refresh_and(move || focus_later(Some(format!("add-to-{stage}"))));
            }
        });
        // A refusal is the form's to say.
        after(self.criterion_edited, move |done| {
            if done.is_ok() {
                unfold();
                self.refresh_and(move || focus_later(edited.get_value().map(|id| format!("edit-{id}"))));
            }
        });
        // What was wrong with one form is nothing to say in the next.
        Effect::new(move |before: Option<Asked>| {
            let asked = self.asked.get();
            if before
                .is_some_and(|before| (before.criterion, before.adding, &before.stage) != (asked.criterion, asked.adding, &asked.stage))
            {
                self.criterion_made.clear();
                self.criterion_edited.clear();
            }
            asked
        });
    }

    fn moved(self, done: Result<(), AppError>, place: impl Fn(&PipelineSettings) -> Option<String> + 'static) {
        match done {
            Ok(()) => self.refresh_and(move || self.said.set(self.all.with_untracked(place).unwrap_or_default())),
            Err(error) => {
                self.refuse(&error);
                self.refresh();
            }
        }
    }

    fn refuse(self, error: &AppError) {
        _ = self.toasts.push(ToastKind::Bad, refusal(error), None);
    }

    /// Reads the pipeline anew. What has the focus keeps it, though it may stand elsewhere afterwards.
    pub(crate) fn refresh(self) {
        self.refresh_and(|| ());
    }

    /// The same, and then something that needs to know it.
    pub(crate) fn refresh_and(self, then: impl FnOnce() + 'static) {
        spawn_local(async move {
            match show_stages().await {
                Ok(all) => {
                    keeping_focus(move || self.all.set(all));
                    then();
                }
                Err(error) => self.refuse(&error),
            }
        });
    }

    /// A stage as it is known now; the last that was known, should it be gone.
    pub(crate) fn setting(self, first: StageSetting) -> Memo<StageSetting> {
        Memo::new(move |before: Option<&StageSetting>| {
            let key = &first.stage.key;
            let found = self.all.with(|all| all.stages.iter().find(|one| one.stage.key == *key).cloned());
            found.or_else(|| before.cloned()).unwrap_or_else(|| first.clone())
        })
    }

    /// Keeps a stage as the server answered it.
    pub(crate) fn keep(self, stage: &Stage) {
        self.all.update(|all| {
            if let Some(one) = all.stages.iter_mut().find(|one| one.stage.key == stage.key) {
                one.stage = stage.clone();
            }
        });
    }

    /// Keeps its version alone.
    pub(crate) fn keep_version(self, stage: &Stage) {
        self.all.update(|all| {
            if let Some(one) = all.stages.iter_mut().find(|one| one.stage.key == stage.key) {
                one.stage.version = stage.version;
            }
        });
    }

    /// What a plain form was refused for, where no field says it.
    pub(crate) fn refused(self) -> Option<String> {
        let placed = [self.placed.value().get_untracked(), self.criterion_placed.value().get_untracked()];
        let removed = self.criterion_removed.value().get_untracked();
        placed.into_iter().chain([removed]).flatten().find_map(Result::err).map(|error| refusal(&error))
    }
}

fn stage_place(all: &PipelineSettings, key: &StageKey) -> Option<String> {
    let (place, one) = (1..).zip(all.open()).find(|(_, one)| one.stage.key == *key)?;
    Some(format!("{} is now stage {place} of {}.", one.stage.name, all.open().count()))
}

fn stage_of(all: &PipelineSettings, id: CriterionId) -> Option<&StageSetting> {
    all.stages.iter().find(|one| one.criteria.iter().any(|asked| asked.criterion.id == id))
}

fn criterion_place(all: &PipelineSettings, id: CriterionId) -> Option<String> {
    let one = stage_of(all, id)?;
    let (at, count) = (one.criteria.iter().position(|asked| asked.criterion.id == id)?, one.criteria.len());
    Some(format!("{} is now {} of {count} in {}.", one.criteria.get(at)?.criterion.label, at + 1, one.stage.name))
}
