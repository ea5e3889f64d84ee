//! How long deals stay in a stage, against figures worked out by hand.

use crate::firm::*;
use store::testing::TestDb;

/// Deals that were won: how long they stayed as a lead and as qualified.
const WON: [(i64, i64); 6] = [(2, 10), (4, 20), (6, 30), (8, 40), (10, 50), (12, 61)];

async fn won(firm: &Firm, n: u128, lead: i64, qualified: i64, closed: i64) {
    firm.deal(n, B, "closed_won", Some(ago(closed).date_naive())).await;
    firm.moved(n, 1, "lead", closed + qualified + lead, None).await;
    firm.moved(n, 2, "qualified", closed + qualified, None).await;
    firm.moved(n, 3, "closed_won", closed, None).await;
}

store::both_engines! {
    async fn the_median_is_over_what_was_closed_within_a_year(db: TestDb) {
        let firm = Firm::new(&db).await;
        for (n, (lead, qualified)) in (0x100..).zip(WON) {
            won(&firm, n, lead, qualified, 30).await;
        }
        // Too long ago, and still open: neither counts.
        won(&firm, 0x200, 900, 900, 366).await;
        firm.deal(0x201, B, "qualified", None).await;
        firm.moved(0x201, 1, "lead", 300, None).await;
        firm.moved(0x201, 2, "qualified", 1, None).await;
        let pace = |page: deals::DealDetail| page.pace.into_iter().map(|(stage, days)| (stage.to_string(), days)).collect::<Vec<_>>();
        // 2 4 6 8 10 12 and 10 20 30 40 50 61: the means of the two in the middle.
        let wanted = vec![("lead".to_owned(), 7), ("qualified".to_owned(), 35)];
        assert_eq!(pace(firm.page(ADA).await), wanted);
        assert_eq!(pace(firm.page(BEN).await), wanted, "the firm's figure, whoever asks");

        // A move that was taken back was none: this lead stayed for 30 days.
        firm.deal(0x202, B, "closed_won", Some(ago(30).date_naive())).await;
        firm.moved(0x202, 1, "lead", 62, None).await;
        firm.moved(0x202, 2, "qualified", 60, None).await;
        firm.moved(0x202, 3, "lead", 59, Some(2)).await;
        firm.moved(0x202, 4, "closed_won", 32, None).await;
        assert_eq!(pace(firm.page(ADA).await), [("lead".to_owned(), 8), ("qualified".to_owned(), 35)]);
    }

    async fn of_fewer_than_five_there_is_no_median(db: TestDb) {
        let firm = Firm::new(&db).await;
        for (n, (lead, qualified)) in (0x100..).zip(&WON[..4]) {
            won(&firm, n, *lead, *qualified, 30).await;
        }
        assert_eq!(firm.page(ADMIN).await.pace, []);
    }

    async fn the_history_tells_stays_and_what_was_taken_back(db: TestDb) {
        let firm = Firm::new(&db).await;
        firm.moved(DEAL, 2, "discovery", 12, None).await;
        firm.moved(DEAL, 3, "qualified", 11, Some(2)).await;
        firm.moved(DEAL, 4, "proposal", 4, None).await;
        let history: Vec<_> = firm.page(BEN).await.history.into_iter().map(|step| (step.to.key.to_string(), step.stayed, step.lasts, step.undoes, step.undone)).collect();
        let step = |to: &str, stayed, lasts, undoes, undone| (to.to_owned(), stayed, lasts, undoes, undone);
        assert_eq!(history, [
            step("proposal", Some(4), true, false, false),
            step("qualified", None, false, true, false),
            step("discovery", None, false, false, true),
            step("qualified", Some(16), false, false, false),
        ]);
    }
}
