//! What a project is made of, and what is done beside it.

use domain::task::{DependencyType, NextStepType};

/// A phase as a template.
pub(crate) struct PhaseWords {
    /// What people call it.
    pub(crate) name: &'static str,
    /// Its tasks, in their order.
    pub(crate) tasks: &'static [&'static str; 4],
    /// A larger task, how its parts run, and the parts.
    pub(crate) parent: (&'static str, DependencyType, &'static [&'static str; 3]),
    /// What ends it.
    pub(crate) milestone: &'static str,
}

/// Every project has these four.
pub(crate) const PHASES: &[PhaseWords; 4] = &[
    PhaseWords {
        name: "Discovery",
        tasks: &[
            "Agree scope and ways of working",
            "Collect documents and data extracts",
            "Map the current process",
            "Write the findings report",
        ],
        parent: (
            "Interview the departments",
            DependencyType::Parallel,
            &["Interviews in operations", "Interviews in finance", "Interviews in IT"],
        ),
        milestone: "Findings accepted by the sponsor",
    },
    PhaseWords {
        name: "Design",
        tasks: &["Draft the target operating model", "Size the options", "Review with the steering committee", "Detail the chosen option"],
        parent: ("Business case", DependencyType::Sequential, &["Collect cost drivers", "Model benefits", "Validate with controlling"]),
        milestone: "Design signed off",
    },
    PhaseWords {
        name: "Delivery",
        tasks: &["Set up the pilot site", "Configure and test", "Run the pilot", "Extend to the other sites"],
        parent: ("Train the teams", DependencyType::Sequential, &["Prepare training material", "Train the trainers", "Train the shifts"]),
        milestone: "Go-live",
    },
    PhaseWords {
        name: "Handover",
        tasks: &["Measure against the baseline", "Close open points", "Write the operating manual", "Hold the lessons-learned session"],
        parent: (
            "Transfer ownership",
            DependencyType::Parallel,
            &["Hand over the reports", "Hand over the tooling", "Name the process owners"],
        ),
        milestone: "Acceptance signed",
    },
];

/// Next steps of a sale, with what they are.
pub(crate) const NEXT_STEPS: &[(&str, NextStepType)] = &[
    ("Call the champion about the board's dates", NextStepType::Call),
    ("Meet the economic buyer", NextStepType::Meeting),
    ("Send the two references they asked for", NextStepType::Email),
    ("Show the dashboard from the last engagement", NextStepType::Demo),
    ("Write the proposal's commercial part", NextStepType::Proposal),
    ("Agree liability cap with their counsel", NextStepType::Contract),
    ("Confirm baseline numbers with controlling", NextStepType::Call),
    ("Prepare the pitch team for the steering committee", NextStepType::Other),
    ("Invite procurement to a scoping session", NextStepType::Meeting),
];

/// Reminders to come back.
pub(crate) const FOLLOW_UPS: &[&str] = &[
    "Ask how the reorganisation went",
    "Congratulate on the new plant",
    "Send the market study once it is out",
    "Renew contact after the holidays",
    "Offer a second site visit",
    "Return the documents they lent us",
];

/// The firm's own work.
pub(crate) const INTERNAL: &[&str] = &[
    "Update the reference sheet",
    "Rehearse the pitch",
    "Plan staffing for next quarter",
    "Clean up the shared folder",
    "Prepare the appraisal talk",
    "Write up the lessons learned",
    "Renew the data protection training",
];

/// What stands on a time entry.
pub(crate) const DAY_NOTES: &[&str] = &[
    "Workshop and write-up",
    "Data analysis",
    "Interviews",
    "Steering committee preparation",
    "Model and review",
    "On site",
    "Report",
    "Alignment with IT",
    "Test support",
    "Training",
];
