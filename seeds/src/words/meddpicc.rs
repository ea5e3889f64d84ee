//! What is known of a client, in the six MEDDPICC texts.

/// How the measure was taken, after the trade's own measure.
pub(crate) const METRICS_BASE: &[&str] = &[
    "Baseline taken in the first workshop; finance has signed it off.",
    "Baseline is their own estimate and wants checking against the ledger.",
    "Measured monthly by their controlling team; the board sees it each quarter.",
    "Agreed with the sponsor in writing.",
    "They want the first effect to show within two quarters.",
];

/// What the decision rests on.
pub(crate) const CRITERIA: &[&str] = &[
    "References from the same trade, a named team, and a fixed price for the first phase.",
    "Speed to a first result counts twice as much as price.",
    "Total cost over three years, then experience with their current systems.",
    "Method matters less than people: they want to interview the team.",
    "Must work with the works council from day one; price comes third.",
    "Scored matrix: quality 50, price 30, references 20.",
];

/// How they decide.
pub(crate) const PROCESS: &[&str] = &[
    "Shortlist of three, pitches before the steering committee, decision by the management board two weeks later.",
    "The sponsor decides alone up to half a million; above that the supervisory board votes once a quarter.",
    "Procurement runs a tender; the business side scores the offers blind.",
    "Pilot first. If its numbers hold, the programme is approved without another round.",
    "Informal: the chief executive asks two people she trusts, then signs.",
];

/// What the contract has to pass.
pub(crate) const PAPER: &[&str] = &[
    "Framework contract is in place; a call-off order is enough and takes a week.",
    "Their legal team insists on their own paper and takes about four weeks over liability.",
    "Security questionnaire, then data protection review, then two signatures.",
    "Supplier registration must be renewed first; purchasing says ten working days.",
    "Standard terms accepted, except for the non-solicitation clause.",
];

/// What the pain costs them, after the trade's own pain.
pub(crate) const PAIN_COST: &[&str] = &[
    "They put the damage at about a million a year.",
    "The chief executive raised it herself in the first call.",
    "It came up in the annual report, so it will not go away.",
    "Two earlier attempts to fix it in-house ran dry.",
    "Their best people leave over it.",
];

/// Who else they look at, with the competitor's name in place of `{}`.
pub(crate) const COMPETITION: &[&str] = &[
    "{} has worked for them before and knows the finance director well.",
    "{} made an unsolicited offer; so far it is only a number on paper.",
    "Mostly the wish to do it themselves. {} is on the list to have a third name.",
    "{} is the incumbent on a neighbouring programme and is not loved there.",
];
