//! The numbers agree wherever they are shown, also after a move; and a move leaves its traces, once.

use crate::browser::Browser;
use crate::house::House;
use deals::{Board, DealDetail, DealFilter, DealSort, DealTable, StageTotal};
use domain::AppError;
use domain::audit::AuditAction;
use domain::currency::Currency;
use domain::user::AssignmentRole;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder};
use std::collections::{BTreeMap, BTreeSet};
use store::table::{audit_log, client_assignment, opportunity, opportunity_stage_change};
use store::testing::TestDb;

/// Count and value of each stage and currency.
type Sums = BTreeMap<(String, Currency), (i64, i64)>;

fn of_totals<'a>(totals: impl Iterator<Item = &'a StageTotal>) -> (i64, BTreeMap<(String, Currency), i64>) {
    let (mut count, mut sums) = (0, BTreeMap::new());
    for total in totals {
        count += total.count;
        sums.extend(total.sums.iter().map(|sum| ((total.stage.key.to_string(), sum.value.currency), sum.value.minor)));
    }
    (count, sums)
}

/// All pages of the table, row by row.
async fn crawl(browser: &Browser) -> (Sums, DealTable) {
    let (mut sums, mut seen, mut page) = (Sums::new(), BTreeSet::new(), 1);
    loop {
        let number = page.to_string();
        let answer = browser.call("/api/list_deals", &[("sort", "name"), ("page", &number)]).await;
        let table: DealTable = serde_json::from_slice(&answer.body).unwrap();
        for row in &table.page.rows {
            assert!(seen.insert(row.id), "no row stands on two pages");
            let sum = sums.entry((row.stage.to_string(), row.value.currency)).or_default();
            *sum = (sum.0 + 1, sum.1 + row.value.minor);
        }
        if page >= table.page.pages() {
            assert_eq!(u64::try_from(seen.len()).unwrap(), table.page.total);
            return (sums, table);
        }
        page += 1;
    }
}

/// The board, the table's foot and the rows themselves say the same.
async fn agree(browser: &Browser) -> Sums {
    let board: Board = serde_json::from_slice(&browser.call("/api/pipeline_board", &[]).await.body).unwrap();
    let (rows, table) = crawl(browser).await;
    let by_rows = (rows.values().map(|sum| sum.0).sum::<i64>(), rows.iter().map(|(key, sum)| (key.clone(), sum.1)).collect());
    assert_eq!(of_totals(board.totals()), by_rows);
    assert_eq!(of_totals(table.totals.iter()), by_rows);
    for total in board.totals() {
        for sum in &total.sums {
            let expected = sum.value.percent(total.stage.probability);
            assert_eq!(sum.weighted, expected, "{}", total.stage.key);
        }
    }
    rows
}

