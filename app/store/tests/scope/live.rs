//! Who hears of which change: of every table, exactly those who may read the row, and of nothing else that they may not.

use crate::attempts::without_computed;
use crate::each::{each_written_table, short};
use crate::policy::Who;
use crate::room::{Room, id};
use crate::world::{self, A, B};
use domain::live::Kind;
use domain::policy::Action;
use sea_orm::{ActiveModelTrait, ActiveValue::Set, IntoActiveModel, ModelTrait};
use std::collections::BTreeSet;
use store::table::*;
use store::testing::TestDb;
use store::{Feed, Handle, InScope, News, Row, Seen, Work, Write};

/// What each person is told, as `kind key`; `everything` for a reset.
async fn heard(room: &Room, news: &News, who: Who) -> BTreeSet<String> {
    match news.seen_by(&room.person(who.number(), who.role())).await.unwrap() {
        Seen::Everything => BTreeSet::from(["everything".to_owned()]),
        Seen::Told(told) => {
            told.into_iter().flat_map(|told| told.changes).map(|change| format!("{} {}", change.kind, last(&change.id))).collect()
        }
    }
}

/// The last digits of an id, as the policy's keys have them; a word as it is.
fn last(id: &str) -> String {
    id.parse::<uuid::Uuid>().map_or_else(|_| id.to_owned(), |id| format!("{:x}", id.as_u128() & 0xFFFF))
}

/// Does something as the program, and answers what the log says of it.
async fn news_of<F>(room: &Room, feed: &mut Feed, work: F) -> News
where
    F: for<'a> FnOnce(&'a mut Write) -> Work<'a, ()> + Send + 'static,
{
    room.system().write(work).await.unwrap();
    feed.catch_up(feed.at()).await.unwrap()
}

async fn rows<E: InScope>(room: &Room) -> Vec<E::Model> {
    let read = room.system().read().await.unwrap();
    read.find::<E>().all(&read).await.unwrap()
}

/// No page shows the first; forms ask for the others when they open.
const UNHEARD: [&str; 4] = ["external_ref", "loss_reason", "phase_template", "phase_template_phase"];

/// Every row of the table is changed once; whoever may read it hears that, and nobody else hears anything.
async fn each_row_is_heard<E>(room: &Room, feed: &mut Feed, table: &str)
where
    E: Row + InScope,
    E::ActiveModel: ActiveModelTrait<Entity = E> + Send,
    E::Model: ModelTrait<Entity = E> + IntoActiveModel<E::ActiveModel> + Sync,
{
    for row in rows::<E>(room).await {
        let key = short::<E>(&row);
        let full = without_computed::<E>(row.clone().into_active_model().reset_all());
        let news = news_of(room, feed, move |write| Box::pin(async move { write.update::<E>(&row, full).await.map(drop) })).await;
        for who in Who::ALL {
            let heard = heard(room, &news, who).await;
            let readable = who != Who::Outside && who.may(Action::Read, table, &key);
            if heard.contains("everything") {
                let grant = ["client_assignment", "opportunity_team_member", "user"].contains(&table);
                assert!(
                    grant && key.split(':').any(|part| part == format!("{:x}", who.number())),
                    "{who:?}: {table} {key} is nothing to them"
                );
                continue;
            }
            let expected = readable && !UNHEARD.contains(&table);
            assert_eq!(!heard.is_empty(), expected, "{who:?} of {table} {key}: {heard:?}");
            let itself = format!("{table} {key}");
            assert_eq!(heard.contains(&itself), readable && table.parse::<Kind>().is_ok(), "{who:?} of {itself}: {heard:?}");
            for (kind, key) in heard.iter().map(|thing| thing.split_once(' ').unwrap()) {
                assert!(who.may(Action::Read, kind, key), "{who:?} hears of {kind} {key} because of {table}");
            }
        }
    }
}

