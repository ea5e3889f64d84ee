//! Moving a card by pointer: a mouse lifts it after five pixels, a finger after a quarter of a second, so that a scroll is
//! never a drag. While it is in the hand only the ghost is moved, by the compositor; nothing is rendered anew.

use super::send::{Drop, Mover};
use super::state::BoardState;
use crate::types::{CardOrder, DealCard};
use domain::id::OpportunityId;
use domain::money::Money;
use domain::stage::{Stage, StageKey, StageKind};
use leptos::ev;
use leptos::prelude::*;
use std::time::Duration;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

/// A mouse that moves so far means it.
const MOUSE: f64 = 5.0;
/// A finger that moves so far before it lifts anything is scrolling.
const FINGER: f64 = 8.0;
/// A finger that rests so long lifts the card.
const REST: Duration = Duration::from_millis(250);
/// A folded column that is pointed at so long opens.
const SPRING: Duration = Duration::from_millis(600);
/// The board scrolls when the card comes this near its edge, in pixels, and by so much each frame.
const EDGE: f64 = 48.0;
const STEP: i32 = 14;

/// What the hand is doing.
#[derive(Clone, Default)]
enum Hand {
    #[default]
    Empty,
    /// Pressed, not moved yet.
    Pressed(Press),
    /// A card is in the hand.
    Holding(Holding),
}

#[derive(Clone)]
struct Press {
    id: OpportunityId,
    pointer: i32,
    x: f64,
    y: f64,
    touch: bool,
    timer: Option<TimeoutHandle>,
}

#[derive(Clone)]
struct Holding {
    id: OpportunityId,
    pointer: i32,
    /// From the card's corner to the pointer.
    grip: (f64, f64),
    at: (f64, f64),
    drop: Option<Drop>,
}

/// The hand over one board.
#[derive(Clone, Copy)]
pub(crate) struct Drag {
    mover: Mover,
    hand: StoredValue<Hand>,
    spring: StoredValue<Option<(StageKey, TimeoutHandle)>>,
    /// The folded column that has sprung open under the card.
    pub(crate) sprung: RwSignal<Option<StageKey>>,
    /// What the column under the card says to it.
    pub(crate) hint: RwSignal<Option<(StageKey, String)>>,
}

impl Drag {
    pub(crate) fn new(mover: Mover) -> Self {
        let drag = Self {
            mover,
            hand: StoredValue::new(Hand::Empty),
            spring: StoredValue::new(None),
            sprung: RwSignal::new(None),
            hint: RwSignal::new(None),
        };
        // Only in the browser is there a page to clear up.
        Effect::new(|_| on_cleanup(forget_ghost));
        drag
    }

    const fn board(self) -> BoardState {
        self.mover.board
    }

    pub(crate) fn down(self, event: &ev::PointerEvent) {
        if event.button() != 0 || !event.is_primary() || event.ctrl_key() || event.meta_key() || event.shift_key() {
            return;
        }
        let Some(target) = event.target().and_then(|target| target.dyn_into::<Element>().ok()) else { return };
        if target.closest("button, input, select, textarea, .card-move, form").ok().flatten().is_some() {
            return;
        }
        let Some(id) = movable(&target) else { return };
        let touch = event.pointer_type() != "mouse";
        let (x, y, pointer) = (f64::from(event.client_x()), f64::from(event.client_y()), event.pointer_id());
        let timer = if touch { set_timeout_with_handle(move || self.lift(x, y), REST).ok() } else { None };
        self.hand.set_value(Hand::Pressed(Press { id, pointer, x, y, touch, timer }));
    }

    pub(crate) fn moved(self, event: &ev::PointerEvent) {
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        match self.hand.get_value() {
            Hand::Pressed(press) if press.pointer == event.pointer_id() => {
                let far = (x - press.x).hypot(y - press.y);
                if !press.touch && far > MOUSE {
                    self.lift(x, y);
                    self.follow(x, y);
                } else if press.touch && far > FINGER {
                    self.let_go();
                }
            }
            Hand::Holding(holding) if holding.pointer == event.pointer_id() => {
                event.prevent_default();
                self.follow(x, y);
            }
            _ => {}
        }
    }

