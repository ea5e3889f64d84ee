//! From one page of a list to the next.

use leptos::prelude::*;

use crate::icon::{Icon, IconName};

/// Where a page of a list begins and ends, counted from 1.
fn span(page: u64, per_page: u64, total: u64) -> (u64, u64) {
    let last = page.max(1).saturating_mul(per_page).min(total);
    let first = (page.max(1) - 1).saturating_mul(per_page).saturating_add(1).min(total);
    (first, last)
}

/// Thousands apart, as in `8,800`.
fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// `1–50 of 8,800 deals`.
fn summary(page: u64, per_page: u64, total: u64, noun: &str, nouns: &str) -> String {
    let (first, last) = span(page, per_page, total);
    match total {
        0 => format!("No {nouns}"),
        1 => format!("1 {noun}"),
        _ if total <= per_page => format!("{} {nouns}", grouped(total)),
        _ => format!("{}–{} of {} {nouns}", grouped(first), grouped(last), grouped(total)),
    }
}

/// The foot of a list: what part of it is shown, and links to the parts before and after.
#[component]
pub fn Pager(
    /// The page shown, from 1.
    page: u64,
    /// How many records a page holds.
    per_page: u64,
    /// How many records there are.
    total: u64,
    /// The address of a page.
    #[prop(into)]
    href: Callback<u64, String>,
    /// What is counted, one of them: `deal`.
    #[prop(into)]
    noun: String,
    /// What is counted, many of them; without it, an `s` is added.
    #[prop(optional, into)]
    nouns: Option<String>,
) -> impl IntoView {
    let nouns = nouns.unwrap_or_else(|| format!("{noun}s"));
    let pages = total.div_ceil(per_page.max(1)).max(1);
    let words = summary(page, per_page, total, &noun, &nouns);
    let step = move |to: Option<u64>, label: &'static str, icon: IconName| match to {
        Some(to) => view! {
            <a class="button is-quiet" href=href.run(to)><Icon name=icon /><span>{label}</span></a>
        }
        .into_any(),
        None => view! {
            <span class="button is-quiet is-off" aria-disabled="true"><Icon name=icon /><span>{label}</span></span>
        }
        .into_any(),
    };
    view! {
        <nav class="pager" aria-label=format!("Pages of {nouns}")>
            <p class="pager-count num">{words}</p>
            {(pages > 1).then(|| view! {
                <div class="pager-steps">
                    {step((page > 1).then(|| page - 1), "Previous", IconName::ChevronLeft)}
                    <span class="pager-page num">{format!("Page {} of {}", grouped(page), grouped(pages))}</span>
                    {step((page < pages).then(|| page + 1), "Next", IconName::ChevronRight)}
                </div>
            })}
        </nav>
    }
}

#[cfg(test)]
mod tests {
    use super::{grouped, span, summary};

    #[test]
    fn the_words_say_which_part_is_shown() {
        assert_eq!(summary(1, 50, 8_800, "deal", "deals"), "1–50 of 8,800 deals");
        assert_eq!(summary(176, 50, 8_799, "deal", "deals"), "8,751–8,799 of 8,799 deals");
        assert_eq!(summary(1, 50, 12, "deal", "deals"), "12 deals");
        assert_eq!(summary(1, 50, 1, "deal", "deals"), "1 deal");
        assert_eq!(summary(1, 50, 0, "person", "people"), "No people");
    }

    #[test]
    fn a_page_past_the_end_stays_inside() {
        assert_eq!(span(9, 50, 60), (60, 60));
        assert_eq!(span(0, 50, 60), (1, 50));
        assert_eq!(grouped(1_234_567), "1,234,567");
    }
}
