//! Several lines of text. The only place that writes `<textarea>`: Leptos 0.8 prints a textarea's children unescaped
//! on the server, which would let stored text close the element and run a script.

use leptos::html;
use leptos::prelude::*;

use crate::field::follow;
use crate::field_frame::Frame;

/// Escapes text for the inside of a `<textarea>`. Parsers drop one newline after the start tag, so a text that begins
/// with one is given another.
#[must_use]
pub fn escape_text(text: &str) -> String {
    let mut safe = String::with_capacity(text.len() + 16);
    if text.starts_with(['\n', '\r']) {
        safe.push('\n');
    }
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            other => safe.push(other),
        }
    }
    safe
}

/// What the bare control needs to know; the label is the caller's.
pub(crate) struct TextControl {
    pub(crate) id: String,
    pub(crate) name: String,
    pub(crate) value: Signal<String>,
    pub(crate) rows: u32,
    pub(crate) required: bool,
    pub(crate) maxlength: Option<u32>,
    pub(crate) node: NodeRef<html::Textarea>,
}

/// The bare control.
pub(crate) fn text_control(
    control: TextControl,
    described_by: impl Fn() -> Option<String> + Send + Sync + 'static,
    invalid: impl Fn() -> Option<&'static str> + Send + Sync + 'static,
) -> impl IntoView {
    let TextControl { id, name, value, rows, required, maxlength, node } = control;
    let first = value.get_untracked();
    let inside = escape_text(&first);
    // Built in the browser, no start tag swallows the extra newline; the default value says what was parsed, and
    // setting it leaves alone what a person has typed.
    Effect::new(move |_| {
        if let Some(area) = node.get_untracked()
            && area.default_value().is_ok_and(|text| text != first.replace("\r\n", "\n").replace('\r', "\n"))
        {
            _ = area.set_default_value(&first);
        }
    });
    follow(value, move |text| {
        if let Some(area) = node.get_untracked() {
            area.set_value(text);
        }
    });
    view! {
        <textarea
            node_ref=node
            class="input textarea"
            id=id
            name=name
            rows=rows.to_string()
            required=required
            maxlength=maxlength.map(|units| units.to_string())
            aria-describedby=described_by
            aria-invalid=invalid
            inner_html=inside
        ></textarea>
    }
}

/// A labelled field of several lines.
#[component]
pub fn TextArea(
    /// The words above.
    #[prop(into)]
    label: String,
    /// The name posted with the form.
    #[prop(into)]
    name: String,
    /// Keeps the ids apart where the same name stands twice on a page.
    #[prop(optional, into)]
    scope: Option<String>,
    /// What the field holds at first; a later change replaces what was typed.
    #[prop(optional, into)]
    value: Signal<String>,
    /// Lines shown before it grows.
    #[prop(default = 4)]
    rows: u32,
    /// One sentence below.
    #[prop(optional, into)]
    hint: Option<String>,
    /// What is wrong, if anything.
    #[prop(optional, into)]
    error: Signal<Option<String>>,
    /// The form cannot be sent without it.
    #[prop(optional)]
    required: bool,
    /// The longest text, in UTF-16 units.
    #[prop(optional, into)]
    maxlength: Option<u32>,
) -> impl IntoView {
    let frame = Frame::new(scope.as_deref(), &name, label, hint, error, required);
    let control = TextControl { id: frame.id.clone(), name, value, rows, required, maxlength, node: NodeRef::new() };
    let control = text_control(control, frame.described_by(), frame.invalid());
    frame.around(control)
}

#[cfg(test)]
mod tests {
    use super::escape_text;

    #[test]
    fn stored_text_cannot_close_the_element() {
        assert_eq!(escape_text("</textarea><script>alert(1)</script>"), "&lt;/textarea&gt;&lt;script&gt;alert(1)&lt;/script&gt;");
    }

    #[test]
    fn entities_are_shown_as_typed() {
        assert_eq!(escape_text("a &amp; b 'c' \"d\""), "a &amp;amp; b &#39;c&#39; &quot;d&quot;");
    }

    #[test]
    fn a_first_newline_survives_the_parser() {
        assert_eq!(escape_text("\nfirst"), "\n\nfirst");
        assert_eq!(escape_text("\r\nfirst"), "\n\r\nfirst");
        assert_eq!(escape_text("plain\n"), "plain\n");
    }

    #[cfg(feature = "ssr")]
    #[test]
    fn the_rendered_field_holds_no_script() {
        use leptos::prelude::*;

        let html =
            Owner::new().with(|| view! { <super::TextArea label="Notes" name="notes" value="</textarea><script>x</script>" /> }.to_html());
        assert!(!html.contains("<script"), "{html}");
        assert_eq!(html.matches("</textarea>").count(), 1, "{html}");
        assert!(html.contains("&lt;/textarea&gt;"), "{html}");
    }
}
