//! A new deal: for whom it may be made, what comes with it, what is refused, and what may be meant already.

use crate::firm::{A, ADA, ADMIN, B, BEN, CLEO, Firm, VIEWER, id, refusal};
use deals::db;
use deals::new_deal::DealDraft;
use domain::AppError;
use domain::audit::AuditAction;
use domain::deal::OpportunityType::{Expansion, New, Renewal};
use domain::deal::Outcome::{Lost, Won};
use domain::deal::{OpportunitySource, OpportunityType};
use domain::id::{ClientId, OpportunityId, UserId};
use domain::user::AssignmentRole;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use store::table::{audit_log, client, client_assignment, opportunity, opportunity_stage_change, opportunity_team_member};
use store::testing::TestDb;

fn for_client(client: u128, name: &str) -> DealDraft {
    DealDraft { client: id::<ClientId>(client).to_string(), name: name.into(), ..DealDraft::default() }
}

fn named(client: &str, name: &str) -> DealDraft {
    DealDraft { client_name: client.into(), name: name.into(), ..DealDraft::default() }
}

async fn made(firm: &Firm, who: u128, draft: DealDraft) -> opportunity::Model {
    let id = db::create(&firm.access(who), draft).await.unwrap();
    opportunity::Entity::find_by_id(id).one(&firm.raw).await.unwrap().unwrap()
}

async fn team(firm: &Firm, deal: OpportunityId) -> Vec<UserId> {
    let of = opportunity_team_member::Entity::find().filter(opportunity_team_member::Column::OpportunityId.eq(deal));
    of.all(&firm.raw).await.unwrap().into_iter().map(|row| row.user_id).collect()
}

async fn counts(firm: &Firm) -> [u64; 4] {
    [
        opportunity::Entity::find().count(&firm.raw).await.unwrap(),
        opportunity_stage_change::Entity::find().count(&firm.raw).await.unwrap(),
        client::Entity::find().count(&firm.raw).await.unwrap(),
        audit_log::Entity::find().count(&firm.raw).await.unwrap(),
    ]
}