    /// Takes the pressed card into the hand.
    fn lift(self, x: f64, y: f64) {
        let Some(Hand::Pressed(press)) = self.hand.try_get_value() else { return };
        let Some(card) = node_of(press.id) else { return self.let_go() };
        let Some(lifted) = self.board().find(press.id) else { return self.let_go() };
        if let Some(timer) = press.timer {
            timer.clear();
        }
        let rect = card.get_bounding_client_rect();
        let Some(ghost) = card.clone_node_with_deep(true).ok().and_then(|node| node.dyn_into::<HtmlElement>().ok()) else { return };
        _ = ghost.class_list().add_1("is-lifted");
        _ = ghost.set_attribute("aria-hidden", "true");
        _ = ghost.set_attribute("inert", "");
        _ = ghost.style().set_property("width", &format!("{}px", rect.width()));
        if let Some(body) = document().body() {
            _ = body.append_child(&ghost);
        }
        if let Some(board) = card.closest(".board").ok().flatten() {
            _ = board.set_pointer_capture(press.pointer);
            _ = board.class_list().add_1("is-dragging");
        }
        _ = card.class_list().add_1("is-dragged");
        self.board().held.set(Some(press.id));
        let grip = (press.x - rect.left(), press.y - rect.top());
        self.hand.set_value(Hand::Holding(Holding { id: press.id, pointer: press.pointer, grip, at: (x, y), drop: None }));
        let place = lifted.index + 1;
        self.board().say(format!("Lifted {}, {}. Position {place}.", lifted.card.name, lifted.card.value.display()));
        self.follow(x, y);
        self.scroll_on();
    }

    /// Moves the ghost and finds out what is under it.
    fn follow(self, x: f64, y: f64) {
        let Hand::Holding(mut holding) = self.hand.get_value() else { return };
        holding.at = (x, y);
        if let Some(ghost) = ghost() {
            let (left, top) = (x - holding.grip.0, y - holding.grip.1);
            _ = ghost.style().set_property("transform", &format!("translate3d({left}px,{top}px,0)"));
        }
        let drop = self.under(holding.id, x, y);
        if drop != holding.drop {
            mark(drop.as_ref(), self.board().order());
            self.tell(holding.id, drop.as_ref());
            self.wait_to_spring(drop.as_ref());
            holding.drop = drop;
        }
        self.hand.set_value(Hand::Holding(holding));
    }

    /// The stage at a point, and the place among its cards.
    fn under(self, id: OpportunityId, x: f64, y: f64) -> Option<Drop> {
        // The box over the columns while a card is dragged is looked through; a panel or the rail over a column is not.
        #[expect(clippy::cast_possible_truncation, reason = "a point of the window")]
        let stack = document().elements_from_point(x as f32, y as f32);
        let mut stack = stack.iter().filter_map(|element| element.dyn_into::<Element>().ok());
        let over = stack.find(|element| !element.matches(".board-columns").unwrap_or_default())?;
        let column = over.closest("[data-stage]").ok().flatten()?;
        let stage = StageKey::parse(&column.get_attribute("data-stage")?).ok()?;
        let state = self.board().column(&stage);
        let cards = column.query_selector_all(".card[data-deal]").ok()?;
        let mut index = 0;
        for at in 0..cards.length() {
            let Some(card) = cards.get(at).and_then(|node| node.dyn_into::<Element>().ok()) else { continue };
            if card.get_attribute("data-deal").as_deref() == Some(id.to_string().as_str()) {
                continue;
            }
            let rect = card.get_bounding_client_rect();
            if y < rect.top() + rect.height() / 2.0 {
                break;
            }
            index += 1;
        }
        let placed = self.board().order() == CardOrder::Placed && state.is_some();
        // What is rendered begins where the window does.
        let first = state.map_or(0, |state| state.window.get_untracked().0);
        Some(Drop { stage, index: placed.then_some(index + first) })
    }

