//! Where a deal can go: what a loss is asked for, who is offered what, and what the day to come back is about.
#![cfg(feature = "ssr")]
#![expect(clippy::unwrap_used, clippy::panic, reason = "a test stops where it fails")]

#[path = "../pipeline/firm.rs"]
#[expect(dead_code, reason = "the pipeline's tests use more of it")]
mod firm;

use deals::MovePage;
use deals::db::{Loss, MoveAsk};
use domain::AppError;
use domain::id::{ClientId, OpportunityId, UserId};
use domain::user::{Actor, AssignmentRole, UserRole};
use firm::{Firm, key, moved};
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use store::table::{client_assignment, competitor, competitor_mention, opportunity_team_member, task, task_entity};
use store::testing::TestDb;
use store::{Access, DbError, Origin};

fn consultant(firm: &Firm, id: UserId) -> Access {
    firm.store.access(Actor { id, role: UserRole::Consultant, client_id: None }, Origin::default())
}

async fn on_the_account(firm: &Firm, client: ClientId, role: AssignmentRole) -> Option<UserId> {
    let team = client_assignment::Entity::find().filter(client_assignment::Column::ClientId.eq(client));
    let team = team.filter(client_assignment::Column::Role.eq(role)).one(&firm.raw().await).await.unwrap();
    team.map(|row| row.user_id)
}

async fn page(access: &Access, deal: OpportunityId) -> MovePage {
    deals::db::ways(access, deal).await.unwrap()
}

store::both_engines! {
    async fn a_loss_chooses_from_the_firms_reasons_and_from_every_competitor_once(db: TestDb) {
        let firm = Firm::new(db).await;
        let raw = firm.raw().await;
        let mention = competitor_mention::Entity::find().one(&raw).await.unwrap().unwrap();
        let choices = deals::db::loss_choices(&firm.access("admin").await, mention.opportunity_id).await.unwrap();
        let reasons: Vec<&str> = choices.reasons.iter().map(|(_, name)| name.as_str()).collect();
        assert_eq!(reasons, ["Price", "No budget", "No decision", "Timing", "Competitor", "Fit", "Relationship"]);
        let here = competitor_mention::Entity::find().filter(competitor_mention::Column::OpportunityId.eq(mention.opportunity_id));
        assert_eq!(choices.rivals.len(), here.all(&raw).await.unwrap().len());
        assert!(choices.rivals.iter().any(|(id, _)| *id == mention.competitor_id));
        assert!(choices.others.iter().all(|(id, _)| !choices.rivals.iter().any(|(here, _)| here == id)));
        assert_eq!(choices.rivals.len() + choices.others.len(), competitor::Entity::find().all(&raw).await.unwrap().len());
    }

    async fn a_closed_deal_is_offered_to_be_opened_by_its_lead_and_admins_alone(db: TestDb) {
        let firm = Firm::new(db).await;
        let deal = firm.in_stage("closed_lost").await.remove(0);
        let lead = on_the_account(&firm, deal.client_id, AssignmentRole::Lead).await.unwrap();
        for access in [firm.access("admin").await, consultant(&firm, lead)] {
            let page = page(&access, deal.id).await;
            assert!(page.card.moves() && page.to("proposal").is_some());
            assert!(page.to("closed_won").is_none(), "it is opened first, then won");
        }
        if let Some(member) = on_the_account(&firm, deal.client_id, AssignmentRole::Member).await {
            let page = page(&consultant(&firm, member), deal.id).await;
            assert!(page.card.can_move && !page.card.moves() && page.stages.iter().all(|stage| page.to(stage.key.as_str()).is_none()));
        }
        let answer = deals::db::ways(&firm.access("viewer").await, deal.id).await;
        assert!(matches!(answer, Err(DbError::App(AppError::NotFound))), "{answer:?}");
        let open = firm.in_stage("proposal").await.remove(0);
        let page = page(&firm.access("admin").await, open.id).await;
        assert!(page.to("closed_lost").is_some() && page.to("closed_won").is_some() && page.to("proposal").is_none() && page.to("nowhere").is_none());
    }

    async fn the_day_to_come_back_is_about_the_client_too_for_who_may_open_its_page(db: TestDb) {
        let firm = Firm::new(db).await;
        let raw = firm.raw().await;
        let day = store::id::now().date_naive() + chrono::TimeDelta::days(90);
        let deal = firm.in_stage("proposal").await.remove(0);
        let lead = on_the_account(&firm, deal.client_id, AssignmentRole::Lead).await.unwrap();
        // Somebody who is on a deal's team and not on its client's.
        let teams = opportunity_team_member::Entity::find().all(&raw).await.unwrap();
        let mut alone = None;
        for member in teams {
            let deal = firm.deal(member.opportunity_id).await;
            let assigned = client_assignment::Entity::find_by_id((member.user_id, deal.client_id)).one(&raw).await.unwrap();
            if deal.outcome.is_none() && assigned.is_none() {
                alone = Some((member.user_id, deal));
            }
        }
        let (outsider, theirs) = alone.unwrap();
        for (who, deal, links) in [(lead, deal, 1), (outsider, theirs, 0)] {
            let loss = Loss { text: "Not now".into(), come_back: Some(day), ..Loss::default() };
            moved(&consultant(&firm, who), deal.id, MoveAsk { loss, ..MoveAsk::to(key("closed_lost"), deal.version) }).await.unwrap();
            let planned = task::Entity::find().filter(task::Column::DueDate.eq(day)).filter(task::Column::AssignedTo.eq(who)).one(&raw).await.unwrap().unwrap();
            let about = task_entity::Entity::find().filter(task_entity::Column::TaskId.eq(planned.id)).all(&raw).await.unwrap();
            assert_eq!(about.iter().filter(|link| link.client_id == Some(deal.client_id)).count(), links);
            assert_eq!(about.iter().filter(|link| link.opportunity_id == Some(deal.id)).count(), 1);
        }
    }
}
