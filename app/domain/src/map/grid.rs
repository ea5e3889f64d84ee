//! The map as a grid of influence and support. Influence goes to the right and support up; who is not known stands apart,
//! on the left and at the bottom.

use super::{Influence, Point, Rect, Support};

/// How large everything is, in pixels. Sizes are taken as 1 to 4,096 and gaps as 0 to 4,096.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GridSize {
    /// A card's width.
    pub width: i32,
    /// A card's height.
    pub height: i32,
    /// The gap between two cards and to the edge of their cell.
    pub gap: i32,
    /// How far what is not known stands from the rest.
    pub apart: i32,
}

impl GridSize {
    /// The small cards of the screen.
    pub const CARD: Self = Self { width: 128, height: 32, gap: 8, apart: 24 };

    /// An empty cell still takes two cards, so that one can be dropped into it.
    const LEAST: (i32, i32) = (1, 2);

    fn within_range(self) -> Self {
        let (size, gap) = (|size: i32| size.clamp(1, 4_096), |gap: i32| gap.clamp(0, 4_096));
        Self { width: size(self.width), height: size(self.height), gap: gap(self.gap), apart: gap(self.apart) }
    }

    /// The card at a place.
    #[must_use]
    pub const fn card(self, at: Point) -> Rect {
        Rect::new(at, self.width, self.height)
    }
}

/// Somebody, as far as their place in the grid depends on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GridCard<Id> {
    /// Who.
    pub id: Id,
    /// How much their word weighs, if that is known.
    pub influence: Option<Influence>,
    /// Whether they want us, if that is known.
    pub support: Option<Support>,
}

/// Where a card stands in the grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GridPlace<Id> {
    /// Whose.
    pub id: Id,
    /// The top left corner.
    pub at: Point,
}

/// A field of the grid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cell {
    /// Of its column.
    pub influence: Option<Influence>,
    /// Of its row.
    pub support: Option<Support>,
    /// Where it lies.
    pub area: Rect,
}

/// The whole grid.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Grid<Id> {
    /// Everybody, in the order in which they were handed in.
    pub places: Vec<GridPlace<Id>>,
    /// All cells, row by row from the top left.
    pub cells: Vec<Cell>,
    /// All cells together.
    pub bounds: Rect,
    columns: Vec<Track<Influence>>,
    rows: Vec<Track<Support>>,
}

impl<Id> Grid<Id> {
    /// What a card that is dropped here would be: that of the nearest cell, also outside the grid.
    #[must_use]
    pub fn cell_at(&self, point: Point) -> (Option<Influence>, Option<Support>) {
        (nearest(&self.columns, point.x), nearest(&self.rows, point.y))
    }
}

/// A column or a row: what it stands for, where it begins and how long it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Track<Value> {
    value: Option<Value>,
    start: i32,
    length: i32,
}

fn nearest<Value: Copy>(tracks: &[Track<Value>], at: i32) -> Option<Value> {
    let distance = |track: &&Track<Value>| {
        let (at, start) = (i64::from(at), i64::from(track.start));
        (start - at).max(at - start - i64::from(track.length) + 1).max(0)
    };
    tracks.iter().min_by_key(distance).and_then(|track| track.value)
}

/// Places everybody, in each cell in the order of the slice, row by row. Columns and rows grow with what stands in them,
/// so that no two cards overlap.
#[must_use]
pub fn grid<Id: Copy>(cards: &[GridCard<Id>], size: GridSize) -> Grid<Id> {
    let size = size.within_range();
    let influences: Vec<Option<Influence>> = std::iter::once(None).chain(Influence::ALL.map(Some)).collect();
    let supports: Vec<Option<Support>> = Support::ALL.iter().copied().map(Some).chain([None]).collect();
    let count = |influence, support| cards.iter().filter(|card| card.influence == influence && card.support == support).count();
    let counts: Vec<Vec<usize>> =
        supports.iter().map(|support| influences.iter().map(|influence| count(*influence, *support)).collect()).collect();

    let wide = |column: usize| counts.iter().filter_map(|row| row.get(column)).map(|count| shape(*count).0).max();
    let high = |row: usize| counts.get(row).into_iter().flatten().map(|count| shape(*count).1).max();
    let across: Vec<i32> = (0..influences.len()).map(|column| wide(column).unwrap_or(0).max(GridSize::LEAST.0)).collect();
    let down: Vec<i32> = (0..supports.len()).map(|row| high(row).unwrap_or(0).max(GridSize::LEAST.1)).collect();
    let columns = tracks(&influences, &across, size.width, size);
    let rows = tracks(&supports, &down, size.height, size);

    let column = |influence| columns.iter().position(|track| track.value == influence).unwrap_or(0);
    let row = |support| rows.iter().position(|track| track.value == support).unwrap_or(0);
    let mut standing = vec![0_usize; columns.len() * rows.len()];
    let place = |card: &GridCard<Id>| {
        let (x, y) = (column(card.influence), row(card.support));
        let before = &mut standing[y * columns.len() + x];
        let in_row = usize::try_from(shape(counts[y][x]).0).unwrap_or(1).max(1);
        let step = |count: usize, length: i32| i32::try_from(count).unwrap_or(i32::MAX).saturating_mul(length + size.gap) + size.gap;
        let at = Point::new(columns[x].start, rows[y].start).moved(step(*before % in_row, size.width), step(*before / in_row, size.height));
        *before += 1;
        GridPlace { id: card.id, at }
    };
    let places = cards.iter().map(place).collect();
    let area =
        |column: &Track<Influence>, row: &Track<Support>| Rect { x: column.start, y: row.start, width: column.length, height: row.length };
    let cell =
        |row: &Track<Support>, column: &Track<Influence>| Cell { influence: column.value, support: row.value, area: area(column, row) };
    let cells: Vec<Cell> = rows.iter().flat_map(|row| columns.iter().map(move |column| cell(row, column))).collect();
    let bounds = Rect::around(cells.iter().map(|cell| cell.area));
    Grid { places, cells, bounds, columns, rows }
}

