//! The board: a column for each open stage, and won and lost at its end. Rendered whole by the server; client code makes
//! its cards movable and keeps them up to date.

pub(crate) mod card;
mod column;
mod drag;
mod head;
pub(crate) mod keys;
mod quick;
pub(crate) mod send;
mod state;
mod window;

use crate::asked::Asked;
use crate::gap_sheet::GapDialog;
use crate::move_menu::{BoardMenu, BoardMenuList};
use crate::pipeline::Totals;
use crate::types::{Board, StageTotal};
use ::firm::{Heard, use_live};
pub(crate) use card::strip;
use chrono::NaiveDate;
use column::{BoardColumn, ClosedColumn, StageTabs};
use domain::live::{Change, Kind};
use domain::stage::{Stage, StageKind};
use drag::Drag;
use keys::Keys;
use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use send::Mover;
use state::BoardState;
use ui::{ButtonLink, Dialog, EmptyState, IconName, use_toasts};

/// The board.
#[component]
pub fn BoardView(
    /// What stands on it.
    board: Board,
    /// What the address asks for.
    asked: Memo<Asked>,
    /// Whether the person may open deals of their own.
    can_create: bool,
    /// Every stage's totals.
    totals: Vec<StageTotal>,
    /// Today, for dates.
    today: NaiveDate,
) -> impl IntoView {
    let nothing = board.totals().all(|total| total.count == 0);
    if nothing {
        return nothing_here(asked.with_untracked(|asked| asked.filter.is_empty()), can_create).into_any();
    }
    let state = BoardState::new(board, asked, use_toasts());
    let mover = Mover::new(state);
    let drag = Drag::new(mover);
    let keys = Keys::new(mover, drag);
    let menu = BoardMenu::new(asked);
    let node = NodeRef::<html::Div>::new();
    let only = asked.with_untracked(|asked| asked.filter.stage.clone());
    let shown = |stage: &Stage| only.is_empty() || stage.key.as_str() == only;
    let columns = state.columns.get_value().into_iter().filter(|column| column.stage.with_value(shown));
    let columns = columns.map(|column| view! { <BoardColumn column board=state drag menu can_create today /> }).collect_view();
    let closed = move || {
        let only = asked.with(|asked| asked.filter.stage.clone());
        let closed =
            state.closed.try_get().unwrap_or_default().into_iter().filter(|total| only.is_empty() || total.stage.key.as_str() == only);
        closed.map(|total| view! { <ClosedColumn total asked drag /> }).collect_view()
    };
    let scrolled = move || {
        if let Some(node) = node.get_untracked() {
            window::scrolled(state, &node);
        }
    };
    // On a phone it is the page that scrolls. What fits the first screen may already end above its foot.
    Effect::new(move |_| {
        let handle = window_event_listener(ev::scroll, move |_| scrolled());
        request_animation_frame(scrolled);
        on_cleanup(move || handle.remove());
    });
    live(state);
    let totals = Signal::derive(move || match state.columns.with_value(Vec::len) {
        0 => totals.clone(),
        _ => state.totals(),
    });
    view! {
        <Totals totals />
        <StageTabs board=state />
        <div
            node_ref=node
            class=move || if asked.with(|asked| asked.compact) { "board is-compact" } else { "board" }
            role="group"
            aria-label="Pipeline board"
            aria-describedby="board-keys"
            tabindex="0"
            on:pointerdown=move |event| drag.down(&event)
            on:pointermove=move |event| drag.moved(&event)
            on:pointerup=move |event| drag.up(&event)
            on:pointercancel=move |_| drag.cancel()
            on:touchmove=move |event| if drag.holds() { event.prevent_default() }
            on:contextmenu=move |event| if drag.holds() { event.prevent_default() }
            on:dragstart=move |event| event.prevent_default()
            on:keydown=move |event| keys.down(&event)
            on:scroll=move |_| scrolled()
        >
            // A box of its own, as high as the tallest column; the board around it scrolls.
            <div class=move || format!("board-columns has-{}", currencies(&state))>
                {columns}
                <div class="board-rail"><div class="board-closed">{closed}</div></div>
            </div>
        </div>
        <p id="board-keys" class="visually-hidden">
            "Space lifts a card, arrows choose its place, Space drops it, Escape cancels. Shift and arrows move it a stage. M opens its menu, question mark lists all keys."
        </p>
        <div class="visually-hidden" role="status" aria-live="assertive">{move || state.said.get()}</div>
        <BoardMenuList menu stages=state.stages mover />
        <GapDialog mover />
        <quick::QuickEdit keys board=state />
        <KeysHelp open=keys.help />
    }
    .into_any()
}

/// In how many currencies the richest open column is told: so many lines stand in every head.
fn currencies(state: &BoardState) -> usize {
    let open = state.totals().into_iter().filter(|total| total.stage.kind == StageKind::Open);
    open.map(|total| total.sums.len()).max().unwrap_or(1).clamp(1, 6)
}

/// What others do to deals that stand here, or might: asked for anew one by one, so that each glides to where it is now.
fn live(state: BoardState) {
    let concerns = |change: &Change| change.kind == Kind::Opportunity;
    use_live().listen(concerns, move |heard| {
        state.refresh(match heard {
            Heard::Changes(changes) => changes.iter().filter_map(|change| change.id.parse().ok()).collect(),
            // The page draws the board anew when it can; until then what stands there is right.
            Heard::Everything => state.loaded(),
        });
    });
}

/// The hue of a stage, as the style sheet calls it.
pub(crate) const fn hue(stage: &Stage) -> &'static str {
    stage.hue.as_str()
}

fn nothing_here(unfiltered: bool, can_create: bool) -> impl IntoView {
    if unfiltered {
        let first = move || can_create.then(|| view! { <ButtonLink href="/deals/new">"New deal"</ButtonLink> }).into_any();
        view! { <EmptyState title="No deals yet" icon=IconName::Kanban action=first>"Deals of the clients that you are assigned to stand here, stage by stage."</EmptyState> }.into_any()
    } else {
        let clear = || view! { <ButtonLink href="/deals">"Clear filters"</ButtonLink> }.into_any();
        view! { <EmptyState title="No deal matches" action=clear>"None of the deals that you can see fits these filters."</EmptyState> }
            .into_any()
    }
}

const KEYS: [(&str, &str); 13] = [
    ("Arrows, h j k l", "Go to another card"),
    ("Enter", "Look at the deal beside the board"),
    ("Space", "Lift the card; arrows choose, Space drops, Esc cancels"),
    ("Shift ← →", "Move it one stage back or on"),
    ("M", "Menu of stages"),
    ("E", "Edit value, close date and next step"),
    ("N", "New deal in this column"),
    ("C", "Fold or unfold this column"),
    ("V", "Board or table"),
    ("/", "Search"),
    ("Z, Ctrl Z", "Take the last move back"),
    ("?", "This list"),
    ("Esc", "Close, cancel"),
];

#[component]
fn KeysHelp(open: RwSignal<bool>) -> impl IntoView {
    let rows = KEYS.map(|(key, what)| view! { <div class="fact"><dt><kbd>{key}</kbd></dt><dd>{what}</dd></div> });
    view! {
        <Dialog id="board-help" title="Keys on the board" open>
            <dl class="facts keys">{rows.into_iter().collect_view()}</dl>
        </Dialog>
    }
}
