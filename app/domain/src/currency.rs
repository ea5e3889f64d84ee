//! Currencies by their ISO 4217 code, with the number of digits behind the point.

use crate::parse::ParseError;
use serde::{Deserialize, Serialize};

/// A currency code such as `USD`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

/// The currencies that a firm may bill in: code, digits, sign.
const KNOWN: &[(&str, u32, &str)] = &[
    ("AED", 2, ""),
    ("ARS", 2, ""),
    ("AUD", 2, "A$"),
    ("BGN", 2, ""),
    ("BHD", 3, ""),
    ("BRL", 2, "R$"),
    ("CAD", 2, "C$"),
    ("CHF", 2, ""),
    ("CLP", 0, ""),
    ("CNY", 2, ""),
    ("COP", 2, ""),
    ("CZK", 2, ""),
    ("DKK", 2, ""),
    ("EGP", 2, ""),
    ("EUR", 2, "€"),
    ("GBP", 2, "£"),
    ("HKD", 2, "HK$"),
    ("HUF", 2, ""),
    ("IDR", 2, ""),
    ("ILS", 2, ""),
    ("INR", 2, "₹"),
    ("ISK", 0, ""),
    ("JPY", 0, "¥"),
    ("KES", 2, ""),
    ("KRW", 0, "₩"),
    ("KWD", 3, ""),
    ("MXN", 2, "MX$"),
    ("MYR", 2, ""),
    ("NGN", 2, ""),
    ("NOK", 2, ""),
    ("NZD", 2, "NZ$"),
    ("OMR", 3, ""),
    ("PEN", 2, ""),
    ("PHP", 2, ""),
    ("PLN", 2, ""),
    ("QAR", 2, ""),
    ("RON", 2, ""),
    ("SAR", 2, ""),
    ("SEK", 2, ""),
    ("SGD", 2, "S$"),
    ("THB", 2, ""),
    ("TND", 3, ""),
    ("TRY", 2, ""),
    ("TWD", 2, ""),
    ("UAH", 2, ""),
    ("USD", 2, "$"),
    ("VND", 0, ""),
    ("ZAR", 2, ""),
];

impl Currency {
    /// The one that is meant where none is named.
    pub const USD: Self = Self(*b"USD");
    /// Euro.
    pub const EUR: Self = Self(*b"EUR");

    /// The codes by their number of digits behind the point.
    #[must_use]
    pub fn by_digits() -> std::collections::BTreeMap<u32, Vec<&'static str>> {
        let mut codes = std::collections::BTreeMap::<u32, Vec<_>>::new();
        for (code, digits, _) in KNOWN {
            codes.entry(*digits).or_default().push(*code);
        }
        codes
    }

    /// Reads a code, whatever its case.
    ///
    /// # Errors
    /// A code that no firm here bills in.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        let code = text.trim().to_uppercase();
        match <[u8; 3]>::try_from(code.as_bytes()) {
            Ok(bytes) if KNOWN.iter().any(|(known, ..)| *known == code) => Ok(Self(bytes)),
            _ => Err(ParseError::new("is not a known currency; write its three letters, such as USD")),
        }
    }

    /// The three letters.
    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("USD")
    }

    /// How many digits stand behind the point.
    #[must_use]
    pub fn digits(self) -> u32 {
        self.known().map_or(2, |(_, digits, _)| *digits)
    }

    /// The sign before an amount, with a space where it is the code.
    #[must_use]
    pub fn prefix(self) -> String {
        match self.known() {
            Some((_, _, sign)) if !sign.is_empty() => (*sign).to_owned(),
            _ => format!("{}\u{a0}", self.code()),
        }
    }

    /// Every known code.
    pub fn all() -> impl Iterator<Item = &'static str> {
        KNOWN.iter().map(|(code, ..)| *code)
    }

    fn known(self) -> Option<&'static (&'static str, u32, &'static str)> {
        KNOWN.iter().find(|(code, ..)| code.as_bytes() == self.0)
    }
}

impl std::fmt::Display for Currency {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

impl Serialize for Currency {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        Self::parse(&text).map_err(serde::de::Error::custom)
    }
}
