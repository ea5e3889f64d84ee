//! Whatever is moved, taken back and moved at once: history, totals and the audit log agree.

use crate::firm::{Firm, ask, change, moved};
use deals::{CardOrder, DealFilter, MoveAnswer};
use domain::id::{OpportunityId, StageChangeId};
use proptest::prelude::*;
use proptest::strategy::ValueTree;
use proptest::test_runner::TestRunner;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use std::collections::BTreeMap;
use store::audit::Verdict;
use store::table::{audit_log, opportunity};
use store::testing::TestDb;
use store::{Access, Origin};

#[derive(Clone, Debug)]
enum Deed {
    Move {
        deal: usize,
        to: usize,
    },
    Undo {
        back: usize,
    },
    /// Two move the same deal at the same time.
    Race {
        deal: usize,
        to: usize,
        other: usize,
    },
}

const STAGES: [&str; 6] = ["lead", "qualified", "discovery", "proposal", "negotiation", "closed_lost"];
const DEALS: usize = 6;
const RUNS: usize = 4;

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let deed = prop_oneof![
        4 => (0..DEALS, 0..STAGES.len()).prop_map(|(deal, to)| Deed::Move { deal, to }),
        2 => (0usize..8).prop_map(|back| Deed::Undo { back }),
        2 => (0..DEALS, 0..STAGES.len(), 0..STAGES.len()).prop_map(|(deal, to, other)| Deed::Race { deal, to, other }),
    ];
    prop::collection::vec(deed, 1..30)
}

fn asked(to: usize, version: i32) -> deals::db::MoveAsk {
    let mut ask = ask(STAGES[to], version);
    ask.loss.text = "They went quiet.".into();
    ask
}

store::both_engines! {
    async fn any_sequence_of_moves_undos_and_races_leaves_everything_in_agreement(db: TestDb) {
        let firm = Firm::new(db).await;
        let admin = firm.access("admin").await;
        let deals: Vec<OpportunityId> = firm.in_stage("lead").await.into_iter().take(DEALS).map(|deal| deal.id).collect();
        let mut runner = TestRunner::deterministic();
        let mut made: Vec<StageChangeId> = Vec::new();
        let mut moves = 0;
        for _ in 0..RUNS {
            let sequence = deeds().new_tree(&mut runner).unwrap().current();
            for deed in sequence {
                moves += carry_out(&firm, &admin, &deals, &mut made, deed).await;
            }
            agree(&firm, &admin, &deals).await;
        }
        assert!(moves > 20, "something was moved: {moves}");
    }
}

async fn carry_out(firm: &Firm, admin: &Access, deals: &[OpportunityId], made: &mut Vec<StageChangeId>, deed: Deed) -> usize {
    match deed {
        Deed::Move { deal, to } => {
            let now = firm.deal(deals[deal]).await;
            note(made, moved(admin, now.id, asked(to, now.version)).await)
        }
        Deed::Race { deal, to, other } => {
            let now = firm.deal(deals[deal]).await;
            let (one, two) = tokio::join!(moved(admin, now.id, asked(to, now.version)), moved(admin, now.id, asked(other, now.version)));
            assert!(one.is_err() || two.is_err(), "of two with one version at most one is made");
            note(made, one) + note(made, two)
        }
        Deed::Undo { back } => {
            let Some(change) = made.iter().rev().nth(back).copied() else { return 0 };
            note(made, deals::db::undo(admin, change, &DealFilter::default()).await.map(|(_, answer)| answer))
        }
    }
}

fn note(made: &mut Vec<StageChangeId>, answer: Result<MoveAnswer, store::DbError>) -> usize {
    match answer {
        Ok(answer @ MoveAnswer::Moved { change: Some(_), .. }) => {
            made.push(change(&answer));
            1
        }
        _ => 0,
    }
}

async fn agree(firm: &Firm, admin: &Access, deals: &[OpportunityId]) {
    let raw = firm.raw().await;
    for id in deals {
        let (deal, history) = (firm.deal(*id).await, firm.history(*id).await);
        for pair in history.windows(2) {
            assert_eq!(pair[1].from_stage.as_ref(), Some(&pair[0].to_stage), "each step begins where the one before it ended");
        }
        assert_eq!(history.last().map(|step| &step.to_stage), Some(&deal.stage));
        let lost = deal.stage.as_str() == "closed_lost";
        assert_eq!((deal.outcome.is_some(), deal.actual_close_date.is_some(), deal.loss_reason.is_some()), (lost, lost, lost));
        let updates = audit_log::Entity::find()
            .filter(audit_log::Column::ResourceType.eq("opportunity"))
            .filter(audit_log::Column::Action.eq(domain::audit::AuditAction::Update))
            .filter(audit_log::Column::ResourceId.eq(id.to_string()));
        assert_eq!(updates.count(&raw).await.unwrap(), u64::try_from(deal.version - 1).unwrap(), "a row of the log for each version");
    }
    let mut sums: BTreeMap<(String, String), (i64, i64)> = BTreeMap::new();
    for deal in opportunity::Entity::find().all(&raw).await.unwrap() {
        let sum = sums.entry((deal.stage.to_string(), deal.currency)).or_default();
        *sum = (sum.0 + 1, sum.1 + deal.value);
    }
    let board = deals::db::board(admin, &DealFilter::default(), CardOrder::Placed).await.unwrap();
    for total in board.totals() {
        let mine = || sums.iter().filter(|((stage, _), _)| *stage == total.stage.key.as_str());
        assert_eq!(total.count, mine().map(|(_, (count, _))| count).sum::<i64>());
        let shown: Vec<_> = total.sums.iter().map(|sum| (sum.value.currency.code().to_owned(), sum.value.minor)).collect();
        assert_eq!(shown, mine().map(|((_, currency), (_, value))| (currency.clone(), *value)).collect::<Vec<_>>());
    }
    let verdict = store::audit::verify(&firm.store.system("test", Origin::default())).await.unwrap();
    assert!(matches!(verdict, Verdict::Whole { .. }), "{verdict:?}");
}
