//! Who sees what of a deal's page, and who may change what there.

use crate::firm::*;
use activities::ActivityForm;
use deals::{ClientRight, Findable, RivalField, StepField, db};
use domain::AppError;
use domain::activity::ActivityType;
use domain::id::CriterionId;
use domain::meddpicc::{Letter, LetterState};
use domain::stakeholder::MeddpiccRole;
use store::testing::TestDb;

/// A deal of which there is something to see everywhere.
async fn full(firm: &Firm) {
    firm.metrics("SECRET metrics", 12).await;
    firm.linked(0x51, "SECRET Champion", &[MeddpiccRole::Champion]).await;
    firm.happened(0xC1, ActivityType::Call, ago(3), true, &[0x51]).await;
    let step = db::NewStep::parse("Send the draft", "", "email", today()).unwrap();
    db::add_step(&firm.access(ADA), deal(), step).await.unwrap();
    db::add_rival(&firm.access(ADA), deal(), db::Rivalry::parse(None, "Rival", None, "Cheaper").unwrap()).await.unwrap();
}

store::both_engines! {
    async fn whoever_is_on_the_deals_team_alone_sees_states_and_days_and_nothing_of_the_clients(db: TestDb) {
        let firm = Firm::new(&db).await;
        full(&firm).await;
        let (ada, ben) = (firm.page(ADA).await, firm.page(BEN).await);
        assert_eq!((ada.client, ben.client), (ClientRight::Write, ClientRight::None));
        let line = |page: &deals::DealDetail, letter: Letter| page.letters.iter().find(|line| line.letter == letter).unwrap().clone();
        let (full, bare) = (line(&ada, Letter::Metrics), line(&ben, Letter::Metrics));
        assert_eq!((full.state, full.since, full.spoken), (LetterState::Validated, Some(ago(12).date_naive()), Some(ago(3).date_naive())));
        assert_eq!((bare.state, bare.since, bare.spoken), (full.state, full.since, full.spoken));
        assert_eq!((full.text.as_str(), bare.text.as_str()), ("SECRET metrics", ""));
        assert_eq!(full.talk.as_ref().map(|talk| (talk.kind, talk.with.clone(), talk.of_deal)), Some((ActivityType::Call, vec!["SECRET Champion".to_owned()], true)));
        assert_eq!(line(&ada, Letter::Champion).holders.len(), 1);
        assert_eq!((bare.talk, line(&ben, Letter::Champion).holders.len(), line(&ben, Letter::Champion).state), (None, 0, LetterState::Validated));
        assert_eq!((ada.stakeholders.len(), firm.said(ADA).await.len(), ada.team.inherited.len()), (1, 1, 1));
        assert_eq!((ben.stakeholders.len(), firm.said(BEN).await.len(), ben.team.inherited.len()), (0, 0, 0));
        assert!(ben.texts.is_none() && ada.texts.is_some());
        // What is the deal's own is theirs as well.
        assert_eq!((ben.gaps.clone(), ben.checks.clone(), ben.steps.clone(), ben.rivals.clone()), (ada.gaps, ada.checks, ada.steps, ada.rivals));
        assert_eq!((ben.history, ben.team.own.len(), ben.card.can_move), (ada.history, 1, true));
        let told = format!("{:?} {:?} {:?}", ben.letters, ben.stakeholders, ben.texts);
        assert!(!told.contains("SECRET"), "{told}");
    }

    async fn a_viewer_reads_it_all_and_changes_nothing_and_who_is_on_nothing_finds_nothing(db: TestDb) {
        let firm = Firm::new(&db).await;
        full(&firm).await;
        let seen = firm.page(VIEWER).await;
        assert_eq!((seen.client, seen.card.can_move, seen.stakeholders.len(), firm.said(VIEWER).await.len()), (ClientRight::Read, false, 1, 1));
        assert!(seen.steps.open.iter().all(|step| !step.can_edit));
        let rival = seen.rivals[0].id;
        let task = seen.steps.open[0].id;
        let before = firm.everything().await;
        for (who, wanted) in [(VIEWER, AppError::Forbidden), (CLEO, AppError::NotFound), (OUTSIDE, AppError::NotFound)] {
            let access = firm.access(who);
            let step = || db::NewStep::parse("x", "", "", today()).unwrap();
            let contact = stakeholders::db::NewPerson::parse("New", "", &[]).unwrap();
            let rivalry = db::Rivalry::parse(Some(rival), "", None, "").unwrap();
            let typed = ActivityForm { kind: "call".into(), subject: "x".into(), ..Default::default() };
            let answers = [
                refused(db::tick(&access, deal(), tick_of_lead(), true).await),
                refused(db::ask(&access, deal(), Letter::Champion).await),
                refused(db::add_step(&access, deal(), step()).await),
                refused(db::complete_step(&access, deal(), task, true).await),
                refused(db::edit_step(&access, deal(), task, StepField::Title, "y", 1).await),
                refused(db::add_member(&access, deal(), id(ADMIN)).await),
                refused(db::remove_member(&access, deal(), id(BEN), true).await),
                refused(db::link_stakeholder(&access, deal(), id(0x51), None).await),
                refused(db::unlink_stakeholder(&access, deal(), id(0x51)).await),
                refused(db::add_stakeholder(&access, deal(), contact).await),
                refused(db::set_role(&access, deal(), id(0x51), Some(MeddpiccRole::Blocker), None).await),
                refused(db::add_rival(&access, deal(), rivalry).await),
                refused(db::edit_rival(&access, deal(), rival, RivalField::Notes, "y", 1).await),
                refused(db::remove_rival(&access, deal(), rival).await),
                refused(firm.logs(who, typed).await),
                refused(db::find(&access, deal(), Findable::Colleague, "").await),
            ];
            assert!(answers.iter().all(|answer| *answer == wanted), "{who}: {answers:?}");
        }
        assert_eq!(before, firm.everything().await);
    }

    async fn the_deals_team_alone_changes_none_of_the_clients_people_and_activities(db: TestDb) {
        let firm = Firm::new(&db).await;
        full(&firm).await;
        firm.person(0x52, A, "Unlinked", &[]).await;
        let before = firm.everything().await;
        let ben = firm.access(BEN);
        let typed = ActivityForm { kind: "call".into(), subject: "x".into(), ..Default::default() };
        let answers = [
            refused(db::link_stakeholder(&ben, deal(), id(0x52), Some(MeddpiccRole::Champion)).await),
            refused(db::unlink_stakeholder(&ben, deal(), id(0x51)).await),
            refused(db::add_stakeholder(&ben, deal(), stakeholders::db::NewPerson::parse("New", "", &[]).unwrap()).await),
            refused(db::set_role(&ben, deal(), id(0x51), Some(MeddpiccRole::Blocker), None).await),
            refused(firm.logs(BEN, typed).await),
            refused(activities::db::timeline(&ben, activities::Of::Deal(deal()), &activities::db::Sought::default()).await),
        ];
        assert!(answers.iter().all(|answer| *answer == AppError::NotFound), "{answers:?}");
        assert!(db::find(&ben, deal(), Findable::Stakeholder, "").await.unwrap().is_empty());
        assert_eq!(before, firm.everything().await);
    }
}

