//! What a page costs: so many statements, and as many with ten times the data.

use crate::house::House;
use clients::ClientSort;
use deals::{DealFilter, DealSort};
use domain::id::{ClientId, OpportunityId};
use domain::policy::{Action, Noun};
use sea_orm::{EntityTrait, QueryOrder};
use store::Access;
use store::table::{client, opportunity, opportunity_stakeholder};
use store::testing::TestDb;

/// What each page costs at most.
const BUDGET: [(&str, u64); 9] = [
    ("board", BOARD),
    ("table", TABLE),
    ("deal", DEAL),
    ("clients", CLIENTS),
    ("client", CLIENT),
    ("stages", STAGES),
    ("removal", REMOVAL),
    ("loss reasons", REASONS),
    ("trial", TRIAL),
];
const BOARD: u64 = 14;
const TABLE: u64 = 10;
const DEAL: u64 = 19;
const CLIENTS: u64 = 6;
const CLIENT: u64 = 4;
const STAGES: u64 = 10;
const REMOVAL: u64 = 5;
const REASONS: u64 = 2;
const TRIAL: u64 = 8;

/// A deal with people and its client, so that no question of its page is left out.
async fn full_deal(house: &House) -> (OpportunityId, ClientId) {
    let raw = house.raw().await;
    let linked = opportunity_stakeholder::Entity::find()
        .order_by_asc(opportunity_stakeholder::Column::OpportunityId)
        .one(&raw)
        .await
        .unwrap()
        .unwrap();
    let deal = opportunity::Entity::find_by_id(linked.opportunity_id).one(&raw).await.unwrap().unwrap();
    let client = client::Entity::find_by_id(deal.client_id).one(&raw).await.unwrap().unwrap();
    (deal.id, client.id)
}

async fn costs(house: &House, access: &Access, deal: OpportunityId, client: ClientId) -> Vec<(&'static str, u64)> {
    let filter = DealFilter::default();
    let mut costs = vec![
        ("board", cost(house, async || drop(deals::db::board(access, &filter).await.unwrap())).await),
        ("table", cost(house, async || drop(deals::db::table(access, &filter, DealSort::default(), true, 1).await.unwrap())).await),
        ("deal", cost(house, async || drop(deals::db::detail(access, deal).await.unwrap())).await),
        ("clients", cost(house, async || drop(clients::db::list(access, "", ClientSort::Name, false, 1).await.unwrap())).await),
        ("client", cost(house, async || drop(clients::db::detail(access, client).await.unwrap())).await),
    ];
    if access.may(Action::Update, Noun::Stage) {
        let lead = domain::stage::StageKey::lead;
        costs.push(("stages", cost(house, async || drop(deals::db::settings::settings(access).await.unwrap())).await));
        costs.push(("removal", cost(house, async || drop(deals::db::settings::removal(access, lead()).await.unwrap())).await));
        costs.push(("loss reasons", cost(house, async || drop(deals::db::settings::loss_reasons(access).await.unwrap())).await));
        let tick = domain::criteria::Check::Tick;
        costs.push((
            "trial",
            cost(house, async || drop(deals::db::settings::try_criterion(access, lead(), None, tick).await.unwrap())).await,
        ));
    }
    costs
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
