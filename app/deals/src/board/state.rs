//! What the board shows, kept in the browser: moved cards stand in their new place at once, and go back where they were
//! if the server refuses.

use crate::api::changed_deals;
use crate::asked::Asked;
use crate::types::{Board, CardOrder, Changed, DealCard, DealFilter, StageTotal};
use ::firm::{Live, use_live};
use domain::id::{OpportunityId, StageChangeId};
use domain::stage::{Stage, StageKey};
use leptos::prelude::*;
use leptos::task::spawn_local;
use std::collections::HashSet;
use ui::Toasts;

/// A column.
#[derive(Clone, Copy)]
pub(crate) struct ColumnState {
    /// Its stage.
    pub(crate) stage: StoredValue<Stage>,
    /// The cards that are loaded, in order.
    pub(crate) cards: RwSignal<Vec<DealCard>>,
    /// Count and sums over all its deals.
    pub(crate) total: RwSignal<StageTotal>,
    /// First and last card that stand in the page, of those that are loaded; see `window`.
    pub(crate) window: RwSignal<(usize, usize)>,
    /// How high a card is with the gap behind it, in pixels; nothing before it was measured.
    pub(crate) height: RwSignal<f64>,
    /// More are being asked for.
    pub(crate) loading: RwSignal<bool>,
    /// Half of the firm's deals leave the stage within so many days.
    pub(crate) usual_days: Option<i64>,
}

impl ColumnState {
    // What follows the address may be asked once more when the board has just been left; it is not shown then.
    pub(crate) fn key(self) -> StageKey {
        self.stage.try_with_value(|stage| stage.key.clone()).unwrap_or_else(StageKey::lead)
    }

    pub(crate) fn is(self, key: &StageKey) -> bool {
        self.stage.try_with_value(|stage| stage.key == *key).unwrap_or_default()
    }

    pub(crate) fn name(self) -> String {
        self.stage.try_with_value(|stage| stage.name.clone()).unwrap_or_default()
    }

    /// Whether the server has cards behind the loaded ones.
    pub(crate) fn has_more(self) -> bool {
        let loaded = self.cards.with(Vec::len);
        self.total.with(|total| usize::try_from(total.count).unwrap_or(0) > loaded)
    }
}

/// A card on its way: where it was, to go back there.
#[derive(Clone, Debug)]
pub(crate) struct Lifted {
    /// The card as it was.
    pub(crate) card: DealCard,
    /// Its place among the loaded cards of its stage.
    pub(crate) index: usize,
}

/// The board.
#[derive(Clone, Copy)]
pub(crate) struct BoardState {
    pub(crate) columns: StoredValue<Vec<ColumnState>>,
    pub(crate) closed: RwSignal<Vec<StageTotal>>,
    pub(crate) stages: StoredValue<Vec<Stage>>,
    pub(crate) asked: Memo<Asked>,
    pub(crate) toasts: Toasts,
    /// The card in this person's hand: nobody else's move touches it.
    pub(crate) held: RwSignal<Option<OpportunityId>>,
    /// Somebody else has changed the card in the hand.
    missed: RwSignal<bool>,
    pub(crate) live: Live,
    /// Cards whose move the server has not answered yet.
    pub(crate) pending: RwSignal<HashSet<OpportunityId>>,
    /// Cards that somebody else has just moved.
    pub(crate) glided: RwSignal<HashSet<OpportunityId>>,
    /// What a screen reader is told.
    pub(crate) said: RwSignal<String>,
    /// Moves of this visit, the newest last, to take back.
    pub(crate) undone: RwSignal<Vec<StageChangeId>>,
    /// Open deals that were asked for, and that the person may see.
    pub(crate) shown: RwSignal<(i64, i64)>,
}

