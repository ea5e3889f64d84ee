//! Filling in what a move lacks, right where it is missed: each kind of criterion by the one thing that meets it.

use super::detail::{self, checks, people};
use super::edit::edit_in;
use super::loss::plan;
use activities::db::{NewActivity, log_in, not_ahead};
use domain::AppError;
use domain::activity::ActivityType;
use domain::client::ClientField;
use domain::criteria::{Check, CriterionField};
use domain::deal::DealField;
use domain::id::{CriterionId, OpportunityId, StakeholderId};
use domain::parse::Name;
use domain::policy::Action;
use domain::stakeholder::MeddpiccRole;
use domain::task::TaskType;
use domain::user::Actor;
use stakeholders::db::NewPerson;
use store::table::{client, opportunity};
use store::{Access, DbError, Handle, Write};

/// What a person fills in; what of it counts, the criterion says.
#[derive(Clone, Debug, Default)]
pub struct Fix {
    /// The text, amount, day, subject or new person's name.
    pub value: String,
    /// The person meant.
    pub who: Option<StakeholderId>,
    /// What kind of contact it was.
    pub kind: Option<ActivityType>,
    /// The day of the contact, or the day that the next step is due.
    pub on: Option<chrono::NaiveDate>,
}

/// Meets a criterion for a deal.
///
/// # Errors
/// No such criterion; a wrong value, at the field `value`, `who` or `on`; or by scope.
pub async fn fix(access: &Access, id: OpportunityId, criterion: CriterionId, fix: Fix) -> Result<(), DbError> {
    let me = access.actor()?.clone();
    access
        .write(move |write| {
            Box::pin(async move {
                let deal = detail::deal(write, id).await?;
                let asked = super::stages::criteria(write).await?.into_iter().find(|asked| asked.id == criterion);
                let asked = asked.ok_or_else(|| AppError::field("value", "That criterion was taken off meanwhile; reload the page."))?;
                match asked.check {
                    Check::Tick => checks::set_tick(write, me.id, deal.id, criterion, true).await,
                    Check::Role(role) => cast(write, &deal, role, &fix).await,
                    Check::Activity { kind, role, .. } => talk(write, &me, &deal, kind, role, &fix).await,
                    Check::Field(field) => fill(write, &me, &deal, field, &fix).await,
                }
            })
        })
        .await
}

/// Gives a person of the deal the role: the one chosen, or whom the name is meant for, somebody new where nobody has it.
async fn cast(write: &mut Write, deal: &opportunity::Model, role: MeddpiccRole, fix: &Fix) -> Result<(), DbError> {
    if let Some(id) = fix.who {
        let person = people::of_client(write, deal.client_id, id).await.map_err(at("who"))?;
        return people::link_in(write, deal, person.id, Some(role)).await;
    }
    if fix.value.trim().is_empty() {
        return Err(AppError::field("who", "Choose a person, or write the name of a new one.").into());
    }
    if let Some(known) = people::called(write, deal.client_id, fix.value.trim()).await? {
        return people::link_in(write, deal, known, Some(role)).await;
    }
    let new = NewPerson::parse(&fix.value, "", &[role]).map_err(|error| at("value")(error.into()))?;
    people::add_in(write, deal, new).await.map(drop).map_err(at("value"))
}

/// Logs a contact of the deal with a person, in the role that was asked for.
async fn talk(
    write: &mut Write,
    me: &Actor,
    deal: &opportunity::Model,
    kind: Option<ActivityType>,
    role: Option<MeddpiccRole>,
    fix: &Fix,
) -> Result<(), DbError> {
    let today = store::id::now().date_naive();
    let on = not_ahead(fix.on.unwrap_or(today), today).map_err(|error| AppError::field("on", error.to_string()))?;
    let who = match fix.who {
        Some(id) => Some(people::of_client(write, deal.client_id, id).await.map_err(at("who"))?.id),
        // A role must be somebody's: here the text is what it was about, not a name.
        None if role.is_some() => return Err(AppError::field("who", "Choose whom you spoke with.").into()),
        None => None,
    };
    if let (Some(who), Some(role)) = (who, role)
        && !people::has(write, who, role).await?
    {
        return Err(AppError::field("who", format!("That person is not known as {}; choose who is.", role.label().to_lowercase())).into());
    }
    let kind = kind.or(fix.kind).unwrap_or(ActivityType::Call);
    let subject = if fix.value.trim().is_empty() { kind.label() } else { &fix.value };
    let new = NewActivity::brief(kind, subject, on, who, deal.id).map_err(|error| AppError::field("value", error.to_string()))?;
    log_in(write, deal.client_id, new, me.id).await.map(drop)
}

/// What is wrong, at the field of this form that it was typed in.
fn at(field: &'static str) -> impl Fn(DbError) -> DbError {
    move |error| match error {
        DbError::App(AppError::Invalid(errors)) => {
            AppError::field(field, errors.faults.first().map(|fault| fault.message.clone()).unwrap_or_default()).into()
        }
        other => other,
    }
}

/// Fills a field: the client's texts by the client's own rule, the deal's by the deal's.
async fn fill(write: &mut Write, me: &Actor, deal: &opportunity::Model, field: CriterionField, fix: &Fix) -> Result<(), DbError> {
    if fix.value.trim().is_empty() {
        return Err(AppError::field("value", "Write something; empty is what it is now.").into());
    }
    let field = match field {
        CriterionField::Value => {
            return edit_in(write, deal.id, DealField::Value, &fix.value, deal.version).await.map(drop).map_err(at("value"));
        }
        CriterionField::CloseDate => {
            return edit_in(write, deal.id, DealField::CloseDate, &fix.value, deal.version).await.map(drop).map_err(at("value"));
        }
        CriterionField::NextStep => {
            let title = Name::parse(&fix.value).map_err(|error| AppError::field("value", error.to_string()))?.into_inner();
            return plan(write, me, deal, title, fix.on, TaskType::NextStep).await.map(drop);
        }
        CriterionField::Metrics => ClientField::Metrics,
        CriterionField::DecisionCriteria => ClientField::DecisionCriteria,
        CriterionField::DecisionProcess => ClientField::DecisionProcess,
        CriterionField::PaperProcess => ClientField::PaperProcess,
        CriterionField::IdentifiedPain => ClientField::IdentifiedPain,
        CriterionField::Competition => ClientField::Competition,
    };
    let client = write.find_for::<client::Entity>(Action::Update).by_id(deal.client_id).must(write).await?;
    // Somebody may have filled it meanwhile: their words stay, and the gap is closed.
    clients::db::fill_in(write, &client, field, &fix.value).await.map_err(at("value"))
}
