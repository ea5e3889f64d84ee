//! Money: whole minor units and a currency, never a float, and never two currencies in one sum.

use crate::currency::Currency;
use crate::parse::ParseError;
use serde::{Deserialize, Serialize};

/// An amount in the currency's minor units (cents for USD).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Money {
    /// Minor units; negative for a credit.
    pub minor: i64,
    /// Which money.
    pub currency: Currency,
}

/// The most that one amount may be: a million million, in major units. Sums of 9 million such rows still fit.
const LARGEST_MAJOR: i64 = 1_000_000_000_000;

impl Money {
    /// An amount from minor units.
    #[must_use]
    pub const fn new(minor: i64, currency: Currency) -> Self {
        Self { minor, currency }
    }

    /// Reads a decimal such as `1,054.50`, `1'054.50` or `1054`; the point is a point.
    ///
    /// # Errors
    /// Other characters, more digits behind the point than the currency has, a negative or an absurd amount.
    pub fn parse(text: &str, currency: Currency) -> Result<Self, ParseError> {
        let fault = || ParseError::new("is not an amount; write it as 12500 or 12,500.50");
        let text: String = text.trim().chars().filter(|c| !matches!(c, ' ' | '\u{a0}' | '\u{202f}' | '\'' | '_')).collect();
        if text.starts_with('-') {
            return Err(ParseError::new("is negative; an amount starts at zero"));
        }
        let (major, fraction) = text.split_once('.').unwrap_or((&text, ""));
        if !groups_of_three(major) || !fraction.bytes().all(|b| b.is_ascii_digit()) || (text.ends_with('.') && text.len() > 1) {
            return Err(fault());
        }
        let major: String = major.chars().filter(char::is_ascii_digit).collect();
        if major.is_empty() || major.len() > 30 {
            return Err(if major.is_empty() { fault() } else { too_large() });
        }
        let digits = currency.digits() as usize;
        let fraction = fraction.trim_end_matches('0');
        if fraction.len() > digits {
            return Err(ParseError::new(format!("has too many digits behind the point; {currency} has {digits}")));
        }
        let units: i64 = major.parse().map_err(|_| too_large())?;
        if units > LARGEST_MAJOR {
            return Err(too_large());
        }
        let scale = 10_i64.pow(currency.digits());
        let rest: i64 = if digits == 0 { 0 } else { format!("{fraction:0<digits$}").parse().map_err(|_| fault())? };
        Ok(Self::new(units * scale + rest, currency))
    }

    /// The plain decimal, with every digit, as files and the API write it: `1054.50`.
    #[must_use]
    pub fn decimal(self) -> String {
        let digits = self.currency.digits();
        let scale = 10_u64.pow(digits);
        let sign = if self.minor < 0 { "-" } else { "" };
        let (major, rest) = (self.minor.unsigned_abs() / scale, self.minor.unsigned_abs() % scale);
        if digits == 0 { format!("{sign}{major}") } else { format!("{sign}{major}.{rest:0width$}", width = digits as usize) }
    }

    /// As people read it: `$1,054`, or `$1,054.50` where there are cents.
    #[must_use]
    pub fn display(self) -> String {
        let decimal = self.decimal();
        let decimal = decimal.strip_prefix('-').unwrap_or(&decimal);
        let (major, rest) = decimal.split_once('.').unwrap_or((decimal, ""));
        let grouped = group(major);
        let rest = if rest.bytes().all(|b| b == b'0') { String::new() } else { format!(".{rest}") };
        let sign = if self.minor < 0 { "−" } else { "" };
        format!("{sign}{}{grouped}{rest}", self.currency.prefix())
    }

    /// `percent` of the amount, rounded half to even, once.
    #[must_use]
    pub fn percent(self, percent: i32) -> Self {
        Self::new(round_half_even(i128::from(self.minor) * i128::from(percent), 100), self.currency)
    }

    /// The sum; `None` where the currencies differ or it does not fit.
    #[must_use]
    pub fn checked_add(self, other: Self) -> Option<Self> {
        (self.currency == other.currency)
            .then(|| self.minor.checked_add(other.minor))
            .flatten()
            .map(|minor| Self::new(minor, self.currency))
    }
}

/// `amount / divisor`, rounded half to even: the one rounding rule of the product.
#[must_use]
pub fn round_half_even(amount: i128, divisor: i128) -> i64 {
    let (quotient, rest) = (amount.div_euclid(divisor), amount.rem_euclid(divisor));
    let up = match (rest * 2).cmp(&divisor) {
        std::cmp::Ordering::Greater => 1,
        std::cmp::Ordering::Equal => quotient.rem_euclid(2),
        std::cmp::Ordering::Less => 0,
    };
    let rounded = quotient + up;
    i64::try_from(rounded).unwrap_or(if rounded < 0 { i64::MIN } else { i64::MAX })
}

fn too_large() -> ParseError {
    ParseError::new("is too large; a million million at most")
}

fn groups_of_three(major: &str) -> bool {
    let mut groups = major.split(',');
    let first = groups.next().unwrap_or_default();
    let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
    let mut grouped = false;
    let rest = groups.all(|part| {
        grouped = true;
        part.len() == 3 && digits(part)
    });
    digits(first) && !first.is_empty() && rest && (!grouped || first.len() <= 3)
}

/// Thousands apart: `10,005,534`.
#[must_use]
pub fn group(digits: &str) -> String {
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn amounts_are_read_as_people_write_them() {
        for (text, minor) in
            [("1054", 105_400), ("1,054.5", 105_450), ("1'054.50", 105_450), ("0", 0), (" 12 000 ", 1_200_000), ("7.00", 700)]
        {
            assert_eq!(Money::parse(text, Currency::USD), Ok(Money::new(minor, Currency::USD)), "{text}");
        }
    }

    #[test]
    fn what_is_no_amount_is_refused_and_never_wraps() {
        for text in ["", ".", "abc", "-5", "1.005", "1,05", "1.", "1e9", "10^30", "1000000000000000000000000000000", "NaN", "1,0000", ",1"]
        {
            assert!(Money::parse(text, Currency::USD).is_err(), "{text}");
        }
    }

    #[test]
    fn a_yen_has_no_cents() {
        let yen = Currency::parse("jpy").unwrap_or(Currency::USD);
        assert!(Money::parse("10.5", yen).is_err());
        assert_eq!(Money::parse("10", yen).map(Money::decimal), Ok("10".into()));
    }

    #[test]
    fn display_groups_and_drops_empty_cents() {
        assert_eq!(Money::new(1_000_553_400, Currency::USD).display(), "$10,005,534");
        assert_eq!(Money::new(-150, Currency::EUR).display(), "−€1.50");
    }

    proptest! {
        #[test]
        fn the_decimal_reads_back(minor in 0..100_000_000_000_000_i64) {
            let money = Money::new(minor, Currency::USD);
            prop_assert_eq!(Money::parse(&money.decimal(), Currency::USD), Ok(money));
            prop_assert_eq!(Money::parse(&money.display()[1..], Currency::USD), Ok(money));
        }

        #[test]
        fn rounding_is_within_half_and_even_on_the_half(amount in -1_000_000_000_i64..1_000_000_000, percent in 0..=100_i32) {
            let rounded = Money::new(amount, Currency::USD).percent(percent).minor;
            let twice = i128::from(amount) * i128::from(percent) * 2 - i128::from(rounded) * 200;
            prop_assert!(twice.abs() <= 100);
            prop_assert!(twice.abs() < 100 || rounded % 2 == 0);
        }
    }
}