    /// Says in the column's head what a drop there would mean.
    fn tell(self, id: OpportunityId, drop: Option<&Drop>) {
        let Some(lifted) = self.board().find(id) else { return };
        let hint = drop.and_then(|drop| Some((drop.stage.clone(), hint(self.board(), &lifted.card, &self.board().stage(&drop.stage)?))));
        if self.hint.with_untracked(|now| *now != hint) {
            if let Some((_, words)) = &hint {
                self.board().say(words.clone());
            }
            self.hint.set(hint);
        }
    }

    fn wait_to_spring(self, drop: Option<&Drop>) {
        let wanted = drop.map(|drop| drop.stage.clone());
        let waiting = self.spring.with_value(|spring| spring.as_ref().map(|(stage, _)| stage.clone()));
        if wanted == waiting {
            return;
        }
        if let Some((_, timer)) = self.spring.try_update_value(Option::take).flatten() {
            timer.clear();
        }
        let Some(stage) = wanted else { return };
        let open = stage.clone();
        if let Ok(timer) = set_timeout_with_handle(move || _ = self.sprung.try_set(Some(open)), SPRING) {
            self.spring.set_value(Some((stage, timer)));
        }
    }

    /// While the card is near an edge of the board, the board goes on under it.
    fn scroll_on(self) {
        request_animation_frame(move || {
            let Some(Hand::Holding(holding)) = self.hand.try_get_value() else { return };
            if let Some(board) = document().query_selector(".board").ok().flatten() {
                let rect = board.get_bounding_client_rect();
                let (x, y) = holding.at;
                let step = |near_low: bool, near_high: bool| i32::from(near_high) * STEP - i32::from(near_low) * STEP;
                let across = step(x < rect.left() + EDGE, x > rect.right() - EDGE);
                let bottom =
                    window().inner_height().ok().and_then(|height| height.as_f64()).map_or(rect.bottom(), |low| low.min(rect.bottom()));
                let down = step(y < rect.top() + EDGE, y > bottom - EDGE);
                if across != 0 || down != 0 {
                    board.set_scroll_left(board.scroll_left() + across);
                    board.set_scroll_top(board.scroll_top() + down);
                    self.follow(x, y);
                }
            }
            self.scroll_on();
        });
    }

    pub(crate) fn up(self, event: &ev::PointerEvent) {
        match self.hand.get_value() {
            Hand::Holding(holding) if holding.pointer == event.pointer_id() => {
                self.put_down();
                match holding.drop {
                    Some(drop) => self.mover.drop(holding.id, drop),
                    None => self.board().say("Dropped where it was."),
                }
            }
            _ => self.let_go(),
        }
    }

    /// The hand opens without a drop: `Esc`, a gesture that the browser took over, another finger.
    pub(crate) fn cancel(self) {
        if matches!(self.hand.get_value(), Hand::Holding(_)) {
            self.put_down();
            self.board().say("Cancelled; it stays where it was.");
        } else {
            self.let_go();
        }
    }

    /// Whether a card is in the hand, which then has all moves of the finger.
    pub(crate) fn holds(self) -> bool {
        matches!(self.hand.get_value(), Hand::Holding(_))
    }

    fn let_go(self) {
        if let Some(Hand::Pressed(Press { timer: Some(timer), .. })) = self.hand.try_get_value() {
            timer.clear();
        }
        self.hand.set_value(Hand::Empty);
    }

    fn put_down(self) {
        if let Hand::Holding(holding) = self.hand.get_value()
            && let Some(card) = node_of(holding.id)
        {
            _ = card.class_list().remove_1("is-dragged");
        }
        forget_ghost();
        if let Some(board) = document().query_selector(".board.is-dragging").ok().flatten() {
            _ = board.class_list().remove_1("is-dragging");
        }
        if let Some((_, timer)) = self.spring.try_update_value(Option::take).flatten() {
            timer.clear();
        }
        mark(None, CardOrder::Placed);
        self.hint.set(None);
        self.sprung.set(None);
        self.hand.set_value(Hand::Empty);
        self.board().release();
    }
}

