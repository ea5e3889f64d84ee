//! What the browser may ask about deals. Each function: who, parse, do.

#![expect(missing_docs, reason = "the macro makes a struct of each function's arguments; the function says what they are")]

use crate::types::{Board, DealFilter, DealTable};
use domain::AppError;
use domain::id::OpportunityId;
use domain::stage::StageKey;
use leptos::prelude::*;

#[cfg(feature = "ssr")]
use crate::{db, types::DealSort};
#[cfg(feature = "ssr")]
use firm::{current, land};

/// The board over all deals that the person may see.
///
/// # Errors
/// Signed out, or an outside user.
#[server(endpoint = "/pipeline_board")]
pub async fn pipeline_board(#[server(default)] filter: DealFilter) -> Result<Board, AppError> {
    let access = current()?;
    Ok(db::board(&access, &filter).await?)
}

/// One page of the same deals as a table.
///
/// # Errors
/// Signed out, or an outside user.
#[server(endpoint = "/list_deals")]
pub async fn list_deals(
    #[server(default)] filter: DealFilter,
    #[server(default)] sort: String,
    #[server(default)] descending: bool,
    #[server(default)] page: u64,
) -> Result<DealTable, AppError> {
    let access = current()?;
    Ok(db::table(&access, &filter, DealSort::parse(&sort), descending, page.max(1)).await?)
}

/// Moves a deal to a stage. Whoever may change the deal may; reopening is for the lead and admins.
///
/// # Errors
/// No reason for a loss, no such stage, somebody faster, or not theirs.
#[server(endpoint = "/move_deal")]
pub async fn move_deal(
    id: OpportunityId,
    to: StageKey,
    version: i32,
    #[server(default)] loss_reason: String,
    #[server(default)] back: String,
) -> Result<(), AppError> {
    let access = current()?;
    let moved = db::move_to(&access, id, to, version, &loss_reason).await;
    moved.map_err(|error| AppError::from(error).typed("loss_reason", &loss_reason))?;
    if let Some(path) = way_back(id, &back) {
        land(&path);
    }
    Ok(())
}

/// Where a plain form said that it came from: the deal, or the pipeline as it was asked for. Nowhere else.
#[cfg(feature = "ssr")]
fn way_back(id: OpportunityId, back: &str) -> Option<String> {
    let pipeline = back == "/deals" || back.starts_with("/deals?");
    match back {
        "deal" => Some(format!("/deals/{id}")),
        _ => Some(back.to_owned()).filter(|_| pipeline && back.bytes().all(|byte| byte.is_ascii_graphic())),
    }
}

#[cfg(test)]
mod tests {
    use super::way_back;
    use domain::id::OpportunityId;

    #[test]
    fn a_form_leads_back_to_its_deal_or_its_board_and_nowhere_else() {
        let id = OpportunityId(Default::default());
        assert_eq!(way_back(id, "deal"), Some(format!("/deals/{id}")));
        assert_eq!(way_back(id, "/deals?q=a%20b").as_deref(), Some("/deals?q=a%20b"));
        for other in ["", "/", "//evil.example", "/deals.evil.example", "/dealsx", "/deals?q=\r\nSet-Cookie:x", "/deals?q=\0", "/deals?q=ü"]
        {
            assert_eq!(way_back(id, other), None, "{other}");
        }
    }
}
