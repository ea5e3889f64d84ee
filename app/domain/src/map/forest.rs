//! Who reports to whom on the map, made safe: managers who are not on it and circles are cut.

use std::collections::BTreeMap;

/// People by their number in the order in which they stand.
pub(super) struct Forest {
    /// Each one's manager.
    pub manager: Vec<Option<usize>>,
    /// Each one's reports, in order.
    pub reports: Vec<Vec<usize>>,
    /// How many managers stand above each.
    pub level: Vec<u32>,
    /// Everybody, level by level, and in each from left to right: managers before reports, and those with neither a
    /// manager nor reports after the other roots.
    pub breadth: Vec<usize>,
}

impl Forest {
    /// Takes people and their managers, each person once.
    pub fn new<Id: Copy + Ord>(people: &[(Id, Option<Id>)]) -> Self {
        let numbers: BTreeMap<Id, usize> = people.iter().enumerate().map(|(number, (id, _))| (*id, number)).collect();
        let mut manager: Vec<Option<usize>> =
            people.iter().map(|(_, manager)| manager.and_then(|manager| numbers.get(&manager).copied())).collect();
        cut_circles(&mut manager);
        let mut reports = vec![Vec::new(); people.len()];
        for (number, manager) in manager.iter().enumerate() {
            if let Some(manager) = manager {
                reports[*manager].push(number);
            }
        }
        let mut forest = Self { manager, reports, level: vec![0; people.len()], breadth: Vec::new() };
        let mut breadth: Vec<usize> = forest.roots().chain(forest.unplaced()).collect();
        let mut next = 0;
        while let Some(&at) = breadth.get(next) {
            for report in &forest.reports[at] {
                forest.level[*report] = forest.level[at] + 1;
            }
            breadth.extend(&forest.reports[at]);
            next += 1;
        }
        forest.breadth = breadth;
        forest
    }

    /// Those without a manager to whom somebody reports, in order.
    pub fn roots(&self) -> impl Iterator<Item = usize> {
        (0..self.manager.len()).filter(|number| self.manager[*number].is_none() && !self.is_leaf(*number))
    }

    /// Those with neither a manager nor reports, in order.
    pub fn unplaced(&self) -> impl Iterator<Item = usize> {
        (0..self.manager.len()).filter(|number| self.manager[*number].is_none() && self.is_leaf(*number))
    }

    /// Whether nobody reports to them.
    pub fn is_leaf(&self, number: usize) -> bool {
        self.reports[number].is_empty()
    }
}

/// In each circle, whoever comes first loses their manager, and so becomes the root of the others.
fn cut_circles(manager: &mut [Option<usize>]) {
    // By whose walk upwards each was met first: a walk that meets itself has found a circle.
    let mut met: Vec<Option<usize>> = vec![None; manager.len()];
    for start in 0..manager.len() {
        let mut at = start;
        while met[at].is_none() {
            met[at] = Some(start);
            at = manager[at].unwrap_or(at);
        }
        if met[at] != Some(start) || manager[at].is_none() {
            continue;
        }
        let (mut first, mut next) = (at, manager[at]);
        while let Some(other) = next.filter(|other| *other != at) {
            first = first.min(other);
            next = manager[other];
        }
        manager[first] = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn managers(people: &[(u8, Option<u8>)]) -> Vec<Option<usize>> {
        Forest::new(people).manager
    }

    #[test]
    fn a_manager_who_is_not_on_the_map_is_none() {
        assert_eq!(managers(&[(1, Some(9)), (2, Some(1))]), [None, Some(0)]);
    }

    #[test]
    fn the_first_of_a_circle_is_its_root_and_a_tail_hangs_on() {
        assert_eq!(managers(&[(1, Some(1))]), [None]);
        assert_eq!(managers(&[(1, Some(2)), (2, Some(3)), (3, Some(1))]), [None, Some(2), Some(0)]);
        assert_eq!(managers(&[(9, Some(2)), (3, Some(2)), (2, Some(3))]), [Some(2), None, Some(1)]);
    }

    #[test]
    fn breadth_goes_level_by_level_and_the_unplaced_follow_the_roots() {
        let forest = Forest::new(&[(1, None), (2, None), (3, Some(2)), (4, Some(3)), (5, Some(2)), (6, None), (7, Some(6))]);
        assert_eq!(forest.breadth, [1, 5, 0, 2, 4, 6, 3]);
        assert_eq!(forest.level, [0, 0, 1, 2, 1, 0, 1]);
    }
}
