//! What the form of a new deal holds and offers, and no more.

use domain::Money;
use domain::currency::Currency;
use domain::deal::OpportunityType;
use domain::id::{ClientId, OpportunityId};
use domain::stage::{Stage, StageKey};
use serde::{Deserialize, Serialize};

/// The form as it was filled in. Everything is text until the server has read it, so that whatever was typed gets its
/// own answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct DealDraft {
    /// The id of the client, where one was chosen.
    pub client: String,
    /// The client's name, chosen or typed.
    pub client_name: String,
    /// `true`: a client of this name is to be added, if there is none.
    pub new_client: String,
    /// What the deal is called.
    pub name: String,
    /// What it is worth; empty while nobody knows.
    pub value: String,
    /// In which currency; empty for the client's own.
    pub currency: String,
    /// The day on which the answer is expected; may be empty.
    pub close: String,
    /// How it came to us; empty for inbound.
    pub source: String,
    /// Why we are talking; empty for what the client's history says.
    pub kind: String,
    /// Where it begins; empty for the first open stage.
    pub stage: String,
    /// `true`: though the client has an open deal of this name.
    pub anyway: String,
}

/// A client that the person may make deals for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientChoice {
    /// Which.
    pub id: ClientId,
    /// Its name.
    pub name: String,
    /// What it does, which tells it from another of its name.
    pub industry: Option<String>,
    /// The currency of its deals.
    pub currency: Currency,
    /// What a deal with it most likely is: more of it where we have won one before.
    pub kind: OpportunityType,
}

/// A deal that the client has already and that may be meant.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SimilarDeal {
    /// Which.
    pub id: OpportunityId,
    /// Its name.
    pub name: String,
    /// Where it stands.
    pub stage: Option<Stage>,
    /// What it is worth.
    pub value: Money,
}

/// What the form offers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DealChoices {
    /// The stages that a deal can begin in: key and name, in their order.
    pub stages: Vec<(StageKey, String)>,
    /// Names of the clients that were changed last, for a browser without client code.
    pub likely: Vec<String>,
    /// The client that the address names.
    pub client: Option<ClientChoice>,
    /// Its open deals.
    pub similar: Vec<SimilarDeal>,
    /// Whether this person may add a client on the way.
    pub can_found: bool,
}
