//! A person as a small disc of initials.

use leptos::prelude::*;

/// The first letters of the first and the last word, in capitals; `?` for a name without letters.
#[must_use]
pub fn initials(name: &str) -> String {
    let mut letters = name.split(|c: char| c.is_whitespace() || c == '-').filter_map(|word| word.chars().find(|c| c.is_alphanumeric()));
    let first = letters.next();
    let last = letters.next_back();
    let text: String = first.into_iter().chain(last).flat_map(char::to_uppercase).collect();
    if text.is_empty() { "?".to_owned() } else { text }
}

/// One of eight tints, the same for a name wherever it is shown (FNV-1a, as `Hash` may differ between builds).
#[must_use]
pub fn tint(name: &str) -> u8 {
    let hash = name.bytes().fold(0x811c_9dc5_u32, |hash, byte| (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193));
    ((hash ^ (hash >> 16)) % 8) as u8
}

/// A person's initials. Beside the written name it is decoration, and hidden from assistive technology.
#[component]
pub fn Avatar(
    /// The person's full name.
    #[prop(into)]
    name: String,
    /// The name is written beside it.
    #[prop(optional)]
    beside_name: bool,
    /// 32 px instead of 24.
    #[prop(optional)]
    large: bool,
) -> impl IntoView {
    let size = if large { " is-large" } else { "" };
    let class = format!("avatar tint-{}{size}", tint(&name));
    let letters = initials(&name);
    view! {
        <span
            class=class
            role=(!beside_name).then_some("img")
            aria-hidden=beside_name.then_some("true")
            aria-label=(!beside_name).then(|| name.clone())
            title=name
        >
            {letters}
        </span>
    }
}

#[cfg(test)]
mod tests {
    use super::{initials, tint};

    #[test]
    fn initials_are_of_the_first_and_last_word() {
        assert_eq!(initials("Ada Lovelace"), "AL");
        assert_eq!(initials("Gabriel García Márquez"), "GM");
        assert_eq!(initials("Cher"), "C");
        assert_eq!(initials("ße"), "SS");
        assert_eq!(initials(" ()"), "?");
    }

    #[test]
    fn a_name_keeps_its_tint() {
        assert_eq!(tint("Ada Lovelace"), tint("Ada Lovelace"));
        assert!(["a", "b", "Ada", "Bob", ""].iter().all(|name| tint(name) < 8));
    }
}
