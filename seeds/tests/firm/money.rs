//! Bills and hours.

use crate::{Firm, plan};
use domain::billing::InvoiceStatus;
use std::collections::{BTreeMap, HashMap, HashSet};
use store::table::*;
use store::testing::TestDb;

pub(crate) async fn every_status_stands_and_sums_agree(firm: &Firm) {
    let mut sums: HashMap<_, i64> = HashMap::new();
    for line in firm.all::<invoice_line::Entity>().await {
        assert_eq!(line.quantity * line.unit_price, line.amount * 1_000);
        *sums.entry(line.invoice_id).or_default() += line.amount;
    }
    let mut bills = firm.all::<invoice::Entity>().await;
    let statuses: HashSet<_> = bills.iter().map(|bill| bill.status).collect();
    assert_eq!(statuses.len(), InvoiceStatus::ALL.len(), "{statuses:?}");
    bills.sort_by(|a, b| a.invoice_number.cmp(&b.invoice_number));
    let mut last: BTreeMap<String, (u32, Option<chrono::NaiveDate>)> = BTreeMap::new();
    for bill in &bills {
        assert_eq!(Some(&bill.amount), sums.get(&bill.id));
        assert_eq!(bill.invoice_number.is_none(), bill.status == InvoiceStatus::Draft);
        assert_eq!(bill.paid_date.is_some(), bill.status == InvoiceStatus::Paid);
        let Some(number) = &bill.invoice_number else { continue };
        let (year, number) = number.trim_start_matches("INV-").split_once('-').expect("INV-2026-0001");
        let (before, sent) = last.entry(year.to_owned()).or_default();
        assert_eq!(number.parse(), Ok(*before + 1));
        assert!(*sent <= bill.sent_date);
        (*before, *sent) = (*before + 1, bill.sent_date);
    }
}

store::both_engines! {
    async fn the_amount_of_every_bill_is_the_sum_of_its_lines(db: TestDb) {
        let firm = Firm::load(&db, plan(2)).await;
        every_status_stands_and_sums_agree(&firm).await;
    }

    async fn hours_on_a_bill_are_the_hours_that_it_asks_for(db: TestDb) {
        let firm = Firm::load(&db, plan(1)).await;
        let mut minutes: HashMap<_, i64> = HashMap::new();
        for entry in firm.all::<time_entry::Entity>().await.iter().filter(|entry| entry.invoice_id.is_some()) {
            assert!(entry.billable);
            *minutes.entry(entry.invoice_id).or_default() += i64::from(entry.minutes.0);
        }
        assert!(!minutes.is_empty());
        let mut billed: HashMap<_, i64> = HashMap::new();
        for line in firm.all::<invoice_line::Entity>().await.iter().filter(|line| line.kind == domain::billing::InvoiceLineKind::Time) {
            *billed.entry(Some(line.invoice_id)).or_default() += line.quantity * 60 / 1_000;
        }
        assert_eq!(minutes, billed);
    }
}
