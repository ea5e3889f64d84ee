//! The first run: an empty database makes one admin, once.

use crate::browser::Browser;
use crate::house::House;
use crate::registry::PAGES;
use sea_orm::EntityTrait;
use store::table::{setting, user};
use store::testing::TestDb;

const ADMIN: [(&str, &str); 3] = [("name", "Ada First"), ("email", " Ada@Firm.Example "), ("password", "correct horse battery")];

store::both_engines! {
    async fn an_empty_database_makes_one_admin_and_never_a_second(db: TestDb) {
        let house = House::empty(db).await;
        let program = house.serve(&[]).await;
        let browser = Browser::new(&program.base);
        for (path, _) in PAGES {
            let path = path.replace("{id}", "0190a0a0-0000-7000-8000-000000000000");
            let answer = browser.get(&path).await;
            let there = if path == "/first-run" { (200, "") } else { (303, "/first-run") };
            assert_eq!((answer.status, answer.location()), there, "{path}");
        }
        for (field, value) in [("name", ""), ("email", "nobody"), ("password", "short"), ("password", "password1234")] {
            let mut fields = ADMIN;
            fields.iter_mut().filter(|(name, _)| *name == field).for_each(|pair| pair.1 = value);
            let answer = browser.submit("/first-run", "/api/create_first_admin", &fields).await;
            assert!(answer.location().starts_with("/first-run?"), "{field}={value}: {}", answer.location());
            assert!(!browser.get(answer.location()).await.text().contains("correct horse"), "the password is not shown again");
        }
        let people = async || user::Entity::find().all(&house.raw().await).await.unwrap();
        assert!(people().await.is_empty());
        let answer = browser.submit("/first-run", "/api/create_first_admin", &ADMIN).await;
        assert_eq!((answer.status, answer.location()), (302, "/"), "{}", answer.text());
        assert_eq!(browser.get("/deals").await.status, 200, "signed in by it");
        let second = Browser::new(&program.base);
        for _ in 0..2 {
            assert_eq!(second.call("/api/create_first_admin", &[("name", "Eve"), ("email", "eve@x.example"), ("password", "correct horse battery")]).await.status, 404);
        }
        let all = people().await;
        assert_eq!(all.iter().map(|one| (one.email.as_str(), one.role.as_str())).collect::<Vec<_>>(), [("ada@firm.example", "admin")]);
        assert_eq!(second.get("/first-run").await.location(), "/sign-in");
        assert_eq!(browser.get("/first-run").await.location(), "/deals");
        assert!(setting::Entity::find().all(&house.raw().await).await.unwrap().is_empty(), "no trace of a demonstration");
    }

    async fn of_ten_that_are_first_at_once_one_is(db: TestDb) {
        let house = House::empty(db).await;
        let (one, two) = (house.serve(&[]).await, house.serve(&[]).await);
        let tries: Vec<_> = (0..10)
            .map(|number| {
                let browser = Browser::new(if number % 2 == 0 { &one.base } else { &two.base });
                let email = format!("racer{number}@firm.example");
                tokio::spawn(async move {
                    browser.call("/api/create_first_admin", &[("name", "Racer"), ("email", &email), ("password", "correct horse battery")]).await.status
                })
            })
            .collect();
        let mut statuses = Vec::new();
        for one in tries {
            statuses.push(one.await.unwrap());
        }
        statuses.sort_unstable();
        assert_eq!(statuses, [200, 404, 404, 404, 404, 404, 404, 404, 404, 404]);
        assert_eq!(user::Entity::find().all(&house.raw().await).await.unwrap().len(), 1);
    }
}
