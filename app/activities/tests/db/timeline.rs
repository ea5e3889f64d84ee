//! Timelines: paged, narrowed, and cut to what one may see.

use crate::firm::*;
use activities::{Of, db};
use domain::AppError;
use domain::activity::ActivityType;
use store::testing::TestDb;

store::both_engines! {
    async fn pages_follow_each_other_without_a_gap_or_a_repeat(db: TestDb) {
        let firm = Firm::new(&db).await;
        for n in 0..40_u32 {
            // Four at a time happened at the same moment.
            firm.happened(0x1000 + u128::from(n), ActivityType::Email, ago(i64::from(n / 4)), A).await;
        }
        firm.happened(0x2000, ActivityType::Email, ago(0), B).await;
        let ask = async |earlier: &str, rows: u64| {
            let sought = db::Sought { earlier, rows, ..Default::default() };
            db::timeline(&firm.access(VIEWER), Of::Client(id(A)), &sought).await.unwrap()
        };
        let first = ask("", 0).await;
        assert!(first.newest && first.rows.len() == 15 && !first.can_log);
        let (mut seen, mut from) = (first.rows.clone(), first.earlier);
        while let Some(place) = from {
            let page = ask(&place, 0).await;
            assert!(!page.newest && page.rows.len() <= 15);
            seen.extend(page.rows);
            from = page.earlier;
        }
        assert_eq!(seen.len(), 40);
        assert!(seen.windows(2).all(|pair| (pair[0].on, pair[0].id) > (pair[1].on, pair[1].id)), "newest first, each once");
        for broken in ["x", "-", "1-", "99999999999999999999-1", "\0"] {
            assert!(ask(broken, 0).await.newest, "{broken:?}");
        }
        // As much as was turned to is looked at again at once, and never all.
        let again = ask("", 30).await;
        assert_eq!((again.rows.len(), again.rows.as_slice()), (30, &seen[..30]));
        assert_eq!(ask("", u64::MAX).await.rows.len(), 40);
    }

    async fn a_timeline_is_narrowed_to_a_kind_or_to_what_one_logged_oneself(db: TestDb) {
        let firm = Firm::new(&db).await;
        firm.happened(1, ActivityType::Meeting, ago(1), A).await;
        firm.happened(2, ActivityType::TaskCompleted, ago(2), A).await;
        firm.logs(ADA, call("Mine")).await.unwrap();
        let count = async |kind: &str, by: &str| {
            let sought = db::Sought { kind, by, ..Default::default() };
            db::timeline(&firm.access(ADA), Of::All, &sought).await.unwrap().rows.len()
        };
        let counts = [count("", "").await, count("meeting", "").await, count("task_completed", "").await, count("note", "").await];
        assert_eq!(counts, [3, 1, 1, 0]);
        assert_eq!([count("", "me").await, count("meeting", "me").await, count("nonsense", "nobody").await], [1, 0, 3]);
        let rows = firm.timeline(ADA, Of::All).await.unwrap().rows;
        let by_itself: Vec<bool> = rows.iter().map(|row| row.can_edit).collect();
        assert_eq!(by_itself, [true, true, false], "what a finished task left is not changed by hand");
    }

    async fn nobody_finds_what_is_not_theirs(db: TestDb) {
        let firm = Firm::new(&db).await;
        firm.happened(1, ActivityType::Call, ago(1), A).await;
        firm.happened(2, ActivityType::Call, ago(1), B).await;
        let counts = async |who: u128| firm.timeline(who, Of::All).await.map(|line| line.rows.len());
        assert_eq!((counts(ADMIN).await.unwrap(), counts(VIEWER).await.unwrap(), counts(ADA).await.unwrap(), counts(BEN).await.unwrap()), (2, 2, 1, 0));
        assert_eq!(refused(counts(OUTSIDE).await), AppError::NotFound);
        for (who, of) in [
            (ADA, Of::Client(id(B))),
            (ADA, Of::Deal(id(FOREIGN_DEAL))),
            (ADA, Of::Stakeholder(id(PIA))),
            // Ben sees the deal, and nothing that is its client's.
            (BEN, Of::Deal(id(DEAL))),
            (BEN, Of::Client(id(A))),
            (BEN, Of::Project(id(PROJECT))),
            (ADMIN, Of::Client(id(0xF))),
            (ADMIN, Of::User(id(0xF))),
        ] {
            assert_eq!(refused(firm.timeline(who, of).await), AppError::NotFound, "{who} {of}");
        }
        assert_eq!(firm.timeline(ADA, Of::User(id(ADMIN))).await.unwrap().rows.len(), 1, "of what a colleague did, what is at one's own clients");
        assert_eq!(refused(db::detail(&firm.access(ADA), id(2)).await), AppError::NotFound);
        let seen = db::detail(&firm.access(VIEWER), id(1)).await.unwrap();
        assert!(!seen.happening.can_edit && seen.around.people.is_empty());
    }
}
