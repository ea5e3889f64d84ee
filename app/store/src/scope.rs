//! The scope: "who may do what" as the condition of a query. Each table says once how it hangs on a client.

use crate::access::Principal;
use crate::table::*;
use domain::policy::{Action, Noun, Reach};
use domain::user::Actor;
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement, SimpleExpr};
use sea_orm::{ColumnTrait, Condition, EntityTrait, QueryFilter, QuerySelect, QueryTrait};

/// A table whose rows somebody may or may not reach.
pub trait InScope: EntityTrait {
    /// What the policy calls its rows.
    const NOUN: Noun;
    /// Rows that belong to another row: whoever may change that one may add and remove these.
    const PART: bool = false;
    /// Columns that nobody changes of what is merely their own: nobody promotes themselves.
    const OFFICIAL: &'static [&'static str] = &[];

    /// The column that names the row it hangs on: whoever hangs it there must be allowed to change that one.
    #[must_use]
    fn parent() -> Option<Self::Column> {
        None
    }

    /// The rows that a reach below everything covers for this person.
    fn within(reach: Reach, actor: &Actor) -> Condition;

    /// The right that an action on such a row asks for.
    #[must_use]
    fn asks(action: Action) -> Action {
        match action {
            Action::Create | Action::Delete if Self::PART => Action::Update,
            action => action,
        }
    }

    /// The condition for a principal and an action.
    #[must_use]
    fn scope(principal: &Principal, action: Action) -> Condition {
        match (principal.reach(Self::asks(action), Self::NOUN), principal) {
            (Reach::Everything, _) => Condition::all(),
            (Reach::Nothing, _) | (_, Principal::System(_)) => nothing(),
            (reach, Principal::Person(actor)) => Self::within(reach, actor),
        }
    }
}

fn nothing() -> Condition {
    Condition::all().add(Expr::cust("1 = 0"))
}

/// Ids of the clients that the person is assigned to.
fn my_clients(actor: &Actor) -> SelectStatement {
    client_assignment::Entity::find()
        .select_only()
        .column(client_assignment::Column::ClientId)
        .filter(client_assignment::Column::UserId.eq(actor.id))
        .into_query()
}

/// Ids of the deals whose team the person is on.
fn my_deals(actor: &Actor) -> SelectStatement {
    opportunity_team_member::Entity::find()
        .select_only()
        .column(opportunity_team_member::Column::OpportunityId)
        .filter(opportunity_team_member::Column::UserId.eq(actor.id))
        .into_query()
}

/// Ids of the projects in which the person has a task.
fn my_projects(actor: &Actor) -> SelectStatement {
    Query::select()
        .column(task::Column::ProjectId)
        .from(task::Entity)
        .and_where(task::Column::AssignedTo.eq(actor.id))
        .and_where(task::Column::ProjectId.is_not_null())
        .take()
}

/// Ids of another table's rows within the same reach.
fn ids<P: InScope>(id: P::Column, reach: Reach, actor: &Actor) -> SelectStatement {
    P::find().select_only().column(id).filter(P::within(reach, actor)).into_query()
}

/// A table that names its client.
macro_rules! of_client {
    ($($table:ident, $noun:ident, $column:ident, $part:literal;)+) => {$(
        impl InScope for $table::Entity {
            const NOUN: Noun = Noun::$noun;
            const PART: bool = $part;

            fn within(reach: Reach, actor: &Actor) -> Condition {
                match reach {
                    Reach::Assigned | Reach::Involved => Condition::all().add($table::Column::$column.in_subquery(my_clients(actor))),
                    Reach::Everything => Condition::all(),
                    Reach::Own | Reach::Nothing => nothing(),
                }
            }
        }
    )+};
}

of_client! {
    client, Client, Id, false;
    client_assignment, Assignment, ClientId, false;
    stakeholder, Stakeholder, ClientId, false;
    activity, Activity, ClientId, false;
    invoice, Invoice, ClientId, false;
    client_portal_access, PortalAccess, ClientId, false;
}

/// A table whose rows belong to a row of another one.
macro_rules! part_of {
    ($($table:ident, $column:ident => $parent:ident;)+) => {$(
        impl InScope for $table::Entity {
            const NOUN: Noun = <$parent::Entity as InScope>::NOUN;
            const PART: bool = true;

            fn parent() -> Option<Self::Column> {
                Some($table::Column::$column)
            }

            fn within(reach: Reach, actor: &Actor) -> Condition {
                Condition::all().add($table::Column::$column.in_subquery(ids::<$parent::Entity>($parent::Column::Id, reach, actor)))
            }
        }
    )+};
}

part_of! {
    stakeholder_meddpicc_role, StakeholderId => stakeholder;
    stakeholder_relationship_owner, StakeholderId => stakeholder;
    opportunity_stage_change, OpportunityId => opportunity;
    opportunity_team_member, OpportunityId => opportunity;
    opportunity_stakeholder, OpportunityId => opportunity;
    competitor_mention, OpportunityId => opportunity;
    criterion_tick, OpportunityId => opportunity;
    activity_stakeholder, ActivityId => activity;
    phase, ProjectId => project;
    task_dependency, SuccessorId => task;
    task_entity, TaskId => task;
    invoice_project, InvoiceId => invoice;
    invoice_line, InvoiceId => invoice;
    client_portal_section, AccessId => client_portal_access;
}

impl InScope for opportunity::Entity {
    const NOUN: Noun = Noun::Deal;

