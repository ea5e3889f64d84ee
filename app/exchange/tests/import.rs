//! Small files in the public set's format, on both engines.
#![expect(clippy::unwrap_used, reason = "a test stops where something is not as it should be")]

mod common;
#[path = "common/files.rs"]
mod files;

use common::{PUBLIC, World};
use domain::deal::Outcome;
use domain::user::{AssignmentRole, UserRole};
use exchange::{Entity, Job, Mapping, run};
use files::{ALL, changed, data};
use sea_orm::{ColumnTrait, QueryOrder};
use store::Handle;
use store::table::{client, client_assignment, opportunity, opportunity_stage_change, user};
use store::testing::TestDb;

store::both_engines! {
    async fn files_become_people_clients_and_deals(db: TestDb) {
        let world = World::new(db).await;
        let mut heard = Vec::new();
        let mut files: Vec<_> = ALL.iter().map(|file| data(file)).collect();
        files.push(data("accounts-west.csv"));
        let report = run(&world.access, Job::new(Mapping::load(PUBLIC).unwrap(), files), |progress| heard.push(progress)).await.unwrap();
        assert_eq!(report.rejected(), 0, "{report}");
        let order: Vec<Entity> = report.files.iter().map(|file| file.entity).collect();
        assert_eq!(order, [Entity::User, Entity::Product, Entity::Client, Entity::Client, Entity::Deal]);
        assert!(heard.iter().any(|said| said.file == "sales_pipeline.csv" && said.rows == 6 && said.of == 6));
        assert!(report.to_string().contains("2 rows name no client"), "{report}");

        let read = world.access.read().await.unwrap();
        let people = read.find::<user::Entity>().shape(|query| query.order_by_asc(user::Column::Email)).all(&read).await.unwrap();
        let said: Vec<_> = people.iter().map(|person| (person.email.as_str(), person.job_title.as_str())).collect();
        let (agent, manager) = ("Sales agent", "Sales manager");
        let wanted = [("ada.quill", agent), ("ben.oduya", agent), ("mei-lin.sørby", agent), ("nora.vance", manager)];
        assert_eq!(said.len(), 4);
        for (email, title) in wanted {
            assert!(said.contains(&(&format!("{email}@imported.example"), title)), "{said:?}");
        }
        assert!(people.iter().all(|person| person.role == UserRole::Consultant && person.active));

        let clients = read.find::<client::Entity>().all(&read).await.unwrap();
        let named = |name: &str| clients.iter().find(|client| client.name == name);
        let sector = |name: &str| named(name).map(|client| client.industry.clone().unwrap_or_default());
        assert_eq!(clients.len(), 5);
        assert_eq!(sector("Ancaster").as_deref(), Some("Technology"));
        assert_eq!(sector("=HYPERLINK(\"http://x.example\")").as_deref(), Some("Medical"));
        assert_eq!(sector("Brassfield & Sons").as_deref(), Some("shipbuilding"));
        assert_eq!(sector("Café Söhne").as_deref(), Some("Retail"));
        assert_eq!(sector("No account named").as_deref(), Some(""));

        let deals = read.find::<opportunity::Entity>().all(&read).await.unwrap();
        let deal = |name: &str| deals.iter().find(|deal| deal.name == name).unwrap();
        assert_eq!(deals.len(), 6);
        let won = deal("GTX Pro for Ancaster");
        assert_eq!((won.value, won.outcome, won.stage.as_str()), (480_000, Some(Outcome::Won), "closed_won"));
        assert_eq!(won.created_at.to_rfc3339(), "2017-01-10T09:00:00+00:00");
        let lost = deal("GTX Pro for ancaster");
        assert_eq!((lost.value, lost.loss_reason.as_deref(), lost.client_id), (0, Some("not recorded"), won.client_id));
        let open = deal("GTX Pro (no account named)");
        assert_eq!((open.value, open.outcome, open.stage.as_str(), open.expected_close_date), (482_100, None, "qualified", None));
        assert_eq!(deal("MG Special (no account named)").value, 5550);

        let moves = read.find::<opportunity_stage_change::Entity>().filter(opportunity_stage_change::Column::OpportunityId.eq(won.id));
        let (at, id) = (opportunity_stage_change::Column::ChangedAt, opportunity_stage_change::Column::Id);
        let moves = moves.shape(|query| query.order_by_asc(at).order_by_asc(id));
        let moves = moves.all(&read).await.unwrap();
        let day = |row: &opportunity_stage_change::Model| row.changed_at.date_naive().to_string();
        let said: Vec<_> = moves.iter().map(|row| (row.to_stage.as_str(), day(row), row.changed_by)).collect();
        let by = won.created_by;
        let (opened, closed) = ("2017-01-10".to_owned(), "2017-03-01".to_owned());
        assert_eq!(said, [("lead", opened.clone(), by), ("qualified", opened, by), ("closed_won", closed, by)]);

        // Ada is an agent with Ancaster, and leads Mei-Lin, who has a deal with the formula.
        let ada = people.iter().find(|person| person.name == "Ada Quill").unwrap().id;
        let parts = read.find::<client_assignment::Entity>().filter(client_assignment::Column::UserId.eq(ada)).all(&read).await.unwrap();
        let part = |name: &str| {
            let id = clients.iter().find(|client| client.name == name).unwrap().id;
            parts.iter().find(|part| part.client_id == id).map(|part| part.role)
        };
        assert_eq!(part("Ancaster"), Some(AssignmentRole::Member));
        assert_eq!(part("=HYPERLINK(\"http://x.example\")"), Some(AssignmentRole::Lead));
        assert_eq!(part("No account named"), Some(AssignmentRole::Lead));
        assert_eq!(part("Brassfield & Sons"), None);
        drop(read);
        assert!(matches!(store::audit::verify(&world.access).await.unwrap(), store::audit::Verdict::Whole { rows } if rows > 30));
    }

    async fn a_second_import_changes_nothing(db: TestDb) {
        let world = World::new(db).await;
        world.import(ALL).await.unwrap();
        let before = world.counts().await;
        let report = world.import(ALL).await.unwrap();
        assert_eq!(report.run, None);
        assert!(report.files.iter().all(|file| (file.new, file.updated, file.rejected) == (0, 0, 0) && file.unchanged > 0), "{report}");
        assert_eq!(world.counts().await, before);
        // Without the clients' file, clients are known from the database.
        let report = world.import(&["sales_pipeline.csv", "products.csv", "sales_teams.csv"]).await.unwrap();
        assert_eq!((report.rejected(), world.counts().await), (0, before));
    }

    async fn a_trial_reports_the_same_and_keeps_nothing(db: TestDb) {
        let world = World::new(db).await;
        let before = world.counts().await;
        let files: Vec<_> = ALL.iter().map(|file| data(file)).collect();
        let trial = Job { dry_run: true, ..Job::new(Mapping::load(PUBLIC).unwrap(), files) };
        let trial = run(&world.access, trial, |_| ()).await.unwrap();
        assert_eq!(world.counts().await, before);
        let real = world.import(ALL).await.unwrap();
        assert_eq!(trial.files, real.files);
        assert!(trial.run.is_none() && real.run.is_some() && trial.to_string().contains("trial"));
    }

    async fn a_changed_file_changes_what_it_says(db: TestDb) {
        let world = World::new(db).await;
        world.import(ALL).await.unwrap();
        let open = "P004,Mei-Lin Sørby,GTX Pro,,Engaging,2017-04-02,,";
        let (_kept, files) = changed(ALL, open, "P004,Ben Oduya,GTX Pro,,Lost,2017-04-02,2017-05-01,0");
        let report = world.import_paths(files.clone()).await.unwrap();
        let deals = report.files.last().unwrap();
        assert_eq!((deals.new, deals.updated, deals.unchanged, deals.rejected), (0, 1, 5, 0), "{report}");
        let lost = "SELECT count(*) FROM opportunity WHERE outcome = 'lost' AND loss_reason = 'not recorded' AND value = 0 AND version = 3";
        assert_eq!(world.number(lost).await, 1);
        let moved = "SELECT count(*) FROM opportunity_stage_change WHERE from_stage = 'qualified' AND to_stage = 'closed_lost'";
        assert_eq!(world.number(moved).await, 2);
        assert_eq!(world.number("SELECT count(*) FROM opportunity_team_member").await, 7);
        let again = world.import_paths(files).await.unwrap();
        assert_eq!((again.run, again.files.last().unwrap().unchanged), (None, 6), "{again}");
    }

    async fn a_win_that_a_file_tells_is_a_move_like_any_other(db: TestDb) {
        let world = World::new(db).await;
        world.import(ALL).await.unwrap();
        let open = "P004,Mei-Lin Sørby,GTX Pro,,Engaging,2017-04-02,,";
        let (_kept, files) = changed(ALL, open, "P004,Mei-Lin Sørby,GTX Pro,,Won,2017-04-02,2017-05-01,500");
        world.import_paths(files).await.unwrap();
        let won = "SELECT count(*) FROM opportunity WHERE outcome = 'won' AND value = 50000 AND actual_close_date = '2017-05-01' AND version = 3";
        assert_eq!(world.number(won).await, 1);
        let kept = "SELECT count(*) FROM opportunity_stage_change WHERE from_stage = 'qualified' AND to_stage = 'closed_won' \
                    AND override_reason IS NOT NULL AND gaps LIKE '%Contract signed%' AND gaps LIKE '%Champion%'";
        assert_eq!(world.number(kept).await, 1, "nothing stands in its way, and what it lacked is on file");
    }

    async fn what_a_person_changed_since_stays(db: TestDb) {
        let world = World::new(db).await;
        world.import(ALL).await.unwrap();
        let renamed = world.access.write(|write| Box::pin(async move {
            let deal = write.find::<opportunity::Entity>().filter(opportunity::Column::Name.eq("GTX Pro for Ancaster")).must(write).await?;
            let change = opportunity::ActiveModel { name: sea_orm::Set("Our name".into()), ..Default::default() };
            write.update::<opportunity::Entity>(&deal, change).await
        }));
        renamed.await.unwrap();
        let report = world.import(ALL).await.unwrap();
        assert!(report.run.is_none() && report.to_string().contains("1 rows differ"), "{report}");
        assert_eq!(world.number("SELECT count(*) FROM opportunity WHERE name = 'Our name'").await, 1);
    }

    async fn a_bad_row_is_named_and_the_good_ones_are_kept(db: TestDb) {
        let world = World::new(db).await;
        let report = world.import(&["sales_teams.csv", "products.csv", "accounts.csv", "sales_pipeline-faults.csv"]).await.unwrap();
        let deals = report.files.last().unwrap();
        assert_eq!((deals.new, deals.rejected), (1, 15), "{report}");
        let said: Vec<_> = deals.rejections.iter().map(|row| (row.line, row.column.as_str())).collect();
        let wanted = [
            (2, "close_value"), (3, "engage_date"), (4, "close_date"), (5, "sales_agent"), (6, "product"), (7, "account"),
            (8, "deal_stage"), (9, "close_date"), (10, "account"), (11, ""), (12, "close_value"), (13, "close_value"),
            (14, "opportunity_id"), (16, "opportunity_id"), (17, "close_date"),
        ];
        assert_eq!(said, wanted);
        assert!(deals.rejections.iter().all(|row| !row.reason.is_empty() && !row.remedy.is_empty()));
        let csv = report.rejected_csv();
        assert_eq!(csv.lines().next(), Some("file,line,column,value,reason,remedy"));
        assert!(csv.contains("sales_pipeline-faults.csv,5,sales_agent,'=Nobody(),"), "{csv}");
        assert!(csv.contains("'-5") && !csv.contains('\0'), "{csv}");
        assert_eq!(world.number("SELECT count(*) FROM opportunity").await, 1);
    }

    async fn a_bad_file_is_refused_and_leaves_nothing(db: TestDb) {
        let world = World::new(db).await;
        let before = world.counts().await;
        for (files, words) in [
            (vec!["sales_teams.csv", "accounts-missing-column.csv"], "sector"),
            (vec!["sales_teams.csv", "accounts-unknown-column.csv"], "fax"),
            (vec!["sales_teams.csv", "accounts-utf-16.csv"], "UTF-16"),
            (vec!["sales_teams.csv", "accounts-binary.csv"], "binary"),
            (vec!["sales_teams.csv", "no-such-file.csv"], "cannot be read"),
            (vec!["sales_teams.csv", "accounts.csv", "sales_pipeline.csv"], "products*.csv"),
            (vec!["products.csv", "accounts.csv", "sales_pipeline.csv"], "sales_teams*.csv"),
            (vec![], "no file"),
        ] {
            let refusal = world.import(&files).await.unwrap_err().to_string();
            assert!(refusal.contains(words), "{words}: {refusal}");
        }
        let small = Job { max_bytes: 100, ..Job::new(Mapping::load(PUBLIC).unwrap(), vec![data("sales_teams.csv"), data("accounts.csv")]) };
        assert!(run(&world.access, small, |_| ()).await.unwrap_err().to_string().contains("limit"));
        // A fault behind good rows, in the last file.
        let (kept, mut files) = changed(ALL, "", "");
        let mut bytes = std::fs::read(data("sales_pipeline.csv")).unwrap();
        bytes.extend("P9,Mei-Lin S\u{f8}rby,GTX Pro,,Prospecting,,,\n".repeat(2_000).bytes());
        bytes.extend(b"P7,Mei-Lin S\xF8rby,GTX Pro,,Prospecting,,,\n");
        std::fs::write(kept.path().join("sales_pipeline.csv"), bytes).unwrap();
        files.sort();
        let refusal = world.import_paths(files).await.unwrap_err().to_string();
        assert!(refusal.contains("line 2008") && refusal.contains("UTF-8"), "{refusal}");
        assert_eq!(world.counts().await, before);
    }

    async fn a_file_is_known_by_its_columns_too(db: TestDb) {
        let world = World::new(db).await;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("export (3).csv");
        std::fs::copy(data("accounts.csv"), &path).unwrap();
        let report = world.import_paths(vec![path.clone()]).await.unwrap();
        assert_eq!((report.files[0].entity, report.files[0].new), (Entity::Client, 3));
        std::fs::write(&path, "colour,shape\nred,round\n").unwrap();
        assert!(world.import_paths(vec![path]).await.unwrap_err().to_string().contains("accounts*.csv"));
    }
}
