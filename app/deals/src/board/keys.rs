//! The board by keyboard. A card has the focus when its link has; single letters count only there.

use super::drag::{Drag, hint, mark, node_of};
use super::send::{Drop, Mover};
use super::state::{BoardState, ColumnState};
use crate::types::DealCard;
use domain::id::OpportunityId;
use domain::stage::{Stage, StageKind};
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// A card lifted by the keyboard and the place that is chosen for it.
#[derive(Clone, Debug)]
struct Chosen {
    id: OpportunityId,
    drop: Drop,
}

/// The keyboard over one board.
#[derive(Clone, Copy)]
pub(crate) struct Keys {
    mover: Mover,
    drag: Drag,
    chosen: StoredValue<Option<Chosen>>,
    /// The list of keys is shown.
    pub(crate) help: RwSignal<bool>,
    /// The card that is being edited in its few fields.
    pub(crate) quick: RwSignal<Option<DealCard>>,
}

impl Keys {
    pub(crate) fn new(mover: Mover, drag: Drag) -> Self {
        Self { mover, drag, chosen: StoredValue::new(None), help: RwSignal::new(false), quick: RwSignal::new(None) }
    }

    const fn board(self) -> BoardState {
        self.mover.board
    }

    pub(crate) fn down(self, event: &ev::KeyboardEvent) {
        let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
        let key = event.key();
        if key == "Escape" && self.drag.holds() {
            event.prevent_default();
            return self.drag.cancel();
        }
        if target.closest("input, select, textarea, dialog, .menu-list").ok().flatten().is_some() {
            return;
        }
        let plain = !event.ctrl_key() && !event.meta_key() && !event.alt_key();
        if (event.ctrl_key() || event.meta_key()) && key.eq_ignore_ascii_case("z") || plain && key.eq_ignore_ascii_case("z") {
            event.prevent_default();
            return self.mover.undo_last();
        }
        if !plain {
            return;
        }
        if self.everywhere(&key) {
            return event.prevent_default();
        }
        let card = target.closest(".card[data-deal]").ok().flatten();
        let id = card.and_then(|card| card.get_attribute("data-deal")).and_then(|id| id.parse::<OpportunityId>().ok());
        let taken = match (self.chosen.get_value(), id) {
            (Some(chosen), _) => self.choosing(&key, chosen),
            (None, Some(id)) => self.on_card(&key, event.shift_key(), id, &target),
            (None, None) => false,
        };
        if taken {
            event.prevent_default();
        }
    }

    fn everywhere(self, key: &str) -> bool {
        match key {
            "?" => self.help.set(true),
            "/" => focus(document().query_selector(".filters input[type=search]").ok().flatten()),
            _ => return false,
        }
        true
    }

    fn on_card(self, key: &str, shift: bool, id: OpportunityId, target: &Element) -> bool {
        let Some(lifted) = self.board().find(id) else { return false };
        let Some(column) = self.board().column(&lifted.card.stage) else { return false };
        let may = lifted.card.can_move;
        match (key, shift) {
            ("ArrowDown" | "j", false) => self.focus_at(column, lifted.index + 1),
            ("ArrowUp" | "k", false) => lifted.index.checked_sub(1).is_some_and(|index| self.focus_at(column, index)),
            ("ArrowRight" | "l", false) => self.focus_beside(column, lifted.index, 1),
            ("ArrowLeft" | "h", false) => self.focus_beside(column, lifted.index, -1),
            ("ArrowRight", true) if may => self.step(&lifted.card, 1),
            ("ArrowLeft", true) if may => self.step(&lifted.card, -1),
            (" ", _) if may => {
                self.lift(&lifted.card, lifted.index);
                true
            }
            ("m" | "M", _) if may => click(target, ".card-move"),
            ("e" | "E", _) if may => {
                self.quick.set(Some(lifted.card));
                true
            }
            ("Enter", false) if target.closest(".card-title").ok().flatten().is_some() => {
                self.mover.open(id);
                true
            }
            ("n" | "N", _) => click_in(column, ".column-new"),
            ("c" | "C", _) => click_in(column, ".column-fold"),
            _ => false,
        }
    }

    fn lift(self, card: &DealCard, index: usize) {
        self.board().held.set(Some(card.id));
        if let Some(node) = node_of(card.id) {
            _ = node.class_list().add_1("is-dragged");
        }
        let drop = Drop { stage: card.stage.clone(), index: Some(index) };
        mark(Some(&drop), self.board().order());
        self.chosen.set_value(Some(Chosen { id: card.id, drop }));
        let (count, name) =
            self.board().column(&card.stage).map(|column| (column.cards.with_untracked(Vec::len), column.name())).unwrap_or_default();
        self.board().say(format!(
            "Lifted {}, {}. {name}, position {} of {count}. Arrows choose a place, Space drops, Escape cancels.",
            card.name,
            card.value.display(),
            index + 1
        ));
    }

    /// A card is in the hand: arrows choose where it goes.
    fn choosing(self, key: &str, chosen: Chosen) -> bool {
        match key {
            "ArrowDown" | "j" => self.choose(chosen, 0, 1),
            "ArrowUp" | "k" => self.choose(chosen, 0, -1),
            "ArrowRight" | "l" => self.choose(chosen, 1, 0),
            "ArrowLeft" | "h" => self.choose(chosen, -1, 0),
            " " | "Enter" => {
                self.put_down(chosen.id);
                self.mover.drop(chosen.id, chosen.drop);
                refocus(chosen.id);
            }
            "Escape" => {
                self.put_down(chosen.id);
                self.board().say("Cancelled; it stays where it was.");
                refocus(chosen.id);
            }
            // The card is not left behind by tabbing away from it.
            "Tab" => {
                self.put_down(chosen.id);
                return false;
            }
            _ => return false,
        }
        true
    }

