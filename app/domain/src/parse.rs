//! Parsing what people type: each type says what is wrong and what would be right.

use serde::{Deserialize, Serialize};

/// What is wrong with a value, as a clause that follows the field's name.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct ParseError(String);

impl ParseError {
    /// A fault in the reader's words.
    pub fn new(message: impl Into<String>) -> Self {
        Self(message.into())
    }

    /// The value is none of a closed list.
    pub fn one_of<'a>(words: impl Iterator<Item = &'a str>) -> Self {
        Self(format!("must be one of: {}", words.collect::<Vec<_>>().join(", ")))
    }
}

/// Refuses what no text column may hold: NUL, which PostgreSQL rejects, other control characters but tab and line
/// break, and the bidirectional overrides that make a name read as another.
fn clean(text: &str, lines: bool) -> Result<String, ParseError> {
    let text = text.trim();
    let bad = text.chars().find(|c| match c {
        '\n' | '\r' | '\t' => !lines,
        '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}' => true,
        c => c.is_control(),
    });
    match bad {
        Some(c) => Err(ParseError::new(format!("holds a character that cannot be kept (U+{:04X}); remove it", u32::from(c)))),
        None => Ok(text.to_owned()),
    }
}

fn at_most(text: &str, limit: usize) -> Result<(), ParseError> {
    let length = text.chars().count();
    if length > limit {
        return Err(ParseError::new(format!("is {length} characters long; {limit} at most")));
    }
    Ok(())
}

/// A name: one line, 1 to 200 characters.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Name(String);

impl Name {
    /// Trims and checks.
    ///
    /// # Errors
    /// Empty, too long, or with characters that cannot be kept.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        let text = clean(text, false)?;
        if text.is_empty() {
            return Err(ParseError::new("is empty; type a name"));
        }
        at_most(&text, 200)?;
        Ok(Self(text))
    }

    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The text, owned.
    #[must_use]
    pub fn into_inner(self) -> String {
        self.0
    }
}

/// Text over several lines, at most 10,000 characters; empty text is no text.
///
/// # Errors
/// Too long, or with characters that cannot be kept.
pub fn long_text(text: &str) -> Result<Option<String>, ParseError> {
    let text = clean(text, true)?;
    at_most(&text, 10_000)?;
    Ok((!text.is_empty()).then_some(text))
}

/// One line, at most 200 characters; empty text is no text.
///
/// # Errors
/// Too long, or with characters that cannot be kept.
pub fn short_text(text: &str) -> Result<Option<String>, ParseError> {
    let text = clean(text, false)?;
    at_most(&text, 200)?;
    Ok((!text.is_empty()).then_some(text))
}

/// An e-mail address, kept lower-case so that it is found however it is typed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Email(String);

impl Email {
    /// Trims, lower-cases and checks the form `someone@example.com`.
    ///
    /// # Errors
    /// Not of that form, or over 254 characters.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        let text = clean(text, false)?.to_lowercase();
        at_most(&text, 254)?;
        let fault = || ParseError::new("is not an e-mail address; write it as name@example.com");
        let (local, domain) = text.split_once('@').ok_or_else(fault)?;
        let bad = |c: char| c.is_whitespace() || "()<>[],;:\\\"@".contains(c);
        let dots = |part: &str| part.starts_with('.') || part.ends_with('.') || part.contains("..");
        if local.is_empty() || domain.is_empty() || text.chars().filter(|c| *c == '@').count() != 1 {
            return Err(fault());
        }
        if local.chars().any(bad) || domain.chars().any(bad) || dots(local) || dots(domain) {
            return Err(fault());
        }
        Ok(Self(text))
    }

    /// The address.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address, owned.
    #[must_use]
    pub fn into_inner(self) -> String {
        self.0
    }
}

/// A new password: 12 to 200 characters, nothing else is asked of it but that it is none that everybody tries first.
#[derive(Clone, PartialEq, Eq)]
pub struct NewPassword(String);

impl NewPassword {
    /// The fewest characters.
    pub const MIN: usize = 12;
    /// The most characters; argon2 takes any length, this bounds the work of one request.
    pub const MAX: usize = 200;

    /// Checks, and keeps every character as typed.
    ///
    /// # Errors
    /// Too short, too long, or among the first guesses of anyone.
    pub fn parse(text: &str) -> Result<Self, ParseError> {
        let length = text.chars().count();
        if length < Self::MIN {
            return Err(ParseError::new(format!("is too short; use at least {} characters, a few words are fine", Self::MIN)));
        }
        if length > Self::MAX {
            return Err(ParseError::new(format!("is {length} characters long; {} at most", Self::MAX)));
        }
        let lower = text.to_lowercase();
        let few = lower.chars().collect::<std::collections::BTreeSet<_>>().len() < 5;
        let common = ["password", "123456789012", "qwertyuiop", "letmeinletmein", "iloveyou", "administrator", "changeme"];
        if few || common.iter().any(|word| lower.starts_with(word)) {
            return Err(ParseError::new("is among the first that anyone would guess; choose another"));
        }
        Ok(Self(text.to_owned()))
    }

