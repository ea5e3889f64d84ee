//! The fixed word of a new stage, made from its name.

use crate::parse::ParseError;
use crate::stage::StageKey;

/// As long as a key may be.
const LONGEST: usize = 32;

/// The key of a stage of this name that none of `taken` has: its letters and digits in lower case, a number behind where
/// another stage was called the same. What is no letter A to Z is left out; a name that has none of them is a `stage`.
///
/// # Errors
/// None that a person can cause: every number is taken.
pub fn key_for(name: &str, taken: &[StageKey]) -> Result<StageKey, ParseError> {
    let mut word = String::with_capacity(LONGEST);
    for letter in name.chars().map(|letter| letter.to_ascii_lowercase()) {
        if letter.is_ascii_alphanumeric() {
            word.push(letter);
        } else if letter.is_ascii() && !word.is_empty() && !word.ends_with('_') {
            word.push('_');
        }
    }
    let word = if word.trim_matches('_').is_empty() { "stage" } else { word.trim_matches('_') };
    let numbered = |n: u32| {
        let tail = if n == 1 { String::new() } else { format!("_{n}") };
        let head: String = word.chars().take(LONGEST - tail.len()).collect();
        StageKey::parse(&format!("{}{tail}", head.trim_end_matches('_')))
    };
    (1..1_000).map(numbered).find(|key| key.as_ref().map_or(true, |key| !taken.contains(key))).unwrap_or_else(|| numbered(1_000))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn key(name: &str, taken: &[&str]) -> String {
        let taken: Vec<StageKey> = taken.iter().filter_map(|key| StageKey::parse(key).ok()).collect();
        key_for(name, &taken).map(|key| key.to_string()).unwrap_or_default()
    }

    #[test]
    fn a_key_is_the_name_as_a_word() {
        assert_eq!(key("Legal review", &[]), "legal_review");
        assert_eq!(key("  Q&A: 2nd round!  ", &[]), "q_a_2nd_round");
        assert_eq!(key("Prüfung", &[]), "prfung");
        assert_eq!(key("商談", &[]), "stage");
        assert_eq!(key("---", &[]), "stage");
    }

    #[test]
    fn a_taken_key_gets_a_number() {
        assert_eq!(key("Lead", &["lead"]), "lead_2");
        assert_eq!(key("Lead", &["lead", "lead_2"]), "lead_3");
        let long = "a very long name of a stage that goes on";
        assert_eq!(key(long, &[]).len(), 32);
        assert_eq!(key(long, &[&key(long, &[])]), "a_very_long_name_of_a_stage_th_2");
    }

    proptest! {
        #[test]
        fn whatever_a_stage_is_called_it_has_a_key_of_its_own(names in prop::collection::vec(".{0,60}", 1..30)) {
            let mut taken: Vec<StageKey> = Vec::new();
            for name in names {
                let key = key_for(&name, &taken);
                prop_assert!(key.as_ref().is_ok_and(|key| !taken.contains(key)), "{name}");
                taken.extend(key.ok());
            }
        }
    }
}
