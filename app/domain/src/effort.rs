//! Hours, exact to the minute.

use crate::parse::ParseError;
use serde::{Deserialize, Serialize};

/// A length of work in whole minutes; people read and write it as `1:30`, `1.5`, `90m` or `1h 30m`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[cfg_attr(feature = "orm", derive(sea_orm::DeriveValueType))]
#[serde(transparent)]
pub struct Minutes(pub i32);

impl Minutes {
    /// Reads one entry of at most 24 hours.
    ///
    /// # Errors
    /// Any other form, a fraction of a minute, or more than a day.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        let fault = || ParseError::new("is not a length of time; write 1:30, 1.5 or 90m");
        let text = text.trim().to_lowercase();
        let minutes = if let Some((hours, minutes)) = text.split_once(':') {
            let (hours, rest) = (whole(hours).ok_or_else(fault)?, whole(minutes).ok_or_else(fault)?);
            if minutes.len() != 2 || rest > 59 {
                return Err(fault());
            }
            hours * 60 + rest
        } else if let Some(rest) = text.strip_suffix('m') {
            match rest.split_once('h') {
                Some((hours, minutes)) => whole(hours).ok_or_else(fault)? * 60 + whole(minutes).ok_or_else(fault)?,
                None => whole(rest).ok_or_else(fault)?,
            }
        } else {
            decimal_hours(text.strip_suffix('h').unwrap_or(&text).trim()).ok_or_else(fault)?
        };
        match i32::try_from(minutes) {
            Ok(minutes @ 1..=1440) => Ok(Self(minutes)),
            Ok(0) => Err(ParseError::new("is zero; leave it empty instead")),
            _ => Err(ParseError::new("is more than 24 hours; split it over the days")),
        }
    }

    /// `h:mm`, as in a time sheet.
    #[must_use]
    pub fn clock(self) -> String {
        format!("{}:{:02}", self.0 / 60, self.0 % 60)
    }
}

fn whole(text: &str) -> Option<i64> {
    let text = text.trim();
    (!text.is_empty() && text.len() <= 6 && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

/// `1.5` or `1,25` hours as minutes; `None` if it is no whole number of minutes.
fn decimal_hours(text: &str) -> Option<i64> {
    let (hours, fraction) = text.split_once(['.', ',']).unwrap_or((text, ""));
    let hours = whole(hours)?;
    if fraction.is_empty() {
        return (!text.contains(['.', ','])).then_some(hours * 60);
    }
    let digits = u32::try_from(fraction.len()).ok().filter(|digits| *digits <= 4)?;
    let scaled = whole(fraction)? * 60;
    let unit = 10_i64.pow(digits);
    (scaled % unit == 0).then_some(hours * 60 + scaled / unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_way_of_writing_ninety_minutes_is_understood() {
        for text in ["1:30", "1.5", "1,5", "90m", "1h30m", "1h 30m", "1.50h"] {
            assert_eq!(Minutes::parse(text), Ok(Minutes(90)), "{text}");
        }
    }

    #[test]
    fn what_is_no_length_of_a_day_is_refused() {
        for text in ["", "0", "25", "24:01", "1:5", "1:75", "-1", "1.333", "10^30", "999999999999", "1e3", "."] {
            assert!(Minutes::parse(text).is_err(), "{text}");
        }
    }
}
