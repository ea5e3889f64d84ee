//! How a client stands with us, as a number that explains itself: five factors, each with its points, what they rest on, and
//! what would raise them. One pure function of plain facts; every page, list and report calls it.

use crate::closed::closed_enum;
use crate::parse::ParseError;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

closed_enum! {
    /// What the score is made of.
    pub enum Factor {
        /// The share of the client's six qualification fields that are filled.
        Completeness = "completeness", "MEDDPICC completeness";
        /// Whether anybody there is known as our champion.
        Champion = "champion", "Champion identified";
        /// Whether an economic buyer took part in anything lately.
        Buyer = "buyer", "Economic buyer engaged";
        /// How its people answer, on average.
        Engagement = "engagement", "Stakeholder engagement";
        /// How long ago anything was last said or done.
        Recency = "recency", "Activity recency";
    }
}

closed_enum! {
    /// Where a score lies.
    pub enum Band {
        /// All is well.
        Healthy = "healthy", "Healthy";
        /// It needs somebody.
        AtRisk = "at_risk", "At risk";
        /// It is being lost.
        Critical = "critical", "Critical";
    }
}

/// How many qualification fields a client has.
pub const FIELDS: u32 = 6;
/// What all weights are together.
pub const WHOLE: u32 = 100;

/// What the firm holds important. [`HealthRules::check`] says whether it can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct HealthRules {
    /// Points of each factor, in the order of [`Factor::ALL`]; together [`WHOLE`].
    pub weights: [u32; 5],
    /// For how many days after a talk an economic buyer counts as engaged.
    pub buyer_days: u32,
    /// After how many days without any activity recency is used up.
    pub recency_days: u32,
    /// The least score that is healthy.
    pub healthy_from: u32,
    /// The least score that is at risk and not critical.
    pub at_risk_from: u32,
}

impl Default for HealthRules {
    fn default() -> Self {
        Self { weights: [30, 20, 15, 20, 15], buyer_days: 30, recency_days: 90, healthy_from: 70, at_risk_from: 40 }
    }
}

impl HealthRules {
    /// The weight of a factor.
    #[must_use]
    pub fn weight(&self, factor: Factor) -> u32 {
        Factor::ALL.iter().zip(self.weights).find(|(one, _)| **one == factor).map_or(0, |(_, weight)| weight)
    }

    /// Whether a score can be made by them.
    ///
    /// # Errors
    /// Weights that are not [`WHOLE`] together, a window of no days or of more than ten years, or thresholds that do not
    /// follow each other within 1 to [`WHOLE`].
    pub fn check(&self) -> Result<(), ParseError> {
        let sum: u64 = self.weights.iter().map(|weight| u64::from(*weight)).sum();
        if sum != u64::from(WHOLE) {
            return Err(ParseError::new(format!("must be {WHOLE} together, and are {sum}")));
        }
        if [self.buyer_days, self.recency_days].iter().any(|days| !(1..=3650).contains(days)) {
            return Err(ParseError::new("must be from 1 to 3650 days"));
        }
        if !(1 <= self.at_risk_from && self.at_risk_from < self.healthy_from && self.healthy_from <= WHOLE) {
            return Err(ParseError::new("must follow each other: critical below at risk, at risk below healthy, healthy at most 100"));
        }
        Ok(())
    }

    /// The band of a score.
    #[must_use]
    pub const fn band(&self, score: u32) -> Band {
        if score >= self.healthy_from {
            Band::Healthy
        } else if score >= self.at_risk_from {
            Band::AtRisk
        } else {
            Band::Critical
        }
    }
}

/// What is known of a client.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct HealthFacts {
    /// How many of the [`FIELDS`] are filled; more count as all of them.
    pub filled: u32,
    /// How many people there are known as champion.
    pub champions: u32,
    /// How many are known as economic buyer.
    pub buyers: u32,
    /// The last day on which one of those took part in anything.
    pub buyer_last: Option<NaiveDate>,
    /// How many people answer highly, medium, lowly and not at all.
    pub engagement: [u32; 4],
    /// The last day of any activity.
    pub last_activity: Option<NaiveDate>,
}

