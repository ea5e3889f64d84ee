//! Values, order and number of the stages.

use crate::firm::{Firm, key, refusal};
use deals::db::settings as db;
use domain::AppError;
use domain::audit::AuditAction;
use domain::money::Money;
use domain::pipeline::{MOST_OPEN_STAGES, StageField};
use domain::stage::{StageHue, StageKind};
use domain::user::UserRole;
use store::testing::TestDb;

const SEVEN: [&str; 7] = ["lead", "qualified", "discovery", "proposal", "negotiation", "closed_won", "closed_lost"];

store::both_engines! {
    async fn every_value_is_changed_in_place_and_read_back(db: TestDb) {
        let firm = Firm::new(&db).await;
        let admin = firm.admin();
        let values = [
            (StageField::Name, " Handshake ", "Handshake"),
            (StageField::Probability, "15 %", "15 %"),
            (StageField::RotDays, "9", "9 days"),
            (StageField::Hue, "amber", "Amber"),
            (StageField::Gate, "block", "Block the move"),
            (StageField::OverrideBy, "admin", "An admin"),
            (StageField::ExitCriteria, "They answered", "They answered"),
            (StageField::Guidance, "Two\nlines", "Two\nlines"),
        ];
        for (version, (field, typed, shown)) in (1..).zip(values) {
            let stage = db::edit(&admin, key("lead"), field, typed, version).await.unwrap();
            assert_eq!((field.shown(&stage).as_str(), stage.version), (shown, version + 1), "{field}");
        }
        let kept = db::show(&admin, key("lead")).await.unwrap();
        assert!(values.iter().all(|(field, _, shown)| field.shown(&kept) == *shown), "{kept:?}");
        assert_eq!(db::edit(&admin, key("lead"), StageField::RotDays, "", 9).await.unwrap().rot_days, None);
        let logged = firm.logged("deal_stage").await;
        assert!(logged.len() == 9 && logged.iter().all(|(action, row, _)| *action == AuditAction::Update && row.as_deref() == Some("lead")));
        assert!(logged[1].2.contains(r#""probability":15"#) && firm.is_whole().await);
    }

    async fn what_cannot_be_is_refused_at_its_field_and_nothing_changes(db: TestDb) {
        let firm = Firm::new(&db).await;
        let admin = firm.admin();
        let wrong = [
            ("lead", StageField::Name, "  "),
            ("lead", StageField::Name, "qualified"),
            ("lead", StageField::Name, "WON"),
            ("lead", StageField::Probability, "101"),
            ("lead", StageField::RotDays, "0"),
            ("lead", StageField::RotDays, "3651"),
            ("lead", StageField::Hue, "pink"),
            ("lead", StageField::Gate, "maybe"),
            ("lead", StageField::Guidance, "\0"),
        ];
        for (stage, field, typed) in wrong {
            let error = refusal(db::edit(&admin, key(stage), field, typed, 1).await);
            assert!(error.of(&format!("{stage}.{field}")).is_some(), "{field} {typed}: {error:?}");
        }
        assert_eq!(refusal(db::edit(&admin, key("nowhere"), StageField::Name, "x", 1).await), AppError::NotFound);
        assert_eq!(firm.version("lead").await, 1);
        assert_eq!(db::edit(&admin, key("lead"), StageField::Name, "lead", 1).await.unwrap().name, "lead", "its own name in another case");
    }

    async fn won_and_lost_are_what_they_are_whatever_they_are_called(db: TestDb) {
        let firm = Firm::new(&db).await;
        let admin = firm.admin();
        for (stage, fixed) in [("closed_won", 100), ("closed_lost", 0)] {
            for (field, typed) in [(StageField::Probability, "50"), (StageField::Probability, &fixed.to_string()), (StageField::RotDays, "5")] {
                let error = refusal(db::edit(&admin, key(stage), field, typed, 1).await);
                assert!(error.of(&format!("{stage}.{field}")).is_some(), "{stage} {field}");
            }
            assert_eq!(firm.stage(stage).await.unwrap().probability, fixed);
        }
        let error = refusal(db::edit(&admin, key("closed_lost"), StageField::Gate, "block", 1).await);
        assert!(error.of("closed_lost.gate").is_some());
        let renamed = db::edit(&admin, key("closed_won"), StageField::Name, "Lost", 1).await;
        assert!(refusal(renamed).of("closed_won.name").is_some(), "not while lost is called so");
        let renamed = db::edit(&admin, key("closed_won"), StageField::Name, "Signed", 1).await.unwrap();
        assert_eq!((renamed.kind, renamed.probability), (StageKind::Won, 100));
        assert_eq!(db::edit(&admin, key("closed_won"), StageField::Gate, "warn", 2).await.unwrap().gate.as_str(), "warn");
    }

    async fn of_two_who_change_the_same_value_the_second_sees_both_and_other_values_pass(db: TestDb) {
        let firm = Firm::new(&db).await;
        let admin = firm.admin();
        let edit = async |field, typed: &str, version| db::edit(&admin, key("lead"), field, typed, version).await;
        edit(StageField::Gate, "block", 1).await.unwrap();
        let conflict = AppError::Conflict { field: "lead.gate".into(), theirs: "Block the move".into(), yours: "warn".into() };
        assert_eq!(refusal(edit(StageField::Gate, "warn", 1).await), conflict);
        assert_eq!(edit(StageField::Name, "Start", 1).await.unwrap().version, 3, "another value is nobody's conflict");
        assert_eq!(edit(StageField::Gate, "block", 1).await.unwrap().gate.as_str(), "block", "nor is the same value");
        // Whoever puts it elsewhere changes its row, and not what is typed there.
        db::place(&admin, key("lead"), 3, 4).await.unwrap();
        assert_eq!(edit(StageField::Probability, "12", 1).await.unwrap().probability, 12);
        assert_eq!(edit(StageField::Gate, "warn", 6).await.unwrap().gate.as_str(), "warn", "saving again replaces it");
    }

    async fn of_two_who_change_at_the_same_moment_one_is_told(db: TestDb) {
        let firm = Firm::new(&db).await;
        let (one, two) = (firm.admin(), firm.admin());
        let (one, two) = tokio::join!(
            db::edit(&one, key("lead"), StageField::Probability, "11", 1),
            db::edit(&two, key("lead"), StageField::Probability, "12", 1)
        );
        let told = [&one, &two].iter().filter(|answer| matches!(answer, Err(store::DbError::App(AppError::Conflict { .. })))).count();
        assert_eq!(told, 1, "{one:?} {two:?}");
        assert_eq!(firm.version("lead").await, 2);
    }

    async fn an_open_stage_is_put_anywhere_among_the_open_ones_and_closed_ones_stay_last(db: TestDb) {
        let firm = Firm::new(&db).await;
        let admin = firm.admin();
        db::place(&admin, key("proposal"), 1, 1).await.unwrap();
        assert_eq!(firm.line().await, ["proposal", "lead", "qualified", "discovery", "negotiation", "closed_won", "closed_lost"]);
        assert_eq!(firm.version("negotiation").await, 1, "only the rows between are written");
        db::place(&admin, key("proposal"), 99, 2).await.unwrap();
        assert_eq!(firm.line().await, ["lead", "qualified", "discovery", "negotiation", "proposal", "closed_won", "closed_lost"]);
        db::place(&admin, key("proposal"), -7, 3).await.unwrap();
        assert_eq!(firm.line().await[0], "proposal");
        assert_eq!(firm.places().await, [1, 2, 3, 4, 5, 6, 7]);
        for closed in ["closed_won", "closed_lost"] {
            assert!(refusal(db::place(&admin, key(closed), 1, 1).await).of("to").is_some());
        }
        assert_eq!(refusal(db::place(&admin, key("nowhere"), 1, 1).await), AppError::NotFound);
        let error = refusal(db::place(&admin, key("proposal"), 4, 1).await);
        assert!(matches!(&error, AppError::Conflict { theirs, .. } if theirs == "Proposal at place 1"), "{error:?}");
    }

    async fn however_many_put_stages_about_at_once_the_line_stays_a_line(db: TestDb) {
        let firm = Firm::new(&db).await;
        let mut tasks = Vec::new();
        for n in 0..24_usize {
            let (admin, stage, to) = (firm.admin(), key(SEVEN[n % 5]), i32::try_from(n * 7 % 5 + 1).unwrap());
            let version = firm.version(SEVEN[n % 5]).await;
            tasks.push(tokio::spawn(async move { db::place(&admin, stage, to, version).await }));
        }
        for task in tasks {
            let answer = task.await.unwrap();
            assert!(matches!(&answer, Ok(()) | Err(store::DbError::App(AppError::Conflict { .. }))), "{answer:?}");
        }
        assert_eq!(firm.places().await, [1, 2, 3, 4, 5, 6, 7]);
        let mut line = firm.line().await;
        assert_eq!(line[5..], ["closed_won", "closed_lost"]);
        line.sort_unstable();
        let mut seven = SEVEN.to_vec();
        seven.sort_unstable();
        assert_eq!(line, seven);
        assert!(firm.is_whole().await);
    }

    async fn a_new_stage_stands_before_won_under_a_key_of_its_own(db: TestDb) {
        let firm = Firm::new(&db).await;
        let admin = firm.admin();
        let new = |name: &str| db::NewStage::parse(name, "70", "teal").unwrap();
        assert_eq!(db::create(&admin, new("Legal review")).await.unwrap(), key("legal_review"));
        assert_eq!(db::create(&admin, new("Closed won?")).await.unwrap(), key("closed_won_2"), "a key that is taken");
        assert_eq!(firm.line().await[4..], ["negotiation", "legal_review", "closed_won_2", "closed_won", "closed_lost"]);
        assert_eq!(firm.places().await, [1, 2, 3, 4, 5, 6, 7, 8, 9]);
        let made = db::show(&admin, key("legal_review")).await.unwrap();
        assert_eq!((made.kind, made.probability, made.hue), (StageKind::Open, 70, StageHue::Teal));
        assert!(refusal(db::create(&admin, new("LEGAL review")).await).of("name").is_some());
        let AppError::Invalid(faults) = db::NewStage::parse(" ", "many", "pink").err().unwrap() else { unreachable!() };
        assert_eq!(faults.faults.iter().map(|fault| fault.field.as_str()).collect::<Vec<_>>(), ["name", "probability", "hue"]);
        for n in 7..MOST_OPEN_STAGES {
            db::create(&admin, new(&format!("One more {n}"))).await.unwrap();
        }
        assert!(refusal(db::create(&admin, new("Too many")).await).of("name").is_some_and(|message| message.contains("20 open stages")));
    }

    async fn only_an_admin_sees_and_changes_the_settings(db: TestDb) {
        let firm = Firm::new(&db).await;
        firm.deal(11, "lead", 1_000).await;
        let criterion = db::settings(&firm.admin()).await.unwrap().stages[0].criteria[0].criterion.id;
        let reason = db::loss_reasons(&firm.admin()).await.unwrap().list[0].id;
        let form = domain::pipeline::CriterionForm { kind: "tick".into(), label: "Mine".into(), ..Default::default() };
        for (role, expected) in [(UserRole::Consultant, AppError::Forbidden), (UserRole::Viewer, AppError::Forbidden), (UserRole::Client, AppError::NotFound)] {
            let one = firm.access(role);
            let new = || db::NewStage::parse("Mine", "10", "teal").unwrap();
            let answers = [
                refusal(db::settings(&one).await),
                refusal(db::edit(&one, key("lead"), StageField::Name, "Mine", 1).await),
                refusal(db::place(&one, key("lead"), 2, 1).await),
                refusal(db::create(&one, new()).await),
                refusal(db::removal(&one, key("lead")).await),
                refusal(db::remove(&one, key("lead"), Some(key("proposal")), 1).await),
                refusal(db::restore(&one, key("lead")).await),
                refusal(db::choose(&one, domain::pipeline::StageTemplate::Short).await),
                refusal(db::create_criterion(&one, key("lead"), &form).await),
                refusal(db::edit_criterion(&one, criterion, &form, 1).await),
                refusal(db::place_criterion(&one, criterion, 1, 1).await),
                refusal(db::remove_criterion(&one, criterion).await),
                refusal(db::loss_reasons(&one).await),
                refusal(db::create_loss_reason(&one, "Mine").await),
                refusal(db::rename_loss_reason(&one, reason, "Mine", 1).await),
                refusal(db::place_loss_reason(&one, reason, 2, 1).await),
                refusal(db::remove_loss_reason(&one, reason).await),
            ];
            assert!(answers.iter().all(|answer| *answer == expected), "{role}: {answers:?}");
        }
        assert_eq!(firm.line().await, SEVEN);
        assert_eq!(firm.logged("deal_stage").await.len() + firm.logged("stage_criterion").await.len() + firm.logged("loss_reason").await.len(), 0);
    }

    async fn the_page_shows_what_deals_each_stage_holds_and_how_they_stand(db: TestDb) {
        let firm = Firm::new(&db).await;
        firm.deal(11, "lead", 1_000).await;
        firm.deal(12, "lead", 2_000).await;
        firm.deal(13, "negotiation", 5_000).await;
        firm.deal(14, "closed_won", 9_000).await;
        let all = db::settings(&firm.admin()).await.unwrap();
        assert_eq!(all.stages.iter().map(|one| one.stage.key.as_str()).collect::<Vec<_>>(), SEVEN);
        let lead = &all.stages[0];
        assert_eq!((lead.deals, lead.sums.iter().map(|sum| Money::display(*sum)).collect::<Vec<_>>()), (2, vec!["$3,000".to_owned()]));
        let standing = lead.standing.clone().unwrap();
        assert_eq!((standing.deals, standing.lacking, standing.ages.clone()), (2, 2, vec![(10, 2)]), "no contact was logged");
        assert_eq!((standing.older_than(9), standing.older_than(10)), (2, 0));
        assert_eq!(lead.criteria[0].met, Some(0));
        let won = all.stages.iter().find(|one| one.stage.kind == StageKind::Won).unwrap();
        assert_eq!((won.deals, won.standing.clone().unwrap().deals), (1, 1), "won asks the deals of the last open stage");
        assert_eq!(all.asked_in(&won.stage).key, key("negotiation"));
        assert!(!all.can_start_over && all.retired.is_empty());
    }
}