store::both_engines! {
    async fn a_clients_people_are_seen_with_their_deals_by_whoever_may_open_the_client(db: TestDb) {
        let firm = Firm::new(&db).await;
        firm.linked(0x51, "Zoe Champion", &[MeddpiccRole::EconomicBuyer, MeddpiccRole::Champion]).await;
        firm.person(0x52, A, "Adam Alone", &[]).await;
        firm.person(0x53, B, "SECRET of another client", &[]).await;
        for who in [ADMIN, VIEWER, ADA] {
            let found = db::client_stakeholders(&firm.access(who), id(A)).await.unwrap();
            let names: Vec<_> = found.people.iter().map(|person| (person.name.as_str(), person.job_title.as_deref())).collect();
            assert_eq!(names, [("Adam Alone", Some("Title of Adam Alone")), ("Zoe Champion", Some("Title of Zoe Champion"))]);
            assert_eq!((found.people[1].roles.as_slice(), found.more), ([MeddpiccRole::Champion, MeddpiccRole::EconomicBuyer].as_slice(), false));
            let deals = |at: usize| found.people[at].deals.iter().map(|deal| (deal.id, deal.name.as_str(), deal.ended)).collect::<Vec<_>>();
            assert_eq!((deals(0), deals(1)), (vec![], vec![(deal(), "Deal D", None)]));
        }
        // Whoever is on the deal's team alone does not see the client's people, nor does anybody else.
        for (who, client) in [(BEN, A), (CLEO, A), (ADA, B), (ADMIN, 0xF), (OUTSIDE, A)] {
            assert_eq!(refused(db::client_stakeholders(&firm.access(who), id(client)).await), AppError::NotFound, "{who} {client}");
        }
    }
}

/// A criterion that the database of every firm starts with.
fn tick_of_lead() -> CriterionId {
    CriterionId(uuid::Uuid::from_u128(0x0190_0000_0000_7000_8000_0000_0000_0000 + 11))
}
