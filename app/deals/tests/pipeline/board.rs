//! What the board shows: every order pages without gap or repetition, every filter says what it says.

use crate::firm::Firm;
use deals::{CardOrder, DealCard, DealFilter};
use domain::ahead::Ahead;
use domain::id::OpportunityId;
use domain::meddpicc::{Letter, LetterState};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use store::Access;
use store::table::{opportunity, task, task_entity};
use store::testing::TestDb;

/// Every card of a column, page by page.
async fn column(access: &Access, filter: &DealFilter, order: CardOrder, stage: &str) -> Vec<DealCard> {
    let board = deals::db::board(access, filter, order).await.unwrap();
    let first = board.columns.into_iter().find(|column| column.total.stage.key.as_str() == stage).unwrap();
    let mut cards = first.cards;
    while let Some(last) = cards.last().map(|card| card.id) {
        let more = deals::db::more(access, filter, order, &crate::firm::key(stage), last).await.unwrap();
        cards.extend(more.cards);
        if !more.more {
            break;
        }
    }
    cards
}

async fn many(firm: &Firm, count: i64) {
    let raw = firm.raw().await;
    let like = firm.in_stage("lead").await.remove(0);
    for n in 0..count {
        let id = store::id::fresh::<OpportunityId>();
        // Some alike in everything but their id, some without a day.
        let day = (n % 5 > 0).then(|| store::id::now().date_naive() + chrono::TimeDelta::days(n % 7));
        let row = opportunity::Model {
            id,
            value: 100_000 * (n % 4),
            expected_close_date: day,
            rank: Some(domain::rank::unplaced(day, id.0)),
            name: format!("Deal {n}"),
            ..like.clone()
        };
        let row = opportunity::ActiveModel { name_key: sea_orm::ActiveValue::NotSet, ..sea_orm::IntoActiveModel::into_active_model(row) };
        opportunity::Entity::insert(sea_orm::ActiveModelTrait::reset_all(row)).exec_without_returning(&raw).await.unwrap();
    }
}