    /// The password, to be hashed and dropped.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl std::fmt::Debug for NewPassword {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NewPassword(…)")
    }
}

/// A telephone number as people write it; empty text is none.
///
/// # Errors
/// Anything else, such as an address, or too long.
pub fn phone(text: &str) -> Result<Option<String>, ParseError> {
    let text = clean(text, false)?;
    if text.is_empty() {
        return Ok(None);
    }
    at_most(&text, 40)?;
    let extension = ["ext", "x"].into_iter().find_map(|word| text.split_once(word));
    let parts = extension.map_or([text.as_str(), ""], |(number, extension)| [number, extension]);
    let marks = |part: &str| part.chars().all(|c| c.is_ascii_digit() || " +-()/.#*\u{a0}".contains(c));
    let figures = parts[0].chars().filter(char::is_ascii_digit).count();
    if figures < 3 || !parts.into_iter().all(marks) {
        return Err(ParseError::new("is not a telephone number; write it as +49 30 1234567"));
    }
    Ok(Some(text))
}

/// A web address of a client or competitor: `http` or `https` only, so that no link can run a script.
///
/// # Errors
/// Any other scheme, spaces, or too long. Empty text is no address.
pub fn website(text: &str) -> Result<Option<String>, ParseError> {
    let Some(text) = short_text(text)? else { return Ok(None) };
    let fault = || ParseError::new("is not a web address; write it as https://example.com");
    let lower = text.to_lowercase();
    let full = if lower.starts_with("https://") || lower.starts_with("http://") {
        text
    } else if lower.contains(':') {
        return Err(fault());
    } else {
        format!("https://{text}")
    };
    let host = full.split("://").nth(1).and_then(|rest| rest.split(['/', '?', '#']).next()).unwrap_or_default();
    if full.chars().any(char::is_whitespace) || !host.contains('.') || host.starts_with('.') || host.ends_with('.') || host.contains('@') {
        return Err(fault());
    }
    Ok(Some(full))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_trimmed_and_an_empty_one_refused() {
        assert_eq!(Name::parse("  Ancaster ").map(Name::into_inner), Ok("Ancaster".into()));
        assert!(Name::parse("   ").is_err());
        assert!(Name::parse(&"x".repeat(201)).is_err());
    }

    #[test]
    fn no_text_keeps_nul_or_a_direction_override() {
        assert!(Name::parse("a\0b").is_err());
        assert!(Name::parse("invoice\u{202E}fdp.exe").is_err());
        assert!(long_text("two\nlines").is_ok());
        assert!(short_text("two\nlines").is_err());
    }

    #[test]
    fn an_email_is_lower_cased_and_one_address_only() {
        assert_eq!(Email::parse(" Ada@Example.COM ").map(Email::into_inner), Ok("ada@example.com".into()));
        for bad in ["", "ada", "ada@", "@x.com", "a@b@c", "a b@c.d", "ada@x..com", "a@b.com\nBcc: x@y.z"] {
            assert!(Email::parse(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_telephone_number_is_kept_as_it_is_written() {
        for good in ["+49 30 23125 007", "(212) 555-0123", "020 7946 0123 ext. 12", "+1 212 555 0123 x7", "112"] {
            assert_eq!(phone(&format!(" {good} ")), Ok(Some(good.to_owned())));
        }
        assert_eq!(phone("  "), Ok(None));
        for bad in ["call me", "12", "ada@example.com", "+49 30 1234567 or so", "555\u{202E}123", &"1".repeat(41)] {
            assert!(phone(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_password_may_be_long_and_must_not_be_obvious() {
        assert!(NewPassword::parse("correct horse battery").is_ok());
        assert!(NewPassword::parse("short").is_err());
        assert!(NewPassword::parse("password1234567").is_err());
        assert!(NewPassword::parse("aaaaaaaaaaaaaaaa").is_err());
    }

    #[test]
    fn a_website_never_carries_a_script() {
        assert_eq!(website("example.com"), Ok(Some("https://example.com".into())));
        assert_eq!(website(""), Ok(None));
        for bad in ["javascript:alert(1)", "JaVaScRiPt://x.y", "data:text/html,x", "https://", "https://a b.c", "https://u@evil.example"] {
            assert!(website(bad).is_err(), "{bad}");
        }
    }
}
