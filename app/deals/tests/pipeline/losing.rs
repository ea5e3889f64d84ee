//! What a loss asks for and leaves behind, and who opens a closed deal again.

use crate::firm::{Firm, key, moved};
use deals::db::{Loss, MoveAsk};
use domain::AppError;
use domain::competitor::CompetitorStatus;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use store::table::{client_assignment, competitor, competitor_mention, loss_reason, task, task_entity};
use store::testing::TestDb;
use store::{DbError, Origin};

fn lost(version: i32, loss: Loss) -> MoveAsk {
    MoveAsk { loss, ..MoveAsk::to(key("closed_lost"), version) }
}

store::both_engines! {
    async fn a_loss_names_its_reason_who_got_it_and_when_to_ask_again(db: TestDb) {
        let firm = Firm::new(db).await;
        let (raw, admin) = (firm.raw().await, firm.access("admin").await);
        let deal = firm.in_stage("proposal").await.remove(0);
        let price = loss_reason::Entity::find().filter(loss_reason::Column::Name.eq("Price")).one(&raw).await.unwrap().unwrap();
        let rival = competitor::Entity::find().one(&raw).await.unwrap().unwrap();
        let day = store::id::now().date_naive() + chrono::TimeDelta::days(180);
        let loss = Loss { reason: Some(price.id), text: String::new(), competitor: Some(rival.id), come_back: Some(day) };
        moved(&admin, deal.id, lost(deal.version, loss)).await.unwrap();
        let now = firm.deal(deal.id).await;
        assert_eq!((now.loss_reason.as_deref(), now.loss_reason_id), (Some("Price"), Some(price.id)));
        let mention = competitor_mention::Entity::find_by_id((rival.id, deal.id)).one(&raw).await.unwrap().unwrap();
        assert_eq!(mention.status, CompetitorStatus::LostTo);
        let about = task_entity::Entity::find().filter(task_entity::Column::OpportunityId.eq(deal.id)).all(&raw).await.unwrap();
        let ids: Vec<_> = about.iter().map(|link| link.task_id).collect();
        let tasks = task::Entity::find().filter(task::Column::Id.is_in(ids)).all(&raw).await.unwrap();
        let planned = tasks.iter().find(|task| task.due_date == Some(day)).unwrap();
        assert_eq!((planned.title.as_str(), planned.assigned_to), (format!("Come back on {}", deal.name).as_str(), Some(admin.actor().unwrap().id)));
    }

    async fn a_loss_without_any_reason_or_with_a_day_that_is_past_is_refused(db: TestDb) {
        let firm = Firm::new(db).await;
        let admin = firm.access("admin").await;
        let deal = firm.in_stage("proposal").await.remove(0);
        let today = store::id::now().date_naive();
        for (loss, field) in [
            (Loss::default(), "loss_reason"),
            (Loss { text: "Too dear".into(), come_back: Some(today), ..Loss::default() }, "come_back"),
            (Loss { text: "x".repeat(10_001), ..Loss::default() }, "loss_reason"),
            (Loss { reason: Some(domain::id::LossReasonId(Default::default())), ..Loss::default() }, "loss_reason_id"),
        ] {
            let refused = moved(&admin, deal.id, lost(deal.version, loss)).await.unwrap_err();
            assert!(matches!(&refused, DbError::App(error) if error.of(field).is_some()), "{field}: {refused:?}");
        }
        assert_eq!(firm.deal(deal.id).await, deal);
    }

    async fn a_closed_deal_is_opened_again_by_the_clients_lead_and_not_by_a_member(db: TestDb) {
        let firm = Firm::new(db).await;
        let raw = firm.raw().await;
        let deal = firm.in_stage("closed_lost").await.remove(0);
        let team = client_assignment::Entity::find().filter(client_assignment::Column::ClientId.eq(deal.client_id)).all(&raw).await.unwrap();
        let of = |role| team.iter().find(|member| member.role == role).map(|member| member.user_id);
        let access = |id| firm.store.access(domain::user::Actor { id, role: domain::user::UserRole::Consultant, client_id: None }, Origin::default());
        if let Some(member) = of(domain::user::AssignmentRole::Member) {
            let refused = moved(&access(member), deal.id, MoveAsk::to(key("proposal"), deal.version)).await.unwrap_err();
            assert!(matches!(refused, DbError::App(AppError::Forbidden)), "{refused:?}");
        }
        let lead = of(domain::user::AssignmentRole::Lead).unwrap();
        moved(&access(lead), deal.id, MoveAsk::to(key("proposal"), deal.version)).await.unwrap();
        assert_eq!(firm.deal(deal.id).await.outcome, None);
    }
}
