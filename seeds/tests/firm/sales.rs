//! Deals and their history.

use crate::{Firm, plan, today};
use chrono::NaiveDate;
use domain::deal::Outcome;
use std::collections::{HashMap, HashSet};
use store::table::*;
use store::testing::TestDb;

pub(crate) async fn history_agrees_with_the_stage(firm: &Firm, today: NaiveDate) {
    let mut history: HashMap<_, Vec<_>> = HashMap::new();
    for change in firm.all::<opportunity_stage_change::Entity>().await {
        history.entry(change.opportunity_id).or_default().push(change);
    }
    let clients: HashMap<_, _> = firm.all::<client::Entity>().await.into_iter().map(|client| (client.id, client)).collect();
    let mut stages = HashSet::new();
    for deal in firm.all::<opportunity::Entity>().await {
        let mut moves = history.remove(&deal.id).unwrap_or_default();
        moves.sort_by_key(|change| change.changed_at);
        assert!(
            moves.windows(2).all(|pair| pair[0].changed_at < pair[1].changed_at && pair[1].from_stage.as_ref() == Some(&pair[0].to_stage))
        );
        let (first, last) = (&moves[0], &moves[moves.len() - 1]);
        assert!(first.from_stage.is_none() && first.to_stage.as_str() == "lead" && first.changed_at == deal.created_at);
        assert_eq!(last.to_stage, deal.stage);
        assert!(last.changed_at.date_naive() < today && deal.created_at > clients[&deal.client_id].created_at);
        let outcome = match deal.stage.as_str() {
            "closed_won" => Some(Outcome::Won),
            "closed_lost" => Some(Outcome::Lost),
            _ => None,
        };
        assert_eq!(deal.outcome, outcome);
        assert_eq!(deal.actual_close_date, outcome.map(|_| last.changed_at.date_naive()));
        assert_eq!(deal.loss_reason.is_some(), outcome == Some(Outcome::Lost));
        assert_eq!(deal.loss_reason_id.is_some(), outcome == Some(Outcome::Lost), "the list names it too");
        assert_eq!(deal.currency, clients[&deal.client_id].currency);
        stages.insert(deal.stage.as_str().to_owned());
    }
    assert!(history.is_empty());
    assert_eq!(stages.len(), 7);
}

store::both_engines! {
    async fn the_history_of_every_deal_ends_where_it_stands(db: TestDb) {
        let firm = Firm::load(&db, plan(2)).await;
        history_agrees_with_the_stage(&firm, today()).await;
    }

    async fn every_won_deal_has_one_project_that_inherits_its_budget(db: TestDb) {
        let firm = Firm::load(&db, plan(2)).await;
        let mut projects: HashMap<_, _> =
            firm.all::<project::Entity>().await.into_iter().filter_map(|project| Some((project.opportunity_id?, project))).collect();
        for deal in firm.all::<opportunity::Entity>().await.iter().filter(|deal| deal.outcome == Some(Outcome::Won)) {
            let project = projects.remove(&deal.id).expect("a won deal has a project");
            assert_eq!((project.budget, project.client_id, &project.currency), (Some(deal.value), deal.client_id, &deal.currency));
            assert!(project.created_at > deal.updated_at);
        }
        assert!(projects.is_empty());
    }

    async fn some_deals_were_lost_to_somebody(db: TestDb) {
        let firm = Firm::load(&db, plan(1)).await;
        let lost: HashSet<_> =
            firm.all::<opportunity::Entity>().await.into_iter().filter(|deal| deal.outcome == Some(Outcome::Lost)).map(|deal| deal.id).collect();
        let mentions = firm.all::<competitor_mention::Entity>().await;
        let to = mentions.iter().filter(|mention| mention.status == domain::competitor::CompetitorStatus::LostTo);
        let to: Vec<_> = to.map(|mention| mention.opportunity_id).collect();
        assert!(!to.is_empty() && to.iter().all(|deal| lost.contains(deal)) && to.len() < lost.len());
    }
}
