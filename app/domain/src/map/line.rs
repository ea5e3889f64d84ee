//! The lines between two cards, as SVG paths in whole pixels.

use super::axis::{Axis, Spot, arrowhead, edge};
use super::{LineKind, Rect, Way};

/// The length of an arrowhead, and of the straight bit at either end of a zigzag.
const HEAD: i64 = 10;
/// How far a tooth of a zigzag stands out, and how long it is.
const TOOTH: (i64, i64) = (5, 7);
/// Teeth of a zigzag at most, however far apart the cards are.
const TEETH: i64 = 400;

/// A line to draw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// The `d` of a path; empty where the cards overlap, as there is nothing between them.
    pub path: String,
    /// The `points` of the arrowhead's polygon, for a line that has one.
    pub arrow: Option<String>,
}

/// The line of a kind from one card to another. It begins and ends on their edges.
///
/// Who reports to whom runs at right angles, along `way`, which is for this kind alone. Influence is a curve with an
/// arrowhead, a conflict a zigzag, an informal tie straight.
///
/// `lane` keeps lines between the same two apart: 0 is the middle, and up to 3 on either side differ; more lie on the
/// third. A lane is on the same side whichever card comes first. It does not move who reports to whom, whose lines are
/// shared by siblings, so that another line between a manager and a report belongs on lane 1.
#[must_use]
pub fn line(kind: LineKind, from: Rect, to: Rect, way: Way, lane: i32) -> Line {
    let (from, to) = (within_range(from), within_range(to));
    if from.overlaps(to) {
        return Line { path: String::new(), arrow: None };
    }
    match kind {
        LineKind::ReportsTo => Line { path: reports_to(from, to, way), arrow: None },
        LineKind::Influences => influences(from, to, lane),
        LineKind::Conflicts => Line { path: conflicts(from, to, lane), arrow: None },
        LineKind::Informal => Line { path: informal(from, to, lane), arrow: None },
    }
}

/// So that nothing runs over, whatever is handed in.
fn within_range(card: Rect) -> Rect {
    let (far, long) = (|at: i32| at.clamp(-1_000_000_000, 1_000_000_000), |size: i32| size.clamp(1, 65_536));
    Rect { x: far(card.x), y: far(card.y), width: long(card.width), height: long(card.height) }
}

fn reports_to(manager: Rect, report: Rect, way: Way) -> String {
    let (from, to) = (manager.centre(), report.centre());
    let bottom = manager.bottom();
    // The way leads down from a gap; whoever was put below it by hand is reached directly.
    if let Some(bus) = way.bus.filter(|bus| *bus >= bottom) {
        let trunk = way.trunk.map(|trunk| format!("H{}V{}", trunk.x, trunk.y)).unwrap_or_default();
        let end = match way.rail {
            Some(rail) => format!("H{rail}V{}H{}", to.y, report.x),
            None => format!("H{}V{}", to.x, report.y),
        };
        let start = way.start.map_or(from.x, |start| manager.x.saturating_add(start));
        return format!("M{start} {bottom}V{bus}{trunk}{end}");
    }
    let half = |a: i32, b: i32| i32::midpoint(a, b);
    if report.y >= bottom {
        format!("M{} {bottom}V{}H{}V{}", from.x, half(bottom, report.y), to.x, report.y)
    } else if report.x >= manager.right() {
        format!("M{} {}H{}V{}H{}", manager.right(), from.y, half(manager.right(), report.x), to.y, report.x)
    } else if report.right() <= manager.x {
        format!("M{} {}H{}V{}H{}", manager.x, from.y, half(report.right(), manager.x), to.y, report.right())
    } else {
        format!("M{} {}V{}H{}V{}", from.x, manager.y, half(report.bottom(), manager.y), to.x, report.bottom())
    }
}

fn influences(from: Rect, to: Rect, lane: i32) -> Line {
    let axis = Axis::new(from, to, lane);
    let bend = axis.aside(axis.middle(), (axis.length / 6).clamp(12, 36));
    let (start, end) = (edge(from, axis.from, bend), edge(to, axis.to, bend));
    let Spot { x, y } = bend;
    let arrow = arrowhead(if bend == end { start } else { bend }, end, HEAD);
    Line { path: format!("M{} {}Q{x} {y} {} {}", start.x, start.y, end.x, end.y), arrow: Some(arrow) }
}

fn conflicts(from: Rect, to: Rect, lane: i32) -> String {
    let axis = Axis::new(from, to, lane);
    let (start, end) = (edge(from, axis.from, axis.to), edge(to, axis.to, axis.from));
    let length = start.distance(end);
    let teeth = ((length - 2 * HEAD) / TOOTH.1).clamp(0, TEETH);
    // The ends are straight, so that no tooth bites into a card.
    let (first, last) = (start.towards(end, HEAD, length), end.towards(start, HEAD, length));
    let tooth = |number: i64| {
        let at = first.towards(last, 2 * number + 1, 2 * teeth);
        let Spot { x, y } = axis.aside(at, if number % 2 == 0 { TOOTH.0 } else { -TOOTH.0 });
        format!("L{x} {y}")
    };
    let teeth: String = if teeth < 2 {
        String::new()
    } else {
        let middle: String = (0..teeth).map(tooth).collect();
        format!("L{} {}{middle}L{} {}", first.x, first.y, last.x, last.y)
    };
    format!("M{} {}{teeth}L{} {}", start.x, start.y, end.x, end.y)
}

