//! Writing down what happened.

use super::new::{NewActivity, moment_of};
use clients::db::choose;
use domain::AppError;
use domain::id::{ActivityId, ClientId, OpportunityId, ProjectId, StakeholderId, UserId};
use domain::policy::{Action, Noun};
use sea_orm::ActiveValue::Set;
use sea_orm::ColumnTrait;
use store::table::{activity, activity_stakeholder, opportunity, project, stakeholder};
use store::{Access, DbError, Handle, Write};

/// Writes it down: with the client that was chosen or named, about one of its deals or projects, with some of its people.
///
/// # Errors
/// By scope; a client, deal, project or person that is not to be had.
pub async fn log(access: &Access, client: &str, client_name: &str, new: NewActivity) -> Result<ActivityId, DbError> {
    access.require(Action::Create, Noun::Activity)?;
    let me = access.actor()?.id;
    let (client, client_name) = (client.to_owned(), client_name.to_owned());
    access
        .write(move |write| {
            Box::pin(async move {
                let client = whose(write, &client, &client_name).await?;
                log_in(write, client, new, me).await
            })
        })
        .await
}

async fn whose(write: &Write, client: &str, client_name: &str) -> Result<ClientId, DbError> {
    let client = choose::the_one(write, client, client_name, "log it there").await?;
    Ok(client.map_err(|why| AppError::field("client_name", why))?.id)
}

fn wrong<T>(field: &str, message: &str) -> Result<T, DbError> {
    Err(AppError::field(field, message).into())
}

/// The same inside the caller's transaction.
///
/// # Errors
/// As [`log`].
pub async fn log_in(write: &mut Write, client: ClientId, new: NewActivity, me: UserId) -> Result<ActivityId, DbError> {
    write.about(client);
    deal_of(write, client, new.deal).await?;
    project_of(write, client, new.project).await?;
    let with: Vec<StakeholderId> = new.with.into_iter().collect();
    people_of(write, client, &with).await?;
    let row = activity::ActiveModel {
        id: Set(store::id::fresh::<ActivityId>()),
        kind: Set(new.kind),
        subject: Set(new.subject),
        description: Set(new.description),
        occurred_at: Set(moment_of(new.on, store::id::now())),
        duration_minutes: Set(new.minutes),
        client_id: Set(client),
        opportunity_id: Set(new.deal),
        project_id: Set(new.project),
        created_by: Set(me),
        sentiment: Set(new.sentiment),
        ..Default::default()
    };
    let activity = write.insert::<activity::Entity>(row).await?.id;
    for person in with {
        take_part(write, activity, person).await?;
    }
    Ok(activity)
}

/// Says that somebody took part.
pub(super) async fn take_part(write: &mut Write, activity: ActivityId, person: StakeholderId) -> Result<(), DbError> {
    let row = activity_stakeholder::ActiveModel { activity_id: Set(activity), stakeholder_id: Set(person), ..Default::default() };
    write.insert::<activity_stakeholder::Entity>(row).await.map(drop)
}

/// The deal must be one of the client's.
pub(super) async fn deal_of(on: &impl Handle, client: ClientId, deal: Option<OpportunityId>) -> Result<(), DbError> {
    let Some(id) = deal else { return Ok(()) };
    let found = on.find::<opportunity::Entity>().by_id(id).filter(opportunity::Column::ClientId.eq(client));
    if found.count(on).await? == 0 { wrong("deal", "is none of this client’s deals; choose one of the list") } else { Ok(()) }
}

/// The project must be one of the client's.
pub(super) async fn project_of(on: &impl Handle, client: ClientId, project: Option<ProjectId>) -> Result<(), DbError> {
    let Some(id) = project else { return Ok(()) };
    let found = on.find::<project::Entity>().by_id(id).filter(project::Column::ClientId.eq(client));
    if found.count(on).await? == 0 { wrong("project", "is none of this client’s projects; choose one of the list") } else { Ok(()) }
}

/// Whoever took part must be of the client's people.
pub(super) async fn people_of(on: &impl Handle, client: ClientId, with: &[StakeholderId]) -> Result<(), DbError> {
    if with.is_empty() {
        return Ok(());
    }
    let theirs = on
        .find::<stakeholder::Entity>()
        .filter(stakeholder::Column::ClientId.eq(client))
        .filter(stakeholder::Column::Id.is_in(with.iter().copied()));
    if theirs.count(on).await? == with.len() as u64 {
        return Ok(());
    }
    wrong("with", "One of them is not one of the client's people any more; reload the page.")
}
