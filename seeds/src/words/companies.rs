//! Invented companies: a place-like stem and what the trade calls itself.

use super::trades::{TRADES, Trade};

const HEADS: &[&str] = &[
    "Alder", "Brack", "Cald", "Dun", "Elder", "Fal", "Garr", "Hazel", "Inver", "Kel", "Lang", "Mar", "Nor", "Oaken", "Pen", "Quill",
    "Raven", "Sel", "Thorn", "Ulver", "Vel", "Wend", "Yar", "Zell",
];
const TAILS: &[&str] =
    &["mere", "holt", "wick", "stone", "vane", "shaw", "combe", "gate", "ridge", "mark", "bourne", "field", "crest", "lea", "haven"];
const STEMS: usize = 24 * 15;

/// The n-th company there is: its name and its trade. No two of the first 28,800 are alike.
pub(crate) fn company(n: usize) -> (String, &'static Trade) {
    let trade = n % TRADES.len();
    let words = &TRADES[trade];
    // Steps that share no factor with the number of names meet each of them once.
    let place = (n / TRADES.len() * 1_009 + trade * 317) % (STEMS * words.suffixes.len());
    let stem = place % STEMS;
    (format!("{}{} {}", HEADS[stem % HEADS.len()], TAILS[stem / HEADS.len()], words.suffixes[place / STEMS]), words)
}

/// Its address; `.example` belongs to nobody.
pub(crate) fn domain(name: &str) -> String {
    let slug: String = name.to_lowercase().replace(" & ", " and ").chars().map(|c| if c == ' ' { '-' } else { c }).collect();
    format!("{slug}.example")
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn no_two_companies_share_a_name_and_the_first_ones_share_no_stem() {
        let names: HashSet<String> = (0..25_000).map(|n| company(n).0).collect();
        assert_eq!(names.len(), 25_000);
        assert_eq!(HEADS.len() * TAILS.len(), STEMS);
        let stems: HashSet<String> = (0..25).filter_map(|n| company(n).0.split(' ').next().map(str::to_owned)).collect();
        assert_eq!(stems.len(), 25);
    }
}
