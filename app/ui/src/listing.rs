//! A list whose address says everything: what is looked for, in which order, and which page.

use leptos::prelude::*;
use leptos_router::params::ParamsMap;

use crate::button::{Button, ButtonKind, ButtonLink};
use crate::field::{Field, FieldKind};
use crate::table::SortState;

/// What the address of a list asks for. A list that can be asked for more has this among it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listing {
    /// What is looked for.
    pub text: String,
    /// In which order.
    pub sort: SortState,
    /// Which page, counted from 1.
    pub page: u64,
}

impl Listing {
    /// Reads the address. Where it names no order, the list has its `usual` one.
    #[must_use]
    pub fn of(query: &ParamsMap, usual: &SortState) -> Self {
        Self {
            text: query.get("q").unwrap_or_default(),
            sort: SortState::of(query, usual),
            page: query.get("page").and_then(|page| page.parse().ok()).unwrap_or(1),
        }
    }

    /// The same as the query of an address, which leaves out what is usual.
    #[must_use]
    pub fn params(&self, usual: &SortState) -> ParamsMap {
        let mut map = ParamsMap::new();
        if !self.text.is_empty() {
            map.insert("q", self.text.clone());
        }
        if self.sort != *usual {
            map.insert("sort", self.sort.column.clone());
            map.insert("dir", self.sort.direction().to_owned());
        }
        if self.page > 1 {
            map.insert("page", self.page.to_string());
        }
        map
    }

    /// After a click on the head of a column (see [`SortState::after_click`]): its first page.
    #[must_use]
    pub fn sorted(&self, column: &str, descending_first: bool) -> Self {
        Self { sort: self.sort.after_click(column, descending_first), page: 1, ..self.clone() }
    }

    /// Another page of it.
    #[must_use]
    pub fn on(&self, page: u64) -> Self {
        Self { page, ..self.clone() }
    }
}

/// The form over a list: a text to look for, the list's own filters, and the order that it keeps.
#[component]
pub fn ListSearch(
    /// The list's address, without query.
    path: &'static str,
    /// What is asked for now.
    listing: Listing,
    /// What the text is looked for in.
    placeholder: &'static str,
    /// Whether anything is left out now, so that it can be cleared.
    filtered: bool,
    /// The list's own filters.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let words = if children.is_some() { "Show" } else { "Search" };
    view! {
        <form method="get" action=path class="filters" role="search">
            <Field label="Search" name="q" kind=FieldKind::Search value=listing.text placeholder />
            {children.map(|children| children())}
            <input type="hidden" name="dir" value=listing.sort.direction() />
            <input type="hidden" name="sort" value=listing.sort.column />
            <div class="filters-end">
                {filtered.then(|| view! { <ButtonLink href=path kind=ButtonKind::Quiet>"Clear"</ButtonLink> })}
                <Button r#type="submit">{words}</Button>
            </div>
        </form>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn usual() -> SortState {
        SortState { column: "end".into(), descending: true }
    }

    fn asked(query: &[(&'static str, &str)]) -> Listing {
        Listing::of(&query.iter().map(|(name, value)| (*name, (*value).to_owned())).collect(), &usual())
    }

    #[test]
    fn nothing_asked_is_the_usual_order_and_no_query() {
        let listing = asked(&[]);
        assert_eq!((listing.sort.clone(), listing.page), (usual(), 1));
        assert_eq!(listing.params(&usual()).to_query_string(), "");
        assert_eq!(asked(&[("sort", ""), ("dir", ""), ("page", "none")]), listing);
    }

    #[test]
    fn an_order_begins_from_the_first_end_unless_it_says_otherwise() {
        assert!(!asked(&[("sort", "name")]).sort.descending);
        assert!(asked(&[("sort", "name"), ("dir", "desc")]).sort.descending);
        assert!(asked(&[("sort", "end")]).sort.descending);
        assert!(!asked(&[("dir", "asc")]).sort.descending);
    }

    #[test]
    fn an_address_is_read_as_it_was_written() {
        let listing = Listing { text: "ä & b".into(), sort: SortState { column: "name".into(), descending: false }, page: 3 };
        assert_eq!(Listing::of(&listing.params(&usual()), &usual()), listing);
        assert_eq!(listing.sorted("name", false).page, 1);
        assert_eq!(listing.on(2).params(&usual()).get("page").as_deref(), Some("2"));
    }
}
