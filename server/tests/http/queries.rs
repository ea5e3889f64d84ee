//! What a page costs: so many statements, and as many with ten times the data.

use crate::house::House;
use clients::ClientSort;
use deals::{DealFilter, DealSort};
use domain::id::{ClientId, OpportunityId};
use domain::task::TaskStatus;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use store::Access;
use store::table::{activity, activity_stakeholder, competitor_mention, opportunity, opportunity_stakeholder, task, task_entity};
use store::testing::TestDb;

/// What each page costs at most.
const BUDGET: [(&str, u64); 5] = [("board", BOARD), ("table", TABLE), ("deal", DEAL), ("clients", CLIENTS), ("client", CLIENT)];
const BOARD: u64 = 14;
const TABLE: u64 = 10;
const DEAL: u64 = 36;
const CLIENTS: u64 = 6;
const CLIENT: u64 = 4;

/// A deal of which there is something everywhere, and its client, so that no question of its page is left out.
async fn full_deal(house: &House) -> (OpportunityId, ClientId) {
    use opportunity::Column::{Id, Outcome};
    let raw = house.raw().await;
    let with_people = activity_stakeholder::Entity::find().select_only().column(activity_stakeholder::Column::ActivityId).into_query();
    let talks = activity::Entity::find()
        .select_only()
        .column(activity::Column::OpportunityId)
        .filter(activity::Column::Id.in_subquery(with_people));
    let steps = |done: bool| {
        let status = if done { task::Column::Status.eq(TaskStatus::Done) } else { task::Column::Status.ne(TaskStatus::Done) };
        let tasks = task::Entity::find().select_only().column(task::Column::Id).filter(status).into_query();
        task_entity::Entity::find()
            .select_only()
            .column(task_entity::Column::OpportunityId)
            .filter(task_entity::Column::TaskId.in_subquery(tasks))
    };
    let full = opportunity::Entity::find()
        .filter(Outcome.is_null())
        .filter(Id.in_subquery(
            opportunity_stakeholder::Entity::find().select_only().column(opportunity_stakeholder::Column::OpportunityId).into_query(),
        ))
        .filter(
            Id.in_subquery(competitor_mention::Entity::find().select_only().column(competitor_mention::Column::OpportunityId).into_query()),
        )
        .filter(Id.in_subquery(talks.filter(activity::Column::OpportunityId.is_not_null()).into_query()))
        .filter(Id.in_subquery(steps(false).filter(task_entity::Column::OpportunityId.is_not_null()).into_query()))
        .filter(Id.in_subquery(steps(true).filter(task_entity::Column::OpportunityId.is_not_null()).into_query()))
        .order_by_asc(Id);
    let deal = full.one(&raw).await.unwrap().unwrap();
    (deal.id, deal.client_id)
}

async fn costs(house: &House, access: &Access, deal: OpportunityId, client: ClientId) -> Vec<(&'static str, u64)> {
    let filter = DealFilter::default();
    vec![
        ("board", cost(house, async || drop(deals::db::board(access, &filter).await.unwrap())).await),
        ("table", cost(house, async || drop(deals::db::table(access, &filter, DealSort::default(), true, 1).await.unwrap())).await),
        ("deal", cost(house, async || drop(deals::db::detail(access, deal, "", false).await.unwrap())).await),
        ("clients", cost(house, async || drop(clients::db::list(access, "", ClientSort::Name, false, 1).await.unwrap())).await),
        ("client", cost(house, async || drop(clients::db::detail(access, client).await.unwrap())).await),
    ]
}

/// Statements of a page, without what the log writes of it afterwards.
async fn cost(house: &House, page: impl AsyncFn()) -> u64 {
    house.store.settle().await;
    let before = house.store.queries();
    page().await;
    house.store.queries() - before
}

store::both_engines! {
    async fn a_page_asks_as_many_questions_of_ten_firms_as_of_one(db: TestDb) {
        let engine = db.engine();
        let ten = TestDb::new(engine).await;
        let (one, ten) = (House::seeded(db).await, House::of_scale(ten, 10).await);
        for name in ["admin", "viewer"] {
            let mut found = Vec::new();
            for house in [&one, &ten] {
                let (deal, client) = full_deal(house).await;
                found.push(costs(house, &house.access(&house.person(name).await), deal, client).await);
            }
            eprintln!("statements on {engine:?} as {name}: {found:?}");
            assert_eq!(found[0], found[1], "the same with ten times the data");
            for ((page, cost), (_, budget)) in found[0].iter().zip(BUDGET) {
                assert!(*cost <= budget, "{page} as {name} on {engine:?}: {cost}, and {budget} at most");
            }
        }
    }
}