store::both_engines! {
    async fn a_column_pages_without_gap_or_repetition_in_every_order(db: TestDb) {
        let firm = Firm::new(db).await;
        many(&firm, 90).await;
        let admin = firm.access("admin").await;
        let count = firm.in_stage("lead").await.len();
        for order in CardOrder::ALL {
            let cards = column(&admin, &DealFilter::default(), order, "lead").await;
            let ids: std::collections::HashSet<_> = cards.iter().map(|card| card.id).collect();
            assert_eq!((cards.len(), ids.len()), (count, count), "{order:?}");
            assert!(cards.windows(2).all(|pair| pair[0].ahead_of(&pair[1], order)), "the browser orders as the database does: {order:?}");
        }
    }

    async fn every_filter_leaves_what_it_says(db: TestDb) {
        let firm = Firm::new(db).await;
        let admin = firm.access("admin").await;
        let all = every(&admin, &DealFilter::default()).await;
        let check = async |filter: DealFilter, holds: &dyn Fn(&DealCard) -> bool| {
            let found: std::collections::BTreeSet<_> = every(&admin, &filter).await.into_iter().map(|card| card.id).collect();
            let wanted: std::collections::BTreeSet<_> = all.iter().filter(|card| holds(card)).map(|card| card.id).collect();
            assert_eq!(found, wanted, "{filter:?}");
            wanted.len()
        };
        let stages = deals::db::board(&admin, &DealFilter::default(), CardOrder::Placed).await.unwrap().stages();
        let limit = |card: &DealCard| stages.iter().find(|stage| stage.key == card.stage).and_then(|stage| stage.rot_days);
        let mut matched = 0;
        let today = store::id::now().date_naive();
        for ahead in Ahead::ALL {
            let stands = |card: &DealCard| Ahead::of(card.next.as_ref().map(|step| step.due), today) == *ahead;
            matched += check(DealFilter { ahead: Some(*ahead), ..DealFilter::default() }, &stands).await;
        }
        matched += check(DealFilter { stale: true, ..DealFilter::default() }, &|card| limit(card).is_some_and(|days| card.days_in_stage > i64::from(days))).await;
        matched += check(DealFilter { at_least: Some(100_000), ..DealFilter::default() }, &|card| card.value.minor >= 10_000_000).await;
        for letter in Letter::ALL {
            let unknown = |card: &DealCard| card.letters.letters().any(|(known, state)| known == *letter && state == LetterState::Unknown);
            matched += check(DealFilter { letter: Some(*letter), ..DealFilter::default() }, &unknown).await;
        }
        assert!(matched > 20, "the firm has something of each: {matched}");
    }

    async fn a_columns_head_counts_how_the_next_steps_of_all_its_deals_stand(db: TestDb) {
        let firm = Firm::new(db).await;
        let today = store::id::now().date_naive();
        for person in ["admin", "consultant"] {
            let access = firm.access(person).await;
            let mine = DealFilter { mine: person == "consultant", ..DealFilter::default() };
            let board = deals::db::board(&access, &mine, CardOrder::Placed).await.unwrap();
            let mut seen = [0; 4];
            for column in &board.columns {
                let cards = column.cards.iter().map(|card| Ahead::of(card.next.as_ref().map(|step| step.due), today));
                let mut counts = [0; 4];
                cards.for_each(|stands| counts[Ahead::ALL.iter().position(|ahead| *ahead == stands).unwrap()] += 1);
                assert_eq!(column.total.ahead, counts, "{} for the {person}", column.total.stage.name);
                assert_eq!(counts.iter().sum::<i64>(), column.total.count);
                seen.iter_mut().zip(counts).for_each(|(seen, count)| *seen += count);
            }
            assert!(seen[0] > 0 && seen[2] + seen[3] > 0, "the firm has steps ahead, late and missing: {seen:?}");
            let one = board.columns.iter().flat_map(|column| &column.cards).next().unwrap().id;
            let changed = deals::db::changed(&access, &mine, &[one]).await.unwrap();
            let open: Vec<_> = changed.totals.iter().filter(|total| total.stage.kind == domain::stage::StageKind::Open).collect();
            assert!(open.iter().zip(&board.columns).all(|(total, column)| **total == column.total), "the same after a change");
        }
    }

    async fn the_next_step_of_a_card_is_the_open_task_that_is_due_first(db: TestDb) {
        let firm = Firm::new(db).await;
        let raw = firm.raw().await;
        for card in every(&firm.access("admin").await, &DealFilter::default()).await {
            let links = task_entity::Entity::find().filter(task_entity::Column::OpportunityId.eq(card.id)).all(&raw).await.unwrap();
            let ids: Vec<_> = links.iter().map(|link| link.task_id).collect();
            let open = task::Column::Status.ne(domain::task::TaskStatus::Done);
            let tasks = task::Entity::find().filter(task::Column::Id.is_in(ids)).filter(open).all(&raw).await.unwrap();
            let first = tasks.iter().min_by_key(|task| (task.due_date.is_none(), task.due_date, task.id));
            assert_eq!(card.next.map(|next| next.id), first.map(|task| task.id));
        }
    }

    async fn what_changed_out_of_sight_is_not_answered(db: TestDb) {
        let firm = Firm::new(db).await;
        let (mine, foreign) = (firm.consultants(true).await, firm.consultants(false).await);
        let consultant = firm.access("consultant").await;
        let now = deals::db::changed(&consultant, &DealFilter::default(), &[mine.id, foreign.id]).await.unwrap();
        assert_eq!(now.cards.iter().map(|card| card.id).collect::<Vec<_>>(), [mine.id]);
        assert!(deals::db::more(&consultant, &DealFilter::default(), CardOrder::Placed, &foreign.stage, foreign.id).await.is_err());
    }
}

async fn every(access: &Access, filter: &DealFilter) -> Vec<DealCard> {
    let mut all = Vec::new();
    for stage in ["lead", "qualified", "discovery", "proposal", "negotiation"] {
        all.extend(column(access, filter, CardOrder::Placed, stage).await);
    }
    all
}