/// A factor's points, in tenths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Points {
    /// Which.
    pub factor: Factor,
    /// What it has.
    pub tenths: u32,
    /// What it can have.
    pub most: u32,
}

impl Points {
    /// What it lacks, in tenths.
    #[must_use]
    pub const fn missing(&self) -> u32 {
        self.most.saturating_sub(self.tenths)
    }
}

/// A score with what it is made of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Health {
    /// The points of each factor, in the order of [`Factor::ALL`].
    pub points: [Points; 5],
    /// All points together, in whole points: 0 to [`WHOLE`].
    pub score: u32,
    /// Where that lies.
    pub band: Band,
}

impl Health {
    /// Where a point is missing, the factor that would bring the most first.
    #[must_use]
    pub fn raises(&self) -> Vec<Points> {
        let mut missing: Vec<Points> = self.points.iter().copied().filter(|points| points.missing() > 0).collect();
        // Equal ones stay in the order of the factors.
        missing.sort_by_key(|points| std::cmp::Reverse(points.missing()));
        missing
    }
}

/// The score of a client on a day. What lies ahead of the day counts as of the day itself.
#[must_use]
pub fn health(facts: &HealthFacts, rules: &HealthRules, today: NaiveDate) -> Health {
    let points = [
        share(facts, Factor::Completeness, rules, today),
        share(facts, Factor::Champion, rules, today),
        share(facts, Factor::Buyer, rules, today),
        share(facts, Factor::Engagement, rules, today),
        share(facts, Factor::Recency, rules, today),
    ];
    let tenths: u32 = points.iter().map(|points| points.tenths).sum();
    let score = tenths.saturating_add(5) / 10;
    Health { points, score, band: rules.band(score) }
}

/// A factor's share of its weight: so many parts of so many.
fn share(facts: &HealthFacts, factor: Factor, rules: &HealthRules, today: NaiveDate) -> Points {
    let whole_or_nothing = |holds: bool| (u64::from(holds), 1);
    let (parts, of): (u64, u64) = match factor {
        Factor::Completeness => (u64::from(facts.filled.min(FIELDS)), u64::from(FIELDS)),
        Factor::Champion => whole_or_nothing(facts.champions > 0),
        Factor::Buyer => whole_or_nothing(facts.buyer_last.is_some_and(|last| days_since(last, today) <= u64::from(rules.buyer_days))),
        Factor::Engagement => {
            // High counts three thirds, medium two, low one, disengaged none.
            let thirds = facts.engagement.iter().zip([3_u64, 2, 1, 0]).map(|(count, thirds)| u64::from(*count) * thirds).sum();
            let people: u64 = facts.engagement.iter().map(|count| u64::from(*count)).sum();
            (thirds, 3 * people)
        }
        Factor::Recency => {
            let window = u64::from(rules.recency_days);
            (facts.last_activity.map_or(0, |last| window.saturating_sub(days_since(last, today))), window)
        }
    };
    let most = rules.weight(factor).saturating_mul(10);
    Points { factor, tenths: rounded(u64::from(most), parts, of), most }
}

/// So many parts of a whole, to the nearest; nothing of nothing.
fn rounded(whole: u64, parts: u64, of: u64) -> u32 {
    let exact = (whole * parts * 2 + of).checked_div(2 * of).unwrap_or(0);
    u32::try_from(exact).unwrap_or(u32::MAX)
}

/// Whole days from one to the other; none where it lies ahead.
fn days_since(day: NaiveDate, today: NaiveDate) -> u64 {
    u64::try_from((today - day).num_days()).unwrap_or(0)
}

