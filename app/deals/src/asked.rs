//! What the address of the pipeline asks for: it holds the whole state of the page.

use crate::types::{CardOrder, DealFilter};
use domain::id::OpportunityId;
use domain::stage::StageKey;
use leptos_router::params::ParamsMap;
use ui::SortState;

/// What the address asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Asked {
    /// As a table instead of a board.
    pub table: bool,
    /// Which deals.
    pub filter: DealFilter,
    /// What was typed for the least value and is no whole amount; it leaves nothing out.
    pub unread_least: Option<String>,
    /// In which order; the table's.
    pub sort: SortState,
    /// Which page; the table's.
    pub page: u64,
    /// In which order; the board's.
    pub order: CardOrder,
    /// Cards with less on them; the board's.
    pub compact: bool,
    /// The deal that is open beside the board.
    pub open: Option<OpportunityId>,
    /// Columns that are folded to a rail; the board's.
    pub folded: Vec<StageKey>,
}

/// What changed last is what one looks for.
fn usual() -> SortState {
    SortState { column: "updated".into(), descending: true }
}

impl Asked {
    pub(crate) fn of(query: &ParamsMap) -> Self {
        let word = |name: &str| query.get(name).unwrap_or_default();
        let yes = |name: &str| word(name) == "true";
        let least = word("min");
        let at_least = least.replace([',', ' '], "").parse().ok();
        Self {
            unread_least: Some(least).filter(|typed| at_least.is_none() && !typed.trim().is_empty()),
            table: word("view") == "table",
            filter: DealFilter {
                text: word("q"),
                mine: yes("mine"),
                stage: word("stage"),
                client: word("client").parse().ok(),
                who: word("who").parse().ok(),
                closing: yes("closing"),
                ahead: word("step").parse().ok(),
                stale: yes("stale"),
                letter: word("letter").parse().ok(),
                at_least,
                competitor: word("competitor").parse().ok(),
            },
            sort: SortState::of(query, &usual()),
            page: word("page").parse().unwrap_or(1),
            order: CardOrder::parse(&word("order")),
            compact: word("cards") == "compact",
            open: word("open").parse().ok(),
            folded: word("folded").split(',').filter_map(|key| StageKey::parse(key).ok()).collect(),
        }
    }

    /// The address that asks for this.
    #[must_use]
    pub fn href(&self) -> String {
        format!("/deals{}", self.query())
    }

    /// The same as the query of another address, with its `?`; empty where nothing is asked for.
    #[must_use]
    pub fn query(&self) -> String {
        let mut map = ParamsMap::new();
        let mut put = |name: &'static str, value: String| {
            if !value.is_empty() {
                map.insert(name, value);
            }
        };
        let yes = |holds: bool| if holds { "true".to_owned() } else { String::new() };
        let filter = &self.filter;
        put("view", if self.table { "table".into() } else { String::new() });
        put("q", filter.text.clone());
        put("mine", yes(filter.mine));
        put("stage", filter.stage.clone());
        put("client", filter.client.map(|id| id.to_string()).unwrap_or_default());
        put("who", filter.who.map(|id| id.to_string()).unwrap_or_default());
        put("closing", yes(filter.closing));
        put("step", filter.ahead.map(|ahead| ahead.as_str().to_owned()).unwrap_or_default());
        put("stale", yes(filter.stale));
        put("letter", filter.letter.map(|letter| letter.as_str().to_owned()).unwrap_or_default());
        put("min", filter.at_least.map(|units| units.to_string()).or_else(|| self.unread_least.clone()).unwrap_or_default());
        put("competitor", filter.competitor.map(|id| id.to_string()).unwrap_or_default());
        if self.table && self.sort != usual() {
            put("sort", self.sort.column.clone());
            put("dir", self.sort.direction().to_owned());
        }
        put("page", if self.page > 1 { self.page.to_string() } else { String::new() });
        put("order", self.order.word().to_owned());
        put("cards", if self.compact { "compact".into() } else { String::new() });
        put("open", self.open.map(|id| id.to_string()).unwrap_or_default());
        put("folded", self.folded.iter().map(StageKey::as_str).collect::<Vec<_>>().join(","));
        map.to_query_string()
    }

    /// Without any filter, from the first page.
    #[must_use]
    pub fn cleared(&self) -> Self {
        Self { filter: DealFilter::default(), unread_least: None, page: 1, ..self.clone() }
    }

    /// With another filter, from the first page.
    #[must_use]
    pub fn filtered(&self, change: impl FnOnce(&mut DealFilter)) -> Self {
        let mut asked = Self { page: 1, ..self.clone() };
        change(&mut asked.filter);
        asked
    }

    /// With a column folded, or unfolded if it is.
    #[must_use]
    pub fn with_folded(&self, key: &StageKey) -> Self {
        let mut asked = self.clone();
        if asked.folds(key) {
            asked.folded.retain(|folded| folded != key);
        } else {
            asked.folded.push(key.clone());
        }
        asked
    }

    /// Whether a column is folded.
    #[must_use]
    pub fn folds(&self, key: &StageKey) -> bool {
        self.folded.contains(key)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_holds_everything_that_is_asked() {
        let mut query = ParamsMap::new();
        for (name, value) in [
            ("view", "table"),
            ("q", "ä & b"),
            ("mine", "true"),
            ("closing", "true"),
            ("step", "overdue"),
            ("stale", "true"),
            ("letter", "champion"),
            ("min", "50000"),
            ("sort", "value"),
            ("dir", "asc"),
            ("page", "3"),
            ("order", "close"),
            ("cards", "compact"),
            ("folded", "lead,proposal"),
        ] {
            query.insert(name, value.to_owned());
        }
        let asked = Asked::of(&query);
        assert_eq!(asked.filter.at_least, Some(50_000));
        assert_eq!(asked.folded.len(), 2);
        assert_eq!(asked.query().matches('=').count(), 14, "{}", asked.query());
    }

    #[test]
    fn an_amount_that_cannot_be_read_is_kept_and_leaves_nothing_out() {
        let asked = |typed: &str| {
            let mut query = ParamsMap::new();
            query.insert("min", typed.to_owned());
            Asked::of(&query)
        };
        for typed in ["abc", "50k", "50.000", "-1", "99999999999"] {
            let asked = asked(typed);
            assert_eq!((asked.unread_least.as_deref(), asked.filter.is_empty()), (Some(typed), true));
            assert!(asked.href().starts_with("/deals?min="), "{}", asked.href());
            assert_eq!(asked.cleared().href(), "/deals");
        }
        for (typed, units) in [("50,000", Some(50_000)), ("50 000", Some(50_000)), (" ", None), ("", None)] {
            let asked = asked(typed);
            assert_eq!((asked.unread_least, asked.filter.at_least), (None, units), "{typed}");
        }
    }

    #[test]
    fn nothing_asked_is_an_address_without_a_query() {
        assert_eq!(Asked::of(&ParamsMap::new()).href(), "/deals");
    }

    #[test]
    fn a_column_folds_and_unfolds() {
        let asked = Asked::of(&ParamsMap::new());
        let folded = asked.with_folded(&StageKey::lead());
        assert_eq!(folded.href(), "/deals?folded=lead");
        assert_eq!(folded.with_folded(&StageKey::lead()), asked);
    }
}
