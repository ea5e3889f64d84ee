//! The one transaction of a hand-over: what is confirmed, the move, the terms, the project, its phases, what goes along.

use super::ask::{Plan, Terms, read, typed};
use super::carry::{carry_people, carry_promises};
use super::form::{contract, may, opened, won_stage};
use crate::db::courses::courses;
use crate::handover::{Confirmed, HandOverAsk};
use deals::db::{Lack, MoveAsk, Step, move_in};
use domain::AppError;
use domain::currency::Currency;
use domain::id::{OpportunityId, PhaseId, ProjectId};
use domain::policy::{Action, Noun};
use domain::project::{PhaseStatus, ProjectStatus};
use domain::stage::{StageGate, StageKind, StageOverride};
use domain::user::Actor;
use sea_orm::ActiveValue::Set;
use sea_orm::ColumnTrait;
use store::table::{criterion_tick, deal_stage, opportunity, phase, project};
use store::{Access, DbError, Handle, Write};

/// Wins the deal and makes its project; answers the project that is there already, where somebody was faster or the
/// button was pressed twice.
///
/// # Errors
/// A wrong field; something missing that is not overridden; a deal that was lost; somebody moved it meanwhile; by scope.
pub async fn hand_over(access: &Access, id: OpportunityId, version: i32, ask: HandOverAsk) -> Result<ProjectId, DbError> {
    access.require(Action::Create, Noun::Project)?;
    let me = access.actor()?.clone();
    let sent = ask.clone();
    let made = access.write(move |write| Box::pin(async move { in_one(write, &me, id, version, &sent).await })).await;
    let error = match made {
        Ok(project) => return Ok(project),
        Err(error) => error,
    };
    match error {
        // Whoever was faster has moved the deal, or made the one project that it may have.
        DbError::App(AppError::Conflict { theirs, .. }) => match made_already(access, id).await? {
            Some(project) => Ok(project),
            None => Err(wrong(&ask, "to", moved_meanwhile(&theirs)).into()),
        },
        DbError::App(AppError::Invalid(errors)) if errors.of(TWICE).is_some() => match made_already(access, id).await? {
            Some(project) => Ok(project),
            None => Err(AppError::Invalid(errors).into()),
        },
        other => Err(other),
    }
}

/// The field at which a row says that it is there already.
const TWICE: &str = "twice";

fn moved_meanwhile(stage: &str) -> String {
    format!("Somebody moved this deal to {stage} meanwhile. Look at what is missing now, and hand it over again if you still want to.")
}

fn wrong(ask: &HandOverAsk, field: &str, message: impl Into<String>) -> AppError {
    let mut errors = typed(ask);
    errors.add(field, message);
    AppError::Invalid(errors)
}

async fn made_already(access: &Access, deal: OpportunityId) -> Result<Option<ProjectId>, DbError> {
    let read = access.read().await?;
    let row = read.find::<project::Entity>().filter(project::Column::OpportunityId.eq(deal)).one(&read).await?;
    Ok(row.map(|row| row.id))
}

async fn in_one(write: &mut Write, me: &Actor, id: OpportunityId, version: i32, ask: &HandOverAsk) -> Result<ProjectId, DbError> {
    let deal = write.find::<opportunity::Entity>().by_id(id).must(write).await?;
    if !may(write, &deal).await? {
        return Err(AppError::Forbidden.into());
    }
    let before = write.find::<project::Entity>().filter(project::Column::OpportunityId.eq(id)).one(write).await?;
    let won = won_stage(write).await?;
    let stands = write.find::<deal_stage::Entity>().by_id(deal.stage.clone()).must(write).await?.kind;
    match (stands, before.as_ref()) {
        (StageKind::Won, Some(project)) => return Ok(project.id),
        (StageKind::Lost, _) => return Err(wrong(ask, "to", "This deal was lost; reopen it first.").into()),
        _ => {}
    }
    let currency = Currency::parse(&deal.currency).unwrap_or(Currency::USD);
    let today = store::id::now().date_naive();
    // A deal that was reopened keeps its project as it is.
    let courses = if before.is_some() { None } else { Some(courses(write).await?) };
    let terms = read(ask, currency, opened(write, &deal).await?, today, courses)?;
    write.about(deal.client_id);
    let deal = match stands {
        StageKind::Won if deal.version != version => {
            let theirs = won.name.clone();
            return Err(AppError::Conflict { field: "to".into(), theirs: theirs.clone(), yours: theirs }.into());
        }
        StageKind::Won => deal,
        StageKind::Open | StageKind::Lost => win(write, me, &deal, version, &won, ask, &terms).await?,
    };
    let deal = settle(write, deal, &terms).await?;
    let project = match (before, &terms.plan) {
        (Some(project), _) => project.id,
        (None, Some(plan)) => make(write, &deal, plan).await?,
        (None, None) => return Err(DbError::Corrupt("a project without a plan".into())),
    };
    carry_promises(write, &deal, project, &ask.promises).await?;
    carry_people(write, &deal, &ask.people).await?;
    Ok(project)
}

