//! What a page costs: so many statements, and as many with ten times the data.

use crate::house::House;
use activities::Of;
use clients::ClientSort;
use deals::competitors::CompetitorSort;
use deals::db::competitors as rivals;
use deals::db::new_deal;
use deals::{CardOrder, DealFilter, DealSort};
use domain::activity::ActivityType;
use domain::id::{ClientId, OpportunityId, ProjectId, UserId};
use domain::policy::{Action, Noun};
use domain::project::ProjectStatus;
use domain::task::TaskStatus;
use projects::ProjectSort;
use projects::db::Filter;
use sea_orm::{ActiveValue::Set, ColumnTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect, QueryTrait};
use stakeholders::{Sought, StakeholderSort};
use store::Access;
use store::table::{
    activity, activity_stakeholder, competitor, competitor_mention, opportunity, opportunity_stage_change, opportunity_stakeholder,
    project, task, task_entity,
};
use store::testing::TestDb;

/// What each page costs at most.
const BUDGET: [(&str, u64); 35] = [
    ("board", BOARD),
    ("table", TABLE),
    ("deal", DEAL),
    ("clients", CLIENTS),
    ("client", CLIENT),
    ("projects", PROJECTS),
    ("project", PROJECT),
    ("move", MOVE),
    ("hand-over", HAND_OVER),
    ("competitors", COMPETITORS),
    ("competitor", COMPETITOR),
    ("a competitor's deals", COMPETITOR_DEALS),
    ("new deal", NEW_DEAL),
    ("clients for a deal", CLIENTS_FOR),
    ("similar deals", SIMILAR),
    ("a client's people", CLIENT_PEOPLE),
    ("stages", STAGES),
    ("removal", REMOVAL),
    ("loss reasons", REASONS),
    ("trial", TRIAL),
    ("review", REVIEW),
    ("my moves", OWN_MOVES),
    ("stakeholders", STAKEHOLDERS),
    ("stakeholder", STAKEHOLDER),
    ("a stakeholder's deals", PERSON_DEALS),
    ("a timeline", TIMELINE),
    ("all activities", TIMELINE),
    ("an activity", ACTIVITY),
    ("log", LOG),
    ("a colleague's clients", USER_CLIENTS),
    ("a colleague's relationships", STAKEHOLDERS),
    ("a colleague's tasks", USER_TASKS),
    ("a colleague's deals", USER_DEALS),
    ("a colleague's timeline", TIMELINE),
    ("health", HEALTH),
];
const BOARD: u64 = 29;
const TABLE: u64 = 23;
const DEAL: u64 = 42;
const CLIENTS: u64 = 9;
const CLIENT: u64 = 4;
const PROJECTS: u64 = 4;
const PROJECT: u64 = 22;
const MOVE: u64 = 20;
const HAND_OVER: u64 = 32;
const STAGES: u64 = 11;
const REMOVAL: u64 = 5;
const REASONS: u64 = 2;
const COMPETITORS: u64 = 4;
const COMPETITOR: u64 = 2;
const COMPETITOR_DEALS: u64 = 20;
const NEW_DEAL: u64 = 5;
const CLIENTS_FOR: u64 = 2;
const SIMILAR: u64 = 3;
const CLIENT_PEOPLE: u64 = 5;
const TRIAL: u64 = 9;
const REVIEW: u64 = 18;
const OWN_MOVES: u64 = 19;
const STAKEHOLDERS: u64 = 7;
const STAKEHOLDER: u64 = 10;
const PERSON_DEALS: u64 = 3;
const TIMELINE: u64 = 7;
const ACTIVITY: u64 = 10;
const LOG: u64 = 7;
const USER_DEALS: u64 = TABLE + 1;
const USER_CLIENTS: u64 = 3;
const USER_TASKS: u64 = 6;
const HEALTH: u64 = 7;

/// A deal of which there is something everywhere, its client, and a project that was sold, so that no question of a page is
/// left out.
async fn full_deal(house: &House) -> (OpportunityId, ClientId, ProjectId) {
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
    let sold = project::Entity::find()
        .filter(project::Column::Status.eq(ProjectStatus::Active))
        .filter(project::Column::OpportunityId.is_not_null());
    let project = sold.order_by_asc(project::Column::Id).one(&raw).await.unwrap().unwrap();
    (deal.id, deal.client_id, project.id)
}

