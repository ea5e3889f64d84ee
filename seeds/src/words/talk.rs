//! What was said and done with a client; `{}` is the deal, the project or the trade's topic.

/// Subjects of calls.
pub(crate) const CALLS: &[&str] = &[
    "Check-in on {}",
    "Call about timing of {}",
    "Questions on the offer for {}",
    "Budget call, {}",
    "Quick sync: {}",
    "Call back about {}",
];

/// Subjects of meetings.
pub(crate) const MEETINGS: &[&str] = &[
    "Steering committee: {}",
    "Workshop on {}",
    "Site visit, {}",
    "Kick-off for {}",
    "Review of {} with the sponsor",
    "Lunch about {}",
    "Working session: {}",
];

/// Subjects of e-mails.
pub(crate) const MAILS: &[&str] = &[
    "Sent the summary of {}",
    "Offer documents for {}",
    "Answers to their questions on {}",
    "Minutes: {}",
    "References for {}",
    "Dates for {}",
];

/// Subjects of notes.
pub(crate) const NOTES: &[&str] = &["Note on {}", "What we learned about {}", "Internal view of {}", "Before the next talk about {}"];

/// What came of it.
pub(crate) const AFTERWARDS: &[&str] = &[
    "They agree on the scope; the open point is who on their side will own the data.",
    "Budget is confirmed for this year, half of it for the first phase.",
    "Wants a shorter first phase and a break clause after it.",
    "Asked twice who exactly will be on site. We promised names by Friday.",
    "Progress is as planned; one supplier answers slowly and they will push.",
    "Some friction with IT about access. The sponsor will sort it out.",
    "Postponed by two weeks because of their year-end closing.",
    "Good mood. They would act as a reference once the second phase is done.",
    "Unhappy about the late report; we explained, and moved the next one forward.",
    "Nothing new, but the line is open again.",
    "Compared us with another house on price only; we showed the cost of rework.",
    "Decision is expected after the next board meeting.",
];

/// What is remembered of a person; sealed, like everything personal.
pub(crate) const REMARKS: &[&str] = &[
    "Prefers a call before nine; never answers long e-mails.",
    "Reads every number twice. Send the spreadsheet, not the slides.",
    "Came from operations and likes to see the shop floor in any plan.",
    "Was sceptical at first, won over by the site visit.",
    "Needs to look good in front of the new board.",
    "Trains for a marathon; works from home on Fridays.",
    "Speaks for the works council as well, informally.",
    "Has seen three such programmes fail and says so.",
];
