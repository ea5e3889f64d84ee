//! What a timeline is of, and what something new is logged about.

use domain::id::{ClientId, OpportunityId, ProjectId, StakeholderId, UserId};
use domain::parse::ParseError;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::str::FromStr;

/// Whose activities, or all of them. In an address it is `deal:` and the id.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub enum Of {
    /// All that one may see.
    #[default]
    All,
    /// A client's.
    Client(ClientId),
    /// A deal's.
    Deal(OpportunityId),
    /// A project's.
    Project(ProjectId),
    /// With one person at a client.
    Stakeholder(StakeholderId),
    /// Logged by one of us.
    User(UserId),
}

impl Of {
    /// The page that they stand on.
    #[must_use]
    pub fn page(self) -> String {
        match self {
            Self::All => "/activities".to_owned(),
            Self::Client(id) => format!("/clients/{id}"),
            Self::Deal(id) => format!("/deals/{id}"),
            Self::Project(id) => format!("/projects/{id}"),
            Self::Stakeholder(id) => format!("/stakeholders/{id}"),
            Self::User(id) => format!("/people/{id}"),
        }
    }

    /// The page's place where they stand.
    #[must_use]
    pub fn place(self) -> String {
        match self {
            Self::All => self.page(),
            _ => format!("{}#activities", self.page()),
        }
    }

    /// What the page at this path is about; all, where it is about nothing that anything is logged about.
    #[must_use]
    pub fn at(path: &str) -> Self {
        let mut parts = path.trim_matches('/').split('/');
        let (Some(noun), Some(id)) = (parts.next(), parts.next()) else { return Self::All };
        let what = match noun {
            "clients" => "client",
            "deals" => "deal",
            "projects" => "project",
            "stakeholders" => "stakeholder",
            _ => return Self::All,
        };
        format!("{what}:{id}").parse().unwrap_or_default()
    }
}

impl fmt::Display for Of {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => f.write_str("all"),
            Self::Client(id) => write!(f, "client:{id}"),
            Self::Deal(id) => write!(f, "deal:{id}"),
            Self::Project(id) => write!(f, "project:{id}"),
            Self::Stakeholder(id) => write!(f, "stakeholder:{id}"),
            Self::User(id) => write!(f, "user:{id}"),
        }
    }
}

impl FromStr for Of {
    type Err = ParseError;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let text = text.trim();
        if matches!(text, "" | "all") {
            return Ok(Self::All);
        }
        match text.split_once(':') {
            Some(("client", id)) => id.parse().map(Self::Client),
            Some(("deal", id)) => id.parse().map(Self::Deal),
            Some(("project", id)) => id.parse().map(Self::Project),
            Some(("stakeholder", id)) => id.parse().map(Self::Stakeholder),
            Some(("user", id)) => id.parse().map(Self::User),
            _ => Err(ParseError::new("is not a client, deal, project, stakeholder or colleague")),
        }
    }
}

impl From<Of> for String {
    fn from(of: Of) -> Self {
        of.to_string()
    }
}

impl TryFrom<String> for Of {
    type Error = ParseError;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ID: &str = "01900000-0000-7000-8000-000000000001";

    #[test]
    fn an_address_names_what_its_page_is_about() {
        for (noun, what) in [("clients", "client"), ("deals", "deal"), ("projects", "project"), ("stakeholders", "stakeholder")] {
            let of = Of::at(&format!("/{noun}/{ID}"));
            assert_eq!(of.to_string(), format!("{what}:{ID}"));
            assert_eq!(of.page(), format!("/{noun}/{ID}"));
            assert_eq!(Of::at(&format!("/{noun}/{ID}/move")), of, "and so do the pages below it");
            assert_eq!(of.to_string().parse::<Of>().ok(), Some(of));
        }
        for other in ["/", "/deals", "/deals/new", "/settings/stages", "/competitors/01900000-0000-7000-8000-000000000001"] {
            assert_eq!(Of::at(other), Of::All, "{other}");
        }
    }

    #[test]
    fn what_is_nothing_is_refused() {
        for text in ["deal", "deal:", "deal:x", "invoice:01900000-0000-7000-8000-000000000001", "//evil.example"] {
            assert!(text.parse::<Of>().is_err(), "{text}");
        }
    }
}
