//! One transaction, and one project however many press the button.

use crate::world::{CLIENT, DEAL, DONE, KNOWN, LEAD, MEMBER, OTHER, PROMISES, VALUE, actor, today};
use crate::{World, everything, id, wrong};
use chrono::{NaiveDate, TimeDelta};
use domain::deal::Outcome;
use domain::id::{ClientId, OpportunityId, ProjectId, StakeholderId, UserId};
use domain::project::{PhaseStatus, ProjectStatus};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use std::collections::BTreeSet;
use store::Origin;
use store::table::{audit_log, criterion_tick, opportunity_stakeholder, phase, task_entity};
use store::testing::TestDb;

fn day(text: &str) -> NaiveDate {
    domain::date::parse_date(text).unwrap()
}

store::both_engines! {
    async fn a_win_is_a_move_a_project_and_all_that_goes_along(db: TestDb) {
        let world = World::ready(db).await;
        let steps = world.way().await.len();
        let made = world.hand_over(MEMBER, world.ask().await).await.unwrap();
        let deal = world.deal_now().await;
        let yesterday = today() - TimeDelta::days(1);
        assert_eq!((deal.stage.as_str(), deal.outcome, deal.value, deal.actual_close_date), ("closed_won", Some(Outcome::Won), 4_800_050, Some(yesterday)));
        let way = world.way().await;
        let win = way.last().unwrap();
        assert_eq!((way.len(), win.to_stage.as_str(), win.changed_by, win.gaps.as_deref()), (steps + 1, "closed_won", id(MEMBER), None));

        let projects = world.projects().await;
        let [row] = projects.as_slice() else { panic!("{projects:?}") };
        assert_eq!((row.id, row.client_id, row.opportunity_id), (made, id(CLIENT), Some(id::<OpportunityId>(DEAL))));
        assert_eq!((row.name.as_str(), row.status, row.budget, row.currency.as_str()), ("Roadmap, delivered", ProjectStatus::Planning, Some(4_800_050), "EUR"));
        // The day that was asked for is a Saturday; the course takes ten weeks.
        assert_eq!((row.start_date, row.end_date), (Some(day("2027-03-08")), Some(day("2027-05-14"))));

        let raw = world.db.raw().await;
        let phases = phase::Entity::find().order_by_asc(phase::Column::Order).all(&raw).await.unwrap();
        assert_eq!(phases.len(), world.course().await.1);
        assert!(phases.iter().all(|phase| phase.project_id == made && phase.status == PhaseStatus::Pending));
        assert_eq!(phases.iter().map(|phase| phase.order).collect::<Vec<_>>(), [1, 2, 3, 4]);
        assert_eq!((phases[0].start_date, phases[0].end_date, phases[1].start_date), (Some(day("2027-03-08")), Some(day("2027-03-12")), Some(day("2027-03-15"))));

        let of = [PROMISES[0], PROMISES[1], DONE];
        let mut homes = Vec::new();
        for n in of {
            homes.push(world.task(n).await.project_id);
        }
        assert_eq!(homes, [Some(made), None, None], "what was chosen goes along, and nothing else");
        let links = task_entity::Entity::find().filter(task_entity::Column::OpportunityId.eq(the_deal())).all(&raw).await.unwrap();
        assert_eq!(links.len(), of.len(), "all of them are about the deal still");
        let people = opportunity_stakeholder::Entity::find().all(&raw).await.unwrap();
        let people: BTreeSet<StakeholderId> = people.into_iter().map(|row| row.stakeholder_id).collect();
        assert_eq!(people, [id(KNOWN), id(OTHER)].into());
        assert!(criterion_tick::Entity::find_by_id((the_deal(), world.criterion("closed_won").await)).one(&raw).await.unwrap().is_some());

        let logged = audit_log::Entity::find().filter(audit_log::Column::UserId.eq(id::<UserId>(MEMBER))).all(&raw).await.unwrap();
        let mut kinds: Vec<&str> = logged.iter().map(|row| row.resource_type.as_str()).collect();
        kinds.sort_unstable();
        kinds.dedup();
        assert_eq!(kinds, ["criterion_tick", "opportunity", "opportunity_stage_change", "opportunity_stakeholder", "phase", "project", "task"]);
        assert!(logged.iter().all(|row| row.client_id == Some(id::<ClientId>(CLIENT).0.into())), "each names the client");
        world.verify().await;
    }

    async fn a_fault_in_the_middle_leaves_nothing(db: TestDb) {
        let world = World::ready(db).await;
        // The second phase of a course breaks a rule that only this test has.
        world.db.raw().await.execute_unprepared("CREATE UNIQUE INDEX one_phase ON phase (project_id)").await.unwrap();
        let before = everything(&world.db).await;
        let failed = world.hand_over(LEAD, world.ask().await).await;
        assert!(matches!(failed, Err(store::DbError::Db(_))), "{failed:?}");
        assert_eq!(everything(&world.db).await, before);
        world.db.raw().await.execute_unprepared("DROP INDEX one_phase").await.unwrap();
        world.hand_over(LEAD, world.ask().await).await.unwrap();
    }

    async fn whoever_presses_twice_gets_the_project_that_is_there(db: TestDb) {
        let world = World::ready(db).await;
        let version = world.deal_now().await.version;
        let first = world.hand_over(LEAD, world.ask().await).await.unwrap();
        let before = everything(&world.db).await;
        let again = projects::db::hand_over(&world.who(MEMBER), id(DEAL), version, world.ask().await).await.unwrap();
        assert_eq!((again, world.projects().await.len()), (first, 1));
        assert_eq!(everything(&world.db).await, before, "and changes nothing");
    }

    async fn pressed_at_once_on_two_servers_it_is_one_project(db: TestDb) {
        let world = World::ready(db).await;
        let other = world.second_server().await;
        let (version, ask) = (world.deal_now().await.version, world.ask().await);
        let steps = world.way().await.len();
        let mut pressed = Vec::new();
        for n in 0..12 {
            let store = if n % 2 == 0 { &world.store } else { &other };
            let access = store.access(actor(if n % 3 == 0 { LEAD } else { MEMBER }), Origin::default());
            let ask = ask.clone();
            pressed.push(tokio::spawn(async move { projects::db::hand_over(&access, id(DEAL), version, ask).await }));
        }
        let mut made: BTreeSet<ProjectId> = BTreeSet::new();
        for answer in pressed {
            made.insert(answer.await.unwrap().unwrap());
        }
        assert_eq!((made.len(), world.projects().await.len(), world.way().await.len()), (1, 1, steps + 1));
        assert_eq!(phase::Entity::find().all(&world.db.raw().await).await.unwrap().len(), world.course().await.1);
        assert_eq!(world.deal_now().await.version, version + 2, "moved once, settled once");
        world.verify().await;
    }

    async fn a_deal_that_somebody_moved_meanwhile_is_looked_at_again(db: TestDb) {
        let world = World::ready(db).await;
        let (version, ask) = (world.deal_now().await.version, world.ask().await);
        let access = world.who(LEAD);
        let me = access.actor().unwrap().clone();
        access.write(move |write| Box::pin(async move {
            let to = deals::db::MoveAsk::to(domain::stage::StageKey::parse("proposal").unwrap(), version);
            deals::db::move_in(write, &me, id(DEAL), to).await.map(drop)
        })).await.unwrap();
        let late = projects::db::hand_over(&world.who(MEMBER), id(DEAL), version, ask.clone()).await;
        let Err(store::DbError::App(error)) = &late else { panic!("{late:?}") };
        assert_eq!((error.status(), error.typed_in("value"), error.typed_in("name")), (422, Some(ask.value.clone()), Some(ask.name.clone())), "nothing typed is lost");
        assert!(wrong(late, "to").contains("Proposal"));
        assert!(world.projects().await.is_empty());
    }

    async fn what_is_wrong_is_said_at_each_field_and_changes_nothing(db: TestDb) {
        let world = World::ready(db).await;
        let before = everything(&world.db).await;
        let tomorrow = (today() + TimeDelta::days(1)).to_string();
        let long = "x".repeat(201);
        for (field, value) in [("value", "-1"), ("value", "1e9"), ("value", "9".repeat(20).as_str()), ("value", "1.005"), ("won_on", &tomorrow), ("won_on", "2020-01-01"), ("won_on", "31.12."), ("name", "  "), ("name", &long), ("name", "a\0b"), ("start", ""), ("start", "2200-01-01"), ("start", "2199-12-01"), ("template", "nothing"), ("reason", "\0")] {
            let mut ask = world.ask().await;
            match field {
                "value" => ask.value = value.into(),
                "won_on" => ask.won_on = value.into(),
                "name" => ask.name = value.into(),
                "start" => ask.start = value.into(),
                "template" => ask.template = value.into(),
                _ => ask.reason = value.into(),
            }
            assert!(!wrong(world.hand_over(LEAD, ask).await, field).is_empty(), "{field} {value}");
        }
        assert_eq!(everything(&world.db).await, before);
        assert_eq!(world.deal_now().await.value, VALUE);
    }
}

fn the_deal() -> OpportunityId {
    id(DEAL)
}
