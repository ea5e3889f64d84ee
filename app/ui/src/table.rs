//! Tables: a frame that scrolls sideways and can be reached by keyboard, and heads that sort.

use leptos::prelude::*;
use leptos_router::params::ParamsMap;

use crate::icon::{Icon, IconName};

/// What a table is sorted by; it stands in the page's address.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct SortState {
    /// The column's name in the address.
    pub column: String,
    /// Largest or last first.
    pub descending: bool,
}

impl SortState {
    /// What an address asks for; where it says nothing, what is usual.
    #[must_use]
    pub fn of(query: &ParamsMap, usual: &Self) -> Self {
        let word = |name: &str| query.get(name).filter(|word| !word.is_empty());
        let column = word("sort").unwrap_or_else(|| usual.column.clone());
        let descending = word("dir").map_or(column == usual.column && usual.descending, |dir| dir == "desc");
        Self { column, descending }
    }

    /// The direction as the address has it.
    #[must_use]
    pub const fn direction(&self) -> &'static str {
        if self.descending { "desc" } else { "asc" }
    }

    /// What a click on the head of `column` asks for: the other direction, or the column's own first direction.
    #[must_use]
    pub fn after_click(&self, column: &str, descending_first: bool) -> Self {
        let descending = if self.column == column { !self.descending } else { descending_first };
        Self { column: column.to_owned(), descending }
    }
}

/// A table. The children are its `<thead>`, `<tbody>` and `<tfoot>`; cells carry `data-label` for the phone, where each
/// row becomes a card, and `class="num"` where they hold figures.
#[component]
pub fn Table(
    /// What the table lists; read aloud, not shown.
    #[prop(into)]
    caption: String,
    /// Rows of 30 px instead of 36.
    #[prop(optional)]
    compact: bool,
    /// Head, body and foot.
    children: Children,
) -> impl IntoView {
    let class = if compact { "table is-compact" } else { "table" };
    let name = caption.clone();
    view! {
        <div class="table-scroll" role="region" aria-label=name tabindex="0">
            <table class=class>
                <caption class="visually-hidden">{caption}</caption>
                {children()}
            </table>
        </div>
    }
}

/// The head of a column that sorts by a link, so that the address holds the order.
#[component]
pub fn SortHeader(
    /// The column's words.
    #[prop(into)]
    label: String,
    /// The column's name in the address.
    column: &'static str,
    /// What the table is sorted by now.
    #[prop(into)]
    sort: Signal<SortState>,
    /// The address after a click (see [`SortState::after_click`]).
    #[prop(into)]
    href: Signal<String>,
    /// Figures: aligned to the end.
    #[prop(optional)]
    numeric: bool,
) -> impl IntoView {
    let direction = move || sort.with(|sort| (sort.column == column).then_some(sort.descending));
    let aria = move || match direction() {
        None => "none",
        Some(false) => "ascending",
        Some(true) => "descending",
    };
    let icon = move || match direction() {
        None => IconName::ArrowUpDown,
        Some(false) => IconName::ArrowUp,
        Some(true) => IconName::ArrowDown,
    };
    view! {
        <th scope="col" class:num=numeric aria-sort=aria>
            <a class="sort" href=move || href.get()>
                <span>{label}</span>
                {move || view! { <Icon name=icon() /> }}
            </a>
        </th>
    }
}

#[cfg(test)]
mod tests {
    use super::SortState;

    #[test]
    fn a_second_click_turns_the_order_round() {
        let start = SortState::default();
        let once = start.after_click("value", true);
        assert_eq!(once, SortState { column: "value".to_owned(), descending: true });
        assert!(!once.after_click("value", true).descending);
        assert_eq!(once.after_click("name", false).column, "name");
    }
}
