//! Cells that a spreadsheet would run.

use std::borrow::Cow;

/// A cell for a CSV that people open in a spreadsheet: what would be read as a formula gets a `'` before it, and NUL,
/// behind which one could hide, goes. Quoting for CSV is the writer's.
#[must_use]
pub fn safe_cell(text: &str) -> Cow<'_, str> {
    let clean: Cow<'_, str> = if text.contains('\0') { text.replace('\0', "").into() } else { text.into() };
    let risky = clean.starts_with(['\t', '\r', '\n']) || clean.trim_start().starts_with(['=', '+', '-', '@', '＝', '＋', '－', '＠']);
    if risky { format!("'{clean}").into() } else { clean }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_run_is_only_text() {
        for formula in ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1"] {
            assert_eq!(safe_cell(formula), format!("'{formula}"));
        }
        assert_eq!(safe_cell("\0=cmd|' /C calc'!A0"), "'=cmd|' /C calc'!A0");
        assert_eq!(safe_cell("a\0b"), "ab");
        assert_eq!(safe_cell("\0"), "");
    }

    #[test]
    fn everything_else_stays_as_it_is() {
        for text in ["", "Cancity", "a=b", "Green-Plus", "'quoted'", "1054.50"] {
            assert!(matches!(safe_cell(text), Cow::Borrowed(same) if same == text), "{text}");
        }
    }
}
