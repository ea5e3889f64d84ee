//! Logging: what is taken, what is refused, and what the form begins with.

use crate::firm::*;
use activities::{ActivityForm, Of, db};
use chrono::TimeDelta;
use domain::AppError;
use domain::activity::{ActivityType, Sentiment};
use store::testing::TestDb;

store::both_engines! {
    async fn what_is_logged_stands_wherever_it_was_about(db: TestDb) {
        let firm = Firm::new(&db).await;
        let typed = ActivityForm {
            description: "They have it.".into(),
            minutes: "25".into(),
            sentiment: "positive".into(),
            with: vec![id(NOAH), id(MONA), id(NOAH)],
            deal: text(DEAL),
            project: text(PROJECT),
            ..call(" Budget ")
        };
        firm.logs(ADA, typed).await.unwrap();
        for of in [Of::All, Of::Client(id(A)), Of::Deal(id(DEAL)), Of::Project(id(PROJECT)), Of::Stakeholder(id(MONA)), Of::User(id(ADA))] {
            let line = firm.timeline(ADA, of).await.unwrap();
            assert_eq!(line.rows.len(), 1, "{of}");
            let row = &line.rows[0];
            assert_eq!((row.kind, row.subject.as_str(), row.description.as_deref(), row.on), (ActivityType::Call, "Budget", Some("They have it."), today()));
            assert_eq!((row.minutes, row.sentiment, row.by.as_ref().unwrap().name.as_str()), (Some(25), Some(Sentiment::Positive), "Ada Lead"));
            let with: Vec<_> = row.with.iter().map(|person| person.name.as_str()).collect();
            assert_eq!(with, ["Mona Fuchs", "Noah Buyer"]);
            assert_eq!((row.client.name.as_str(), row.deal.as_ref().unwrap().name.as_str(), row.project.as_ref().unwrap().name.as_str()), ("Client A", "Deal D", "Roll-out"));
            assert!(row.can_edit && line.can_log);
        }
        assert!(firm.timeline(ADA, Of::User(id(BEN))).await.unwrap().rows.is_empty());
        // A day is told at noon; of today it was before now.
        let before = (today() - TimeDelta::days(3)).to_string();
        firm.logs(ADA, ActivityForm { on: before.clone(), ..call("Before") }).await.unwrap();
        let rows = firm.timeline(ADA, Of::Client(id(A))).await.unwrap().rows;
        assert_eq!((rows[1].subject.as_str(), rows[1].on.to_string()), ("Before", before));
        assert_eq!(firm.log("activity").await, [("create".to_owned(), Some(id(ADA))), ("create".to_owned(), Some(id(ADA)))]);
    }

    async fn a_client_is_named_where_none_was_chosen(db: TestDb) {
        let firm = Firm::new(&db).await;
        let named = |name: &str| ActivityForm { client_name: name.into(), ..call("Named") };
        firm.logs(ADA, named("client a")).await.unwrap();
        assert_eq!(firm.timeline(ADA, Of::Client(id(A))).await.unwrap().rows.len(), 1);
        for (name, words) in [("Client B", "is none of your clients"), ("Nobody", "is none of your clients"), ("  ", "is empty")] {
            let error = refused(firm.logs(ADA, named(name)).await);
            assert!(error.of("client_name").is_some_and(|text| text.contains(words)) || name.trim().is_empty(), "{name}: {error:?}");
        }
    }

    async fn what_belongs_to_another_client_is_refused_and_the_field_named(db: TestDb) {
        let firm = Firm::new(&db).await;
        let before = firm.everything().await;
        for who in [ADA, ADMIN] {
            let deal = ActivityForm { deal: text(FOREIGN_DEAL), ..call("x") };
            assert!(refused(firm.logs(who, deal).await).of("deal").is_some());
            let project = ActivityForm { project: text(FOREIGN_DEAL), ..call("x") };
            assert!(refused(firm.logs(who, project).await).of("project").is_some());
            let with = ActivityForm { with: vec![id(MONA), id(PIA)], ..call("x") };
            assert!(refused(firm.logs(who, with).await).of("with").is_some());
        }
        assert_eq!(before, firm.everything().await);
    }

    async fn who_may_not_log_with_a_client_logs_nothing(db: TestDb) {
        let firm = Firm::new(&db).await;
        let before = firm.everything().await;
        assert_eq!(refused(firm.logs(VIEWER, call("x")).await), AppError::Forbidden);
        assert_eq!(refused(firm.logs(OUTSIDE, call("x")).await), AppError::NotFound);
        // On the deal's team, and not on the client.
        assert_eq!(refused(firm.logs(BEN, ActivityForm { deal: text(DEAL), ..call("x") }).await), AppError::NotFound);
        assert_eq!(refused(firm.logs(ADA, ActivityForm { client: text(B), ..call("x") }).await), AppError::NotFound);
        assert_eq!(before, firm.everything().await);
    }

    async fn a_wrong_activity_says_what_would_be_right_and_keeps_what_was_typed(db: TestDb) {
        let _ = db;
        let wrong = ActivityForm {
            kind: "task_completed".into(),
            subject: String::new(),
            on: (today() + TimeDelta::days(1)).to_string(),
            minutes: "1e3".into(),
            sentiment: "meh".into(),
            deal: "none of them".into(),
            description: "kept".into(),
            with: vec![id(MONA)],
            ..Default::default()
        };
        let Err(error) = db::NewActivity::parse(&wrong, today()) else { panic!("taken") };
        assert_eq!(error.of("kind").unwrap(), "is written by itself when a step is done; choose another");
        assert_eq!(error.of("subject").unwrap(), "is empty; say in a few words what it was about");
        assert_eq!(error.of("on").unwrap(), "lies in the future; what is still to come is a next step");
        assert_eq!(error.of("minutes").unwrap(), "is not a number of minutes from 1 to 1440");
        assert!(error.of("sentiment").unwrap().starts_with("must be one of"));
        assert!(error.of("deal").is_some());
        assert_eq!((error.typed_in("description").as_deref(), error.typed_in("with")), (Some("kept"), Some(text(MONA))));
        for (on, words) in [("9999-12-31", "out of reach"), ("0001-01-01", "out of reach"), ("2026-02-30", "calendar")] {
            let Err(error) = db::NewActivity::parse(&ActivityForm { on: on.into(), ..call("x") }, today()) else { panic!("taken") };
            assert!(error.of("on").unwrap().contains(words), "{on}");
        }
        for subject in ["a\u{202e}b", "a\0b"] {
            assert!(db::NewActivity::parse(&call(subject), today()).is_err(), "{subject:?}");
        }
    }

    async fn the_form_begins_with_what_its_page_is_about(db: TestDb) {
        let firm = Firm::new(&db).await;
        let ada = firm.access(ADA);
        let start = db::start(&ada, Of::Deal(id(DEAL)), None, "").await.unwrap();
        assert_eq!((start.client.as_ref().unwrap().name.as_str(), start.deal), ("Client A", Some(id(DEAL))));
        assert_eq!((start.around.deals.len(), start.around.projects.len(), start.around.people.len()), (1, 1, 2));
        let start = db::start(&ada, Of::Stakeholder(id(NOAH)), None, "").await.unwrap();
        assert_eq!((start.with, start.deal), (Some(id(NOAH)), None));
        let start = db::start(&ada, Of::Deal(id(DEAL)), None, "client a").await.unwrap();
        assert_eq!(start.deal, Some(id(DEAL)));
        // What is not theirs is as if nothing was meant.
        for of in [Of::Client(id(B)), Of::Deal(id(FOREIGN_DEAL)), Of::Stakeholder(id(PIA)), Of::Client(id(0xF))] {
            let start = db::start(&ada, of, None, "").await.unwrap();
            assert_eq!((start.client, start.deal, start.with, start.likely.as_slice()), (None, None, None, ["Client A".to_owned()].as_slice()), "{of}");
        }
        let start = db::start(&firm.access(BEN), Of::Deal(id(DEAL)), None, "").await.unwrap();
        assert!(start.client.is_none() && start.likely.is_empty());
        assert!(db::start(&ada, Of::All, None, "Client B").await.unwrap().wrong.is_some());
        assert_eq!(refused(db::start(&firm.access(VIEWER), Of::All, None, "").await), AppError::Forbidden);
    }
}
