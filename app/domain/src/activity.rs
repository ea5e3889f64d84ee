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