store::both_engines! {
    async fn each_person_hears_of_the_rows_of_the_policy_and_of_no_others(db: TestDb) {
        let room = world::build(&db).await;
        let mut feed = room.store.follow().await.unwrap();
        each_written_table!(|name, T| {
            each_row_is_heard::<T>(&room, &mut feed, name).await;
        });
    }

    async fn what_is_removed_is_told_to_those_who_saw_it(db: TestDb) {
        let room = world::build(&db).await;
        let mut feed = room.store.follow().await.unwrap();
        // What was seen by a client that is still there; a task and hours by their project's.
        removed::<activity_stakeholder::Entity>(&room, &mut feed, "activity_stakeholder").await;
        removed::<activity::Entity>(&room, &mut feed, "activity").await;
        removed::<time_entry::Entity>(&room, &mut feed, "time_entry").await;
        removed::<task_dependency::Entity>(&room, &mut feed, "task_dependency").await;
        removed::<task_entity::Entity>(&room, &mut feed, "task_entity").await;
        removed::<invoice_line::Entity>(&room, &mut feed, "invoice_line").await;
        removed::<invoice::Entity>(&room, &mut feed, "invoice").await;
        removed::<phase::Entity>(&room, &mut feed, "phase").await;
        removed::<competitor_mention::Entity>(&room, &mut feed, "competitor_mention").await;
        removed::<opportunity_stakeholder::Entity>(&room, &mut feed, "opportunity_stakeholder").await;
        removed::<stakeholder_meddpicc_role::Entity>(&room, &mut feed, "stakeholder_meddpicc_role").await;
        removed::<stakeholder::Entity>(&room, &mut feed, "stakeholder").await;
    }

    async fn whoever_could_have_seen_a_removed_deal_or_client_asks_for_everything(db: TestDb) {
        let room = world::build(&db).await;
        let mut feed = room.store.follow().await.unwrap();
        let deal = rows::<opportunity::Entity>(&room).await.into_iter().find(|deal| deal.client_id == id(B)).unwrap();
        let news = news_of(&room, &mut feed, |write| Box::pin(async move { write.delete::<opportunity::Entity>(deal).await })).await;
        for who in Who::ALL {
            let heard = heard(&room, &news, who).await;
            assert_eq!(heard, if who == Who::Outside { BTreeSet::new() } else { BTreeSet::from(["everything".to_owned()]) }, "{who:?}");
        }
    }

    async fn a_contact_that_is_carried_off_is_told_on_both_sides(db: TestDb) {
        let room = world::build(&db).await;
        let person = stakeholder::ActiveModel {
            id: Set(id(0xA7)),
            client_id: Set(id(A)),
            name: Set("Somebody else".into()),
            engagement_level: Set(domain::stakeholder::EngagementLevel::Low),
            ..Default::default()
        };
        let person = room.system().write(|write| Box::pin(async move { write.insert::<stakeholder::Entity>(person).await })).await.unwrap();
        let mut feed = room.store.follow().await.unwrap();
        let over = stakeholder::ActiveModel { client_id: Set(id(B)), ..Default::default() };
        let news = news_of(&room, &mut feed, |write| Box::pin(async move { write.update::<stakeholder::Entity>(&person, over).await.map(drop) })).await;
        assert_eq!(heard(&room, &news, Who::Assigned).await, BTreeSet::from(["client a".to_owned(), "stakeholder a7".to_owned()]));
        assert_eq!(heard(&room, &news, Who::Team).await, BTreeSet::new());
        let all = BTreeSet::from(["client a".to_owned(), "client b".to_owned(), "stakeholder a7".to_owned()]);
        assert_eq!(heard(&room, &news, Who::Viewer).await, all);
    }

    async fn whoever_is_let_in_or_out_asks_for_everything_and_nobody_else_does(db: TestDb) {
        let room = world::build(&db).await;
        let mut feed = room.store.follow().await.unwrap();
        let let_in = opportunity_team_member::ActiveModel { user_id: Set(id(Who::Unassigned.number())), opportunity_id: Set(id(B)), ..Default::default() };
        let news = news_of(&room, &mut feed, |write| Box::pin(async move { write.insert::<opportunity_team_member::Entity>(let_in).await.map(drop) })).await;
        assert_eq!(heard(&room, &news, Who::Unassigned).await, BTreeSet::from(["everything".to_owned()]));
        assert_eq!(heard(&room, &news, Who::Team).await, BTreeSet::from(["opportunity b".to_owned()]));
        assert_eq!(heard(&room, &news, Who::Assigned).await, BTreeSet::new());

        let lead = rows::<client_assignment::Entity>(&room).await.into_iter().find(|lead| lead.user_id == id(Who::Assigned.number())).unwrap();
        let news = news_of(&room, &mut feed, |write| Box::pin(async move { write.delete::<client_assignment::Entity>(lead).await })).await;
        assert_eq!(heard(&room, &news, Who::Assigned).await, BTreeSet::from(["everything".to_owned()]));
        assert_eq!(heard(&room, &news, Who::Viewer).await, BTreeSet::from(["client a".to_owned()]));
        assert_eq!(heard(&room, &news, Who::Tasked).await, BTreeSet::new());

        // A task that goes to somebody else: who has it no more has lost sight of it, and of its project.
        let task = rows::<task::Entity>(&room).await.into_iter().find(|task| task.assigned_to == Some(id(Who::Tasked.number()))).unwrap();
        let given = task::ActiveModel { assigned_to: Set(Some(id(Who::Admin.number()))), ..Default::default() };
        let news = news_of(&room, &mut feed, |write| Box::pin(async move { write.update::<task::Entity>(&task, given).await.map(drop) })).await;
        assert_eq!(heard(&room, &news, Who::Tasked).await, BTreeSet::from(["everything".to_owned()]));
        assert_eq!(heard(&room, &news, Who::Team).await, BTreeSet::new());
    }

    async fn a_colleague_who_is_called_otherwise_is_shown_so_to_everybody_inside(db: TestDb) {
        let room = world::build(&db).await;
        let mut feed = room.store.follow().await.unwrap();
        let find = |people: Vec<user::Model>| people.into_iter().find(|person| person.id == id(Who::Viewer.number())).unwrap();
        let person = find(rows::<user::Entity>(&room).await);
        let hash = user::ActiveModel { password_hash: Set("$argon2id$other".into()), ..Default::default() };
        let news = news_of(&room, &mut feed, |write| Box::pin(async move { write.update::<user::Entity>(&person, hash).await.map(drop) })).await;
        assert_eq!(heard(&room, &news, Who::Team).await, BTreeSet::new(), "a password is nobody's business");
        assert_eq!(heard(&room, &news, Who::Viewer).await, BTreeSet::from(["everything".to_owned()]));
        let person = find(rows::<user::Entity>(&room).await);
        let name = user::ActiveModel { name: Set("Somebody Else".into()), ..Default::default() };
        let news = news_of(&room, &mut feed, |write| Box::pin(async move { write.update::<user::Entity>(&person, name).await.map(drop) })).await;
        assert_eq!(heard(&room, &news, Who::Team).await, BTreeSet::from([format!("user {}", Who::Viewer.number())]));
        assert_eq!(heard(&room, &news, Who::Outside).await, BTreeSet::new());
    }
}

/// Every row of the table is removed; whoever could read it hears that.
async fn removed<E>(room: &Room, feed: &mut Feed, table: &str)
where
    E: Row + InScope,
    E::ActiveModel: ActiveModelTrait<Entity = E> + Send,
    E::Model: ModelTrait<Entity = E> + IntoActiveModel<E::ActiveModel> + Sync,
{
    for row in rows::<E>(room).await {
        let key = short::<E>(&row);
        let news = news_of(room, feed, move |write| Box::pin(async move { write.delete::<E>(row).await })).await;
        for who in Who::ALL {
            let heard = heard(room, &news, who).await;
            let saw = who != Who::Outside && who.may(Action::Read, table, &key);
            // A step that is about nothing any more is its writer's own again.
            if who == Who::Unassigned && table == "task_entity" {
                continue;
            }
            assert_eq!(!heard.is_empty(), saw, "{who:?} of the removed {table} {key}: {heard:?}");
            for (kind, key) in heard.iter().filter_map(|thing| thing.split_once(' ')) {
                assert!(who.may(Action::Read, kind, key), "{who:?} hears of {kind} {key} because of {table}");
            }
        }
    }
}
