//! The deals as a file: the same rows as the page, the same figures.

use crate::asked::Asked;
use crate::db;
use domain::AppError;
use leptos_router::params::ParamsMap;
use store::Access;

/// The deals that the query of the pipeline's address asks for, as CSV.
///
/// # Errors
/// The person may not read deals, or the database fails.
pub async fn deals_csv(access: &Access, query: &[(String, String)]) -> Result<Vec<u8>, AppError> {
    let mut map = ParamsMap::new();
    for (name, value) in query {
        map.insert(name.clone(), value.clone());
    }
    let (stages, deals) = db::export(access, &Asked::of(&map).filter).await?;
    let mut file = csv::Writer::from_writer(Vec::new());
    let head = [
        "Deal",
        "Client",
        "Stage",
        "Value",
        "Currency",
        "Probability",
        "Weighted",
        "Close",
        "Days in stage",
        "Criteria met",
        "Criteria",
        "MEDDPICC",
        "Next step",
        "Due",
        "Owner",
        "Against",
        "Moved on with gaps",
        "Id",
    ];
    let broken = |error: csv::Error| AppError::Internal(error.to_string());
    file.write_record(head).map_err(broken)?;
    for deal in deals {
        let stage = stages.iter().find(|stage| stage.key == deal.stage);
        let chance = stage.map_or(0, |stage| stage.probability);
        let day = |day: Option<chrono::NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
        let next = deal.next.clone();
        let letters: Vec<String> =
            deal.letters.letters().map(|(letter, state)| format!("{}:{}", letter.sign(), state.label().to_lowercase())).collect();
        let row = [
            text(&deal.name),
            text(&deal.client),
            text(stage.map_or("", |stage| &stage.name)),
            deal.value.decimal(),
            deal.value.currency.code().to_owned(),
            chance.to_string(),
            deal.value.percent(chance).decimal(),
            day(deal.close),
            deal.days_in_stage.to_string(),
            deal.ring.met.to_string(),
            deal.ring.of.to_string(),
            letters.join(" "),
            text(next.as_ref().map_or("", |next| &next.title)),
            day(next.and_then(|next| next.due)),
            text(deal.owner.as_ref().map_or("", |owner| &owner.name)),
            text(&deal.rivals.join(", ")),
            text(deal.flag.as_deref().unwrap_or_default()),
            deal.id.to_string(),
        ];
        file.write_record(row).map_err(broken)?;
    }
    file.into_inner().map_err(|error| AppError::Internal(error.to_string()))
}

/// A text that no spreadsheet takes for a formula.
fn text(text: &str) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\0']) { format!("'{text}") } else { text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::text;

    #[test]
    fn nothing_that_a_person_wrote_is_a_formula() {
        for typed in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1"] {
            assert!(text(typed).starts_with('\''));
        }
        assert_eq!(text("Fleet study – a = b"), "Fleet study – a = b");
    }
}
