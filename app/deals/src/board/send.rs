//! A move on its way to the server: shown at once, settled by the answer, or put back with the reason why.

use super::state::{BoardState, Lifted};
use crate::api::{move_deal, undo_move};
use crate::pipeline::refusal;
use crate::types::{DealCard, MoveAnswer};
use domain::AppError;
use domain::id::{OpportunityId, StageChangeId};
use domain::live::Kind;
use domain::stage::{StageKey, StageKind};
use leptos::prelude::*;
use leptos::task::spawn_local;
use leptos_router::NavigateOptions;
use leptos_router::hooks::use_navigate;
use ui::ToastKind;

/// Where among the loaded cards of a stage a card is dropped.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Drop {
    /// The stage.
    pub(crate) stage: StageKey,
    /// How many of its loaded cards stand ahead of it then, the card itself not counted; none leaves that to the server.
    pub(crate) index: Option<usize>,
}

type Go = Box<dyn Fn(&str) + Send + Sync>;

/// What a board does with moves. Made where the page is made, since it holds the way to other pages.
#[derive(Clone, Copy)]
pub(crate) struct Mover {
    pub(crate) board: BoardState,
    /// What a move lacked, for the sheet.
    pub(crate) sheet: RwSignal<Option<crate::types::GapSheet>>,
    /// Where the card of the sheet was dropped, and the reason with which it was sent in vain.
    pub(crate) wanted: StoredValue<Option<(Drop, String)>>,
    go: StoredValue<Go>,
}

impl Mover {
    pub(crate) fn new(board: BoardState) -> Self {
        let navigate = use_navigate();
        let go: Go = Box::new(move |path| navigate(path, NavigateOptions::default()));
        Self { board, sheet: RwSignal::new(None), wanted: StoredValue::new(None), go: StoredValue::new(go) }
    }

    fn go(self, path: &str) {
        self.go.with_value(|go| go(path));
    }

    /// Opens a deal beside the board.
    pub(crate) fn open(self, id: OpportunityId) {
        self.go(&self.board.asked.with_untracked(|asked| crate::asked::Asked { open: Some(id), ..asked.clone() }.href()));
    }

    /// Drops a card: winning and losing ask for more, on a page of their own; all else is shown at once.
    pub(crate) fn drop(self, id: OpportunityId, to: Drop) {
        let Some(lifted) = self.board.take(id) else { return };
        self.land(lifted, to);
    }

    /// The same for a card that is in the hand already.
    pub(crate) fn land(self, lifted: Lifted, to: Drop) {
        let board = self.board;
        let Some(stage) = board.stage(&to.stage) else {
            board.put_back(lifted);
            return;
        };
        let from = lifted.card.stage.clone();
        let unmoved = to.stage == from && to.index.is_none_or(|index| index == lifted.index);
        match stage.kind {
            _ if unmoved => {
                board.put_back(lifted);
                board.say("Dropped where it was.");
            }
            StageKind::Won | StageKind::Lost => {
                let id = lifted.card.id;
                board.put_back(lifted);
                let query = board.asked.with_untracked(|asked| asked.query());
                let path = if stage.kind == StageKind::Won {
                    format!("/deals/{id}/won")
                } else {
                    let and = if query.is_empty() { "?" } else { "&" };
                    format!("/deals/{id}/move{query}{and}to={}", to.stage)
                };
                self.go(&path);
            }
            StageKind::Open => self.send(lifted, to, String::new()),
        }
    }

    /// Sends a move of a card that has been taken out of its column.
    pub(crate) fn send(self, lifted: Lifted, to: Drop, reason: String) {
        let board = self.board;
        let card = lifted.card.clone();
        let index = to.index.unwrap_or(0);
        let (after, before) = neighbours(board, &to);
        board.put(card.clone(), &to.stage, index);
        board.pending.update(|pending| _ = pending.insert(card.id));
        let filter = board.filter();
        spawn_local(async move {
            let none = String::new;
            let (place, why) = (to.clone(), reason.clone());
            let answer =
                move_deal(card.id, to.stage.clone(), card.version, after, before, reason, none(), none(), none(), none(), filter, none())
                    .await;
            if board.said.is_disposed() {
                return;
            }
            board.pending.update(|pending| _ = pending.remove(&card.id));
            match answer {
                Ok(MoveAnswer::Moved { change, now, .. }) => {
                    if let Some(fresh) = now.cards.iter().find(|fresh| fresh.id == card.id) {
                        board.live.own(Kind::Opportunity, fresh.id, fresh.version);
                    }
                    board.apply(now, &[card.id]);
                    self.moved(&card, &to.stage, change);
                }
                Ok(MoveAnswer::Lacking(sheet)) => {
                    board.put_back(lifted);
                    let verb = if sheet.gaps.len() == 1 { "is" } else { "are" };
                    board.say(format!("{} {verb} missing. What is missing can be filled in here.", items(sheet.gaps.len())));
                    self.wanted.set_value(Some((place, why)));
                    self.sheet.set(Some(*sheet));
                }
                Ok(MoveAnswer::HandOver) => {
                    board.put_back(lifted);
                    self.go(&format!("/deals/{}/won", card.id));
                }
                Err(error) => self.refused(lifted, (to, why), &error),
            }
        });
    }

