//! Moves, places, undo, and two people at once.

use crate::firm::{Firm, ask, change, key, move_in, moved};
use deals::db::{MoveAsk, Place};
use deals::{CardOrder, DealFilter, MoveAnswer};
use domain::AppError;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder};
use store::table::{audit_log, opportunity};
use store::testing::TestDb;
use store::{DbError, Origin, Store};

store::both_engines! {
    async fn a_move_writes_stage_place_and_history_and_answers_with_the_totals(db: TestDb) {
        let firm = Firm::new(db).await;
        let admin = firm.access("admin").await;
        let deal = firm.in_stage("lead").await.remove(2);
        let top = firm.in_stage("qualified").await.remove(0);
        let answer = moved(&admin, deal.id, ask("qualified", deal.version)).await.unwrap();
        let after = firm.deal(deal.id).await;
        assert_eq!((after.stage.as_str(), after.version), ("qualified", deal.version + 1));
        assert!(after.rank < top.rank, "a move without a place goes to the top");
        let MoveAnswer::Moved { from, now, .. } = answer else { panic!("{answer:?}") };
        assert_eq!(from, key("lead"));
        assert_eq!(now.cards.len(), 1);
        let count = |stage: &str| now.totals.iter().find(|total| total.stage.key.as_str() == stage).unwrap().count;
        assert_eq!(count("qualified"), firm.in_stage("qualified").await.len() as i64);
        assert_eq!(count("lead"), firm.in_stage("lead").await.len() as i64);
    }

    async fn an_answer_tells_the_totals_of_the_stages_that_it_touched_as_the_board_does(db: TestDb) {
        let firm = Firm::new(db).await;
        let admin = firm.access("admin").await;
        let everything = DealFilter::default();
        let deal = firm.in_stage("lead").await.remove(0);
        let told = |answer: &MoveAnswer| match answer {
            MoveAnswer::Moved { now, .. } => (now.totals.clone(), now.every_stage),
            other => panic!("{other:?}"),
        };
        let forth = moved(&admin, deal.id, ask("qualified", deal.version)).await.unwrap();
        let (_, back) = deals::db::undo(&admin, change(&forth), &everything).await.unwrap();
        let behind = firm.in_stage("lead").await.remove(2);
        let place = MoveAsk { place: Some(Place::After(behind.id)), ..MoveAsk::to(key("lead"), deal.version + 2) };
        let within = moved(&admin, deal.id, place).await.unwrap();
        for (answer, stages) in [(&back, vec!["lead", "qualified"]), (&within, vec!["lead"])] {
            let (totals, every) = told(answer);
            let keys: Vec<_> = totals.iter().map(|total| total.stage.key.as_str().to_owned()).collect();
            assert_eq!((keys, every), (stages.into_iter().map(str::to_owned).collect(), false));
            let board = deals::db::changed(&admin, &everything, &[]).await.unwrap();
            assert!(board.every_stage);
            assert!(totals.iter().all(|total| board.totals.contains(total)), "{totals:?} in {:?}", board.totals);
        }
    }

    async fn another_place_in_the_same_stage_writes_one_row_and_no_history(db: TestDb) {
        let firm = Firm::new(db).await;
        let admin = firm.access("admin").await;
        let column = firm.in_stage("proposal").await;
        let (moving, third) = (&column[0], &column[2]);
        let steps = firm.history(moving.id).await.len();
        let before = audit_log::Entity::find().count(&firm.raw().await).await.unwrap();
        let ask = MoveAsk { place: Some(Place::After(third.id)), ..MoveAsk::to(key("proposal"), moving.version) };
        moved(&admin, moving.id, ask).await.unwrap();
        let now: Vec<_> = firm.in_stage("proposal").await.into_iter().map(|deal| deal.id).collect();
        assert_eq!(now[..4], [column[1].id, column[2].id, column[0].id, column[3].id]);
        assert_eq!(firm.history(moving.id).await.len(), steps);
        assert_eq!(audit_log::Entity::find().count(&firm.raw().await).await.unwrap() - before, 1);
    }

    async fn a_place_beside_a_card_that_went_elsewhere_is_refused(db: TestDb) {
        let firm = Firm::new(db).await;
        let admin = firm.access("admin").await;
        let (deal, elsewhere) = (firm.in_stage("lead").await.remove(0), firm.in_stage("proposal").await.remove(0));
        let ask = MoveAsk { place: Some(Place::Before(elsewhere.id)), ..ask("qualified", deal.version) };
        let refused = moved(&admin, deal.id, ask).await.unwrap_err();
        assert!(matches!(&refused, DbError::App(error) if error.of("to").is_some_and(|words| words.contains("changed meanwhile"))), "{refused:?}");
        assert_eq!(firm.deal(deal.id).await, deal);
    }

    async fn undo_brings_a_deal_back_to_its_very_place_and_says_so_in_the_history(db: TestDb) {
        let firm = Firm::new(db).await;
        let admin = firm.access("admin").await;
        let deal = firm.in_stage("discovery").await.remove(3);
        let moved = moved(&admin, deal.id, ask("negotiation", deal.version)).await.unwrap();
        deals::db::undo(&admin, change(&moved), &DealFilter::default()).await.unwrap();
        let after = firm.deal(deal.id).await;
        assert_eq!((after.stage, after.rank), (deal.stage, deal.rank));
        let history = firm.history(deal.id).await;
        let (out, back) = (&history[history.len() - 2], &history[history.len() - 1]);
        assert_eq!(back.reverts, Some(out.id));
        assert_eq!((back.from_stage.as_ref(), &back.to_stage), (Some(&out.to_stage), out.from_stage.as_ref().unwrap()));
        assert!(deals::db::undo(&admin, change(&moved), &DealFilter::default()).await.is_err(), "a move is taken back once");
    }

    async fn a_move_that_is_taken_back_makes_no_deal_younger(db: TestDb) {
        let firm = Firm::new(db).await;
        let admin = firm.access("admin").await;
        let stale = DealFilter { stale: true, ..DealFilter::default() };
        let cards = async |filter: &DealFilter| {
            let board = deals::db::board(&admin, filter, CardOrder::Placed).await.unwrap();
            board.columns.into_iter().flat_map(|column| column.cards).collect::<Vec<_>>()
        };
        let old = cards(&stale).await.into_iter().find(|card| card.stage == key("discovery")).unwrap();
        let version = firm.deal(old.id).await.version;
        let moved = moved(&admin, old.id, ask("negotiation", version)).await.unwrap();
        let days = async |filter: &DealFilter| cards(filter).await.into_iter().find(|card| card.id == old.id).map(|card| card.days_in_stage);
        assert_eq!((days(&DealFilter::default()).await, days(&stale).await), (Some(0), None));
        deals::db::undo(&admin, change(&moved), &DealFilter::default()).await.unwrap();
        assert_eq!((days(&DealFilter::default()).await, days(&stale).await), (Some(old.days_in_stage), Some(old.days_in_stage)));
        // The undoing taken back: the move holds after all.
        let undoing = firm.history(old.id).await.pop().unwrap().id;
        deals::db::undo(&admin, undoing, &DealFilter::default()).await.unwrap();
        assert_eq!((days(&DealFilter::default()).await, days(&stale).await), (Some(0), None));
    }

    async fn a_loss_taken_back_and_that_taken_back_keeps_its_reason_and_day(db: TestDb) {
        let firm = Firm::new(db).await;
        let admin = firm.access("admin").await;
        let lost = firm.in_stage("closed_lost").await.remove(0);
        let reopened = moved(&admin, lost.id, ask("proposal", lost.version)).await.unwrap();
        let open = firm.deal(lost.id).await;
        assert_eq!((open.outcome, open.actual_close_date, open.loss_reason), (None, None, None));
        deals::db::undo(&admin, change(&reopened), &DealFilter::default()).await.unwrap();
        let again = firm.deal(lost.id).await;
        assert_eq!((again.outcome, again.actual_close_date, again.loss_reason), (lost.outcome, lost.actual_close_date, lost.loss_reason));
    }

    async fn of_two_who_move_the_same_card_one_wins_and_the_other_is_told_where_it_is(db: TestDb) {
        let url = db.url().to_owned();
        let firm = Firm::new(db).await;
        let deal = firm.in_stage("lead").await.remove(0);
        let place = tempfile::TempDir::new().unwrap();
        std::fs::copy(firm.key_file(), place.path().join("keys")).unwrap();
        // Two servers on one database.
        let other = Store::open(&url, &place.path().join("keys"), false).await.unwrap();
        let (one, two) = (firm.access("admin").await, other.access(firm.person("admin").await, Origin::default()));
        let (first, second) =
            tokio::join!(moved(&one, deal.id, ask("qualified", deal.version)), moved(&two, deal.id, ask("discovery", deal.version)));
        let (won, lost) = if first.is_ok() { (first, second) } else { (second, first) };
        assert!(matches!(won, Ok(MoveAnswer::Moved { .. })), "{won:?}");
        let now = firm.deal(deal.id).await;
        let name = if now.stage == key("qualified") { "Qualified" } else { "Discovery" };
        assert!(matches!(&lost, Err(DbError::App(AppError::Conflict { theirs, .. })) if theirs == name), "{lost:?}");
        assert_eq!(now.version, deal.version + 1);
        other.close().await.unwrap();
    }

    async fn two_who_drop_between_the_same_cards_get_places_of_their_own(db: TestDb) {
        let firm = Firm::new(db).await;
        let admin = firm.access("admin").await;
        let (leads, target) = (firm.in_stage("lead").await, firm.in_stage("qualified").await);
        let at = |deal: &opportunity::Model| MoveAsk { place: Some(Place::After(target[1].id)), ..ask("qualified", deal.version) };
        let (a, b) = tokio::join!(moved(&admin, leads[0].id, at(&leads[0])), moved(&admin, leads[1].id, at(&leads[1])));
        a.and(b).unwrap();
        let column = firm.in_stage("qualified").await;
        let mut ranks: Vec<_> = column.iter().map(|deal| deal.rank.clone().unwrap()).collect();
        ranks.dedup();
        assert_eq!(ranks.len(), column.len());
        assert_eq!((column[0].id, column[1].id, column[4].id), (target[0].id, target[1].id, target[2].id));
    }

    async fn every_deal_has_a_place(db: TestDb) {
        let firm = Firm::new(db).await;
        let unplaced = opportunity::Entity::find().filter(opportunity::Column::Rank.is_null()).count(&firm.raw().await).await.unwrap();
        assert_eq!(unplaced, 0);
        let open = opportunity::Entity::find().filter(opportunity::Column::Outcome.is_null()).order_by_asc(opportunity::Column::Rank);
        let days: Vec<_> = open.all(&firm.raw().await).await.unwrap().into_iter().map(|deal| deal.expected_close_date).collect();
        assert!(days.is_sorted(), "until somebody puts them elsewhere, by the expected day");
    }

    async fn who_may_not_change_a_deal_does_not_move_it(db: TestDb) {
        let firm = Firm::new(db).await;
        let foreign = firm.consultants(false).await;
        let consultant = firm.access("consultant").await;
        let refused = moved(&consultant, foreign.id, ask("discovery", foreign.version)).await.unwrap_err();
        assert!(matches!(refused, DbError::App(AppError::NotFound)), "{refused:?}");
        let viewer = firm.access("viewer").await;
        let refused = moved(&viewer, foreign.id, ask("discovery", foreign.version)).await.unwrap_err();
        assert!(matches!(refused, DbError::App(AppError::Forbidden)), "{refused:?}");
        assert_eq!(firm.deal(foreign.id).await, foreign);
    }

    async fn a_deal_is_won_by_its_hand_over_and_by_nothing_else(db: TestDb) {
        let firm = Firm::new(db).await;
        let admin = firm.access("admin").await;
        let deal = firm.in_stage("negotiation").await.remove(0);
        assert_eq!(moved(&admin, deal.id, ask("closed_won", deal.version)).await.unwrap(), MoveAnswer::HandOver);
        assert_eq!(firm.deal(deal.id).await, deal);
        // The hand-over itself.
        move_in(&admin, deal.id, ask("closed_won", deal.version)).await.unwrap();
        assert!(firm.deal(deal.id).await.outcome.is_some());
    }
}