    fn put_down(self, id: OpportunityId) {
        self.chosen.set_value(None);
        self.board().release();
        self.drag.hint.set(None);
        mark(None, self.board().order());
        if let Some(node) = node_of(id) {
            _ = node.class_list().remove_1("is-dragged");
        }
    }

    fn choose(self, mut chosen: Chosen, across: isize, down: isize) {
        let Some(lifted) = self.board().find(chosen.id) else { return self.put_down(chosen.id) };
        if across != 0 {
            let Some(stage) = self.beside(&chosen.drop, across) else { return };
            chosen.drop = Drop { index: (stage.kind == StageKind::Open).then_some(0), stage: stage.key };
            self.drag.hint.set(self.board().stage(&chosen.drop.stage).map(|to| (to.key.clone(), hint(self.board(), &lifted.card, &to))));
        }
        let (count, name) = self.others(chosen.id, &chosen.drop);
        if down != 0
            && let Some(index) = chosen.drop.index
        {
            chosen.drop.index = index.checked_add_signed(down).map(|index| index.min(count)).or(Some(0));
        }
        mark(Some(&chosen.drop), self.board().order());
        let place = chosen.drop.index.map(|index| format!(", position {} of {}", index + 1, count + 1)).unwrap_or_default();
        let means = self.drag.hint.with_untracked(|hint| hint.as_ref().map(|(_, words)| format!(". {words}"))).unwrap_or_default();
        self.board().say(format!("{name}{place}{means}"));
        self.chosen.set_value(Some(chosen));
    }

    /// How many other cards stand in the chosen column, and its name.
    fn others(self, id: OpportunityId, drop: &Drop) -> (usize, String) {
        let name = self.board().stage(&drop.stage).map(|stage| stage.name).unwrap_or_default();
        let count = self
            .board()
            .column(&drop.stage)
            .map_or(0, |column| column.cards.with_untracked(|cards| cards.iter().filter(|card| card.id != id).count()));
        (count, name)
    }

    fn beside(self, drop: &Drop, across: isize) -> Option<Stage> {
        self.board().stages.with_value(|stages| {
            let at = stages.iter().position(|stage| stage.key == drop.stage)?;
            stages.get(at.checked_add_signed(across)?).cloned()
        })
    }

    /// One stage on or back, without lifting; the same gates hold.
    fn step(self, card: &DealCard, across: isize) -> bool {
        let here = Drop { stage: card.stage.clone(), index: None };
        match self.beside(&here, across) {
            Some(stage) => {
                self.mover.drop(card.id, Drop { stage: stage.key, index: None });
                refocus(card.id);
            }
            None => self.board().say("There is no stage beyond this one."),
        }
        true
    }

    fn focus_at(self, column: ColumnState, index: usize) -> bool {
        let id = column.cards.with_untracked(|cards| cards.get(index).map(|card| card.id));
        id.is_some_and(|id| {
            focus_card(id);
            true
        })
    }

    /// The nearest column in that direction that has cards.
    fn focus_beside(self, column: ColumnState, index: usize, across: isize) -> bool {
        let columns = self.board().columns.get_value();
        let Some(mut at) = columns.iter().position(|other| other.is(&column.key())) else { return false };
        while let Some(next) = at.checked_add_signed(across).filter(|next| *next < columns.len()) {
            let count = columns[next].cards.with_untracked(Vec::len);
            if count > 0 {
                return self.focus_at(columns[next], index.min(count - 1));
            }
            at = next;
        }
        false
    }
}

/// The link of a card takes the focus.
pub(crate) fn focus_card(id: OpportunityId) {
    focus(node_of(id).and_then(|card| card.query_selector(".card-title a").ok().flatten()));
}

/// After a move the focus goes with the card, as soon as it stands in its new place.
fn refocus(id: OpportunityId) {
    request_animation_frame(move || focus_card(id));
}

fn focus(node: Option<Element>) {
    if let Some(node) = node.and_then(|node| node.dyn_into::<HtmlElement>().ok()) {
        _ = node.focus();
        node.scroll_into_view_with_scroll_into_view_options(&nearest());
    }
}

fn nearest() -> web_sys::ScrollIntoViewOptions {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    options.set_inline(web_sys::ScrollLogicalPosition::Nearest);
    options
}

fn click(near: &Element, selector: &str) -> bool {
    let node = near.closest(".card").ok().flatten().and_then(|card| card.query_selector(selector).ok().flatten());
    node.and_then(|node| node.dyn_into::<HtmlElement>().ok()).is_some_and(|node| {
        node.click();
        true
    })
}

fn click_in(column: ColumnState, selector: &str) -> bool {
    let selector = format!(".board .column[data-stage=\"{}\"] {selector}", column.key());
    let node = document().query_selector(&selector).ok().flatten();
    node.and_then(|node| node.dyn_into::<HtmlElement>().ok()).is_some_and(|node| {
        node.click();
        true
    })
}
