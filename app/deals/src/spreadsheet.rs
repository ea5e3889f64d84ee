//! What people wrote, on its way into somebody's spreadsheet.

/// A text that no spreadsheet takes for a formula.
pub(crate) fn text(text: &str) -> String {
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
