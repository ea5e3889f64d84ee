//! Whether two names may mean the same, so that nobody makes a thing twice.

use std::collections::BTreeSet;

/// From here on two names are worth a second look.
pub const ALIKE: u32 = 40;

/// How alike a name is to what was typed so far, from 0 to 100. Case, order of words and marks between them do not
/// count; a word that is still being typed counts for the one that it begins; a slip of the finger costs a little.
#[must_use]
pub fn likeness(typed: &str, name: &str) -> u32 {
    let (typed, name) = (words(typed), words(name));
    if typed.is_empty() || name.is_empty() {
        return 0;
    }
    if typed == name {
        return 100;
    }
    let begun = typed.iter().all(|word| name.iter().any(|other| other.starts_with(word.as_str())));
    let letters = typed.iter().map(|word| word.chars().count()).sum::<usize>();
    let begun = if begun && letters >= 3 { 80 } else { 0 };
    let (ours, theirs) = (triples(&typed), triples(&name));
    let both = ours.intersection(&theirs).count();
    let share = 200 * both / (ours.len() + theirs.len()).max(1);
    begun.max(u32::try_from(share).unwrap_or(100).min(99))
}

fn words(text: &str) -> Vec<String> {
    text.to_lowercase().split(|letter: char| !letter.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_owned).collect()
}

/// Every three letters in a row, with the edges of the words.
fn triples(words: &[String]) -> BTreeSet<[char; 3]> {
    let mut all = BTreeSet::new();
    for word in words {
        let letters: Vec<char> = [' ', ' '].into_iter().chain(word.chars()).chain([' ']).collect();
        all.extend(letters.windows(3).map(|three| [three[0], three[1], three[2]]));
    }
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_same_name_is_found_however_it_is_written() {
        assert_eq!(likeness("  control TOWER: build-out", "Control tower build-out"), 100);
        for (typed, name) in [
            ("Contr", "Control tower build-out"),
            ("tower con", "Control tower build-out"),
            ("Contorl tower build out", "Control tower build-out"),
            ("Control tower", "Control tower build-out, phase 2"),
            ("Warehouse optimisation", "Warehouse optimization"),
        ] {
            assert!(likeness(typed, name) >= ALIKE, "{typed} / {name}: {}", likeness(typed, name));
        }
    }

    #[test]
    fn other_names_are_left_alone() {
        for (typed, name) in [
            ("", "Control tower"),
            ("   ", ""),
            ("C", "Control tower"),
            ("Payroll migration", "Control tower build-out"),
            ("Fleet electrification study", "Grid connection programme"),
        ] {
            assert!(likeness(typed, name) < ALIKE, "{typed} / {name}: {}", likeness(typed, name));
        }
    }

    proptest! {
        #[test]
        fn it_never_leaves_its_bounds(typed in ".{0,60}", name in ".{0,60}") {
            prop_assert!(likeness(&typed, &name) <= 100);
        }
    }
}
