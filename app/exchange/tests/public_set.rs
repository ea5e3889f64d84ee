//! The public set, which is not part of this repository.
#![expect(
    clippy::unwrap_used,
    clippy::print_stdout,
    reason = "a test stops where something is not as it should be, and says whether it ran"
)]

mod common;

use common::World;
use exchange::revert;
use std::path::Path;
use std::time::Instant;
use store::testing::TestDb;

store::both_engines! {
    async fn the_public_set_imports_as_published(db: TestDb) {
        let Ok(folder) = std::env::var("THROUGHLINE_PUBLIC_SET") else {
            println!("did not run: THROUGHLINE_PUBLIC_SET names no folder");
            return;
        };
        let world = World::new(db).await;
        let names = ["sales_pipeline", "accounts", "products", "sales_teams"];
        let files: Vec<_> = names.map(|name| Path::new(&folder).join(format!("{name}.csv"))).into();
        let began = Instant::now();
        let report = world.import_paths(files.clone()).await.unwrap();
        println!("{report}\nimported in {:?}", began.elapsed());
        assert_eq!(report.rejected(), 0, "{report}");
        assert!(report.to_string().contains("1,425 rows name no client; their deals went to “No account named”"), "{report}");
        for (sql, wanted) in [
            ("SELECT count(*) FROM client", 86),
            ("SELECT count(*) FROM client WHERE name = 'No account named'", 1),
            ("SELECT count(*) FROM client WHERE industry = 'technolgy'", 0),
            ("SELECT count(*) FROM client WHERE industry = 'Technology'", 12),
            (r#"SELECT count(*) FROM "user" WHERE role = 'consultant' AND active"#, 41),
            (r#"SELECT count(*) FROM "user" WHERE job_title = 'Sales manager'"#, 6),
            (r#"SELECT count(*) FROM "user" WHERE email = 'moses.frase@imported.example'"#, 1),
            ("SELECT count(*) FROM opportunity", 8_800),
            ("SELECT count(*) FROM opportunity WHERE stage = 'closed_won' AND outcome = 'won'", 4_238),
            ("SELECT sum(value) FROM opportunity WHERE outcome = 'won' AND currency = 'USD'", 1_000_553_400),
            ("SELECT count(*) FROM opportunity WHERE outcome = 'lost' AND loss_reason = 'not recorded' AND value = 0", 2_473),
            ("SELECT count(*) FROM opportunity WHERE stage = 'lead' AND value > 0", 500),
            ("SELECT count(*) FROM opportunity WHERE stage = 'qualified' AND value > 0", 1_589),
            ("SELECT count(*) FROM opportunity o JOIN client c ON c.id = o.client_id WHERE c.name = 'No account named'", 1_425),
            ("SELECT count(*) FROM opportunity WHERE name LIKE '%GTXPro%'", 0),
            ("SELECT count(*) FROM opportunity_stage_change", 500 + 2 * 1_589 + 3 * (4_238 + 2_473)),
            ("SELECT count(*) FROM opportunity_team_member", 8_800),
            ("SELECT count(*) FROM external_ref", 8_800),
            ("SELECT count(*) FROM import_run", 1),
            (
                "SELECT count(*) FROM (SELECT DISTINCT client_id, created_by FROM opportunity) d LEFT JOIN client_assignment a \
                 ON a.client_id = d.client_id AND a.user_id = d.created_by WHERE a.user_id IS NULL",
                0,
            ),
        ] {
            assert_eq!(world.number(sql).await, wanted, "{sql}");
        }
        let before = world.counts().await;
        let began = Instant::now();
        let again = world.import_paths(files).await.unwrap();
        println!("again in {:?}", began.elapsed());
        assert_eq!((again.run, world.counts().await), (None, before), "{again}");
        let began = Instant::now();
        let done = revert(&world.access, report.run.unwrap()).await.unwrap();
        println!("reverted in {:?}: {done}", began.elapsed());
        let left = world.counts().await;
        for table in ["user", "client", "client_assignment", "opportunity", "opportunity_stage_change", "external_ref"] {
            assert_eq!(left[table], 0, "{table}");
        }
    }
}
