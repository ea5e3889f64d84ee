//! Competitors: the firm's own knowledge, counted over the deals that one may see.

use crate::firm::{A, ADA, ADMIN, B, BEN, CLEO, Firm, VIEWER, id, refusal, value_of};
use deals::competitors::{CompetitorRow, CompetitorSort, Record, Tally};
use deals::db::competitors as db;
use domain::AppError;
use domain::audit::AuditAction;
use domain::competitor::CompetitorField;
use domain::competitor::CompetitorStatus::{Active, Displaced, LostTo};
use domain::currency::Currency;
use domain::deal::Outcome::{Lost, Won};
use domain::id::{ClientId, CompetitorId, OpportunityId};
use domain::money::Money;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder};
use store::table::{audit_log, competitor, competitor_mention, opportunity};
use store::testing::TestDb;

/// The one that most tests are about, and another.
const RIVAL: u128 = 0x100;
const OTHER: u128 = 0x101;

/// Client A: 11 open, 12 won, 13 lost to the rival, 14 open where the rival is out. Client B: 21 in euros, won; 22 without.
async fn market(db: &TestDb) -> Firm {
    let firm = Firm::new(db).await;
    firm.competitor(RIVAL, "Meridian Row").await;
    firm.competitor(OTHER, "Halyard Group").await;
    for (deal, client, currency, outcome) in [
        (11, A, "USD", None),
        (12, A, "USD", Some(Won)),
        (13, A, "USD", Some(Lost)),
        (14, A, "USD", None),
        (21, B, "EUR", Some(Won)),
        (22, B, "USD", None),
    ] {
        firm.deal(deal, client, &format!("Deal {deal}"), currency, outcome).await;
    }
    for (deal, status) in [(11, Active), (12, Displaced), (13, LostTo), (14, Displaced), (21, Active)] {
        firm.mention(RIVAL, deal, status).await;
    }
    firm.mention(OTHER, 22, Active).await;
    firm
}

fn tally(deals: &[u128]) -> Tally {
    let mut sums: Vec<Money> = Vec::new();
    for deal in deals {
        let money = Money::new(value_of(*deal), if *deal == 21 { Currency::EUR } else { Currency::USD });
        match sums.iter_mut().find(|sum| sum.currency == money.currency) {
            Some(sum) => *sum = sum.checked_add(money).unwrap(),
            None => sums.push(money),
        }
    }
    sums.sort_by_key(|sum| sum.currency);
    Tally { count: i64::try_from(deals.len()).unwrap(), sums }
}

fn record(all: &[u128], open: &[u128], won: &[u128], lost: &[u128], displaced: &[u128]) -> Record {
    Record { all: tally(all), open: tally(open), won: tally(won), lost: tally(lost), displaced: tally(displaced) }
}

fn row(list: &[CompetitorRow], n: u128) -> (i64, i64, i64, i64, i64) {
    let row = list.iter().find(|row| row.id == id::<CompetitorId>(n)).unwrap();
    (row.deals, row.open, row.won, row.lost, row.displaced)
}