/// What a drop on a stage would mean for a card, before it is dropped.
pub(crate) fn hint(board: BoardState, card: &DealCard, to: &Stage) -> String {
    if to.key == card.stage {
        return match board.order() {
            CardOrder::Placed => format!("Stays in {}", to.name),
            order => format!("Ordered by {}; choose “{}” to place by hand", order.label().to_lowercase(), CardOrder::Placed.label()),
        };
    }
    let place = |key: &StageKey| board.stages.with_value(|stages| stages.iter().position(|stage| stage.key == *key)).unwrap_or(0);
    let (here, there) = (place(&card.stage), place(&to.key));
    let mut words = Vec::new();
    if to.kind != StageKind::Lost && there > here {
        let missing = card.ring.of - card.ring.met;
        if missing > 0 {
            words.push(format!(
                "{missing} of {} exit criteria of {} unmet",
                card.ring.of,
                board.stage(&card.stage).map(|stage| stage.name).unwrap_or_default()
            ));
        }
        let skipped: Vec<String> = board.stages.with_value(|stages| {
            let between = stages.iter().take(there).skip(here + 1).filter(|stage| stage.kind == StageKind::Open);
            between.map(|stage| stage.name.clone()).collect()
        });
        if !skipped.is_empty() {
            words.push(format!("skips {} and what is asked there", skipped.join(", ")));
        }
    }
    if let Some(total) = board.column(&to.key).map(|column| column.total.get_untracked()) {
        let now = total.sums.iter().map(|sum| sum.value).find(|sum| sum.currency == card.value.currency);
        let then = now.and_then(|now| now.checked_add(card.value)).unwrap_or(card.value);
        words.push(format!("{} → {}", now.unwrap_or_else(|| Money::new(0, card.value.currency)).display(), then.display()));
    }
    if words.is_empty() { to.move_label() } else { words.join(" · ") }
}

/// The card at a node, if this person may move it.
fn movable(target: &Element) -> Option<OpportunityId> {
    let card = target.closest(".card[data-deal]").ok().flatten()?;
    if card.has_attribute("data-fixed") {
        return None;
    }
    card.get_attribute("data-deal")?.parse().ok()
}

/// The copy that follows the pointer; the last child of the body.
fn ghost() -> Option<HtmlElement> {
    document().query_selector("body > .card.is-lifted").ok().flatten()?.dyn_into().ok()
}

fn forget_ghost() {
    if let Some(ghost) = ghost() {
        ghost.remove();
    }
}

/// A card's node.
pub(crate) fn node_of(id: OpportunityId) -> Option<HtmlElement> {
    let found = document().query_selector(&format!(".board .card[data-deal=\"{id}\"]")).ok().flatten()?;
    found.dyn_into().ok()
}

/// Marks the column and the gap that the card would go to.
pub(crate) fn mark(drop: Option<&Drop>, order: CardOrder) {
    for class in ["is-target", "drops-before", "drops-last"] {
        while let Ok(Some(node)) = document().query_selector(&format!(".board .{class}")) {
            _ = node.class_list().remove_1(class);
        }
    }
    let Some(drop) = drop else { return };
    let Ok(Some(column)) = document().query_selector(&format!(".board [data-stage=\"{}\"]", drop.stage)) else { return };
    _ = column.class_list().add_1("is-target");
    let (Some(index), CardOrder::Placed) = (drop.index, order) else { return };
    let first: usize = column.get_attribute("data-first").and_then(|first| first.parse().ok()).unwrap_or(0);
    let Ok(cards) = column.query_selector_all(".card[data-deal]:not(.is-dragged)") else { return };
    let at = u32::try_from(index.saturating_sub(first)).unwrap_or(u32::MAX);
    let (node, class) = match cards.get(at) {
        Some(card) => (Some(card), "drops-before"),
        None => (cards.length().checked_sub(1).and_then(|last| cards.get(last)), "drops-last"),
    };
    if let Some(card) = node.and_then(|node| node.dyn_into::<Element>().ok()) {
        _ = card.class_list().add_1(class);
    }
}