impl BoardState {
    pub(crate) fn new(board: Board, asked: Memo<Asked>, toasts: Toasts) -> Self {
        let stages = board.stages();
        let shown = (board.shown, board.of);
        let columns = board.columns.into_iter().map(|column| ColumnState {
            stage: StoredValue::new(column.total.stage.clone()),
            window: RwSignal::new((0, super::window::FIRST)),
            cards: RwSignal::new(column.cards),
            total: RwSignal::new(column.total),
            height: RwSignal::new(0.0),
            loading: RwSignal::new(false),
            usual_days: column.usual_days,
        });
        Self {
            columns: StoredValue::new(columns.collect()),
            closed: RwSignal::new(board.closed),
            stages: StoredValue::new(stages),
            asked,
            toasts,
            held: RwSignal::new(None),
            missed: RwSignal::new(false),
            live: use_live(),
            pending: RwSignal::new(HashSet::new()),
            glided: RwSignal::new(HashSet::new()),
            said: RwSignal::new(String::new()),
            undone: RwSignal::new(Vec::new()),
            shown: RwSignal::new(shown),
        }
    }

    pub(crate) fn filter(&self) -> DealFilter {
        self.asked.with_untracked(|asked| asked.filter.clone())
    }

    pub(crate) fn order(&self) -> CardOrder {
        self.asked.with_untracked(|asked| asked.order)
    }

    pub(crate) fn column(&self, key: &StageKey) -> Option<ColumnState> {
        self.columns.with_value(|columns| columns.iter().copied().find(|column| column.is(key)))
    }

    /// Every stage's totals as they are now, open ones first.
    pub(crate) fn totals(&self) -> Vec<StageTotal> {
        self.columns.get_value().into_iter().map(|column| column.total.get()).chain(self.closed.get()).collect()
    }

    pub(crate) fn stage(&self, key: &StageKey) -> Option<Stage> {
        self.stages.with_value(|stages| stages.iter().find(|stage| stage.key == *key).cloned())
    }

    /// A loaded card, with its place in its column.
    pub(crate) fn find(&self, id: OpportunityId) -> Option<Lifted> {
        self.columns.with_value(|columns| {
            columns.iter().find_map(|column| {
                column.cards.with_untracked(|cards| {
                    let index = cards.iter().position(|card| card.id == id)?;
                    Some(Lifted { card: cards.get(index)?.clone(), index })
                })
            })
        })
    }

    pub(crate) fn take(&self, id: OpportunityId) -> Option<Lifted> {
        let lifted = self.find(id)?;
        self.column(&lifted.card.stage)?.cards.update(|cards| cards.retain(|card| card.id != id));
        Some(lifted)
    }

    /// Puts a card at a place among the loaded ones of a stage; a stage without a column takes it out of sight.
    pub(crate) fn put(&self, mut card: DealCard, stage: &StageKey, index: usize) {
        if let Some(column) = self.column(stage) {
            card.stage = stage.clone();
            column.cards.update(|cards| cards.insert(index.min(cards.len()), card));
        }
    }

    /// The exact place that it was lifted from.
    pub(crate) fn put_back(&self, lifted: Lifted) {
        _ = self.take(lifted.card.id);
        let stage = lifted.card.stage.clone();
        self.put(lifted.card, &stage, lifted.index);
    }

    /// The hand is empty again: what others made of the card meanwhile shows now.
    pub(crate) fn release(&self) {
        let held = self.held.get_untracked();
        self.held.set(None);
        if let Some(id) = held.filter(|_| self.missed.get_untracked()) {
            self.missed.set(false);
            self.refresh(vec![id]);
        }
    }

    pub(crate) fn say(&self, words: impl Into<String>) {
        self.said.set(words.into());
    }

