//! One's own moves: found again, and taken back while that is possible.

use crate::firm::{Firm, ask, change, key, moved};
use deals::db::settings;
use deals::{DealFilter, OwnMove};
use domain::AppError;
use store::testing::TestDb;
use store::{Access, DbError};

async fn own(access: &Access) -> Vec<OwnMove> {
    deals::db::own_moves(access).await.unwrap()
}

store::both_engines! {
    async fn the_last_move_can_be_taken_back_and_says_afterwards_that_it_was(db: TestDb) {
        let firm = Firm::new(db).await;
        let admin = firm.access("admin").await;
        let before = own(&admin).await.len();
        let deal = firm.in_stage("lead").await.remove(0);
        let first = moved(&admin, deal.id, ask("qualified", deal.version)).await.unwrap();
        let second = moved(&admin, deal.id, ask("discovery", deal.version + 1)).await.unwrap();
        let list = own(&admin).await;
        assert_eq!(list.len(), before + 2);
        assert_eq!([list[0].id, list[1].id], [change(&second), change(&first)], "the newest first");
        assert_eq!([list[0].takes_back, list[1].takes_back], [true, false], "only the last one of a deal");
        assert_eq!((list[0].deal, &list[0].name, &list[0].to.key), (deal.id, &deal.name, &key("discovery")));

        deals::db::undo(&admin, list[0].id, &DealFilter::default()).await.unwrap();
        let list = own(&admin).await;
        assert_eq!([list[0].undoes, list[0].takes_back], [true, false], "the way back is no move to go back on");
        assert_eq!([list[1].undone, list[1].takes_back], [true, false]);
        assert_eq!(firm.deal(deal.id).await.stage, key("qualified"));
    }

    async fn what_somebody_else_moved_is_not_mine_and_ends_my_way_back(db: TestDb) {
        let firm = Firm::new(db).await;
        let (admin, consultant) = (firm.access("admin").await, firm.access("consultant").await);
        let deal = firm.consultants(true).await;
        let to = if deal.stage == key("discovery") { "qualified" } else { "discovery" };
        let mine = change(&moved(&consultant, deal.id, ask(to, deal.version)).await.unwrap());
        assert!(own(&consultant).await.iter().any(|one| one.id == mine && one.takes_back));
        assert!(own(&admin).await.iter().all(|one| one.id != mine));
        moved(&admin, deal.id, ask("lead", deal.version + 1)).await.unwrap();
        assert!(own(&consultant).await.iter().any(|one| one.id == mine && !one.takes_back));
    }

    async fn a_deal_that_is_no_longer_seen_is_not_told_of(db: TestDb) {
        let firm = Firm::new(db).await;
        let consultant = firm.access("consultant").await;
        let deal = firm.consultants(true).await;
        let to = if deal.stage == key("discovery") { "qualified" } else { "discovery" };
        let mine = change(&moved(&consultant, deal.id, ask(to, deal.version)).await.unwrap());
        firm.off_the_team(deal.client_id, "consultant").await;
        assert!(own(&consultant).await.iter().all(|one| one.id != mine));
    }

    async fn a_stage_that_is_gone_keeps_its_name_here_and_takes_nothing_back(db: TestDb) {
        let firm = Firm::new(db).await;
        let admin = firm.access("admin").await;
        let deal = firm.in_stage("lead").await.remove(0);
        let into = change(&moved(&admin, deal.id, ask("qualified", deal.version)).await.unwrap());
        let out = change(&moved(&admin, deal.id, ask("discovery", deal.version + 1)).await.unwrap());
        let held = settings::removal(&admin, key("qualified")).await.unwrap().deals;
        settings::remove(&admin, key("qualified"), Some(key("lead")), held).await.unwrap();
        let list = own(&admin).await;
        let told = |id| list.iter().find(|one| one.id == id).unwrap();
        assert_eq!((told(into).to.name.as_str(), told(out).from.as_str()), ("Qualified", "Qualified"));
        assert_eq!([told(into).takes_back, told(out).takes_back], [false, false], "there is no stage to go back to");
    }

    async fn whoever_moves_nothing_has_no_list(db: TestDb) {
        let firm = Firm::new(db).await;
        let refused = deals::db::own_moves(&firm.access("viewer").await).await.unwrap_err();
        assert!(matches!(refused, DbError::App(AppError::Forbidden)), "{refused:?}");
    }
}