    /// Tells of a move that was made, with the way back.
    pub(crate) fn moved(self, card: &DealCard, to: &StageKey, change: Option<StageChangeId>) {
        let board = self.board;
        let stage = board.stage(to).map(|stage| stage.name).unwrap_or_default();
        let Some(change) = change else {
            board.say(format!("{} dropped in {stage}.", card.name));
            return;
        };
        board.undone.update(|moves| moves.push(change));
        let words = format!("Moved {} to {stage}.", card.name);
        board.say(words.clone());
        let take_back = Callback::new(move |()| self.undo(change));
        _ = board.toasts.push(ToastKind::Good, words, Some(("Undo".into(), take_back)));
    }

    /// Puts the card back where it was and says why; what others have made of it meanwhile is fetched.
    fn refused(self, lifted: Lifted, (to, reason): (Drop, String), error: &AppError) {
        let board = self.board;
        let (id, name) = (lifted.card.id, lifted.card.name.clone());
        board.put_back(lifted);
        let open = || Some(("Open deal".to_owned(), Callback::new(move |()| self.go(&format!("/deals/{id}")))));
        let (words, action) = match error {
            AppError::NotFound => (format!("{name} is gone, or no longer yours to move."), None),
            AppError::Conflict { theirs, .. } => {
                let anyway = Callback::new(move |()| {
                    if let Some(lifted) = board.take(id) {
                        self.send(lifted, to.clone(), reason.clone());
                    }
                });
                (format!("Somebody moved {name} to {theirs} meanwhile; it stays there."), Some(("Move anyway".to_owned(), anyway)))
            }
            AppError::Offline => {
                // With the reason that was typed, and to the very place.
                let again = Callback::new(move |()| {
                    if let Some(lifted) = board.take(id) {
                        self.send(lifted, to.clone(), reason.clone());
                    }
                });
                let words = format!("{name} is back where it was: the server cannot be reached. Move it again once it can.");
                (words, Some(("Move again".to_owned(), again)))
            }
            error => (format!("{name} was not moved. {}", refusal(error)), open()),
        };
        board.say(words.clone());
        _ = board.toasts.push(ToastKind::Bad, words, action);
        if !matches!(error, AppError::Offline | AppError::SignedOut) {
            board.refresh(vec![id]);
        }
    }

    /// Takes the last move of this visit back.
    pub(crate) fn undo_last(self) {
        match self.board.undone.with_untracked(|moves| moves.last().copied()) {
            Some(change) => self.undo(change),
            None => self.board.say("Nothing to take back from this visit. What you moved before is under My moves."),
        }
    }

    fn undo(self, change: StageChangeId) {
        let board = self.board;
        let filter = board.filter();
        spawn_local(async move {
            let answer = undo_move(change, filter, String::new()).await;
            if board.said.is_disposed() {
                return;
            }
            board.undone.update(|moves| moves.retain(|known| *known != change));
            match answer {
                Ok(MoveAnswer::Moved { now, .. }) => {
                    let about: Vec<OpportunityId> = now.cards.iter().map(|card| card.id).collect();
                    let words =
                        now.cards.first().map_or_else(|| "Taken back.".to_owned(), |card| format!("{} is back where it was.", card.name));
                    board.apply(now, &about);
                    board.say(words.clone());
                    _ = board.toasts.push(ToastKind::Info, words, None);
                }
                Ok(_) => {}
                Err(error) => {
                    let words = format!("That move was not taken back. {}", refusal(&error));
                    board.say(words.clone());
                    _ = board.toasts.push(ToastKind::Bad, words, None);
                }
            }
        });
    }
}

/// The cards between which a card is dropped, as the server is told; nobody where the order is not people's own.
fn neighbours(board: BoardState, to: &Drop) -> (String, String) {
    let (Some(index), Some(column)) = (to.index, board.column(&to.stage)) else { return Default::default() };
    if board.order() != crate::types::CardOrder::Placed {
        return Default::default();
    }
    column.cards.with_untracked(|cards| {
        let id = |at: Option<usize>| at.and_then(|at| cards.get(at)).map(|card| card.id.to_string()).unwrap_or_default();
        (id(index.checked_sub(1)), id(Some(index)))
    })
}

fn items(count: usize) -> String {
    if count == 1 { "One item".to_owned() } else { format!("{count} items") }
}
