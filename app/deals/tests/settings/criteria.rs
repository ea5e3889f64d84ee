//! What stages ask for.

use crate::firm::{CLIENT, Firm, id, key, moment, person, refusal};
use deals::db::settings as db;
use deals::stages::AskedCriterion;
use domain::AppError;
use domain::activity::ActivityType;
use domain::audit::AuditAction;
use domain::criteria::{Check, CriterionField};
use domain::id::CriterionId;
use domain::pipeline::{CriterionForm, MOST_CRITERIA};
use domain::stakeholder::MeddpiccRole;
use domain::user::UserRole;
use sea_orm::ActiveValue::Set;
use sea_orm::{EntityTrait, PaginatorTrait};
use store::table::{activity, criterion_tick};
use store::testing::TestDb;

fn tick(label: &str) -> CriterionForm {
    CriterionForm { label: label.into(), kind: "tick".into(), ..Default::default() }
}

fn field(field: CriterionField) -> CriterionForm {
    CriterionForm { kind: "field".into(), field: field.as_str().into(), ..Default::default() }
}

async fn asked(firm: &Firm, stage: &str) -> Vec<AskedCriterion> {
    let all = db::settings(&firm.admin()).await.unwrap();
    all.stages.into_iter().find(|one| one.stage.key == key(stage)).unwrap().criteria
}

async fn labels(firm: &Firm, stage: &str) -> Vec<String> {
    asked(firm, stage).await.into_iter().map(|one| one.criterion.label).collect()
}

async fn ticked(firm: &Firm, deal: u128, criterion: CriterionId) {
    let row = criterion_tick::ActiveModel {
        opportunity_id: Set(id(deal)),
        criterion_id: Set(criterion),
        ticked_by: Set(person(UserRole::Admin)),
        created_at: Set(moment()),
    };
    firm.add(row).await;
}

