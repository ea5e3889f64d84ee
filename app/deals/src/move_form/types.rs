//! What the pages of a move show.

use crate::types::DealCard;
use domain::id::{CompetitorId, LossReasonId};
use domain::stage::{Stage, StageKind};
use serde::{Deserialize, Serialize};

/// What a loss can be put down to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LossChoices {
    /// The firm's list of reasons, in its order.
    pub reasons: Vec<(LossReasonId, String)>,
    /// The competitors in this deal, by name.
    pub rivals: Vec<(CompetitorId, String)>,
    /// All others, by name.
    pub others: Vec<(CompetitorId, String)>,
}

/// The page of a move.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MovePage {
    /// The deal.
    pub card: DealCard,
    /// Every stage, in its order.
    pub stages: Vec<Stage>,
    /// What a loss is asked for.
    pub loss: LossChoices,
}

impl MovePage {
    /// Where it stands.
    #[must_use]
    pub fn stage(&self) -> Option<&Stage> {
        self.stages.iter().find(|stage| stage.key == self.card.stage)
    }

    /// The stage that the address names, if the deal can go there from where it stands. A closed deal is opened again
    /// first, by who may.
    #[must_use]
    pub fn to(&self, word: &str) -> Option<&Stage> {
        let to = self.stages.iter().find(|stage| stage.key.as_str() == word && stage.key != self.card.stage)?;
        (self.card.moves() && (!self.card.closed || to.kind == StageKind::Open)).then_some(to)
    }
}