store::both_engines! {
    async fn figures_and_deals_are_of_what_one_may_see_and_no_currencies_are_added(db: TestDb) {
        let firm = market(&db).await;
        let whole = record(&[11, 12, 13, 14, 21], &[11, 14], &[12, 21], &[13], &[12, 14]);
        let of_a = record(&[11, 12, 13, 14], &[11, 14], &[12], &[13], &[12, 14]);
        let of_b = record(&[21], &[], &[21], &[], &[]);
        for (who, expected, deals, sees_all) in [
            (ADMIN, whole.clone(), vec![11, 12, 13, 14, 21], true),
            (VIEWER, whole, vec![11, 12, 13, 14, 21], true),
            (ADA, of_a, vec![11, 12, 13, 14], false),
            (BEN, of_b, vec![21], false),
            (CLEO, Record::default(), vec![], false),
        ] {
            let found = db::deals(&firm.access(who), id(RIVAL), 1).await.unwrap();
            assert_eq!((found.record, found.sees_all), (expected.clone(), sees_all), "{who}");
            let mut shown: Vec<OpportunityId> = found.page.rows.iter().map(|row| row.deal).collect();
            shown.sort_unstable();
            assert_eq!(shown, deals.iter().map(|deal| id(*deal)).collect::<Vec<OpportunityId>>(), "{who}");
            assert_eq!(found.page.total, deals.len() as u64);
            let list = db::list(&firm.access(who), "", CompetitorSort::Name, false, 1).await.unwrap();
            let tallies = (expected.all.count, expected.open.count, expected.won.count, expected.lost.count, expected.displaced.count);
            assert_eq!(row(&list.page.rows, RIVAL), tallies, "the list says the same as the page");
            assert_eq!(list.sees_all, sees_all);
        }
    }

    async fn who_is_on_a_deals_team_alone_sees_that_mention_and_of_the_client_its_name(db: TestDb) {
        let firm = market(&db).await;
        firm.on_team(11, CLEO).await;
        let found = db::deals(&firm.access(CLEO), id(RIVAL), 1).await.unwrap();
        assert_eq!(found.record, record(&[11], &[11], &[], &[], &[]));
        let only = &found.page.rows[0];
        assert_eq!((only.client.as_str(), only.client_id, only.status, only.notes.as_deref()), ("Client A", None, Active, Some("In deal 11")));
        let own = db::deals(&firm.access(ADA), id(RIVAL), 1).await.unwrap();
        assert!(own.page.rows.iter().all(|row| row.client_id == Some(id::<ClientId>(A))));
    }

    async fn open_deals_come_first_and_a_page_holds_fifty(db: TestDb) {
        let firm = market(&db).await;
        for deal in 0x200..0x240 {
            firm.deal(deal, A, "One more", "USD", Some(Won)).await;
            firm.mention(RIVAL, deal, Displaced).await;
        }
        let access = firm.access(ADMIN);
        let (first, second) = (db::deals(&access, id(RIVAL), 1).await.unwrap(), db::deals(&access, id(RIVAL), 2).await.unwrap());
        assert_eq!((first.page.rows.len(), second.page.rows.len(), second.page.total), (50, 19, 69));
        let open: Vec<OpportunityId> = first.page.rows.iter().take(2).map(|row| row.deal).collect();
        assert!(open.contains(&id(11)) && open.contains(&id(14)), "{open:?}");
        assert!(second.page.rows.iter().all(|row| !first.page.rows.iter().any(|other| other.deal == row.deal)));
        assert!(second.stages.iter().any(|stage| stage.key.as_str() == "closed_won"));
        assert_eq!(db::deals(&access, id(RIVAL), 9).await.unwrap().page.rows, []);
    }

    async fn the_list_is_searched_ordered_and_paged_by_the_database(db: TestDb) {
        let firm = market(&db).await;
        for n in 0..60 {
            firm.competitor(0x300 + n, &format!("House {n:02}")).await;
        }
        let access = firm.access(ADA);
        let names = async |text: &str, sort, descending, page| -> Vec<String> {
            let list = db::list(&access, text, sort, descending, page).await.unwrap();
            list.page.rows.into_iter().map(|row| row.name).collect()
        };
        let first = names("", CompetitorSort::Name, false, 1).await;
        assert_eq!((first.len(), first[0].as_str(), names("", CompetitorSort::Name, false, 2).await.len()), (50, "Halyard Group", 12));
        assert_eq!(names("", CompetitorSort::Name, true, 1).await[0], "Meridian Row");
        // Ada sees the rival's deals and none of the other's.
        assert_eq!(names("", CompetitorSort::Deals, true, 1).await[0], "Meridian Row");
        assert_eq!(names("  hOUse 5", CompetitorSort::Name, false, 1).await.len(), 10);
        assert_eq!(names("%", CompetitorSort::Name, false, 1).await, Vec::<String>::new());
        let ben = firm.access(BEN);
        assert_eq!(row(&db::list(&ben, "", CompetitorSort::Deals, true, 1).await.unwrap().page.rows, OTHER), (1, 1, 0, 0, 0));
    }

    async fn names_are_offered_by_text_those_that_begin_with_it_first_and_twenty_at_most(db: TestDb) {
        let firm = market(&db).await;
        for n in 0..30 {
            firm.competitor(0x300 + n, &format!("The Meridian House {n:02}")).await;
        }
        let found = db::named(&firm.access(VIEWER), "MERIDIAN").await.unwrap();
        assert_eq!((found.len(), found[0].name.as_str(), found[1].name.as_str()), (20, "Meridian Row", "The Meridian House 00"));
        assert_eq!(db::named(&firm.access(VIEWER), "_").await.unwrap(), []);
        assert_eq!(db::named(&firm.access(VIEWER), "").await.unwrap().len(), 20);
    }

    async fn a_name_that_is_taken_says_so_and_leads_to_whose_it_is(db: TestDb) {
        let firm = market(&db).await;
        let access = firm.access(ADA);
        let new = |name: &str| db::NewCompetitor::parse(name, "nine.example").unwrap();
        let error = refusal(db::create(&access, new("  MERIDIAN row ")).await);
        assert_eq!(error.of("name").as_deref(), Some("is on the list already"));
        assert_eq!(error.typed_in("existing"), Some(id::<CompetitorId>(RIVAL).to_string()));
        let made = db::create(&access, new("Meridian Rowing")).await.unwrap();
        let shown = db::detail(&firm.access(VIEWER), made).await.unwrap();
        assert_eq!((shown.name.as_str(), shown.text(CompetitorField::Website).as_str()), ("Meridian Rowing", "https://nine.example"));
        assert_eq!((shown.can_edit, shown.can_delete), (false, false), "a viewer reads");
        let error = refusal(db::edit(&access, made, CompetitorField::Name, "halyard GROUP", shown.version).await);
        assert_eq!(error.of("name").as_deref(), Some("is the name of another competitor; choose another"));
        assert_eq!(refusal(db::create(&firm.access(VIEWER), new("Ghost")).await), AppError::Forbidden);
        let AppError::Invalid(faults) = db::NewCompetitor::parse(" ", "javascript:alert(1)").err().unwrap() else { panic!("it was taken") };
        assert_eq!(faults.faults.iter().map(|fault| fault.field.as_str()).collect::<Vec<_>>(), ["name", "website"]);
    }

    async fn of_two_who_change_the_same_field_the_second_is_told_and_other_fields_pass(db: TestDb) {
        let firm = market(&db).await;
        let (ada, ben, viewer) = (firm.access(ADA), firm.access(BEN), firm.access(VIEWER));
        let edit = async |access, field, value: &str, version| db::edit(access, id(RIVAL), field, value, version).await;
        assert_eq!(edit(&ada, CompetitorField::Strengths, "Fast", 1).await.unwrap(), 2);
        let conflict = AppError::Conflict { field: "strengths".into(), theirs: "Fast".into(), yours: "Cheap".into() };
        assert_eq!(refusal(edit(&ben, CompetitorField::Strengths, "Cheap", 1).await), conflict);
        assert_eq!(edit(&ben, CompetitorField::Weaknesses, "Thin outside finance", 1).await.unwrap(), 3);
        // Once told, saving again replaces it; and an empty text clears it.
        assert_eq!(edit(&ben, CompetitorField::Strengths, "Cheap", 3).await.unwrap(), 4);
        assert_eq!(edit(&ben, CompetitorField::Strengths, "  ", 4).await.unwrap(), 5);
        let shown = db::detail(&ada, id(RIVAL)).await.unwrap();
        assert_eq!((shown.text(CompetitorField::Strengths), shown.text(CompetitorField::Weaknesses)), (String::new(), "Thin outside finance".into()));
        assert_eq!(refusal(edit(&viewer, CompetitorField::Notes, "x", 5).await), AppError::Forbidden);
        assert!(refusal(edit(&ada, CompetitorField::Name, " ", 5).await).of("name").is_some());
        assert_eq!(refusal(db::edit(&ada, id(0xDEAD), CompetitorField::Notes, "x", 1).await), AppError::NotFound);
    }

    async fn an_admin_removes_one_with_its_mentions_and_each_deals_log_says_so(db: TestDb) {
        let firm = market(&db).await;
        let admin = firm.access(ADMIN);
        for who in [ADA, VIEWER] {
            assert_eq!(refusal(db::delete(&firm.access(who), id(RIVAL), 5).await), AppError::Forbidden);
        }
        assert!(refusal(db::delete(&admin, id(RIVAL), 4).await).of("mentions").is_some(), "it goes only with what was shown");
        assert_eq!(mentions(&firm, RIVAL).await, 5);
        db::delete(&admin, id(RIVAL), 5).await.unwrap();
        assert_eq!((mentions(&firm, RIVAL).await, mentions(&firm, OTHER).await), (0, 1));
        assert!(competitor::Entity::find_by_id(id::<CompetitorId>(RIVAL)).one(&firm.raw).await.unwrap().is_none());
        assert_eq!(opportunity::Entity::find().all(&firm.raw).await.unwrap().len(), 6, "the deals stay");
        let logged = audit_log::Entity::find().filter(audit_log::Column::Action.eq(AuditAction::Delete)).order_by_asc(audit_log::Column::Seq);
        let logged: Vec<_> = logged.all(&firm.raw).await.unwrap().into_iter().map(|row| (row.resource_type, row.client_id)).collect();
        let of = |client: u128| logged.iter().filter(|row| **row == ("competitor_mention".into(), Some(id::<ClientId>(client)))).count();
        assert_eq!((of(A), of(B), logged.len()), (4, 1, 6), "{logged:?}");
        assert_eq!(logged.last(), Some(&("competitor".into(), None)));
        assert_eq!(refusal(db::delete(&admin, id(RIVAL), 0).await), AppError::NotFound);
    }
}

async fn mentions(firm: &Firm, competitor: u128) -> usize {
    let of = competitor_mention::Column::CompetitorId.eq(id::<CompetitorId>(competitor));
    competitor_mention::Entity::find().filter(of).all(&firm.raw).await.unwrap().len()
}