/// Tenths as people read them: `12.5`, and `12` where nothing is behind the point.
#[must_use]
pub fn in_points(tenths: u32) -> String {
    match tenths % 10 {
        0 => (tenths / 10).to_string(),
        rest => format!("{}.{rest}", tenths / 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::TimeDelta;
    use proptest::prelude::*;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, 11, 22).unwrap_or_default()
    }

    fn ago(days: i64) -> Option<NaiveDate> {
        Some(today() - TimeDelta::days(days))
    }

    fn score(facts: HealthFacts) -> Health {
        health(&facts, &HealthRules::default(), today())
    }

    fn tenths(facts: HealthFacts, factor: Factor) -> u32 {
        score(facts).points.iter().find(|points| points.factor == factor).map_or(0, |points| points.tenths)
    }

    #[test]
    fn a_client_of_whom_nothing_is_known_has_nothing_and_one_of_whom_all_is_well_has_all() {
        let nothing = score(HealthFacts::default());
        assert_eq!((nothing.score, nothing.band), (0, Band::Critical));
        let all = HealthFacts { filled: 6, champions: 1, buyers: 1, buyer_last: ago(0), engagement: [4, 0, 0, 0], last_activity: ago(0) };
        assert_eq!((score(all).score, score(all).band, score(all).raises()), (100, Band::Healthy, vec![]));
    }

    #[test]
    fn each_factor_counts_as_it_is_written_down() {
        let of = HealthFacts::default;
        assert_eq!(tenths(HealthFacts { filled: 3, ..of() }, Factor::Completeness), 150);
        assert_eq!(tenths(HealthFacts { filled: 9, ..of() }, Factor::Completeness), 300);
        assert_eq!(tenths(HealthFacts { champions: 2, ..of() }, Factor::Champion), 200);
        assert_eq!(tenths(HealthFacts { buyers: 1, ..of() }, Factor::Buyer), 0, "one who is known and silent");
        assert_eq!(tenths(HealthFacts { buyers: 1, buyer_last: ago(30), ..of() }, Factor::Buyer), 150);
        assert_eq!(tenths(HealthFacts { buyers: 1, buyer_last: ago(31), ..of() }, Factor::Buyer), 0);
        assert_eq!(tenths(HealthFacts { engagement: [1, 1, 1, 1], ..of() }, Factor::Engagement), 100);
        assert_eq!(tenths(HealthFacts { engagement: [0, 1, 0, 0], ..of() }, Factor::Engagement), 133);
        assert_eq!(tenths(HealthFacts { engagement: [0, 0, 0, 7], ..of() }, Factor::Engagement), 0);
        assert_eq!(
            [0, 45, 89, 90, 400].map(|days| tenths(HealthFacts { last_activity: ago(days), ..of() }, Factor::Recency)),
            [150, 75, 2, 0, 0]
        );
        assert_eq!(tenths(HealthFacts { last_activity: ago(-3), ..of() }, Factor::Recency), 150, "what lies ahead counts as of today");
    }

    #[test]
    fn bands_begin_where_the_rules_say() {
        let rules = HealthRules::default();
        assert_eq!(
            [0, 39, 40, 69, 70, 100].map(|score| rules.band(score).as_str()),
            ["critical", "critical", "at_risk", "at_risk", "healthy", "healthy"]
        );
    }

    #[test]
    fn what_would_raise_it_most_comes_first() {
        let facts = HealthFacts { filled: 5, champions: 0, buyers: 1, buyer_last: ago(1), engagement: [1, 0, 0, 0], last_activity: ago(9) };
        let raises: Vec<_> = score(facts).raises().iter().map(|points| (points.factor, points.missing())).collect();
        assert_eq!(raises, [(Factor::Champion, 200), (Factor::Completeness, 50), (Factor::Recency, 15)]);
    }

    #[test]
    fn rules_that_do_not_add_up_are_refused() {
        let usual = HealthRules::default();
        assert_eq!(usual.check(), Ok(()));
        let weights = HealthRules { weights: [30, 20, 15, 20, 16], ..usual };
        assert_eq!(weights.check().map_err(|error| error.to_string()), Err("must be 100 together, and are 101".to_owned()));
        for wrong in [
            HealthRules { weights: [u32::MAX; 5], ..usual },
            HealthRules { buyer_days: 0, ..usual },
            HealthRules { recency_days: 4000, ..usual },
            HealthRules { at_risk_from: 70, ..usual },
            HealthRules { at_risk_from: 0, ..usual },
            HealthRules { healthy_from: 101, ..usual },
        ] {
            assert!(wrong.check().is_err(), "{wrong:?}");
        }
    }

    #[test]
    fn points_read_as_people_write_them() {
        assert_eq!([0, 5, 10, 133, 1000].map(in_points), ["0", "0.5", "1", "13.3", "100"]);
    }

    fn some_rules() -> impl Strategy<Value = HealthRules> {
        (prop::array::uniform5(0_u32..50), 1_u32..400, 1_u32..400, 2_u32..=100).prop_map(
            |(parts, buyer_days, recency_days, healthy_from)| {
                // Four of any size that leave something for the fifth.
                let sum: u32 = parts.iter().sum::<u32>().max(1);
                let mut weights = parts.map(|part| part * WHOLE / sum);
                weights[4] = WHOLE - weights[..4].iter().sum::<u32>();
                HealthRules { weights, buyer_days, recency_days, healthy_from, at_risk_from: healthy_from / 2 }
            },
        )
    }

    fn some_facts() -> impl Strategy<Value = HealthFacts> {
        (0_u32..9, 0_u32..3, prop::option::of(-5_i64..500), prop::array::uniform4(0_u32..20), prop::option::of(-5_i64..500)).prop_map(
            |(filled, champions, buyer, engagement, last)| HealthFacts {
                filled,
                champions,
                buyers: u32::from(buyer.is_some()),
                buyer_last: buyer.and_then(ago),
                engagement,
                last_activity: last.and_then(ago),
            },
        )
    }

    /// The same facts with one of them better.
    fn better(facts: HealthFacts, which: u8) -> HealthFacts {
        let day_later = |day: Option<NaiveDate>| day.map_or(ago(300), |day| Some(day + TimeDelta::days(1)));
        let mut facts = facts;
        match which {
            0 => facts.filled += 1,
            1 => facts.champions += 1,
            2 => facts.buyer_last = day_later(facts.buyer_last),
            3 => facts.last_activity = day_later(facts.last_activity),
            4 => facts.engagement[0] += 1,
            // Somebody answers better than before.
            _ => {
                let at = usize::from(which - 4).min(3);
                if facts.engagement[at] > 0 {
                    facts.engagement[at] -= 1;
                    facts.engagement[at - 1] += 1;
                }
            }
        }
        facts
    }

    proptest! {
        #[test]
        fn a_score_lies_between_nothing_and_all_and_is_its_parts(facts in some_facts(), rules in some_rules()) {
            prop_assert_eq!(rules.check(), Ok(()));
            let health = health(&facts, &rules, today());
            prop_assert!(health.score <= WHOLE);
            prop_assert!(health.points.iter().all(|points| points.tenths <= points.most));
            let sum: u32 = health.points.iter().map(|points| points.tenths).sum();
            prop_assert_eq!(health.score, (sum + 5) / 10);
            prop_assert_eq!(health.points.iter().map(|points| points.most).sum::<u32>(), 10 * WHOLE);
        }

        #[test]
        fn whatever_gets_better_never_costs_a_point(facts in some_facts(), rules in some_rules(), which in 0_u8..8) {
            let (before, after) = (health(&facts, &rules, today()), health(&better(facts, which), &rules, today()));
            prop_assert!(after.score >= before.score, "{:?} {:?}", before, after);
            for (was, is) in before.points.iter().zip(&after.points) {
                prop_assert!(is.tenths >= was.tenths, "{:?} {:?}", was, is);
            }
        }

        #[test]
        fn a_day_that_passes_never_adds_a_point(facts in some_facts(), rules in some_rules()) {
            let (now, later) = (health(&facts, &rules, today()), health(&facts, &rules, today() + TimeDelta::days(1)));
            prop_assert!(later.score <= now.score);
        }
    }
}
