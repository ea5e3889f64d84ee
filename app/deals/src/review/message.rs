//! The review as a message: tables that a mail program shows as tables, and lines for one that shows text alone.

use super::line;
use crate::pipeline::joined;
use crate::types::Review;
use chrono::NaiveDate;
use std::fmt::Write;
use ui::{Copied, escape_text};

const HEADS: [&str; 9] = ["Deal", "Client", "Value", "Close", "Days", "Criteria", "Unknown", "Next step", "Owner"];

/// What is copied.
pub(super) fn message(review: &Review, stamp: &str, left_out: Option<&str>, today: NaiveDate) -> Copied {
    let stamp = [Some(stamp), left_out].into_iter().flatten().collect::<Vec<_>>().join(". ");
    let mut html = format!("<h2>Pipeline review</h2><p>{}</p>", escape_text(&stamp));
    let mut plain = format!("Pipeline review\n{stamp}\n");
    for sheet in &review.stages {
        let sums = joined(sheet.total.sums.iter().map(|sum| sum.value));
        let weighted = joined(sheet.total.sums.iter().map(|sum| sum.weighted));
        let head = format!("{}: {} · {sums} · weighted {weighted}", sheet.total.stage.name, sheet.total.count);
        let names: String = HEADS.iter().map(|name| format!("<th align=\"left\">{name}</th>")).collect();
        // A string takes whatever is written to it.
        _ = write!(html, "<h3>{}</h3><table border=\"1\" cellpadding=\"4\" cellspacing=\"0\"><tr>{names}</tr>", escape_text(&head));
        _ = write!(plain, "\n{head}\n{}\n", HEADS.join("\t"));
        for deal in &sheet.deals {
            let cells = line(deal, today).cells();
            let row: String = cells.iter().map(|cell| format!("<td>{}</td>", escape_text(cell))).collect();
            _ = write!(html, "<tr>{row}</tr>");
            _ = writeln!(plain, "{}", cells.map(|cell| cell.replace(['\t', '\n', '\r'], " ")).join("\t"));
        }
        html.push_str("</table>");
    }
    Copied { html, plain }
}
