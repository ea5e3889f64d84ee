//! What was logged about a deal confirms what its letters say.

use crate::firm::*;
use activities::ActivityForm;
use domain::meddpicc::{Letter, LetterState};
use domain::stakeholder::MeddpiccRole;
use store::testing::TestDb;

store::both_engines! {
    async fn what_is_logged_confirms_letters_and_is_the_last_contact(db: TestDb) {
        let firm = Firm::new(&db).await;
        firm.metrics("Half the time", 12).await;
        firm.linked(0x51, "Chris", &[MeddpiccRole::Champion]).await;
        let typed = ActivityForm { kind: "call".into(), subject: " Budget ".into(), with: vec![id(0x51), id(0x51)], ..Default::default() };
        firm.logs(ADA, typed).await.unwrap();
        let said = firm.said(ADA).await;
        assert_eq!((said[0].subject.as_str(), said[0].with[0].name.as_str(), said[0].with.len()), ("Budget", "Chris", 1));
        let page = firm.page(ADA).await;
        assert_eq!(page.letters[0].letter, Letter::Metrics);
        assert_eq!((page.letters[0].state, page.letters[0].spoken), (LetterState::Validated, Some(today())));
        assert_eq!(page.stakeholders[0].last_contact, Some(today()));
    }
}