async fn costs(house: &House, access: &Access, (deal, client, project): (OpportunityId, ClientId, ProjectId)) -> Vec<(&'static str, u64)> {
    let filter = DealFilter::default();
    let makes = access.may(Action::Create, Noun::Deal);
    let rival = competitor::Entity::find().order_by_asc(competitor::Column::Id).one(&house.raw().await).await.unwrap().unwrap().id;
    let linked = opportunity_stakeholder::Entity::find().filter(opportunity_stakeholder::Column::OpportunityId.eq(deal));
    let person = linked.one(&house.raw().await).await.unwrap().unwrap().stakeholder_id;
    let talk = activity::Entity::find()
        .filter(activity::Column::OpportunityId.eq(deal))
        .filter(activity::Column::Kind.ne(ActivityType::TaskCompleted))
        .order_by_desc(activity::Column::OccurredAt);
    let talk = talk.one(&house.raw().await).await.unwrap().unwrap().id;
    let recent = activities::db::Sought::default();
    let (sought, by_contact) = (Sought::default(), StakeholderSort::Contact);
    let colleague = house.person("consultant").await.id;
    let owned = Sought { owner: colleague.to_string(), ..Sought::default() };
    let theirs = DealFilter { who: Some(colleague), ..DealFilter::default() };
    let mut costs = vec![
        ("board", cost(house, async || drop(deals::db::board(access, &filter, CardOrder::Placed).await.unwrap())).await),
        ("table", cost(house, async || drop(deals::db::table(access, &filter, DealSort::default(), true, 1).await.unwrap())).await),
        ("deal", cost(house, async || drop(deals::db::detail(access, deal).await.unwrap())).await),
        ("clients", cost(house, async || drop(clients::db::list(access, "", ClientSort::Name, false, 1).await.unwrap())).await),
        ("client", cost(house, async || drop(clients::db::detail(access, client).await.unwrap())).await),
        (
            "projects",
            cost(house, async || drop(projects::db::list(access, &Filter::default(), ProjectSort::Name, false, 1).await.unwrap())).await,
        ),
        ("project", cost(house, async || drop(projects::db::detail(access, project).await.unwrap())).await),
        // A viewer moves nothing: what is refused is asked once.
        ("move", cost(house, async || drop(deals::db::ways(access, deal).await)).await),
        ("hand-over", cost(house, async || drop(projects::db::form(access, deal).await)).await),
        ("competitors", cost(house, async || drop(rivals::list(access, "", CompetitorSort::Deals, true, 1).await.unwrap())).await),
        ("competitor", cost(house, async || drop(rivals::detail(access, rival).await.unwrap())).await),
        ("a competitor's deals", cost(house, async || drop(rivals::deals(access, rival, 1).await.unwrap())).await),
        ("new deal", cost_where(makes, house, async || drop(new_deal::choices(access, Some(client)).await.unwrap())).await),
        ("clients for a deal", cost_where(makes, house, async || drop(new_deal::clients_for(access, "a").await.unwrap())).await),
        ("similar deals", cost_where(makes, house, async || drop(new_deal::similar(access, client, "a").await.unwrap())).await),
        ("review", cost(house, async || drop(deals::db::review(access, &filter).await.unwrap())).await),
        ("stakeholders", cost(house, async || drop(stakeholders::db::list(access, &sought, by_contact, true, 1).await.unwrap())).await),
        ("stakeholder", cost(house, async || drop(stakeholders::db::detail(access, person).await.unwrap())).await),
        ("a stakeholder's deals", cost(house, async || drop(deals::db::stakeholder_deals(access, person).await.unwrap())).await),
        ("a timeline", cost(house, async || drop(activities::db::timeline(access, Of::Client(client), &recent).await.unwrap())).await),
        ("all activities", cost(house, async || drop(activities::db::timeline(access, Of::All, &recent).await.unwrap())).await),
        ("health", cost(house, async || drop(clients::db::client_health(access, client).await.unwrap())).await),
        ("an activity", cost(house, async || drop(activities::db::detail(access, talk).await.unwrap())).await),
        ("log", cost_where(makes, house, async || drop(activities::db::start(access, Of::Deal(deal), None, "").await.unwrap())).await),
        ("a colleague's clients", cost(house, async || drop(clients::db::assigned(access, colleague).await.unwrap())).await),
        (
            "a colleague's relationships",
            cost(house, async || drop(stakeholders::db::list(access, &owned, by_contact, true, 1).await.unwrap())).await,
        ),
        ("a colleague's tasks", cost(house, async || drop(projects::db::open_tasks(access, colleague).await.unwrap())).await),
        (
            "a colleague's deals",
            cost(house, async || drop(deals::db::table(access, &theirs, DealSort::default(), true, 1).await.unwrap())).await,
        ),
        (
            "a colleague's timeline",
            cost(house, async || drop(activities::db::timeline(access, Of::User(colleague), &recent).await.unwrap())).await,
        ),
        ("a client's people", cost(house, async || drop(deals::db::client_stakeholders(access, client).await.unwrap())).await),
    ];
    if access.may(Action::Update, Noun::Deal) {
        costs.push(("my moves", cost(house, async || assert!(!deals::db::own_moves(access).await.unwrap().is_empty())).await));
    }
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

/// Lets somebody have made some of the moves just now, so that there is something to find again.
async fn has_moved(house: &House, who: UserId) {
    use opportunity_stage_change::{Column, Entity};
    let raw = house.raw().await;
    let some = Entity::find().filter(Column::FromStage.is_not_null()).order_by_asc(Column::Id).limit(5).all(&raw).await.unwrap();
    assert_eq!(some.len(), 5);
    let made = opportunity_stage_change::ActiveModel { changed_by: Set(who), changed_at: Set(store::id::now()), ..Default::default() };
    Entity::update_many().set(made).filter(Column::Id.is_in(some.iter().map(|step| step.id))).exec(&raw).await.unwrap();
}

/// The same of a page that not everybody may open.
async fn cost_where(may: bool, house: &House, page: impl AsyncFn()) -> u64 {
    if may { cost(house, page).await } else { 0 }
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
                let person = house.person(name).await;
                if house.access(&person).may(Action::Update, Noun::Deal) {
                    has_moved(house, person.id).await;
                }
                found.push(costs(house, &house.access(&person), full_deal(house).await).await);
            }
            eprintln!("statements on {engine:?} as {name}: {found:?}");
            for ((page, cost), (_, ten)) in found[0].iter().zip(&found[1]) {
                let budget = BUDGET.iter().find(|(name, _)| name == page).expect("every page has its budget").1;
                // What is on file about a deal or a client differs from one to the next; its parts ask nothing where there is
                // nothing.
                assert!(cost == ten || ["deal", "health"].contains(page), "{page} as {name} on {engine:?}: {cost}, and {ten} with ten times the data");
                assert!(*cost.max(ten) <= budget, "{page} as {name} on {engine:?}: {cost} and {ten}, and {budget} at most");
            }
        }
    }
}