    fn within(reach: Reach, actor: &Actor) -> Condition {
        let assigned = opportunity::Column::ClientId.in_subquery(my_clients(actor));
        match reach {
            Reach::Assigned => Condition::all().add(assigned),
            Reach::Involved => Condition::any().add(assigned).add(opportunity::Column::Id.in_subquery(my_deals(actor))),
            Reach::Everything => Condition::all(),
            Reach::Own | Reach::Nothing => nothing(),
        }
    }
}

impl InScope for project::Entity {
    const NOUN: Noun = Noun::Project;

    fn within(reach: Reach, actor: &Actor) -> Condition {
        let assigned = project::Column::ClientId.in_subquery(my_clients(actor));
        match reach {
            Reach::Assigned => Condition::all().add(assigned),
            Reach::Involved => Condition::any().add(assigned).add(project::Column::Id.in_subquery(my_projects(actor))),
            Reach::Everything => Condition::all(),
            Reach::Own | Reach::Nothing => nothing(),
        }
    }
}

impl InScope for task::Entity {
    const NOUN: Noun = Noun::Task;

    fn parent() -> Option<Self::Column> {
        Some(task::Column::ProjectId)
    }

    /// A task is reached through its project, through what it is about, or by being assigned. A note about nothing of
    /// any client is its writer's own; who wrote down a step of a client that they have left does not see it any more.
    fn within(reach: Reach, actor: &Actor) -> Condition {
        let about = |column: task_entity::Column, ids: SelectStatement| {
            Query::select().column(task_entity::Column::TaskId).from(task_entity::Entity).and_where(column.in_subquery(ids)).take()
        };
        let assigned = Condition::any()
            .add(task::Column::ProjectId.in_subquery(ids::<project::Entity>(project::Column::Id, Reach::Assigned, actor)))
            .add(task::Column::Id.in_subquery(about(task_entity::Column::ClientId, my_clients(actor))))
            .add(task::Column::Id.in_subquery(about(
                task_entity::Column::OpportunityId,
                ids::<opportunity::Entity>(opportunity::Column::Id, Reach::Involved, actor),
            )))
            .add(task::Column::Id.in_subquery(about(
                task_entity::Column::StakeholderId,
                ids::<stakeholder::Entity>(stakeholder::Column::Id, Reach::Assigned, actor),
            )))
            .add(Condition::all().add(task::Column::ProjectId.is_null()).add(task::Column::CreatedBy.eq(actor.id)).add(about_nothing()));
        match reach {
            Reach::Assigned => assigned,
            Reach::Involved => assigned.add(task::Column::AssignedTo.eq(actor.id)),
            Reach::Everything => Condition::all(),
            Reach::Own | Reach::Nothing => nothing(),
        }
    }
}

/// Of a task: no link leads to a client's data, though people may be mentioned.
fn about_nothing() -> SimpleExpr {
    let links = Query::select()
        .expr(Expr::val(1))
        .from(task_entity::Entity)
        .and_where(Expr::col((task_entity::Entity, task_entity::Column::TaskId)).equals((task::Entity, task::Column::Id)))
        .and_where(task_entity::Column::UserId.is_null())
        .take();
    Expr::exists(links).not()
}

impl InScope for time_entry::Entity {
    const NOUN: Noun = Noun::TimeEntry;

    /// Hours on an assigned client's project; beside that, one's own on a project where one has a task.
    fn within(reach: Reach, actor: &Actor) -> Condition {
        let projects = |reach| ids::<project::Entity>(project::Column::Id, reach, actor);
        let assigned = time_entry::Column::ProjectId.in_subquery(projects(Reach::Assigned));
        let own = Condition::all()
            .add(time_entry::Column::UserId.eq(actor.id))
            .add(time_entry::Column::ProjectId.in_subquery(projects(Reach::Involved)));
        match reach {
            Reach::Assigned => Condition::all().add(assigned),
            Reach::Involved => Condition::any().add(assigned).add(own),
            Reach::Own => own,
            Reach::Everything => Condition::all(),
            Reach::Nothing => nothing(),
        }
    }
}

/// A table of the firm's own, with at most one column that says whose a row is.
macro_rules! of_firm {
    ($($table:ident, $noun:ident, $part:literal $(, $own:ident $([$($official:literal),+])?)?;)+) => {$(
        impl InScope for $table::Entity {
            const NOUN: Noun = Noun::$noun;
            const PART: bool = $part;
            $($(const OFFICIAL: &'static [&'static str] = &[$($official),+];)?)?

            fn within(reach: Reach, actor: &Actor) -> Condition {
                let _ = actor;
                match reach {
                    Reach::Everything => Condition::all(),
                    $(Reach::Own => Condition::all().add($table::Column::$own.eq(actor.id)),)?
                    _ => nothing(),
                }
            }
        }
    )+};
}

of_firm! {
    user, User, false, Id ["role", "active", "client_id"];
    session, Session, false, UserId;
    setting, Setting, false;
    deal_stage, Stage, false;
    stage_criterion, Stage, true;
    loss_reason, Stage, false;
    // What follows the last stage: the firm sets it with its pipeline, and everybody inside reads it.
    phase_template, Stage, false;
    phase_template_phase, Stage, true;
    competitor, Competitor, false;
    audit_log, AuditLog, false;
    import_run, Import, false;
    import_change, Import, true;
    external_ref, Import, true;
    credential_attempt, Session, false;
    key_check, Setting, false;
}
