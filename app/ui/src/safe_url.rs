//! Addresses that people typed, made safe to click. `href="javascript:…"` passes through Leptos untouched, so a link
//! to stored text is built only from this type.

use std::fmt;

/// The longest address that is kept.
const LONGEST: usize = 2048;

/// An absolute `http`, `https`, `mailto` or `tel` address without control characters, spaces or credentials.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SafeUrl(String);

impl SafeUrl {
    /// Reads an address as people type it. A bare `example.com` becomes `https://example.com`; `None` is whatever
    /// cannot be linked to safely.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        // Only spaces: a browser drops tabs and newlines inside a scheme, so any of them is refused.
        let text = text.trim_matches(' ');
        if text.is_empty() || text.len() > LONGEST || text.chars().any(is_refused) {
            return None;
        }
        match split_scheme(text) {
            Some((scheme, rest)) => Self::with_scheme(&scheme.to_ascii_lowercase(), rest),
            None => {
                let (host, _) = split_authority(text);
                (host.contains('.') && is_authority(host)).then(|| Self(format!("https://{text}")))
            }
        }
    }

    fn with_scheme(scheme: &str, rest: &str) -> Option<Self> {
        let sound = match scheme {
            "http" | "https" => rest.strip_prefix("//").is_some_and(|rest| is_authority(split_authority(rest).0)),
            "mailto" => rest.split_once('@').is_some_and(|(who, host)| !who.is_empty() && !host.is_empty()),
            "tel" => rest.chars().any(|c| c.is_ascii_digit()) && rest.chars().all(is_phone),
            _ => false,
        };
        sound.then(|| Self(format!("{scheme}:{rest}")))
    }

    /// The address for an `href`.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The address as people write it: without scheme and closing slash.
    #[must_use]
    pub fn label(&self) -> &str {
        let bare = self.0.split_once(':').map_or(self.0.as_str(), |(_, rest)| rest);
        bare.trim_start_matches("//").trim_end_matches('/')
    }

    /// Whether it opens a page, rather than the mail or phone program.
    #[must_use]
    pub fn is_web(&self) -> bool {
        self.0.starts_with("http")
    }
}

impl fmt::Display for SafeUrl {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// Control characters, white space, backslashes (browsers read them as slashes), what breaks out of an attribute, and
/// marks that reverse or hide what is read.
fn is_refused(letter: char) -> bool {
    letter.is_control()
        || letter.is_whitespace()
        || matches!(letter, '\\' | '"' | '<' | '>' | '`')
        || matches!(letter, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}')
}

fn is_phone(letter: char) -> bool {
    letter.is_ascii_digit() || matches!(letter, '+' | '-' | '.' | '(' | ')' | ';' | '=' | 'e' | 'x' | 't')
}

/// The scheme and what follows its colon; `None` for a bare host, with or without a port.
fn split_scheme(text: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = text.split_once(':')?;
    if scheme.contains(['/', '?', '#']) {
        return None;
    }
    let (port, _) = split_authority(rest);
    let is_port = !port.is_empty() && port.chars().all(|c| c.is_ascii_digit());
    let is_host = scheme.contains('.') && is_port;
    (!is_host).then_some((scheme, rest))
}

/// Host and port, and the path, query or fragment after them.
fn split_authority(text: &str) -> (&str, &str) {
    text.split_at(text.find(['/', '?', '#']).unwrap_or(text.len()))
}

/// A host of labels, or an IPv6 address, with an optional port; no credentials, which serve to mislead.
fn is_authority(text: &str) -> bool {
    let (host, port) = match text.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (text, None),
    };
    if port.is_some_and(|port| port.parse::<u16>().is_err()) {
        return false;
    }
    if let Some(inside) = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')) {
        return inside.contains(':') && inside.chars().all(|c| c.is_ascii_hexdigit() || matches!(c, ':' | '.'));
    }
    let host = host.strip_suffix('.').unwrap_or(host);
    host.split('.').all(|label| {
        !label.is_empty()
            && !label.starts_with('-')
            && !label.ends_with('-')
            && label.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_'))
    })
}

#[cfg(test)]
mod tests {
    use super::SafeUrl;

    fn parsed(text: &str) -> Option<String> {
        SafeUrl::parse(text).map(|url| url.to_string())
    }

    #[test]
    fn ordinary_addresses_are_kept() {
        for (typed, kept) in [
            ("https://example.com/a?b=c#d", "https://example.com/a?b=c#d"),
            ("  HTTP://Example.com  ", "http://Example.com"),
            ("http://localhost:8080/x", "http://localhost:8080/x"),
            ("https://[2001:db8::1]:443/", "https://[2001:db8::1]:443/"),
            ("https://müller.example/straße", "https://müller.example/straße"),
            ("MailTo:jane@example.com", "mailto:jane@example.com"),
            ("tel:+49-30-123456", "tel:+49-30-123456"),
        ] {
            assert_eq!(parsed(typed).as_deref(), Some(kept), "{typed}");
        }
    }

    #[test]
    fn a_bare_host_becomes_https() {
        assert_eq!(parsed("example.com").as_deref(), Some("https://example.com"));
        assert_eq!(parsed("example.com:8443/a:b").as_deref(), Some("https://example.com:8443/a:b"));
        assert_eq!(parsed("www.example.co.uk/x?u=http://y.example").as_deref(), Some("https://www.example.co.uk/x?u=http://y.example"));
    }

    #[test]
    fn scripts_and_disguises_are_refused() {
        for typed in [
            "",
            "   ",
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "java\tscript:alert(1)",
            "java\nscript:alert(1)",
            "\u{1}javascript:alert(1)",
            "\tjavascript:alert(1)",
            " javascript:alert(1)",
            "javascript://example.com/%0aalert(1)",
            "javascript.x:alert(1)",
            "data:text/html,<script>alert(1)</script>",
            "vbscript:x",
            "file:///etc/passwd",
            "blob:https://example.com/1",
            "//evil.example",
            "/relative/path",
            "path",
            "\\\\evil.example",
            "https:\\\\evil.example",
            "https://",
            "https:///path",
            "https:example.com",
            "https://good.example@evil.example/",
            "https://exa mple.com",
            "https://example.com/\u{202e}gpj",
            "https://example.com:99999/",
            "http://-a.example",
            "jane@example.com",
            "mailto:",
            "mailto:@x",
            "tel:",
            "tel:call-me",
            "https://example.com/\"onclick=alert(1)",
        ] {
            assert_eq!(parsed(typed), None, "{typed:?}");
        }
        assert_eq!(parsed(&format!("https://example.com/{}", "a".repeat(3000))), None);
    }

    #[test]
    fn the_label_leaves_out_what_nobody_reads() {
        let label = |text| SafeUrl::parse(text).map(|url| url.label().to_owned());
        assert_eq!(label("https://example.com/").as_deref(), Some("example.com"));
        assert_eq!(label("mailto:jane@example.com").as_deref(), Some("jane@example.com"));
    }
}