fn informal(from: Rect, to: Rect, lane: i32) -> String {
    let axis = Axis::new(from, to, lane);
    let (start, end) = (edge(from, axis.from, axis.to), edge(to, axis.to, axis.from));
    format!("M{} {}L{} {}", start.x, start.y, end.x, end.y)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::unwrap_used, reason = "a test that fails says where")]
    use super::super::Point;
    use super::*;
    use proptest::prelude::*;

    const A: Rect = Rect { x: 0, y: 0, width: 100, height: 40 };

    fn at(x: i32, y: i32) -> Rect {
        Rect::new(Point::new(x, y), 100, 40)
    }

    fn path(kind: LineKind, to: Rect) -> String {
        line(kind, A, to, Way::default(), 0).path
    }

    /// The points that a path of straight lines goes through; a curve's control point counts as one.
    fn points(path: &str) -> Vec<(i32, i32)> {
        let mut points: Vec<(i32, i32)> = Vec::new();
        let spaced: String = path.chars().map(|c| if c.is_ascii_alphabetic() { format!(" {c} ") } else { c.to_string() }).collect();
        let mut words = spaced.split_whitespace().peekable();
        while let Some(command) = words.next() {
            while let Some(number) = words.peek().and_then(|word| word.parse::<i32>().ok()) {
                words.next();
                let last = points.last().copied();
                points.push(match command {
                    "H" => (number, last.unwrap().1),
                    "V" => (last.unwrap().0, number),
                    _ => (number, words.next().unwrap().parse().unwrap()),
                });
            }
        }
        points
    }

    fn on_edge(card: Rect, (x, y): (i32, i32)) -> bool {
        let within = (card.x..=card.right()).contains(&x) && (card.y..=card.bottom()).contains(&y);
        within && (x == card.x || x == card.right() || y == card.y || y == card.bottom())
    }

    #[test]
    fn each_kind_has_its_own_shape() {
        assert_eq!(path(LineKind::ReportsTo, at(150, 100)), "M50 40V70H200V100");
        assert_eq!(path(LineKind::Informal, at(150, 0)), "M100 20L150 20");
        assert_eq!(path(LineKind::Conflicts, at(150, 0)), "M100 20L110 20L114 25L121 15L129 25L136 15L140 20L150 20");
        let curve = line(LineKind::Influences, A, at(300, 0), Way::default(), 0);
        assert_eq!(curve.path, "M100 32Q200 56 300 32");
        assert_eq!(curve.arrow.as_deref(), Some("300,32 289,30 291,38"));
    }

    #[test]
    fn a_report_beside_or_above_its_manager_is_reached_from_the_nearest_side() {
        assert_eq!(path(LineKind::ReportsTo, at(200, 10)), "M100 20H150V30H200");
        assert_eq!(path(LineKind::ReportsTo, at(-200, 10)), "M0 20H-50V30H-100");
        assert_eq!(path(LineKind::ReportsTo, at(20, -100)), "M50 0V-30H70V-60");
    }

    #[test]
    fn the_way_leads_past_rows_and_down_a_stack_unless_the_manager_was_put_below_it() {
        let trunk = super::super::Trunk { x: -20, y: 90 };
        let way = Way { start: None, bus: Some(50), trunk: Some(trunk), rail: Some(10) };
        assert_eq!(line(LineKind::ReportsTo, A, at(20, 100), way, 0).path, "M50 40V50H-20V90H10V120H20");
        assert_eq!(line(LineKind::ReportsTo, A, at(20, 100), Way { start: Some(10), trunk: None, ..way }, 0).path, "M10 40V50H10V120H20");
        assert_eq!(line(LineKind::ReportsTo, at(0, 300), at(20, 100), way, 0).path, "M50 300V220H70V140");
    }

    #[test]
    fn between_cards_that_overlap_there_is_no_line_and_far_ones_are_no_panic() {
        let far = Rect { x: i32::MAX, y: i32::MIN, width: i32::MAX, height: i32::MIN };
        for kind in LineKind::ALL {
            assert_eq!(line(*kind, A, at(20, 20), Way::default(), 0), Line { path: String::new(), arrow: None });
            for (from, to) in [(A, far), (far, A), (far, Rect { x: i32::MIN, y: i32::MAX, ..far })] {
                assert!(!line(*kind, from, to, Way::default(), i32::MIN).path.is_empty(), "{kind}");
            }
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(128))]

        #[test]
        fn a_line_begins_and_ends_on_the_edges_of_its_cards(
            (x, y) in (-900..900, -900..900), (width, height) in (1..300, 1..120), lane in -5..=5,
        ) {
            let to = Rect { x, y, width, height };
            prop_assume!(!A.overlaps(to));
            for kind in LineKind::ALL {
                let drawn = line(*kind, A, to, Way::default(), lane);
                let points = points(&drawn.path);
                prop_assert!(on_edge(A, *points.first().unwrap()) && on_edge(to, *points.last().unwrap()), "{kind} {}", drawn.path);
                prop_assert_eq!(drawn.arrow.is_some(), *kind == LineKind::Influences);
                prop_assert_eq!(&drawn, &line(*kind, A, to, Way::default(), lane));
            }
        }

        #[test]
        fn lines_between_the_same_two_never_lie_on_each_other((x, y) in (-900..900, -900..900), lanes in (-3..=3, -3..=3), back: bool) {
            let to = at(x, y);
            prop_assume!(!A.overlaps(to) && lanes.0 != lanes.1);
            for kind in [LineKind::Influences, LineKind::Informal, LineKind::Conflicts] {
                let one = points(&line(kind, A, to, Way::default(), lanes.0).path);
                let (from, towards) = if back { (to, A) } else { (A, to) };
                let mut other = points(&line(kind, from, towards, Way::default(), lanes.1).path);
                if back {
                    other.reverse();
                }
                prop_assert!(one.first() != other.first() && one.last() != other.last(), "{kind} {one:?} {other:?}");
            }
        }
    }
}