    /// Takes over what the server says of some deals, and the totals. Cards in somebody's hand stay where they are.
    pub(crate) fn apply(&self, now: Changed, about: &[OpportunityId]) {
        let order = self.order();
        let focused = focused_card();
        for id in about {
            if self.held.get_untracked() == Some(*id) {
                self.missed.set(true);
                continue;
            }
            let fresh = now.cards.iter().find(|card| card.id == *id);
            let stands = self.find(*id);
            if let (Some(fresh), Some(stands)) = (fresh, &stands)
                && *fresh == stands.card
            {
                continue;
            }
            _ = self.take(*id);
            if let Some(fresh) = fresh.cloned()
                && let Some(column) = self.column(&fresh.stage)
            {
                let told = now.totals.iter().find(|total| total.stage.key == fresh.stage).map(|total| total.count);
                let count = told.unwrap_or_else(|| column.total.with_untracked(|total| total.count));
                column.cards.update(|cards| {
                    let index = cards.iter().position(|card| fresh.ahead_of(card, order)).unwrap_or(cards.len());
                    // Behind the last loaded card there may be others that it stands behind too.
                    let all_loaded = cards.len() + 1 >= usize::try_from(count).unwrap_or(usize::MAX);
                    if index < cards.len() || all_loaded {
                        cards.insert(index, fresh);
                    }
                });
            }
        }
        self.settle(now.totals, now.every_stage);
        // A card that is drawn anew keeps the focus that it had.
        if let Some(id) = focused.filter(|id| about.contains(id)) {
            request_animation_frame(move || super::keys::focus_card(id));
        }
    }

    /// Takes over what the totals are now. What is not told of stays as it is, or is empty where every stage was told of.
    fn settle(&self, totals: Vec<StageTotal>, every_stage: bool) {
        let (open, told): (Vec<_>, Vec<_>) = totals.into_iter().partition(|total| self.column(&total.stage.key).is_some());
        for column in self.columns.get_value() {
            match open.iter().find(|total| column.is(&total.stage.key)) {
                Some(total) => column.total.set(total.clone()),
                None if every_stage => column.total.update(|total| (total.count, total.sums, total.ahead) = (0, Vec::new(), [0; 4])),
                None => {}
            }
        }
        let mut closed = if every_stage { Vec::new() } else { self.closed.get_untracked() };
        for total in told {
            match closed.iter_mut().find(|known| known.stage.key == total.stage.key) {
                Some(known) => *known = total,
                None => closed.push(total),
            }
        }
        self.closed.set(closed);
        let open = self.columns.with_value(|columns| columns.iter().map(|column| column.total.with_untracked(|total| total.count)).sum());
        let unfiltered = self.filter().is_empty();
        self.shown.update(|(shown, of)| {
            *shown = open;
            if unfiltered {
                *of = open;
            }
        });
    }

    /// The cards that stand on the board.
    pub(crate) fn loaded(&self) -> Vec<OpportunityId> {
        let columns = self.columns.try_get_value().unwrap_or_default();
        columns
            .iter()
            .flat_map(|column| column.cards.with_untracked(|cards| cards.iter().map(|card| card.id).collect::<Vec<_>>()))
            .collect()
    }

    /// Asks the server what has become of these deals and shows it.
    pub(crate) fn refresh(self, ids: Vec<OpportunityId>) {
        spawn_local(self.look(ids));
    }

    /// The same, for who waits for it.
    pub(crate) async fn look(self, ids: Vec<OpportunityId>) {
        let ids: Vec<_> = ids.into_iter().filter(|id| !self.pending.with_untracked(|pending| pending.contains(id))).collect();
        // So many are answered at once.
        let ids: Vec<_> = ids.into_iter().take(100).collect();
        if ids.is_empty() {
            return;
        }
        if let Ok(now) = changed_deals(self.filter(), ids.clone()).await {
            // The page may have gone meanwhile.
            if self.said.is_disposed() {
                return;
            }
            let moved: HashSet<OpportunityId> = now
                .cards
                .iter()
                .filter(|fresh| self.find(fresh.id).is_none_or(|old| old.card.stage != fresh.stage || old.card.rank != fresh.rank))
                .map(|card| card.id)
                .collect();
            self.apply(now, &ids);
            self.glided.set(moved);
        }
    }
}

/// The card that has the focus, or that had it until it was drawn anew a moment ago.
fn focused_card() -> Option<OpportunityId> {
    let card = document().active_element()?.closest(".card[data-deal]").ok().flatten()?;
    card.get_attribute("data-deal")?.parse().ok()
}
