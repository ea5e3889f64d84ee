//! The firms that we meet in deals, and how it went.

/// The eight that we meet most.
pub(crate) const RIVALS: &[&str] = &[
    "Castlegate Advisory",
    "Brightwater Partners",
    "Meridian Row",
    "Tallis & Crane",
    "Fourth Quarter Consulting",
    "Halyard Group",
    "Open Ledger Studio",
    "Nine Bridges",
];

/// How further ones are called, after a stem.
pub(crate) const HOUSES: &[&str] = &["Advisory", "& Partners", "Consulting", "Strategy Group", "Associates", "Practice"];

/// What they are good at.
pub(crate) const STRENGTHS: &[&str] = &[
    "Knows every board in the region and is at the table before the tender is written.",
    "Very fast: a first result on screen within two weeks.",
    "Deep benches; can put forty people on site on a Monday.",
    "Strong brand with public buyers and a spotless reference list.",
    "Its own software, which shortens the first phase.",
    "Cheap, and pleasant to work with.",
    "Former regulators on the payroll; nobody reads a rule book faster.",
    "Publishes the study that everybody quotes, and is invited everywhere for it.",
];

/// What they are not.
pub(crate) const WEAKNESSES: &[&str] = &[
    "Partners sell, juniors deliver; clients notice by the second month.",
    "Thin outside finance: wins the analysis, loses the implementation.",
    "Change requests begin in week three.",
    "No people of their own in the country; flies in on Mondays.",
    "Falls apart when their one architect is busy elsewhere.",
    "Hands over slides, not skills.",
    "Will not work on site; decisions wait for the next video call.",
    "Too small for two projects at once.",
];

/// What they ask.
pub(crate) const PRICING: &[&str] = &[
    "Day rates about 20 % above ours, discounted late.",
    "Fixed price per phase, low at first, high for changes.",
    "10 to 15 % below us; makes it up with volume.",
    "Success fee of a fifth plus a small retainer.",
    "Licence for their tool plus days at cost.",
];

/// What was heard of one of them in a deal.
pub(crate) const MENTIONS: &[&str] = &[
    "Named by procurement in the first call.",
    "Presented the week after us; the sponsor found it smooth and general.",
    "Their reference visit went well.",
    "Asked for more time twice.",
    "Only on the list because three names are required.",
];

/// Why a deal was lost: what the firm's list calls it, whether another firm got it, and in words.
pub(crate) const LOSS_REASONS: &[(&str, bool, &str)] = &[
    ("Price", true, "Price: the other offer was a quarter lower and the economic buyer would not argue."),
    ("No decision", false, "No decision: the programme was moved to next year's budget."),
    ("Relationship", false, "Our champion left the company before the steering committee met."),
    ("Fit", false, "They build it in-house after a change at the top."),
    ("Competitor", true, "The incumbent extended its contract on better terms."),
    ("Timing", true, "We engaged the economic buyer too late; the choice had been made."),
];
