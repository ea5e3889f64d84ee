//! A project's plan: phases and tasks laid out on working days so that every link between them holds.

use crate::rng::Rng;
use crate::words::PHASES;
use crate::world::later;
use chrono::NaiveDate;
use domain::task::{DependencyType, LinkKind};

/// A phase in the plan.
pub(crate) struct PhasePlan {
    /// What it is called.
    pub(crate) name: &'static str,
    /// Its first day.
    pub(crate) start: NaiveDate,
    /// Its last day: the milestone's.
    pub(crate) end: NaiveDate,
}

/// A task in the plan; other pieces are named by their place.
pub(crate) struct Piece {
    /// What it is called.
    pub(crate) title: &'static str,
    /// In which phase.
    pub(crate) phase: usize,
    /// The piece that it is a part of.
    pub(crate) parent: Option<usize>,
    /// How its own parts run.
    pub(crate) parts: Option<DependencyType>,
    /// Its place among its siblings, from 1.
    pub(crate) order: i32,
    /// Its first day.
    pub(crate) start: NaiveDate,
    /// Its last day.
    pub(crate) due: NaiveDate,
    /// What it hangs on, how, and with how many working days between.
    pub(crate) after: Option<(usize, LinkKind, i32)>,
    /// A point rather than a stretch of work.
    pub(crate) milestone: bool,
    /// The end of the project hangs on it.
    pub(crate) critical: bool,
}

/// The shortest and the longest that a project may last, in days.
const LENGTH: std::ops::RangeInclusive<i64> = 85..=115;

/// Lays a project out from a day on, again and again until it is of a length that people would sell.
pub(crate) fn plan(rng: &mut Rng, start: NaiveDate) -> (Vec<PhasePlan>, Vec<Piece>) {
    let mut drafted = draft(rng, start);
    for _ in 0..100 {
        if drafted.0.last().is_some_and(|last| LENGTH.contains(&(last.end - start).num_days())) {
            break;
        }
        drafted = draft(rng, start);
    }
    drafted
}

fn draft(rng: &mut Rng, start: NaiveDate) -> (Vec<PhasePlan>, Vec<Piece>) {
    let mut plan = Plan { phases: Vec::with_capacity(PHASES.len()), pieces: Vec::with_capacity(40) };
    let mut cursor = later(start, 0);
    for phase in 0..PHASES.len() {
        cursor = later(plan.phase(rng, phase, cursor), 1);
    }
    let mut on = plan.pieces.len().checked_sub(1);
    while let Some(place) = on {
        plan.pieces[place].critical = true;
        on = plan.pieces[place].after.map(|(before, ..)| before);
    }
    (plan.phases, plan.pieces)
}

struct Plan {
    phases: Vec<PhasePlan>,
    pieces: Vec<Piece>,
}

impl Plan {
    /// Lays out one phase and answers its last day.
    fn phase(&mut self, rng: &mut Rng, phase: usize, start: NaiveDate) -> NaiveDate {
        let words = &PHASES[phase];
        let first = self.pieces.len();
        let mut before = first.checked_sub(1);
        for (place, title) in words.tasks.iter().enumerate() {
            let order = place as i32 + 1 + i32::from(place > 2);
            let piece = self.next(rng, phase, title, start, before, place > 0);
            before = Some(self.add(Piece { order, ..piece }));
            if place == 2 {
                before = Some(self.parent(rng, phase, start, before));
            }
        }
        // What ends last ends the phase.
        let last =
            (first..self.pieces.len()).filter(|place| self.pieces[*place].parent.is_none()).max_by_key(|place| self.pieces[*place].due);
        let end = last.map_or(start, |last| later(self.pieces[last].due, 1));
        let after = last.map(|last| (last, LinkKind::FinishToStart, 0));
        let milestone =
            Piece { order: 6, milestone: true, start: end, due: end, after, ..self.next(rng, phase, words.milestone, start, None, false) };
        self.add(milestone);
        self.phases.push(PhasePlan { name: words.name, start, end });
        end
    }

    fn add(&mut self, piece: Piece) -> usize {
        self.pieces.push(piece);
        self.pieces.len() - 1
    }

    /// A piece that hangs on the one before it: mostly after it, sometimes beside it.
    fn next(&self, rng: &mut Rng, phase: usize, title: &'static str, start: NaiveDate, before: Option<usize>, mixed: bool) -> Piece {
        let days = rng.between(2, 5) - 1;
        let (from, due, after) = match before.map(|place| (place, self.pieces[place].start, self.pieces[place].due)) {
            None => (start, later(start, days), None),
            Some((place, began, ended)) => match rng.below(if mixed { 20 } else { 11 }) {
                0..=10 => {
                    let lag = if rng.chance(20) { rng.between(1, 2) } else { 0 };
                    let from = later(ended, 1 + lag).max(start);
                    (from, later(from, days), Some((place, LinkKind::FinishToStart, lag as i32)))
                }
                11..=14 => {
                    let lag = rng.between(1, 2);
                    let from = later(began, lag);
                    (from, later(from, days), Some((place, LinkKind::StartToStart, lag as i32)))
                }
                15..=17 => (began, later(began, days).max(later(ended, 1)), Some((place, LinkKind::FinishToFinish, 1))),
                _ => (began, later(began, days), Some((place, LinkKind::StartToFinish, 0))),
            },
        };
        Piece { title, phase, parent: None, parts: None, order: 1, start: from, due, after, milestone: false, critical: false }
    }

    /// A task with three parts, one after another or side by side.
    fn parent(&mut self, rng: &mut Rng, phase: usize, start: NaiveDate, before: Option<usize>) -> usize {
        let (title, parts, children) = PHASES[phase].parent;
        let whole = self.next(rng, phase, title, start, before, false);
        let mut from = whole.start;
        let parent = self.add(Piece { order: 4, parts: Some(parts), ..whole });
        let mut end = from;
        for (place, child) in children.iter().enumerate() {
            let due = later(from, rng.between(1, 3) - 1);
            let piece = self.next(rng, phase, child, from, None, false);
            self.add(Piece { parent: Some(parent), order: place as i32 + 1, due, ..piece });
            end = end.max(due);
            if parts == DependencyType::Sequential {
                from = later(due, 1);
            }
        }
        self.pieces[parent].due = end;
        parent
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_link_holds_and_none_points_forward() {
        let mut rng = Rng::of("a plan");
        let start = NaiveDate::from_ymd_opt(2026, 2, 7).unwrap_or_default();
        for _ in 0..200 {
            let (phases, pieces) = plan(&mut rng, start);
            let days = (phases[3].end - start).num_days();
            assert!(LENGTH.contains(&days), "{days}");
            for (place, piece) in pieces.iter().enumerate() {
                assert!(piece.start <= piece.due && piece.start >= phases[piece.phase].start && piece.due <= phases[piece.phase].end);
                let Some((before, kind, lag)) = piece.after else { continue };
                assert!(before < place);
                let (pred, lag) = (&pieces[before], i64::from(lag));
                match kind {
                    LinkKind::FinishToStart => assert!(piece.start >= later(pred.due, 1 + lag), "{}", piece.title),
                    LinkKind::StartToStart => assert!(piece.start >= later(pred.start, lag)),
                    LinkKind::FinishToFinish => assert!(piece.due >= later(pred.due, lag)),
                    LinkKind::StartToFinish => assert!(piece.due >= later(pred.start, lag)),
                }
            }
            assert!(pieces.iter().filter(|piece| piece.critical).count() >= 4);
        }
    }
}
