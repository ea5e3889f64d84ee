//! Which cards of a long column stand in the page: those near the eye. The others are loaded and left out, so that the
//! page stays light however far a person has scrolled.

use super::state::{BoardState, ColumnState};
use crate::api::column_cards;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;

/// Cards of a column that stand in the page at first: a page of the server's.
pub(crate) const FIRST: usize = 25;
/// Cards of a column that stand in the page at most; five columns make two hundred.
const AT_MOST: usize = 40;
/// Cards that are kept above what is seen.
const ABOVE: usize = 8;
/// What is asked for before it is seen, in pixels.
const AHEAD: f64 = 800.0;

/// First and last card to keep of so many, where the eye is at `top` pixels of the column and a card is `height` high.
pub(crate) fn around(count: usize, top: f64, height: f64) -> (usize, usize) {
    if count <= AT_MOST || height <= 0.0 {
        return (0, count.max(FIRST));
    }
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a number of cards, cut to what there is")]
    let seen = (top.max(0.0) / height) as usize;
    let first = seen.saturating_sub(ABOVE).min(count - AT_MOST);
    (first, first + AT_MOST)
}

/// The view was scrolled: each column keeps what is near the eye, and asks for more where it ends.
pub(crate) fn scrolled(board: BoardState, node: &web_sys::Element) {
    let columns = board.columns.get_value();
    for column in columns {
        let selector = format!(".column[data-stage=\"{}\"] .column-cards", column.key());
        let Ok(Some(list)) = node.query_selector(&selector) else { continue };
        look(board, column, &list, node);
    }
}

fn look(board: BoardState, column: ColumnState, list: &web_sys::Element, node: &web_sys::Element) {
    let (at, eye) = (list.get_bounding_client_rect(), node.get_bounding_client_rect());
    // A column that nobody sees, on a phone, asks for nothing.
    let hidden = at.right() < eye.left() || at.left() > eye.right();
    if hidden || board.held.with_untracked(Option::is_some) {
        return;
    }
    let count = column.cards.with_untracked(Vec::len);
    let (first, last) = column.window.get_untracked();
    // On a phone the page scrolls and not the board: what is above the window's edge is not seen either.
    let seen_from = eye.top().max(0.0);
    let before = column.height.get_untracked();
    if let Some(height) = height_of(list, seen_from).or(Some(before).filter(|height| *height > 0.0)) {
        // The list begins below the room of the cards that are left out above it.
        #[expect(clippy::cast_precision_loss, reason = "a number of cards")]
        let above = first as f64 * before;
        column.height.set(height);
        let wanted = around(count, seen_from - at.top() + above, height);
        if wanted.0.abs_diff(first) > ABOVE / 2 || wanted.1 > last.max(FIRST) && last < count || count <= AT_MOST && last < count {
            column.window.set(wanted);
        }
    }
    let window_bottom = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or(eye.bottom());
    if at.bottom() < eye.bottom().min(window_bottom) + AHEAD {
        more(board, column);
    }
}

/// How high a card is with the gap below it: one that is seen, since one that is not has never been laid out.
fn height_of(list: &web_sys::Element, seen_from: f64) -> Option<f64> {
    const GAP: f64 = 8.0;
    let cards = list.query_selector_all(".card").ok()?;
    let mut cards = (0..cards.length()).filter_map(|at| cards.get(at)?.dyn_into::<web_sys::Element>().ok());
    let seen = cards.find(|card| card.get_bounding_client_rect().bottom() > seen_from)?;
    Some(seen.get_bounding_client_rect().height() + GAP)
}

/// Asks for the cards behind the last one, once at a time.
pub(crate) fn more(board: BoardState, column: ColumnState) {
    if column.loading.get_untracked() || !untrack(|| column.has_more()) {
        return;
    }
    let Some(last) = column.cards.with_untracked(|cards| cards.last().map(|card| card.id)) else { return };
    column.loading.set(true);
    spawn_local(async move {
        let answer = column_cards(board.filter(), board.order(), column.key(), last).await;
        if column.loading.is_disposed() {
            return;
        }
        if let Ok(next) = answer {
            column.cards.update(|cards| {
                let fresh: Vec<_> = next.cards.into_iter().filter(|card| cards.iter().all(|known| known.id != card.id)).collect();
                cards.extend(fresh);
            });
            let count = column.cards.with_untracked(Vec::len);
            column.window.update(|(_, last)| {
                if count <= AT_MOST {
                    *last = count;
                }
            });
        }
        column.loading.set(false);
    });
}

#[cfg(test)]
mod tests {
    use super::around;

    #[test]
    fn a_short_column_stands_in_the_page_whole() {
        assert_eq!(around(10, 5_000.0, 100.0), (0, 25));
        assert_eq!(around(40, 5_000.0, 100.0), (0, 40));
    }

    #[test]
    fn of_a_long_one_what_is_near_the_eye_does() {
        assert_eq!(around(500, 0.0, 100.0), (0, 40));
        assert_eq!(around(500, 10_000.0, 100.0), (92, 132));
        assert_eq!(around(500, 90_000.0, 100.0), (460, 500));
    }
}
