//! Filling in what a move lacks, right where it is missed: each kind of criterion by the one thing that meets it.

use super::edit::edit_in;
use super::loss::plan;
use domain::AppError;
use domain::activity::ActivityType;
use domain::client::ClientField;
use domain::criteria::{Check, CriterionField};
use domain::deal::DealField;
use domain::id::{ActivityId, CriterionId, OpportunityId, StakeholderId};
use domain::parse::Name;
use domain::policy::Action;
use domain::stakeholder::{EngagementLevel, MeddpiccRole};
use domain::task::TaskType;
use domain::user::Actor;
use sea_orm::ActiveValue::Set;
use store::table::{
    activity, activity_stakeholder, client, criterion_tick, opportunity, opportunity_stakeholder, stakeholder, stakeholder_meddpicc_role,
};
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
                let deal = write.find_for::<opportunity::Entity>(Action::Update).by_id(id).must(write).await?;
                write.about(deal.client_id);
                let asked = super::stages::criteria(write).await?.into_iter().find(|asked| asked.id == criterion);
                let asked = asked.ok_or_else(|| AppError::field("value", "That criterion was taken off meanwhile; reload the page."))?;
                match asked.check {
                    Check::Tick => tick(write, &me, &deal, criterion).await,
                    Check::Role(role) => cast(write, &deal, role, &fix).await,
                    Check::Activity { kind, role, .. } => talk(write, &me, &deal, kind, role, &fix).await,
                    Check::Field(field) => fill(write, &me, &deal, field, &fix).await,
                }
            })
        })
        .await
}

async fn tick(write: &mut Write, me: &Actor, deal: &opportunity::Model, criterion: CriterionId) -> Result<(), DbError> {
    if write.find::<criterion_tick::Entity>().by_id((deal.id, criterion)).one(write).await?.is_some() {
        return Ok(());
    }
    let (opportunity_id, criterion_id, ticked_by) = (Set(deal.id), Set(criterion), Set(me.id));
    let row = criterion_tick::ActiveModel { opportunity_id, criterion_id, ticked_by, created_at: Set(store::id::now()) };
    write.insert::<criterion_tick::Entity>(row).await?;
    Ok(())
}

/// The person named, of the deal's own client; a new one if only a name was given.
async fn person(write: &mut Write, deal: &opportunity::Model, fix: &Fix) -> Result<StakeholderId, DbError> {
    if let Some(id) = fix.who {
        let known = write.find::<stakeholder::Entity>().by_id(id).one(write).await?;
        let known = known.filter(|person| person.client_id == deal.client_id);
        return known.map(|person| person.id).ok_or_else(|| AppError::field("who", "Choose one of the client's people.").into());
    }
    if fix.value.trim().is_empty() {
        return Err(AppError::field("who", "Choose a person, or write the name of a new one.").into());
    }
    let name = Name::parse(&fix.value).map_err(|error| AppError::field("value", error.to_string()))?.into_inner();
    let row = stakeholder::ActiveModel {
        id: Set(store::id::fresh::<StakeholderId>()),
        client_id: Set(deal.client_id),
        name: Set(name),
        engagement_level: Set(EngagementLevel::Medium),
        ..Default::default()
    };
    Ok(write.insert::<stakeholder::Entity>(row).await?.id)
}

/// Gives a person of the deal the role.
async fn cast(write: &mut Write, deal: &opportunity::Model, role: MeddpiccRole, fix: &Fix) -> Result<(), DbError> {
    let who = person(write, deal, fix).await?;
    if write.find::<stakeholder_meddpicc_role::Entity>().by_id((who, role)).one(write).await?.is_none() {
        let (stakeholder_id, meddpicc_role) = (Set(who), Set(role));
        let row = stakeholder_meddpicc_role::ActiveModel { stakeholder_id, meddpicc_role, ..Default::default() };
        write.insert::<stakeholder_meddpicc_role::Entity>(row).await?;
    }
    join(write, deal, who).await
}

async fn join(write: &mut Write, deal: &opportunity::Model, who: StakeholderId) -> Result<(), DbError> {
    if write.find::<opportunity_stakeholder::Entity>().by_id((who, deal.id)).one(write).await?.is_none() {
        let (stakeholder_id, opportunity_id, client_id) = (Set(who), Set(deal.id), Set(deal.client_id));
        let row = opportunity_stakeholder::ActiveModel { stakeholder_id, opportunity_id, client_id, ..Default::default() };
        write.insert::<opportunity_stakeholder::Entity>(row).await?;
    }
    Ok(())
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
    let now = store::id::now();
    let on = fix.on.unwrap_or_else(|| now.date_naive());
    if on > now.date_naive() {
        return Err(AppError::field("on", "lies ahead; log what has taken place, and plan the rest as a next step").into());
    }
    let who = if role.is_some() || fix.who.is_some() {
        // A role must be somebody's: here the text is what it was about, not a name.
        if fix.who.is_none() {
            return Err(AppError::field("who", "Choose whom you spoke with.").into());
        }
        Some(person(write, deal, fix).await?)
    } else {
        None
    };
    if let (Some(who), Some(role)) = (who, role)
        && write.find::<stakeholder_meddpicc_role::Entity>().by_id((who, role)).one(write).await?.is_none()
    {
        return Err(AppError::field("who", format!("That person is not known as {}; choose who is.", role.label().to_lowercase())).into());
    }
    let kind = kind.or(fix.kind).unwrap_or(ActivityType::Call);
    let subject = if fix.value.trim().is_empty() { kind.label().to_owned() } else { fix.value.clone() };
    let subject = Name::parse(&subject).map_err(|error| AppError::field("value", error.to_string()))?.into_inner();
    let id = store::id::fresh::<ActivityId>();
    let row = activity::ActiveModel {
        id: Set(id),
        kind: Set(kind),
        subject: Set(subject),
        occurred_at: Set(if on == now.date_naive() { now } else { on.and_time(chrono::NaiveTime::MIN).and_utc() }),
        client_id: Set(deal.client_id),
        opportunity_id: Set(Some(deal.id)),
        created_by: Set(me.id),
        ..Default::default()
    };
    write.insert::<activity::Entity>(row).await?;
    if let Some(who) = who {
        let (activity_id, stakeholder_id) = (Set(id), Set(who));
        write
            .insert::<activity_stakeholder::Entity>(activity_stakeholder::ActiveModel { activity_id, stakeholder_id, ..Default::default() })
            .await?;
    }
    Ok(())
}

/// Fills a field: the client's texts by the client's own rule, the deal's by the deal's.
async fn fill(write: &mut Write, me: &Actor, deal: &opportunity::Model, field: CriterionField, fix: &Fix) -> Result<(), DbError> {
    let at_value = |error: DbError| match error {
        DbError::App(AppError::Invalid(errors)) => {
            AppError::field("value", errors.faults.first().map(|fault| fault.message.clone()).unwrap_or_default()).into()
        }
        other => other,
    };
    if fix.value.trim().is_empty() {
        return Err(AppError::field("value", "Write something; empty is what it is now.").into());
    }
    let field = match field {
        CriterionField::Value => {
            return edit_in(write, deal.id, DealField::Value, &fix.value, deal.version).await.map(drop).map_err(at_value);
        }
        CriterionField::CloseDate => {
            return edit_in(write, deal.id, DealField::CloseDate, &fix.value, deal.version).await.map(drop).map_err(at_value);
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
    clients::db::fill_in(write, &client, field, &fix.value).await.map_err(at_value)
}
