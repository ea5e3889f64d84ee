//! What was said and done.

use crate::closed::closed_enum;

closed_enum! {
    /// The kind of an activity.
    pub enum ActivityType {
        /// A telephone or video call.
        Call = "call", "Call";
        /// A meeting.
        Meeting = "meeting", "Meeting";
        /// An e-mail.
        Email = "email", "E-mail";
        /// A note.
        Note = "note", "Note";
        /// Logged by itself when a task is done.
        TaskCompleted = "task_completed", "Task completed";
    }
}

closed_enum! {
    /// How it went.
    pub enum Sentiment {
        /// Well.
        Positive = "positive", "Positive";
        /// Neither.
        Neutral = "neutral", "Neutral";
        /// Badly.
        Negative = "negative", "Negative";
    }
}

closed_enum! {
    /// What of an activity is edited in place.
    pub enum ActivityField {
        /// A call, a meeting, an e-mail or a note.
        Kind = "kind", "Kind";
        /// What it was about.
        Subject = "subject", "What it was about";
        /// The day.
        On = "on", "Date";
        /// How long it took.
        Minutes = "minutes", "Duration";
        /// How it went.
        Sentiment = "sentiment", "How it went";
        /// For which of the client's deals.
        Deal = "deal", "Deal";
        /// For which of the client's projects.
        Project = "project", "Project";
        /// What came of it.
        Description = "description", "What came of it";
    }
}
