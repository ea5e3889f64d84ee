//! What was said and done: paged, and written down.

use crate::firm::*;
use chrono::TimeDelta;
use deals::{ActivityForm, db};
use domain::activity::{ActivityType, Sentiment};
use domain::meddpicc::{Letter, LetterState};
use domain::stakeholder::MeddpiccRole;
use store::testing::TestDb;

store::both_engines! {
    async fn pages_follow_each_other_without_a_gap_or_a_repeat(db: TestDb) {
        let firm = Firm::new(&db).await;
        for n in 0..40_u32 {
            // Four at a time happened at the same moment.
            firm.happened(0x1000 + u128::from(n), ActivityType::Email, ago(i64::from(n / 4)), true, &[]).await;
        }
        firm.happened(0x2000, ActivityType::Email, ago(0), false, &[]).await;
        let first = firm.page(ADA).await.timeline;
        assert!(first.newest && first.rows.len() == 15);
        let (mut seen, mut from) = (first.rows.clone(), first.earlier);
        while let Some(place) = from {
            let page = db::timeline(&firm.access(VIEWER), deal(), &place).await.unwrap();
            assert!(!page.newest && page.rows.len() <= 15);
            seen.extend(page.rows);
            from = page.earlier;
        }
        assert_eq!(seen.len(), 40);
        assert!(seen.windows(2).all(|pair| (pair[0].on, pair[0].id) > (pair[1].on, pair[1].id)), "newest first, each once");
        for broken in ["x", "-", "1-", "99999999999999999999-1", "\0"] {
            assert!(db::timeline(&firm.access(ADA), deal(), broken).await.unwrap().newest, "{broken:?}");
        }
    }

    async fn what_is_logged_stands_at_the_top_and_confirms_letters(db: TestDb) {
        let firm = Firm::new(&db).await;
        firm.metrics("Half the time", 12).await;
        firm.linked(0x51, "Chris", &[MeddpiccRole::Champion]).await;
        let typed = ActivityForm {
            kind: "call".into(),
            subject: " Budget ".into(),
            description: "They have it.".into(),
            minutes: "25".into(),
            sentiment: "positive".into(),
            with: vec![id(0x51), id(0x51)],
            ..Default::default()
        };
        let new = db::NewActivity::parse(&typed, today()).unwrap();
        db::log_activity(&firm.access(ADA), deal(), new).await.unwrap();
        let page = firm.page(ADA).await;
        let row = &page.timeline.rows[0];
        assert_eq!((row.kind, row.subject.as_str(), row.description.as_deref(), row.on), (ActivityType::Call, "Budget", Some("They have it."), today()));
        assert_eq!((row.minutes, row.sentiment, row.by.as_str()), (Some(25), Some(Sentiment::Positive), "Ada Lead"));
        assert_eq!(row.with, ["Chris"]);
        assert_eq!(page.letters[0].letter, Letter::Metrics);
        assert_eq!((page.letters[0].state, page.letters[0].spoken), (LetterState::Validated, Some(today())));
        assert_eq!(page.stakeholders[0].last_contact, Some(today()));
        let earlier = (today() - TimeDelta::days(3)).to_string();
        let typed = ActivityForm { kind: "note".into(), subject: "Before".into(), on: earlier.clone(), ..Default::default() };
        db::log_activity(&firm.access(ADA), deal(), db::NewActivity::parse(&typed, today()).unwrap()).await.unwrap();
        let rows = firm.page(ADA).await.timeline.rows;
        assert_eq!((rows[1].subject.as_str(), rows[1].on.to_string()), ("Before", earlier));
    }

    async fn somebody_of_another_client_takes_part_in_nothing(db: TestDb) {
        let firm = Firm::new(&db).await;
        firm.person(0x61, B, "Bea of B", &[]).await;
        let before = firm.everything().await;
        for who in [ADA, ADMIN] {
            let typed = ActivityForm { kind: "call".into(), subject: "x".into(), with: vec![id(0x61)], ..Default::default() };
            let new = db::NewActivity::parse(&typed, today()).unwrap();
            assert!(refused(db::log_activity(&firm.access(who), deal(), new).await).of("with").is_some());
        }
        assert_eq!(before, firm.everything().await);
    }

    async fn a_wrong_activity_says_what_would_be_right(db: TestDb) {
        let _ = db;
        let tomorrow = (today() + TimeDelta::days(1)).to_string();
        let typed = ActivityForm {
            kind: "task_completed".into(),
            on: tomorrow,
            minutes: "1e3".into(),
            sentiment: "meh".into(),
            description: "kept".into(),
            ..Default::default()
        };
        let Err(wrong) = db::NewActivity::parse(&typed, today()) else { panic!("taken") };
        assert_eq!(wrong.of("kind").unwrap(), "is written by itself when a step is done; choose another");
        assert_eq!(wrong.of("subject").unwrap(), "is empty; say in a few words what it was about");
        assert_eq!(wrong.of("on").unwrap(), "lies in the future; what is still to come is a next step");
        assert_eq!(wrong.of("minutes").unwrap(), "is not a number of minutes from 1 to 1440");
        assert!(wrong.of("sentiment").unwrap().starts_with("must be one of"));
        assert_eq!(wrong.typed_in("description").as_deref(), Some("kept"));
    }
}
