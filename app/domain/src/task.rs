//! Pieces of work and next steps: one task serves delivery and sales.

use crate::closed::closed_enum;

closed_enum! {
    /// Where a task stands.
    pub enum TaskStatus {
        /// Not started.
        Backlog = "backlog", "Backlog";
        /// Being worked on.
        InProgress = "in_progress", "In progress";
        /// Being looked at.
        Review = "review", "Review";
        /// Finished.
        Done = "done", "Done";
    }
}

closed_enum! {
    /// How much work it is.
    pub enum Effort {
        /// An hour or two.
        Light = "light", "Light";
        /// About a day.
        Medium = "medium", "Medium";
        /// Days.
        Heavy = "heavy", "Heavy";
    }
}

closed_enum! {
    /// How soon it matters.
    pub enum Priority {
        /// Whenever.
        Low = "low", "Low";
        /// In its turn.
        Medium = "medium", "Medium";
        /// Soon.
        High = "high", "High";
        /// Now.
        Urgent = "urgent", "Urgent";
    }
}

closed_enum! {
    /// What a task is for.
    pub enum TaskType {
        /// Delivery; must name its project.
        ProjectWork = "project_work", "Project work";
        /// The next step of a sale; must link at least one entity.
        NextStep = "next_step", "Next step";
        /// A reminder to come back.
        FollowUp = "follow_up", "Follow-up";
        /// The firm's own.
        Internal = "internal", "Internal";
    }
}

closed_enum! {
    /// What the next step is.
    pub enum NextStepType {
        /// Call someone.
        Call = "call", "Call";
        /// Meet.
        Meeting = "meeting", "Meeting";
        /// Write.
        Email = "email", "E-mail";
        /// Show.
        Demo = "demo", "Demo";
        /// Offer.
        Proposal = "proposal", "Proposal";
        /// Settle terms.
        Contract = "contract", "Contract";
        /// Something else.
        Other = "other", "Other";
    }
}

closed_enum! {
    /// How a parent's subtasks run.
    pub enum DependencyType {
        /// Each starts when the one before it ends.
        Sequential = "sequential", "One after another";
        /// Side by side.
        Parallel = "parallel", "Side by side";
    }
}

closed_enum! {
    /// What a link between two tasks ties together.
    pub enum LinkKind {
        /// The follower starts after the other has ended.
        FinishToStart = "finish_to_start", "Finish to start";
        /// The follower starts after the other has started.
        StartToStart = "start_to_start", "Start to start";
        /// The follower ends after the other has ended.
        FinishToFinish = "finish_to_finish", "Finish to finish";
        /// The follower ends after the other has started.
        StartToFinish = "start_to_finish", "Start to finish";
    }
}

closed_enum! {
    /// What a task can be about.
    pub enum TaskEntityType {
        /// A client.
        Client = "client", "Client";
        /// A deal.
        Opportunity = "opportunity", "Deal";
        /// A person at a client.
        Stakeholder = "stakeholder", "Stakeholder";
        /// One of our people.
        User = "user", "Person";
    }
}
