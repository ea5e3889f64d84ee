//! What each person finds, in every table, to read, to change and to remove.

use crate::each::{each_table, short};
use crate::policy::Who;
use crate::world;
use domain::policy::Action;
use std::collections::BTreeSet;
use store::testing::TestDb;
use store::{Handle, InScope, Read};

store::both_engines! {
    async fn each_person_finds_the_rows_of_the_policy_and_no_others(db: TestDb) {
        let room = world::build(&db).await;
        let system = room.system().read().await.unwrap();
        for who in Who::ALL {
            let eyes = room.person(who.number(), who.role()).read().await.unwrap();
            each_table!(|name, T| {
                let rows = keys::<T>(&system, Action::Read).await;
                assert!(!rows.is_empty(), "{name} has a row to be found");
                for action in [Action::Read, Action::Update, Action::Delete] {
                    let right: BTreeSet<String> = rows.iter().filter(|key| who.may(action, name, key)).cloned().collect();
                    assert_eq!(right, keys::<T>(&eyes, action).await, "{who:?} may {action} these of {name}");
                }
            });
        }
    }

    async fn counting_and_subqueries_are_cut_like_lists(db: TestDb) {
        use sea_orm::{ColumnTrait, QuerySelect};
        use store::table::{client, opportunity};
        let room = world::build(&db).await;
        for (who, seen) in [(Who::Admin, 2), (Who::Assigned, 1), (Who::Team, 1), (Who::Unassigned, 0), (Who::Outside, 0)] {
            let read = room.person(who.number(), who.role()).read().await.unwrap();
            assert_eq!(read.find::<opportunity::Entity>().count(&read).await.unwrap(), seen, "{who:?}");
            let any = sea_orm::Condition::any().add(opportunity::Column::Value.gt(0)).add(opportunity::Column::Value.lte(0));
            assert_eq!(read.find::<opportunity::Entity>().filter(any).count(&read).await.unwrap(), seen, "{who:?} with an OR");
            let deals = read.find::<opportunity::Entity>().shape(|query| query.select_only().column(opportunity::Column::ClientId));
            let system = room.system().read().await.unwrap();
            let clients = system.find::<client::Entity>().filter(client::Column::Id.in_subquery(deals.into_query()));
            assert_eq!(clients.count(&system).await.unwrap(), seen, "{who:?} as a subquery");
        }
    }
}

async fn keys<E: InScope>(read: &Read, action: Action) -> BTreeSet<String> {
    read.find_for::<E>(action).all(read).await.unwrap().iter().map(|row| short::<E>(row)).collect()
}