store::both_engines! {
    async fn a_criterion_is_added_changed_put_elsewhere_and_taken_away(db: TestDb) {
        let firm = Firm::new(&db).await;
        let admin = firm.admin();
        let reviewed = db::create_criterion(&admin, key("proposal"), &tick("Reviewed")).await.unwrap();
        db::create_criterion(&admin, key("proposal"), &field(CriterionField::Value)).await.unwrap();
        assert_eq!(labels(&firm, "proposal").await, ["Proposal delivered", "Economic Buyer engaged", "Reviewed", "Value filled"]);
        let form = CriterionForm { role: "coach".into(), kind: "activity".into(), activity: "call".into(), within_days: "14".into(), ..tick("") };
        assert_eq!(db::edit_criterion(&admin, reviewed, &form, 1).await.unwrap(), key("proposal"));
        let after = asked(&firm, "proposal").await.remove(2);
        assert_eq!(after.criterion.label, "Call with coach");
        assert_eq!(after.criterion.check, Check::Activity { kind: Some(ActivityType::Call), role: Some(MeddpiccRole::Coach), within_days: Some(14) });
        // Back to a box to tick: what belonged to the old check is gone, which the database insists on.
        db::edit_criterion(&admin, reviewed, &tick("Reviewed again"), after.version).await.unwrap();
        db::place_criterion(&admin, reviewed, 1, 3).await.unwrap();
        assert_eq!(labels(&firm, "proposal").await, ["Reviewed again", "Proposal delivered", "Economic Buyer engaged", "Value filled"]);
        db::place_criterion(&admin, reviewed, 99, 4).await.unwrap();
        assert_eq!(labels(&firm, "proposal").await[3], "Reviewed again");
        assert_eq!(db::remove_criterion(&admin, reviewed).await.unwrap(), key("proposal"));
        assert_eq!(labels(&firm, "proposal").await, ["Proposal delivered", "Economic Buyer engaged", "Value filled"]);
        assert_eq!(refusal(db::remove_criterion(&admin, reviewed).await), AppError::NotFound);
        let actions: Vec<_> = firm.logged("stage_criterion").await.into_iter().filter(|(_, row, _)| *row == Some(reviewed.to_string())).map(|(action, ..)| action).collect();
        assert!(actions.first() == Some(&AuditAction::Create) && actions.last() == Some(&AuditAction::Delete), "{actions:?}");
    }

    async fn each_says_how_many_of_the_stages_open_deals_meet_it_now(db: TestDb) {
        let firm = Firm::new(&db).await;
        for n in 11..14 {
            firm.deal(n, "proposal", 100).await;
        }
        firm.deal(20, "lead", 0).await;
        let delivered = asked(&firm, "proposal").await[0].criterion.id;
        ticked(&firm, 11, delivered).await;
        // Who stands elsewhere does not count, whatever was ticked.
        ticked(&firm, 20, delivered).await;
        db::create_criterion(&firm.admin(), key("proposal"), &field(CriterionField::Value)).await.unwrap();
        let met: Vec<_> = asked(&firm, "proposal").await.into_iter().map(|one| one.met).collect();
        assert_eq!(met, [Some(1), Some(0), Some(3)]);
        assert_eq!(asked(&firm, "lead").await[0].met, Some(0));
        let call = activity::ActiveModel {
            id: Set(id(1)),
            kind: Set(ActivityType::Call),
            subject: Set("First call".into()),
            occurred_at: Set(moment()),
            client_id: Set(id(CLIENT)),
            opportunity_id: Set(Some(id(20))),
            created_by: Set(person(UserRole::Admin)),
            created_at: Set(moment()),
            updated_at: Set(moment()),
            ..Default::default()
        };
        firm.add(call).await;
        assert_eq!(asked(&firm, "lead").await[0].met, Some(1), "contact was made");
        let all = db::settings(&firm.admin()).await.unwrap();
        let standing = |stage: &str| all.stages.iter().find(|one| one.stage.key == key(stage)).unwrap().standing.clone().unwrap();
        assert_eq!((standing("lead").lacking, standing("proposal").lacking), (0, 3));
        assert_eq!(standing("qualified").deals, 0);
    }

    async fn what_a_stage_asks_already_and_what_makes_no_sense_is_refused_at_its_field(db: TestDb) {
        let firm = Firm::new(&db).await;
        let admin = firm.admin();
        let refused = async |stage: &str, form: CriterionForm, at: &str| {
            let error = refusal(db::create_criterion(&admin, key(stage), &form).await);
            assert!(error.of(at).is_some(), "{stage} {form:?}: {error:?}");
        };
        refused("qualified", tick("CHAMPION identified"), "label").await;
        refused("qualified", CriterionForm { label: "Again".into(), ..field(CriterionField::Metrics) }, "kind").await;
        refused("qualified", tick("  "), "label").await;
        refused("qualified", tick(&"x".repeat(201)), "label").await;
        refused("qualified", CriterionForm::default(), "kind").await;
        refused("closed_lost", tick("Tears dried"), "label").await;
        assert_eq!(refusal(db::create_criterion(&admin, key("nowhere"), &tick("x")).await), AppError::NotFound);
        assert!(db::create_criterion(&admin, key("closed_won"), &tick("Purchase order")).await.is_ok());
        let champion = asked(&firm, "qualified").await.pop().unwrap();
        let itself = CriterionForm::of("Champion named", champion.criterion.check);
        db::edit_criterion(&admin, champion.criterion.id, &itself, 1).await.unwrap();
        for n in 1..MOST_CRITERIA {
            db::create_criterion(&admin, key("lead"), &tick(&format!("Tick {n}"))).await.unwrap();
        }
        refused("lead", tick("One too many"), "label").await;
    }

    async fn of_two_who_change_the_same_criterion_the_second_sees_both_and_keeps_the_form(db: TestDb) {
        let firm = Firm::new(&db).await;
        let admin = firm.admin();
        let champion = asked(&firm, "qualified").await.pop().unwrap().criterion.id;
        db::edit_criterion(&admin, champion, &CriterionForm { role: "coach".into(), kind: "role".into(), ..tick("Coach found") }, 1).await.unwrap();
        let mine = tick("Somebody sells for us");
        let AppError::Conflict { field, theirs, yours } = refusal(db::edit_criterion(&admin, champion, &mine, 1).await) else { unreachable!() };
        assert_eq!((field.as_str(), theirs.as_str()), ("criterion", "Coach found: the deal has a coach"));
        assert!(yours.contains("Somebody sells for us"));
        // Put elsewhere meanwhile is no conflict, and neither is typing what stands there by now.
        db::place_criterion(&admin, champion, 1, 2).await.unwrap();
        db::edit_criterion(&admin, champion, &mine, 2).await.unwrap();
        db::edit_criterion(&admin, champion, &mine, 1).await.unwrap();
        let error = refusal(db::place_criterion(&admin, champion, 3, 1).await);
        assert!(matches!(error, AppError::Conflict { .. }), "{error:?}");
    }

    async fn what_a_criterion_would_find_is_known_before_it_is_kept(db: TestDb) {
        let firm = Firm::new(&db).await;
        let admin = firm.admin();
        for (n, dollars) in [(11, 0), (12, 100), (13, 100)] {
            firm.deal(n, "negotiation", dollars).await;
        }
        let worth = Check::Field(CriterionField::Value);
        let found = |tried: deals::stages::Tried| (tried.place, tried.deals, tried.met);
        let tried = async |stage: &str, of, check| db::try_criterion(&admin, key(stage), of, check).await.map(found);
        assert_eq!(tried("negotiation", None, worth).await.unwrap(), ("Negotiation".into(), 3, Some(2)));
        assert_eq!(tried("closed_won", None, worth).await.unwrap(), ("Negotiation".into(), 3, Some(2)), "won asks who stands last");
        assert_eq!(tried("lead", None, worth).await.unwrap(), ("Lead".into(), 0, Some(0)));
        let terms = asked(&firm, "negotiation").await[0].criterion.id;
        ticked(&firm, 11, terms).await;
        assert_eq!(tried("negotiation", Some(terms), Check::Tick).await.unwrap().2, Some(1), "its own ticks stay if it is changed");
        assert_eq!(tried("negotiation", None, Check::Tick).await.unwrap().2, Some(0), "a new one has none");
        assert_eq!(refusal(tried("nowhere", None, worth).await), AppError::NotFound);
        assert_eq!(refusal(db::try_criterion(&firm.access(UserRole::Viewer), key("lead"), None, worth).await), AppError::Forbidden);
        assert_eq!(asked(&firm, "negotiation").await.len(), 1, "nothing was kept");
    }

    async fn the_ticks_of_a_criterion_go_with_it_and_the_log_says_how_many(db: TestDb) {
        let firm = Firm::new(&db).await;
        firm.deal(11, "proposal", 100).await;
        firm.deal(12, "closed_won", 100).await;
        let delivered = asked(&firm, "proposal").await[0].criterion.id;
        ticked(&firm, 11, delivered).await;
        ticked(&firm, 12, delivered).await;
        db::remove_criterion(&firm.admin(), delivered).await.unwrap();
        assert_eq!(criterion_tick::Entity::find().count(&firm.raw).await.unwrap(), 0);
        let told = firm.logged("criterion_tick").await;
        assert!(told.len() == 1 && told[0].0 == AuditAction::Delete && told[0].2.contains(r#""rows":2"#), "{told:?}");
    }
}