store::both_engines! {
    async fn board_table_and_rows_agree_before_and_after_a_move(db: TestDb) {
        let house = House::of_scale(db, 3).await;
        let program = house.serve(&[]).await;
        let (admin, consultant) = (house.browser(&program, "admin").await, house.browser(&program, "consultant").await);
        let (all, mine) = (agree(&admin).await, agree(&consultant).await);
        let count = |sums: &Sums| sums.values().map(|sum| sum.0).sum::<i64>();
        assert!(count(&all) > 100 && count(&mine) > 0 && count(&mine) < count(&all), "{} and {}", count(&all), count(&mine));
        let scoped = deals::db::table(&house.access(&house.person("consultant").await), &DealFilter::default(), DealSort::Name, false, 1).await.unwrap();
        assert_eq!(i64::try_from(scoped.page.total).unwrap(), count(&mine));
        let deal = own_deal(&house).await;
        let from = deal.stage.to_string();
        let answer = lose(&consultant, &deal, deal.version).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        for (browser, mut before) in [(&admin, all), (&consultant, mine)] {
            let currency = Currency::parse(&deal.currency).unwrap();
            let old = before.get_mut(&(from.clone(), currency)).unwrap();
            *old = (old.0 - 1, old.1 - deal.value);
            before.retain(|_, sum| sum.0 > 0);
            let new = before.entry(("closed_lost".into(), currency)).or_default();
            *new = (new.0 + 1, new.1 + deal.value);
            assert_eq!(agree(browser).await, before);
        }
    }

    async fn a_move_leaves_one_step_and_its_rows_in_the_log(db: TestDb) {
        let house = House::seeded(db).await;
        let program = house.serve(&[]).await;
        let browser = house.browser(&program, "consultant").await;
        let me = house.person("consultant").await.id;
        let deal = own_deal(&house).await;
        let (steps, logged) = (history(&house, &deal).await.len(), log(&house, &deal).await.len());
        let answer = move_to(&browser, &deal, "closed_lost", deal.version).await;
        assert_eq!((answer.status, answer.error().unwrap().of("loss_reason").is_some()), (422, true), "a loss needs its reason");
        assert_eq!((history(&house, &deal).await.len(), log(&house, &deal).await.len()), (steps, logged), "what is refused leaves no trace");
        assert_eq!(lose(&browser, &deal, deal.version).await.status, 200);
        let way = history(&house, &deal).await;
        let last = way.last().unwrap();
        assert_eq!(way.len(), steps + 1);
        assert_eq!((last.from_stage.clone(), last.to_stage.as_str(), last.changed_by), (Some(deal.stage.clone()), "closed_lost", me));
        let lines = log(&house, &deal).await;
        let update = lines.iter().skip(logged).find(|line| line.resource_type == "opportunity").unwrap();
        assert_eq!((lines.len(), update.user_id, update.client_id, update.action), (logged + 2, Some(me), Some(deal.client_id), AuditAction::Update));
        let changes: serde_json::Value = serde_json::from_str(update.changes.as_deref().unwrap()).unwrap();
        assert_eq!((&changes["before"]["stage"], &changes["after"]["stage"]), (&deal.stage.to_string().into(), &"closed_lost".into()));
        assert!(update.ip_address.is_some() && update.session_id.is_some());
        let shown: DealDetail = serde_json::from_slice(&browser.call("/api/show_deal", &[("id", &deal.id.to_string())]).await.body).unwrap();
        assert_eq!((shown.loss_reason.as_deref(), shown.history.len(), shown.card.version), (Some("Too dear"), steps + 1, deal.version + 1));
        assert!(house.run(&["audit", "verify"], "").status.success());
    }

    async fn of_two_moves_at_once_one_is_told_where_the_deal_stands_now(db: TestDb) {
        let house = House::seeded(db).await;
        let program = house.serve(&[]).await;
        let (one, two) = (house.browser(&program, "admin").await, house.browser(&program, "consultant").await);
        let deal = own_deal(&house).await;
        let stages = if deal.stage.as_str() == "lead" { ["discovery", "proposal"] } else { ["lead", "proposal"] };
        let steps = history(&house, &deal).await.len();
        let (first, second) = tokio::join!(move_to(&one, &deal, stages[0], deal.version), move_to(&two, &deal, stages[1], deal.version));
        let mut statuses = [first.status, second.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 409], "{} {}", first.text(), second.text());
        assert_eq!(history(&house, &deal).await.len(), steps + 1);
        let now = opportunity::Entity::find_by_id(deal.id).one(&house.raw().await).await.unwrap().unwrap();
        let late = move_to(&two, &deal, "negotiation", deal.version).await;
        let Some(AppError::Conflict { field, theirs, .. }) = late.error() else { panic!("{}", late.text()) };
        assert_eq!((late.status, field.as_str(), theirs.to_lowercase()), (409, "to", now.stage.to_string()));
        assert_eq!(now.version, deal.version + 1);
    }

    async fn only_the_lead_or_an_admin_reopens_a_closed_deal(db: TestDb) {
        let house = House::seeded(db).await;
        let program = house.serve(&[]).await;
        let (admin, consultant) = (house.browser(&program, "admin").await, house.browser(&program, "consultant").await);
        let deal = own_deal(&house).await;
        let me = house.person("consultant").await.id;
        let role = async |role: AssignmentRole| {
            let mine = client_assignment::Column::UserId.eq(me).and(client_assignment::Column::ClientId.eq(deal.client_id));
            let change = client_assignment::Entity::update_many().col_expr(client_assignment::Column::Role, Expr::value(role.as_str()));
            change.filter(mine).exec(&house.raw().await).await.unwrap();
        };
        role(AssignmentRole::Member).await;
        assert_eq!(lose(&consultant, &deal, deal.version).await.status, 200);
        let refused = move_to(&consultant, &deal, "negotiation", deal.version + 1).await;
        assert_eq!((refused.status, refused.error()), (403, Some(AppError::Forbidden)));
        assert_eq!(move_to(&admin, &deal, "negotiation", deal.version + 1).await.status, 200);
        assert_eq!(lose(&consultant, &deal, deal.version + 2).await.status, 200);
        role(AssignmentRole::Lead).await;
        assert_eq!(move_to(&consultant, &deal, "negotiation", deal.version + 3).await.status, 200);
        let open = opportunity::Entity::find_by_id(deal.id).one(&house.raw().await).await.unwrap().unwrap();
        assert_eq!((open.outcome, open.actual_close_date, open.loss_reason), (None, None, None));
    }
}

/// An open deal of a client that the demonstration consultant is assigned to.
async fn own_deal(house: &House) -> opportunity::Model {
    let raw = house.raw().await;
    let me = house.person("consultant").await.id;
    let mine = client_assignment::Entity::find().filter(client_assignment::Column::UserId.eq(me)).all(&raw).await.unwrap();
    let open = opportunity::Column::ClientId.is_in(mine.iter().map(|row| row.client_id)).and(opportunity::Column::Outcome.is_null());
    opportunity::Entity::find().filter(open).order_by_asc(opportunity::Column::Id).one(&raw).await.unwrap().unwrap()
}

async fn lose(browser: &Browser, deal: &opportunity::Model, version: i32) -> crate::browser::Answer {
    let fields =
        [("id", deal.id.to_string()), ("to", "closed_lost".into()), ("version", version.to_string()), ("loss_reason", "Too dear".into())];
    let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    browser.call("/api/move_deal", &fields).await
}

async fn move_to(browser: &Browser, deal: &opportunity::Model, stage: &str, version: i32) -> crate::browser::Answer {
    browser.call("/api/move_deal", &[("id", &deal.id.to_string()), ("to", stage), ("version", &version.to_string())]).await
}

async fn history(house: &House, deal: &opportunity::Model) -> Vec<opportunity_stage_change::Model> {
    let of = opportunity_stage_change::Entity::find().filter(opportunity_stage_change::Column::OpportunityId.eq(deal.id));
    of.order_by_asc(opportunity_stage_change::Column::ChangedAt).all(&house.raw().await).await.unwrap()
}

/// Rows of the log about the deal or a step of it.
async fn log(house: &House, deal: &opportunity::Model) -> Vec<audit_log::Model> {
    let of = audit_log::Entity::find().filter(audit_log::Column::ClientId.eq(deal.client_id));
    of.order_by_asc(audit_log::Column::Seq).all(&house.raw().await).await.unwrap()
}
