//! Files to take away: the rows of the page and no others, figure for figure, and the log says that they were taken.

use crate::firm::Firm;
use calamine::{Data, Reader, Xlsx};
use deals::{CardOrder, DealFile, DealFilter};
use domain::AppError;
use domain::audit::AuditAction;
use sea_orm::{ColumnTrait, EntityTrait, PaginatorTrait, QueryFilter};
use std::collections::BTreeSet;
use std::io::Cursor;
use store::Access;
use store::table::audit_log;
use store::testing::TestDb;

async fn rows(access: &Access, query: &[(&str, &str)]) -> Vec<Vec<String>> {
    let query: Vec<_> = query.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
    let file = deals::deals_file(access, &query, DealFile::Csv).await.unwrap();
    let mut reader = csv::ReaderBuilder::new().has_headers(false).from_reader(file.as_slice());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}

store::both_engines! {
    async fn a_file_holds_what_its_person_sees_and_nothing_else(db: TestDb) {
        let firm = Firm::new(db).await;
        for who in ["admin", "consultant", "viewer"] {
            let access = firm.access(who).await;
            let file = rows(&access, &[("stage", "qualified")]).await;
            let ids: BTreeSet<String> = file[1..].iter().map(|row| row[17].clone()).collect();
            let filter = DealFilter { stage: "qualified".into(), ..DealFilter::default() };
            let board = deals::db::board(&access, &filter, CardOrder::Placed).await.unwrap();
            let seen: BTreeSet<String> = board.columns.iter().flat_map(|column| &column.cards).map(|card| card.id.to_string()).collect();
            assert_eq!(ids, seen, "{who}");
        }
        let theirs = firm.consultants(false).await;
        let all = rows(&firm.access("consultant").await, &[]).await;
        assert!(all.iter().all(|row| row[17] != theirs.id.to_string()));
        let outside = deals::deals_file(&firm.access("client").await, &[], DealFile::Xlsx).await.unwrap_err();
        assert!(matches!(outside, AppError::NotFound), "{outside:?}");
    }

    async fn the_workbook_says_the_same_and_its_figures_are_figures(db: TestDb) {
        let firm = Firm::new(db).await;
        let admin = firm.access("admin").await;
        let lines = rows(&admin, &[]).await;
        let taken = audit_log::Entity::find().filter(audit_log::Column::Action.eq(AuditAction::Export));
        let said = taken.clone().one(&firm.raw().await).await.unwrap().unwrap().changes.unwrap();
        assert!(said.contains(r#""format":"csv""#), "{said}");
        let taken = taken.count(&firm.raw().await).await.unwrap();
        assert_eq!(taken, 1);
        let file = deals::deals_file(&admin, &[], DealFile::Xlsx).await.unwrap();
        let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(file)).unwrap();
        let sheet = book.worksheet_range("Deals").unwrap();
        let cells: Vec<Vec<Data>> = sheet.rows().map(<[Data]>::to_vec).collect();
        assert_eq!(cells.len(), lines.len());
        for (line, row) in lines.iter().zip(&cells).skip(1) {
            assert_eq!(row[0].to_string().trim_start_matches('\''), line[0].trim_start_matches('\''));
            let value: f64 = line[3].parse().unwrap();
            assert_eq!(row[3], Data::Float(value), "{}", line[0]);
            assert!(line[7].is_empty() || matches!(row[7], Data::DateTime(_)), "{:?}", row[7]);
            assert_eq!(row[17].to_string(), line[17]);
        }
    }
}