/// Confirms what was confirmed, and moves the deal.
async fn win(
    write: &mut Write,
    me: &Actor,
    deal: &opportunity::Model,
    version: i32,
    won: &deal_stage::Model,
    ask: &HandOverAsk,
    terms: &Terms,
) -> Result<opportunity::Model, DbError> {
    let contract = contract(write, deal.id, &won.key).await?;
    confirm(write, me, deal, &contract, ask).await?;
    let move_ask = MoveAsk { reason: terms.reason.clone(), ..MoveAsk::to(won.key.clone(), version) };
    match move_in(write, me, deal.id, move_ask).await? {
        Step::Moved(moved) => Ok(moved.after),
        Step::Lacking(lack) => Err(missing(ask, &contract, &lack).into()),
    }
}

/// What stands ticked in the form is ticked, and nothing else of it.
async fn confirm(
    write: &mut Write,
    me: &Actor,
    deal: &opportunity::Model,
    contract: &[Confirmed],
    ask: &HandOverAsk,
) -> Result<(), DbError> {
    for line in contract {
        match (ask.ticks.contains(&line.id), line.ticked) {
            (true, false) => {
                let row = criterion_tick::ActiveModel {
                    opportunity_id: Set(deal.id),
                    criterion_id: Set(line.id),
                    ticked_by: Set(me.id),
                    ..Default::default()
                };
                let ticked = write.insert::<criterion_tick::Entity>(row).await;
                ticked.map_err(|error| error.on_unique(TWICE, "This was confirmed meanwhile; reload the page."))?;
            }
            (false, true) => {
                let row = write.find::<criterion_tick::Entity>().by_id((deal.id, line.id)).must(write).await?;
                write.delete::<criterion_tick::Entity>(row).await?;
            }
            _ => {}
        }
    }
    Ok(())
}

/// Says at its field what is missing, and who may override it.
fn missing(ask: &HandOverAsk, contract: &[Confirmed], lack: &Lack) -> AppError {
    let mut errors = typed(ask);
    let signed = |id| contract.iter().any(|line| line.id == id);
    let unsigned: Vec<&str> = lack.gaps.iter().filter(|gap| signed(gap.criterion)).map(|gap| gap.label.as_str()).collect();
    let others: Vec<&str> = lack.gaps.iter().filter(|gap| !signed(gap.criterion)).map(|gap| gap.label.as_str()).collect();
    let who = match lack.override_by {
        StageOverride::Admin => "an admin",
        StageOverride::Lead => "the client's lead or an admin",
    };
    if !unsigned.is_empty() {
        let what = unsigned.join(", ");
        errors.add(
            "ticks",
            match (lack.gate, lack.may) {
                (StageGate::Block, false) => {
                    format!("Not confirmed: {what}. Without it the deal is not won; only {who} may override that, with a reason.")
                }
                _ => format!("Not confirmed: {what}. Confirm it, or say below why the deal is won without it."),
            },
        );
    }
    if lack.may {
        errors.add(
            "reason",
            format!(
                "Say why it is won although this is missing: {}.",
                lack.gaps.iter().map(|gap| gap.label.as_str()).collect::<Vec<_>>().join(", ")
            ),
        );
    } else if !others.is_empty() {
        errors
            .add("reason", format!("Still missing: {}. Fill it in first; only {who} may override that, with a reason.", others.join(", ")));
    }
    AppError::Invalid(errors)
}

/// The value and the day that were agreed, where they differ from what is on file.
async fn settle(write: &mut Write, deal: opportunity::Model, terms: &Terms) -> Result<opportunity::Model, DbError> {
    if deal.value == terms.value.minor && deal.actual_close_date == Some(terms.won_on) {
        return Ok(deal);
    }
    let change =
        opportunity::ActiveModel { value: Set(terms.value.minor), actual_close_date: Set(Some(terms.won_on)), ..Default::default() };
    write.update::<opportunity::Entity>(&deal, change).await
}

/// The project with its phases.
async fn make(write: &mut Write, deal: &opportunity::Model, plan: &Plan) -> Result<ProjectId, DbError> {
    let id = store::id::fresh::<ProjectId>();
    let row = project::ActiveModel {
        id: Set(id),
        client_id: Set(deal.client_id),
        opportunity_id: Set(Some(deal.id)),
        name: Set(plan.name.as_str().to_owned()),
        status: Set(ProjectStatus::Planning),
        budget: Set(Some(deal.value)),
        currency: Set(deal.currency.clone()),
        start_date: Set(Some(plan.start)),
        end_date: Set(plan.end()),
        ..Default::default()
    };
    let made = write.insert::<project::Entity>(row).await;
    made.map_err(|error| error.on_unique(TWICE, "This deal has its project already; reload the page."))?;
    for (order, (name, start, end)) in (1_i32..).zip(&plan.phases) {
        let row = phase::ActiveModel {
            id: Set(store::id::fresh::<PhaseId>()),
            project_id: Set(id),
            name: Set(name.clone()),
            order: Set(order),
            start_date: Set(Some(*start)),
            end_date: Set(*end),
            status: Set(PhaseStatus::Pending),
            ..Default::default()
        };
        write.insert::<phase::Entity>(row).await?;
    }
    Ok(id)
}
