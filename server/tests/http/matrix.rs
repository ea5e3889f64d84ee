//! Everybody at every door with every thing: the status is the policy's, a denial changes nothing, and no text of a client gets out.

pub(crate) mod calls;
mod cells;
mod deal_page;
mod expect;
mod people;
mod things;

use crate::canary::{self, Canaries};
use crate::house::House;
use crate::snapshot::{difference, everything};
use cells::{Cell, cells};
use people::Person;
use sea_orm::EntityTrait;
use store::table::competitor;
use store::testing::TestDb;
use things::Things;

store::both_engines! {
    async fn everybody_gets_what_the_policy_says_and_a_denial_changes_nothing(db: TestDb) {
        let engine = db.engine();
        let house = House::seeded(db).await;
        let canaries = Canaries::plant(&house).await;
        let program = house.serve(&[]).await;
        let people = people::everybody(&house, &program).await;
        let things = Things::of(&house).await;
        let (mut count, mut denied, mut faults) = (0, 0, Vec::new());
        for person in &people {
            let all = cells(person, &things, &house).await;
            let (open, shut): (Vec<Cell>, Vec<Cell>) = all.into_iter().partition(Cell::allowed);
            count += open.len() + shut.len();
            denied += shut.len();
            let before = everything(&house.db).await;
            for cell in &shut {
                faults.extend(try_cell(person, cell, &canaries).await);
            }
            let changed = difference(&before, &everything(&house.db).await);
            assert!(changed.is_empty(), "{}: a denied request changed something: {changed:#?}", person.name);
            for cell in &open {
                cell.prepare(person, &house).await;
                faults.extend(try_cell(person, cell, &canaries).await);
            }
        }
        assert!(faults.is_empty(), "{} of {count} cells: {faults:#?}", faults.len());
        assert!(count > 1_000, "{count} cells");
        eprintln!("matrix on {engine:?}: {count} cells, {denied} of them denied, {} people", people.len());
    }
}

/// What is wrong with the answer, if anything.
async fn try_cell(person: &Person, cell: &Cell, canaries: &Canaries) -> Vec<String> {
    let answer = cell.send(person).await;
    let mut faults = Vec::new();
    let told = format!("{} {} {} ({})", person.name, cell.method, cell.path, cell.what);
    if !cell.expected.contains(&answer.status) {
        let text: String = answer.text().chars().take(160).collect();
        faults.push(format!("{told}: {} instead of {:?}: {text}", answer.status, cell.expected));
    }
    let out: Vec<String> = canary::found(&answer.whole()).difference(&person.marks(canaries)).cloned().collect();
    if !out.is_empty() {
        faults.push(format!("{told}: got to see {out:?}"));
    }
    faults
}

store::both_engines! {
    async fn who_is_only_on_a_deals_team_sees_the_clients_name_and_nothing_else_of_it(db: TestDb) {
        let house = House::seeded(db).await;
        let canaries = Canaries::plant(&house).await;
        let program = house.serve(&[]).await;
        let things = Things::of(&house).await;
        let (deal, client) = things.team_deal();
        let mut seen = std::collections::BTreeSet::new();
        let consultant = house.browser(&program, "consultant").await;
        for path in [format!("/deals/{deal}"), format!("/deals/{deal}/move?to=closed_lost"), format!("/deals/{deal}/move"), "/deals".into(), "/deals?view=table".into()] {
            let answer = consultant.get(&path).await;
            assert_eq!(answer.status, 200, "{path}");
            seen.extend(canary::found(&answer.whole()));
        }
        let card = consultant.call("/api/show_deal", &[("id", &deal.to_string())]).await;
        seen.extend(canary::found(&card.whole()));
        assert!(seen.contains(&canaries.name_of(client)) && seen.contains(&canaries.deal(deal)), "the deal and its client's name are shown: {seen:?}");
        assert!(!seen.contains(&canaries.texts_of(client)), "nothing else of the client is");
        assert!(!card.text().contains(&client.to_string()), "not even its id");
        let others: Vec<String> = canaries.deals.iter().filter(|(id, (_, of))| *of == client && **id != deal).map(|(id, _)| canaries.deal(*id)).collect();
        assert!(others.iter().all(|other| !seen.contains(other)), "none of its other deals");
    }

    async fn every_planted_mark_is_one_that_an_admin_gets_to_see(db: TestDb) {
        let house = House::seeded(db).await;
        let canaries = Canaries::plant(&house).await;
        let program = house.serve(&[]).await;
        let admin = house.browser(&program, "admin").await;
        let mut seen = std::collections::BTreeSet::new();
        for id in canaries.clients.keys() {
            seen.extend(canary::found(&admin.get(&format!("/clients/{id}")).await.whole()));
        }
        for id in canaries.deals.keys() {
            seen.extend(canary::found(&admin.get(&format!("/deals/{id}")).await.whole()));
        }
        let missed: Vec<String> = canaries.all().difference(&seen).cloned().collect();
        assert!(missed.is_empty(), "a mark that nobody can see proves nothing: {missed:?}");
    }

    async fn no_list_search_or_order_shows_what_is_not_the_askers(db: TestDb) {
        let house = House::seeded(db).await;
        let canaries = Canaries::plant(&house).await;
        let program = house.serve(&[]).await;
        let mut paths = Vec::new();
        for sort in ["", "name", "industry", "status", "updated", "value", "close", "; DROP TABLE client", "client_id"] {
            for query in ["", "zqxvj", "%", "_", "'", "zqxvjn", "Client"] {
                let (sort, query) = (crate::browser::escape(sort), crate::browser::escape(query));
                paths.push(format!("/clients?q={query}&sort={sort}&dir=desc&page=1"));
                paths.push(format!("/deals?view=table&q={query}&sort={sort}&dir=asc&mine=true"));
                paths.push(format!("/deals?q={query}&stage=closed_won"));
                paths.push(format!("/deals.csv?q={query}&sort={sort}"));
            }
        }
        let rivals = competitor::Entity::find().all(&house.raw().await).await.unwrap();
        assert!(rivals.len() > 5, "the firm has competitors");
        paths.extend(rivals.iter().flat_map(|rival| [format!("/competitors/{}", rival.id), format!("/competitors/{}?page=2", rival.id)]));
        paths.extend(["/competitors?sort=deals&dir=desc".into(), "/competitors?q=zqxvj".into(), "/deals/new".into()]);
        paths.extend(canaries.clients.keys().map(|id| format!("/deals/new?client={id}")));
        paths.extend(canaries.clients.keys().flat_map(|id| [format!("/deals?client={id}"), format!("/deals?view=table&client={id}")]));
        for person in people::everybody(&house, &program).await {
            let allowed = person.marks(&canaries);
            for path in &paths {
                let answer = person.browser.get(path).await;
                assert!(answer.status < 500, "{path}: {}", answer.status);
                let out: Vec<String> = canary::found(&answer.whole()).difference(&allowed).cloned().collect();
                assert!(out.is_empty(), "{} {path}: {out:?}", person.name);
            }
        }
    }
}
