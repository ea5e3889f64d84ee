//! Dates become stage history.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use domain::id::{OpportunityId, StageChangeId, UserId};
use domain::stage::StageKey;
use sea_orm::ActiveValue::Set;
use store::table::opportunity_stage_change as change;

/// A file knows days only; this is the moment of one, 09:00 UTC.
pub(crate) fn moment(day: NaiveDate) -> DateTime<Utc> {
    let nine = NaiveTime::from_hms_opt(9, 0, 0).unwrap_or_default();
    day.and_time(nine).and_utc()
}

/// The stages that a deal has been at, the last being where it stands.
pub(crate) fn path(passed: &[String], stage: &StageKey) -> Vec<String> {
    let before = passed.iter().take_while(|key| *key != stage.as_str()).cloned();
    before.chain(std::iter::once(stage.as_str().to_owned())).collect()
}

/// The moves of a new deal: all but a closing one when it was opened, in their order.
pub(crate) fn moves(
    deal: OpportunityId,
    path: &[String],
    by: UserId,
    opened: DateTime<Utc>,
    closed: Option<DateTime<Utc>>,
) -> impl Iterator<Item = change::ActiveModel> {
    let from = std::iter::once(None).chain(path.iter().map(Some));
    let last = path.len().saturating_sub(1);
    from.zip(path).enumerate().filter_map(move |(at, (from, to))| {
        let when = if at == last { closed.unwrap_or(opened) } else { opened };
        Some(one(deal, from.map(|key| StageKey::parse(key)).transpose().ok()?, StageKey::parse(to).ok()?, by, when))
    })
}

/// One move.
pub(crate) fn one(deal: OpportunityId, from: Option<StageKey>, to: StageKey, by: UserId, at: DateTime<Utc>) -> change::ActiveModel {
    change::ActiveModel {
        id: Set(store::id::fresh::<StageChangeId>()),
        opportunity_id: Set(deal),
        from_stage: Set(from),
        to_stage: Set(to),
        changed_by: Set(by),
        changed_at: Set(at),
        override_reason: Set(None),
        ..Default::default()
    }
}

#[cfg(test)]
#[expect(clippy::unwrap_used, reason = "a test stops where it fails")]
mod tests {
    use super::*;

    #[test]
    fn a_deal_has_been_at_the_stages_before_its_own() {
        let passed = ["lead".to_owned(), "qualified".to_owned()];
        let at = |key: &str| path(&passed, &StageKey::parse(key).unwrap()).join(" ");
        assert_eq!(at("lead"), "lead");
        assert_eq!(at("qualified"), "lead qualified");
        assert_eq!(at("closed_won"), "lead qualified closed_won");
    }

    #[test]
    fn only_the_closing_move_is_later() {
        let (opened, closed) = (moment(NaiveDate::default()), store::id::now());
        let path = path(&["lead".to_owned()], &StageKey::parse("closed_won").unwrap());
        let moves: Vec<_> = moves(store::id::fresh(), &path, store::id::fresh(), opened, Some(closed)).collect();
        assert_eq!(moves.iter().map(|row| row.changed_at.clone()).collect::<Vec<_>>(), [Set(opened), Set(closed)]);
        assert_eq!(moves[0].from_stage, Set(None));
        assert_eq!(moves[1].from_stage, Set(Some(StageKey::lead())));
    }
}