store::both_engines! {
    async fn a_deal_begins_in_the_first_open_stage_with_its_first_step_and_its_rows_in_the_log(db: TestDb) {
        let firm = Firm::new(&db).await;
        let draft = DealDraft { value: "1,250,000.50".into(), close: "2027-06-30".into(), source: "event".into(), ..for_client(A, "  Control tower ") };
        let deal = made(&firm, ADA, draft).await;
        assert_eq!((deal.client_id, deal.name.as_str(), deal.stage.as_str()), (id(A), "Control tower", "lead"));
        assert_eq!((deal.value, deal.currency.as_str(), deal.kind, deal.source), (125_000_050, "USD", New, OpportunitySource::Event));
        assert_eq!((deal.expected_close_date.unwrap().to_string().as_str(), deal.created_by, deal.version), ("2027-06-30", id(ADA), 1));
        assert_eq!((deal.outcome, deal.actual_close_date, deal.loss_reason), (None, None, None));
        let steps = opportunity_stage_change::Entity::find().all(&firm.raw).await.unwrap();
        assert_eq!(steps.len(), 1);
        assert_eq!((steps[0].opportunity_id, &steps[0].from_stage, steps[0].to_stage.as_str(), steps[0].changed_by), (deal.id, &None, "lead", id(ADA)));
        assert_eq!(team(&firm, deal.id).await, [], "who is on the account team is on the deal's already");
        let log = audit_log::Entity::find().order_by_asc(audit_log::Column::Seq).all(&firm.raw).await.unwrap();
        let log: Vec<_> = log.into_iter().map(|row| (row.action, row.resource_type, row.client_id, row.user_id)).collect();
        let line = |table: &str| (AuditAction::Create, table.to_owned(), Some(id(A)), Some(id(ADA)));
        assert_eq!(log, [line("opportunity"), line("opportunity_stage_change")]);
        // Who makes one for a client of somebody else's is on its team.
        let other = made(&firm, ADMIN, for_client(B, "Audit")).await;
        assert_eq!(team(&firm, other.id).await, [id::<UserId>(ADMIN)]);
        let shown = db::detail(&firm.access(BEN), other.id).await.unwrap();
        assert_eq!((shown.history.len(), shown.team.own.len(), shown.team.inherited.len()), (1, 1, 1));
    }

    async fn a_client_that_is_not_theirs_is_no_client_by_id_or_name(db: TestDb) {
        let firm = Firm::new(&db).await;
        let before = counts(&firm).await;
        for (who, client) in [(ADA, B), (BEN, A), (CLEO, A), (ADMIN, 0xDEAD)] {
            let access = firm.access(who);
            assert_eq!(refusal(db::create(&access, for_client(client, "Ghost")).await), AppError::NotFound, "{who}");
            assert_eq!(refusal(db::new_deal::similar(&access, id(client), "Ghost").await), AppError::NotFound, "{who}");
            assert_eq!(refusal(db::new_deal::choices(&access, Some(id(client))).await), AppError::NotFound, "{who}");
        }
        let error = refusal(db::create(&firm.access(ADA), named("Client B", "Ghost")).await);
        assert!(error.of("client_name").unwrap().starts_with("None of your clients is called that."), "{error:?}");
        assert!(error.of("new_client").is_some(), "to add it is offered");
        // Whose deal it is on the team of makes nobody its client's.
        firm.deal(0x50, B, "Theirs", "USD", None).await;
        firm.on_team(0x50, ADA).await;
        assert_eq!(refusal(db::create(&firm.access(ADA), for_client(B, "Ghost")).await), AppError::NotFound);
        for draft in [for_client(A, "Ghost"), named("Client A", "Ghost")] {
            assert_eq!(refusal(db::create(&firm.access(VIEWER), draft).await), AppError::Forbidden);
        }
        assert_eq!(refusal(db::new_deal::clients_for(&firm.access(VIEWER), "").await), AppError::Forbidden);
        assert_eq!(counts(&firm).await, [before[0] + 1, before[1] + 1, before[2], before[3]]);
    }

    async fn the_name_alone_finds_the_client_and_what_is_seen_counts(db: TestDb) {
        let firm = Firm::new(&db).await;
        assert_eq!(made(&firm, ADA, named("  cLIENT a ", "One")).await.client_id, id(A));
        // Without client code, the text may have been changed after the id was set.
        let changed = DealDraft { client_name: "Client B".into(), ..for_client(A, "Two") };
        assert_eq!(made(&firm, ADMIN, changed).await.client_id, id(B));
        firm.client(0xC, "client a", "EUR").await;
        let error = refusal(db::create(&firm.access(ADMIN), named("Client A", "Three")).await);
        assert!(error.of("client_name").unwrap().starts_with("Several of your clients are called that."), "{error:?}");
        assert_eq!(made(&firm, ADA, named("Client A", "Three")).await.client_id, id(A), "Ada sees one of them");
    }

    async fn client_and_deal_are_made_together_or_not_at_all(db: TestDb) {
        let firm = Firm::new(&db).await;
        let new = |name: &str| DealDraft { new_client: "true".into(), currency: "EUR".into(), value: "900".into(), ..named("Nordwind & Söhne", name) };
        let before = counts(&firm).await;
        let wrong = DealDraft { value: "-1".into(), ..new("First") };
        assert!(refusal(db::create(&firm.access(CLEO), wrong).await).of("value").is_some());
        assert_eq!(counts(&firm).await, before);
        let deal = made(&firm, CLEO, new("First")).await;
        let made_client = client::Entity::find_by_id(deal.client_id).one(&firm.raw).await.unwrap().unwrap();
        assert_eq!((made_client.name.as_str(), made_client.currency.as_str(), deal.currency.as_str(), deal.value), ("Nordwind & Söhne", "EUR", "EUR", 90_000));
        let lead = client_assignment::Entity::find().filter(client_assignment::Column::ClientId.eq(deal.client_id)).all(&firm.raw).await.unwrap();
        assert_eq!(lead.iter().map(|row| (row.user_id, row.role)).collect::<Vec<_>>(), [(id(CLEO), AssignmentRole::Lead)]);
        assert_eq!(team(&firm, deal.id).await, []);
        // The same once more is the same client, and its name is taken by an open deal.
        let again = refusal(db::create(&firm.access(CLEO), new("First")).await);
        assert_eq!(again.typed_in("existing"), Some(deal.id.to_string()));
        assert_eq!(made(&firm, CLEO, new("Second")).await.client_id, deal.client_id);
        assert_eq!(counts(&firm).await[2], before[2] + 1);
        // An admin is on no account team, and so on the deal's own.
        let admins = made(&firm, ADMIN, DealDraft { new_client: "true".into(), ..named("Südwind", "First") }).await;
        assert_eq!((team(&firm, admins.id).await, admins.currency.as_str()), (vec![id::<UserId>(ADMIN)], "USD"));
    }

    async fn two_forms_that_are_sent_at_once_make_one_deal(db: TestDb) {
        let firm = Firm::new(&db).await;
        let (one, two) = (firm.access(ADA), firm.access(ADA));
        let draft = DealDraft { new_client: "true".into(), ..named("Twin", "Once") };
        let (first, second) = tokio::join!(db::create(&one, draft.clone()), db::create(&two, draft));
        assert_eq!(usize::from(first.is_ok()) + usize::from(second.is_ok()), 1, "{first:?} {second:?}");
        assert_eq!(client::Entity::find().filter(client::Column::Name.eq("Twin")).count(&firm.raw).await.unwrap(), 1);
        assert_eq!(opportunity::Entity::find().count(&firm.raw).await.unwrap(), 1);
    }

    async fn an_open_deal_of_the_name_stops_another_unless_it_is_meant(db: TestDb) {
        let firm = Firm::new(&db).await;
        firm.deal(0x50, A, "Control tower", "USD", None).await;
        firm.deal(0x51, A, "Old tower", "USD", Some(Lost)).await;
        let error = refusal(db::create(&firm.access(ADA), for_client(A, "CONTROL tower")).await);
        assert_eq!(error.of("name").as_deref(), Some("is the name of an open deal of this client"));
        assert_eq!((error.typed_in("existing"), error.of("anyway").is_some()), (Some(id::<OpportunityId>(0x50).to_string()), true));
        made(&firm, ADA, DealDraft { anyway: "true".into(), ..for_client(A, "CONTROL tower") }).await;
        made(&firm, ADA, for_client(A, "Old tower")).await;
        made(&firm, BEN, for_client(B, "Control tower")).await;
    }

    async fn whatever_is_wrong_is_said_at_its_field_and_nothing_is_kept(db: TestDb) {
        let firm = Firm::new(&db).await;
        firm.client(0xC, "Yen", "JPY").await;
        let before = counts(&firm).await;
        let ok = for_client(A, "Fine");
        let cases = [
            ("name", "is empty; type a name", DealDraft { name: "  ".into(), ..ok.clone() }),
            ("name", "is 201 characters long; 200 at most", DealDraft { name: "x".repeat(201), ..ok.clone() }),
            ("value", "is negative; an amount starts at zero", DealDraft { value: "-5".into(), ..ok.clone() }),
            ("value", "is too large; a million million at most", DealDraft { value: "1000000000001".into(), ..ok.clone() }),
            ("value", "is not an amount; write it as 12500 or 12,500.50", DealDraft { value: "lots".into(), ..ok.clone() }),
            ("value", "has too many digits behind the point; JPY has 0", DealDraft { value: "10.5".into(), ..for_client(0xC, "Fine") }),
            ("currency", "is not a known currency; write its three letters, such as USD", DealDraft { currency: "XXX".into(), value: "5".into(), ..ok.clone() }),
            ("close", "is not a date of the calendar; write it as 2026-05-12", DealDraft { close: "2026-02-30".into(), ..ok.clone() }),
            ("close", "lies out of reach; use a year between 1900 and 2199", DealDraft { close: "2999-01-01".into(), ..ok.clone() }),
            ("source", "must be one of: referral, inbound, outbound, event, partner", DealDraft { source: "rumour".into(), ..ok.clone() }),
            ("kind", "must be one of: new, renewal, expansion", DealDraft { kind: "old".into(), ..ok.clone() }),
            ("stage", "is none that a deal can begin in; choose one of: Lead, Qualified, Discovery, Proposal, Negotiation", DealDraft { stage: "closed_won".into(), ..ok.clone() }),
            ("client_name", "is empty; type a name", DealDraft { name: "Fine".into(), ..DealDraft::default() }),
            ("client_name", "is 201 characters long; 200 at most", DealDraft { new_client: "true".into(), ..named(&"x".repeat(201), "Fine") }),
        ];
        for (field, says, draft) in cases {
            let error = refusal(db::create(&firm.access(ADMIN), draft.clone()).await);
            assert_eq!(error.of(field).as_deref(), Some(says), "{draft:?}");
            assert_eq!(error.typed_in("name"), Some(draft.name.clone()), "what was typed comes back");
        }
        let all = DealDraft { client: String::new(), client_name: String::new(), name: String::new(), value: "x".into(), currency: "?".into(), close: "x".into(), ..DealDraft::default() };
        let AppError::Invalid(faults) = refusal(db::create(&firm.access(ADMIN), all).await) else { panic!("it was taken") };
        let fields: Vec<&str> = faults.faults.iter().map(|fault| fault.field.as_str()).collect();
        assert_eq!(fields, ["client_name", "currency", "name", "value", "close"], "all at once");
        assert_eq!(counts(&firm).await, before);
    }

    async fn the_clients_history_currency_and_the_stage_that_was_asked_for(db: TestDb) {
        let firm = Firm::new(&db).await;
        firm.client(0xC, "Yen", "JPY").await;
        firm.deal(0x50, A, "Won before", "USD", Some(Won)).await;
        firm.deal(0x51, B, "Lost before", "USD", Some(Lost)).await;
        let kind = async |who, draft| made(&firm, who, draft).await.kind;
        assert_eq!(kind(ADA, for_client(A, "More")).await, Expansion);
        assert_eq!(kind(ADA, DealDraft { kind: "renewal".into(), ..for_client(A, "Again") }).await, Renewal);
        assert_eq!(kind(BEN, for_client(B, "Try")).await, OpportunityType::New);
        let deal = made(&firm, ADMIN, DealDraft { stage: "proposal".into(), value: "500".into(), ..for_client(0xC, "Late start") }).await;
        assert_eq!((deal.stage.as_str(), deal.currency.as_str(), deal.value), ("proposal", "JPY", 500));
        let step = opportunity_stage_change::Entity::find().filter(opportunity_stage_change::Column::OpportunityId.eq(deal.id));
        let step = step.one(&firm.raw).await.unwrap().unwrap();
        assert_eq!((step.from_stage, step.override_reason.as_deref()), (None, Some("Opened in Proposal.")));
        assert!(step.gaps.unwrap().contains("Champion identified"), "what the stages before it ask is not forgotten");
        let found = db::new_deal::choices(&firm.access(ADA), Some(id(A))).await.unwrap();
        assert_eq!(found.client.as_ref().map(|client| (client.kind, client.currency.code().to_owned())), Some((Expansion, "USD".into())));
        assert_eq!(found.stages.iter().map(|(key, _)| key.as_str()).collect::<Vec<_>>(), ["lead", "qualified", "discovery", "proposal", "negotiation"]);
        assert_eq!((found.likely, found.similar.len(), found.can_found), (vec!["Client A".to_owned()], 2, true));
    }

    async fn clients_are_offered_by_text_those_that_begin_with_it_first_twenty_at_most_and_only_ones_own(db: TestDb) {
        let firm = Firm::new(&db).await;
        for n in 0..30 {
            firm.client(0x300 + n, &format!("The Client {n:02}"), "EUR").await;
        }
        let names = async |who, text: &str| -> Vec<String> {
            db::new_deal::clients_for(&firm.access(who), text).await.unwrap().into_iter().map(|client| client.name).collect()
        };
        let found = names(ADMIN, " cLIent").await;
        assert_eq!((found.len(), &found[..3]), (20, &["Client A".to_owned(), "Client B".into(), "The Client 00".into()][..]));
        assert_eq!(names(ADA, "client").await, ["Client A"]);
        assert_eq!(names(ADA, "").await, ["Client A"]);
        assert_eq!((names(CLEO, "").await, names(ADMIN, "%").await, names(ADMIN, &"x".repeat(200_000)).await), (vec![], vec![], vec![]));
    }

    async fn deals_that_may_be_meant_are_shown_open_ones_first_and_five_at_most(db: TestDb) {
        let firm = Firm::new(&db).await;
        for (n, client, name, outcome) in [
            (0x50, A, "Control tower build-out", Some(Lost)),
            (0x51, A, "Tower control, phase two", None),
            (0x52, A, "Payroll migration", None),
            (0x53, B, "Control tower", None),
        ] {
            firm.deal(n, client, name, "USD", outcome).await;
        }
        let names = async |text: &str| -> Vec<String> {
            db::new_deal::similar(&firm.access(ADA), id(A), text).await.unwrap().into_iter().map(|deal| deal.name).collect()
        };
        assert_eq!(names("control tow").await, ["Tower control, phase two", "Control tower build-out"]);
        assert_eq!(names("Payrol migraton").await, ["Payroll migration"]);
        assert_eq!(names("Something else").await, Vec::<String>::new());
        let mut open = names("  ").await;
        open.sort();
        assert_eq!(open, ["Payroll migration", "Tower control, phase two"]);
        for n in 0x60..0x70 {
            firm.deal(n, A, "Control tower", "USD", None).await;
        }
        let shown = db::new_deal::similar(&firm.access(ADA), id(A), "control tower").await.unwrap();
        assert_eq!(shown.len(), 5);
        assert!(shown.iter().all(|deal| deal.stage.as_ref().is_some_and(|stage| stage.name == "Qualified") && deal.name == "Control tower"));
    }
}
