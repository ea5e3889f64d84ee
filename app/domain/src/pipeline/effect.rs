//! What changing a stage does to other people's figures, said before it is kept.

use crate::money::Money;

/// What open deals come to, each stage's sums times its probability: an amount for each currency, which are never added
/// together.
#[must_use]
pub fn weighted<'a>(stages: impl IntoIterator<Item = (i32, &'a [Money])>) -> Vec<Money> {
    let mut totals: Vec<Money> = Vec::new();
    for (probability, sums) in stages {
        for part in sums.iter().map(|sum| sum.percent(probability)) {
            match totals.iter_mut().find(|total| total.currency == part.currency) {
                Some(total) => total.minor = total.minor.saturating_add(part.minor),
                None => totals.push(part),
            }
        }
    }
    totals.sort_by_key(|total| total.currency);
    totals
}

/// The amounts that differ, before and after, each as `$1,000 → $1,200`.
#[must_use]
pub fn difference(before: &[Money], after: &[Money]) -> Vec<String> {
    let was = |money: &Money| before.iter().find(|before| before.currency == money.currency).map_or(0, |before| before.minor);
    after
        .iter()
        .filter(|money| was(money) != money.minor)
        .map(|money| format!("{} → {}", Money::new(was(money), money.currency).display(), money.display()))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::currency::Currency;

    fn eur() -> Currency {
        Currency::parse("EUR").unwrap_or(Currency::USD)
    }

    #[test]
    fn each_currency_is_weighted_and_summed_by_itself() {
        let (dollars, euros) = (|minor| Money::new(minor, Currency::USD), |minor| Money::new(minor, eur()));
        let (lead, proposal) = ([dollars(10_000), euros(1_000)], [dollars(5_000)]);
        assert_eq!(weighted([(10, lead.as_slice()), (60, proposal.as_slice())]), [euros(100), dollars(4_000)]);
        assert_eq!(weighted([]), []);
    }

    #[test]
    fn what_changes_is_said_for_each_currency_and_what_does_not_is_not() {
        let (dollars, euros) = (|minor| Money::new(minor, Currency::USD), |minor| Money::new(minor, eur()));
        let (before, after) = ([euros(100), dollars(4_000)], [euros(100), dollars(3_050)]);
        assert_eq!(difference(&before, &after), ["$40 → $30.50"]);
        assert!(difference(&before, &before).is_empty());
        assert_eq!(difference(&[], &[euros(500)]), ["€0 → €5"]);
    }
}
