//! Who sees what.

use crate::{Firm, plan};
use domain::user::{Actor, UserRole};
use std::collections::HashSet;
use store::table::*;
use store::testing::TestDb;
use store::{Handle, Origin};

async fn person(firm: &Firm, email: &str) -> user::Model {
    firm.all::<user::Entity>().await.into_iter().find(|user| user.email == email).expect("a demonstration sign-in")
}

store::both_engines! {
    async fn the_consultant_sees_two_clients_and_one_deal_of_a_third(db: TestDb) {
        let firm = Firm::load(&db, plan(2)).await;
        let user = person(&firm, "consultant@demo.test").await;
        assert_eq!(user.role, UserRole::Consultant);
        let access = firm.store.access(Actor { id: user.id, role: user.role, client_id: None }, Origin::default());
        let read = access.read().await.expect("a read begins");
        let clients = read.find::<client::Entity>().all(&read).await.expect("clients");
        let mine: HashSet<_> = clients.iter().map(|client| client.id).collect();
        assert_eq!(mine.len(), 2);
        let deals = read.find::<opportunity::Entity>().all(&read).await.expect("deals");
        assert_eq!(deals.iter().filter(|deal| !mine.contains(&deal.client_id)).count(), 1);
        let projects = read.find::<project::Entity>().all(&read).await.expect("projects");
        assert!(!projects.is_empty() && projects.iter().all(|project| mine.contains(&project.client_id)));
        assert!(!read.find::<task::Entity>().all(&read).await.expect("tasks").is_empty());
        assert!(!read.find::<time_entry::Entity>().all(&read).await.expect("hours").is_empty());
    }

    async fn the_four_sign_ins_have_their_roles(db: TestDb) {
        let firm = Firm::load(&db, plan(1)).await;
        for (email, role) in [
            ("admin@demo.test", UserRole::Admin),
            ("consultant@demo.test", UserRole::Consultant),
            ("viewer@demo.test", UserRole::Viewer),
            ("client@demo.test", UserRole::Client),
        ] {
            let user = person(&firm, email).await;
            assert_eq!((user.role, user.active, user.client_id.is_some()), (role, true, role == UserRole::Client));
        }
        let links = firm.all::<client_portal_access::Entity>().await;
        let outside = person(&firm, "client@demo.test").await;
        let link = links.iter().find(|link| Some(link.client_id) == outside.client_id).expect("their portal is open");
        assert_eq!(link.token_hash, store::token::hash(&firm.summary.portal_token));
        // They are somebody at the client, under the same name and title.
        let contacts = firm.all::<stakeholder::Entity>().await;
        let same = |contact: &&stakeholder::Model| contact.name == outside.name && contact.job_title.as_ref() == Some(&outside.job_title);
        assert_eq!(contacts.iter().find(same).map(|contact| contact.client_id), outside.client_id);
    }

    async fn a_larger_firm_has_more_people_and_no_name_twice(db: TestDb) {
        let firm = Firm::load(&db, plan(4)).await;
        let users = firm.all::<user::Entity>().await;
        assert_eq!(users.len(), 12 + 3 * 3 + 1);
        let clients = firm.all::<client::Entity>().await;
        let names: HashSet<_> = clients.iter().map(|client| &client.name).collect();
        assert_eq!(names.len(), 100);
    }
}
