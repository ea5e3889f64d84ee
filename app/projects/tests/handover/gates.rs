//! What a win asks for: the contract stops everybody but an admin with a reason, the rest asks for a reason.

use crate::world::{ADMIN, CLIENT, LEAD, MEMBER, VALUE};
use crate::{World, everything, id, wrong};
use domain::deal::Outcome;
use domain::id::ClientId;
use domain::stage::StageOverride;
use projects::HandOverAsk;
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
use store::table::{client, criterion_tick, deal_stage};
use store::testing::TestDb;

store::both_engines! {
    async fn without_the_contract_nobody_wins_but_an_admin_with_a_reason(db: TestDb) {
        let world = World::ready(db).await;
        let before = everything(&world.db).await;
        let unsigned = HandOverAsk { ticks: Vec::new(), ..world.ask().await };
        for who in [LEAD, MEMBER] {
            let reasoned = HandOverAsk { reason: "They always sign later".into(), ..unsigned.clone() };
            let told = wrong(world.hand_over(who, reasoned).await, "ticks");
            assert!(told.contains("Contract signed") && told.contains("only an admin may override"), "{told}");
        }
        let told = wrong(world.hand_over(ADMIN, unsigned.clone()).await, "reason");
        assert!(told.contains("Contract signed"), "{told}");
        assert_eq!(everything(&world.db).await, before, "what is refused leaves no trace");
        let reasoned = HandOverAsk { reason: "Letter of intent by the board".into(), ..unsigned };
        world.hand_over(ADMIN, reasoned).await.unwrap();
        let way = world.way().await;
        let win = way.last().unwrap();
        assert_eq!((win.gaps.as_deref(), win.override_reason.as_deref()), (Some("Contract signed"), Some("Letter of intent by the board")));
    }

    async fn a_stage_that_leads_may_override_is_overridden_by_a_lead(db: TestDb) {
        let world = World::ready(db).await;
        let raw = world.db.raw().await;
        let change = deal_stage::Entity::update_many().col_expr(deal_stage::Column::OverrideBy, Expr::value(StageOverride::Lead.as_str()));
        change.filter(deal_stage::Column::Key.eq("closed_won")).exec(&raw).await.unwrap();
        let reasoned = HandOverAsk { ticks: Vec::new(), reason: "By handshake".into(), ..world.ask().await };
        let told = wrong(world.hand_over(MEMBER, reasoned.clone()).await, "ticks");
        assert!(told.contains("the client's lead or an admin"), "{told}");
        world.hand_over(LEAD, reasoned).await.unwrap();
    }

    async fn what_is_missing_on_the_way_asks_for_a_reason_that_stays(db: TestDb) {
        let world = World::in_stage(db, "proposal", None).await;
        let told = wrong(world.hand_over(MEMBER, world.ask().await).await, "reason");
        for missing in ["Proposal delivered", "Economic Buyer engaged", "Terms final"] {
            assert!(told.contains(missing), "{told}");
        }
        assert!(!told.contains("Contract signed"), "{told}");
        world.hand_over(MEMBER, HandOverAsk { reason: "Signed at the fair".into(), ..world.ask().await }).await.unwrap();
        let way = world.way().await;
        let win = way.last().unwrap();
        assert_eq!((win.gaps.as_deref(), win.override_reason.as_deref()), (Some("Proposal delivered\nEconomic Buyer engaged\nTerms final"), Some("Signed at the fair")));
        let read = projects::db::detail(&world.who(MEMBER), world.projects().await[0].id).await.unwrap();
        let deal = read.deal.unwrap();
        assert_eq!((deal.gaps.len(), deal.reason.as_deref()), (3, Some("Signed at the fair")), "the project's page says what it was won without");
    }

    async fn what_was_ticked_before_and_is_not_in_the_form_is_ticked_no_more(db: TestDb) {
        let world = World::ready(db).await;
        let contract = world.criterion("closed_won").await;
        world.add(crate::world::tick(contract)).await;
        let unsigned = HandOverAsk { ticks: Vec::new(), reason: "Not signed after all".into(), ..world.ask().await };
        world.hand_over(ADMIN, unsigned).await.unwrap();
        let left = criterion_tick::Entity::find().filter(criterion_tick::Column::CriterionId.eq(contract));
        assert!(left.one(&world.db.raw().await).await.unwrap().is_none());
        assert_eq!(world.way().await.last().unwrap().gaps.as_deref(), Some("Contract signed"));
    }

    async fn the_page_tells_contract_from_gaps_and_who_may(db: TestDb) {
        let world = World::in_stage(db, "negotiation", None).await;
        let member = projects::db::form(&world.who(MEMBER), id(crate::world::DEAL)).await.unwrap();
        assert_eq!((member.contract.len(), member.contract[0].ticked, member.contract_rule.blocks, member.contract_rule.may), (1, false, true, false));
        assert_eq!(member.gaps.iter().map(|gap| gap.label.as_str()).collect::<Vec<_>>(), ["Terms final"]);
        assert_eq!((member.gaps_rule.blocks, member.gaps_rule.may, member.may, member.value.minor), (false, true, true, VALUE));
        assert_eq!((member.promises.len(), member.stakeholders.len(), member.others.len(), member.team.len()), (2, 1, 1, 3));
        let admin = projects::db::form(&world.who(ADMIN), id(crate::world::DEAL)).await.unwrap();
        assert!(admin.contract_rule.may && admin.courses.len() == 3);
    }

    async fn a_lost_deal_is_reopened_first(db: TestDb) {
        let world = World::in_stage(db, "closed_lost", Some(Outcome::Lost)).await;
        let before = everything(&world.db).await;
        assert!(wrong(world.hand_over(ADMIN, world.ask().await).await, "to").contains("reopen"));
        assert_eq!(everything(&world.db).await, before);
    }

    async fn people_of_another_client_are_not_brought_in(db: TestDb) {
        let world = World::ready(db).await;
        let elsewhere = client::ActiveModel { id: sea_orm::ActiveValue::Set(id::<ClientId>(0xB)), ..world.client_now().await.into() };
        world.add(client::ActiveModel { name_key: sea_orm::ActiveValue::NotSet, ..elsewhere }).await;
        let stranger = world.a_stranger(0x53, 0xB).await;
        world.hand_over(ADMIN, HandOverAsk { people: vec![stranger], ..world.ask().await }).await.unwrap();
        let people = projects::db::detail(&world.who(ADMIN), world.projects().await[0].id).await.unwrap().stakeholders;
        assert_eq!(people.len(), 1);
        assert_ne!(id::<ClientId>(CLIENT), id(0xB));
    }
}
