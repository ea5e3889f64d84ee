//! The letters, what confirmed them, the gaps, and the step that asks about one.

use crate::firm::*;
use chrono::TimeDelta;
use deals::{DealDetail, LetterLine, db};
use domain::activity::ActivityType;
use domain::gap::AskedBy;
use domain::meddpicc::{Letter, LetterState};
use domain::stakeholder::MeddpiccRole;
use sea_orm::EntityTrait;
use store::table::task;
use store::testing::TestDb;

fn line(page: &DealDetail, letter: Letter) -> LetterLine {
    page.letters.iter().find(|line| line.letter == letter).unwrap().clone()
}

store::both_engines! {
    async fn a_letter_names_the_talk_that_confirmed_it(db: TestDb) {
        let firm = Firm::new(&db).await;
        firm.metrics("Half the time", 12).await;
        firm.linked(0x51, "Chris Champion", &[MeddpiccRole::Champion, MeddpiccRole::DecisionMaker]).await;
        firm.person(0x52, A, "Dana Decider", &[MeddpiccRole::DecisionMaker]).await;
        firm.person(0x53, A, "Una User", &[MeddpiccRole::User]).await;
        firm.happened(0xC1, ActivityType::Meeting, ago(9), true, &[0x51]).await;
        firm.happened(0xC2, ActivityType::Call, ago(4), false, &[0x51, 0x52, 0x53]).await;
        // Neither a note nor what is still to come confirms anything.
        firm.happened(0xC3, ActivityType::Note, ago(1), true, &[0x51]).await;
        firm.happened(0xC4, ActivityType::Call, ago(-2), true, &[0x51]).await;
        let metrics = line(&firm.page(ADA).await, Letter::Metrics);
        assert_eq!((metrics.state, metrics.spoken), (LetterState::Validated, Some(ago(4).date_naive())));
        let talk = metrics.talk.unwrap();
        assert_eq!((talk.kind, talk.of_deal), (ActivityType::Call, false));
        assert_eq!(talk.with, ["Chris Champion", "Dana Decider"]);
        let champion = line(&firm.page(ADA).await, Letter::Champion);
        assert_eq!(champion.since, Some(ago(30).date_naive()), "since they joined the deal, which was later than the role");
        assert_eq!(champion.holders.iter().map(|holder| holder.name.as_str()).collect::<Vec<_>>(), ["Chris Champion"]);
        assert_eq!(line(&firm.page(ADA).await, Letter::EconomicBuyer).state, LetterState::Unknown);
    }

    async fn the_gaps_of_this_move_come_first(db: TestDb) {
        let firm = Firm::new(&db).await;
        firm.metrics("Half the time", 5).await;
        let gaps: Vec<_> = firm.page(ADA).await.gaps.into_iter().map(|line| (line.gap.letter, line.gap.asked_by)).collect();
        let this = [Letter::DecisionCriteria, Letter::DecisionProcess, Letter::PaperProcess, Letter::IdentifiedPain, Letter::Champion, Letter::Competition];
        let wanted: Vec<_> = this.into_iter().map(|letter| (letter, AskedBy::This)).chain([(Letter::EconomicBuyer, AskedBy::None)]).collect();
        assert_eq!(gaps, wanted);
    }

    async fn a_question_is_planned_once_until_it_has_been_asked(db: TestDb) {
        let firm = Firm::new(&db).await;
        let ada = firm.access(ADA);
        let first = db::ask(&ada, deal(), Letter::EconomicBuyer).await.unwrap();
        assert_eq!(db::ask(&firm.access(BEN), deal(), Letter::EconomicBuyer).await.unwrap(), first);
        let page = firm.page(ADA).await;
        let step = &page.steps.open[0];
        assert_eq!((step.id, step.title.as_str(), step.due), (first, Letter::EconomicBuyer.question(), Some(today() + TimeDelta::days(7))));
        assert_eq!(step.assignee.as_ref().map(|person| person.id), Some(id(ADA)));
        let planned: Vec<_> = page.gaps.iter().filter_map(|line| Some((line.gap.letter, line.planned?))).collect();
        assert_eq!(planned, [(Letter::EconomicBuyer, first)]);
        let row = task::Entity::find_by_id(first).one(&firm.raw).await.unwrap().unwrap();
        assert_eq!(row.description.as_deref(), Some(Letter::EconomicBuyer.why()));
        db::complete_step(&ada, deal(), first, true).await.unwrap();
        assert_ne!(db::ask(&ada, deal(), Letter::EconomicBuyer).await.unwrap(), first);
    }

    async fn many_clicks_at_once_plan_one_question(db: TestDb) {
        let firm = Firm::new(&db).await;
        let clicks: Vec<_> = (0..8).map(|_| {
            let ada = firm.access(ADA);
            tokio::spawn(async move { db::ask(&ada, deal(), Letter::Champion).await })
        }).collect();
        let mut planned = std::collections::BTreeSet::new();
        for click in clicks {
            planned.insert(click.await.unwrap().unwrap());
        }
        assert_eq!(planned.len(), 1);
        assert_eq!(task::Entity::find().all(&firm.raw).await.unwrap().len(), 1);
    }
}