/// Columns and rows of so many cards in a cell. Cards are flat, so there are up to three times as many rows.
fn shape(count: usize) -> (i32, i32) {
    let columns = count.div_ceil(3).isqrt().max(1);
    let columns = if columns * columns * 3 < count { columns + 1 } else { columns };
    let whole = |count: usize| i32::try_from(count).unwrap_or(i32::MAX);
    (whole(columns), whole(count.div_ceil(columns)))
}

fn tracks<Value: Copy>(values: &[Option<Value>], counts: &[i32], card: i32, size: GridSize) -> Vec<Track<Value>> {
    let mut next = 0_i32;
    let mut before: Option<bool> = None;
    let track = |(value, count): (&Option<Value>, &i32)| {
        let known = value.is_some();
        if before.is_some_and(|before| before != known) {
            next = next.saturating_add(size.apart);
        }
        before = Some(known);
        let (start, length) = (next, count.saturating_mul(card + size.gap).saturating_add(size.gap));
        next = next.saturating_add(length);
        Track { value: *value, start, length }
    };
    values.iter().zip(counts).map(track).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn card(id: usize, influence: i32, support: Option<Support>) -> GridCard<usize> {
        GridCard { id, influence: Influence::parse(influence).ok(), support }
    }

    #[test]
    fn the_known_stand_in_order_and_the_unknown_apart() {
        let size = GridSize { width: 10, height: 4, gap: 1, apart: 5 };
        let grid = grid(&[card(0, 5, Some(Support::Mentor)), card(1, -1, None), card(2, 0, Some(Support::Opponent))], size);
        assert_eq!(
            grid.places.iter().map(|place| place.at).collect::<Vec<_>>(),
            [Point::new(12 + 5 + 5 * 12 + 1, 1), Point::new(1, 5 * 11 + 5 + 1), Point::new(12 + 5 + 1, 4 * 11 + 1)]
        );
        assert_eq!(grid.bounds, Rect { x: 0, y: 0, width: 7 * 12 + 5, height: 6 * 11 + 5 });
        assert_eq!(grid.cells.len(), 42);
    }

    #[test]
    fn a_drop_beside_the_grid_or_between_its_parts_goes_to_the_nearest_cell() {
        let size = GridSize { width: 10, height: 4, gap: 1, apart: 6 };
        let grid = grid::<u8>(&[], size);
        assert_eq!(grid.cell_at(Point::new(i32::MAX, i32::MIN)), (Influence::parse(5).ok(), Some(Support::Mentor)));
        assert_eq!(grid.cell_at(Point::new(i32::MIN, i32::MAX)), (None, None));
        assert_eq!([13, 16].map(|x| grid.cell_at(Point::new(x, 0)).0.map(Influence::get)), [None, Some(0)]);
    }

    #[test]
    fn a_crowded_cell_grows_both_ways() {
        assert_eq!([0, 1, 3, 4, 12, 13, 10_000].map(shape), [(1, 0), (1, 1), (1, 3), (2, 2), (2, 6), (3, 5), (58, 173)]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(96))]

        #[test]
        fn a_card_stands_alone_in_its_cell_and_dropped_where_it_stands_stays_what_it_is(
            asked in prop::collection::vec((-1..6, 0_usize..6), 0..70),
            (width, height, gap, apart) in (1..200, 1..90, 0..20, 0..40),
        ) {
            let asked = asked.iter().enumerate();
            let cards: Vec<_> = asked.map(|(id, (influence, support))| card(id, *influence, Support::ALL.get(*support).copied())).collect();
            let size = GridSize { width, height, gap, apart };
            let grid = grid(&cards, size);
            prop_assert_eq!(&grid, &super::grid(&cards, size));
            prop_assert_eq!(grid.places.len(), cards.len());
            for (place, card) in grid.places.iter().zip(&cards) {
                let rect = size.card(place.at);
                prop_assert_eq!(place.id, card.id);
                for point in [place.at, rect.centre(), Point::new(rect.right() - 1, rect.bottom() - 1)] {
                    prop_assert_eq!(grid.cell_at(point), (card.influence, card.support));
                }
                let alone = grid.places.iter().all(|other| other.id == place.id || !rect.overlaps(size.card(other.at)));
                prop_assert!(alone, "{:?} of {:?}", place, grid.places);
            }
            for cell in &grid.cells {
                prop_assert_eq!(grid.cell_at(cell.area.centre()), (cell.influence, cell.support));
                prop_assert_eq!(grid.cell_at(Point::new(cell.area.x, cell.area.y)), (cell.influence, cell.support));
            }
        }
    }
}
