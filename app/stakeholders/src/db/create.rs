//! Somebody new at a client: made here, whether on a page of their own or on a deal's.

use super::roles::give;
use super::sealed;
use clients::db::choose;
use domain::id::{ClientId, StakeholderId};
use domain::parse::{Name, short_text};
use domain::policy::{Action, Noun};
use domain::stakeholder::{EngagementLevel, MeddpiccRole, StakeholderField};
use domain::{AppError, FieldErrors};
use sea_orm::ActiveValue::Set;
use sea_orm::ColumnTrait;
use std::collections::BTreeSet;
use store::table::stakeholder;
use store::{Access, DbError, Handle, Write};

/// What is known of somebody new.
pub struct NewPerson {
    name: Name,
    job_title: Option<String>,
    personal: Vec<(StakeholderField, String)>,
    engagement: EngagementLevel,
    roles: BTreeSet<MeddpiccRole>,
}

impl NewPerson {
    /// Reads what is known of somebody at first: how they are called, what they are there, and to the client's deals.
    ///
    /// # Errors
    /// Every field that is wrong, with what was typed.
    pub fn parse(name: &str, job_title: &str, roles: &[MeddpiccRole]) -> Result<Self, AppError> {
        let mut errors = FieldErrors::default().typed("name", name).typed("job_title", job_title);
        let parsed = (errors.keep("name", Name::parse(name)), errors.keep("job_title", short_text(job_title)));
        let (Some(name), Some(job_title)) = parsed else { return Err(AppError::Invalid(errors)) };
        Ok(Self { name, job_title, personal: Vec::new(), engagement: UNKNOWN, roles: roles.iter().copied().collect() })
    }
}

/// Nothing is known of it yet: neither warm nor cold.
const UNKNOWN: EngagementLevel = EngagementLevel::Medium;

/// Whether the client has somebody of that name.
///
/// # Errors
/// The database fails.
pub async fn has_namesake(on: &impl Handle, client: ClientId, new: &NewPerson) -> Result<bool, DbError> {
    let same = on
        .find::<stakeholder::Entity>()
        .filter(stakeholder::Column::ClientId.eq(client))
        .filter(stakeholder::Column::NameKey.eq(store::name_key(new.name.as_str())));
    Ok(same.count(on).await? > 0)
}

/// Adds somebody to a client's people, with their roles, inside the caller's transaction.
///
/// # Errors
/// By scope.
pub async fn add(write: &mut Write, client: ClientId, new: NewPerson) -> Result<StakeholderId, DbError> {
    let id = store::id::fresh::<StakeholderId>();
    let mut row = stakeholder::ActiveModel {
        id: Set(id),
        client_id: Set(client),
        name: Set(new.name.into_inner()),
        job_title: Set(new.job_title),
        engagement_level: Set(new.engagement),
        ..Default::default()
    };
    let keys = write.store().keys()?;
    for (field, text) in &new.personal {
        sealed::put(&keys, &mut row, id, *field, Some(text))?;
    }
    write.insert::<stakeholder::Entity>(row).await?;
    for role in new.roles {
        give(write, id, role, true).await?;
    }
    Ok(id)
}

/// What the form asks of somebody new.
pub struct NewStakeholder {
    client: String,
    client_name: String,
    person: NewPerson,
    anyway: bool,
}

/// The form as it was sent.
pub struct Sent<'a> {
    /// The id of a client that was chosen.
    pub client: &'a str,
    /// What was typed for the client.
    pub client_name: &'a str,
    /// Their name.
    pub name: &'a str,
    /// What they are there.
    pub job_title: &'a str,
    /// Personal data.
    pub email: &'a str,
    /// Personal data.
    pub phone: &'a str,
    /// How they answer.
    pub engagement: &'a str,
    /// What they are to the client's deals.
    pub roles: &'a [MeddpiccRole],
    /// Add them although the client has somebody of that name.
    pub anyway: bool,
}

impl NewStakeholder {
    /// Reads the form.
    ///
    /// # Errors
    /// Every field that is wrong, with what was typed; what is personal is not repeated, since an error may travel in an
    /// address.
    pub fn parse(sent: &Sent<'_>) -> Result<Self, AppError> {
        let mut errors = FieldErrors::default();
        let named = !sent.client.trim().is_empty() || errors.keep("client_name", Name::parse(sent.client_name)).is_some();
        let name = errors.keep("name", Name::parse(sent.name));
        let job_title = errors.keep("job_title", short_text(sent.job_title));
        let email = errors.keep("email", sealed::parse(StakeholderField::Email, sent.email));
        let phone = errors.keep("phone", sealed::parse(StakeholderField::Phone, sent.phone));
        let level = sent.engagement.trim();
        let engagement = if level.is_empty() { Some(UNKNOWN) } else { errors.keep("engagement", level.parse()) };
        match (name, job_title, email, phone, engagement) {
            (Some(name), Some(job_title), Some(email), Some(phone), Some(engagement)) if named => {
                let personal = [(StakeholderField::Email, email), (StakeholderField::Phone, phone)];
                let personal = personal.into_iter().filter_map(|(field, text)| text.map(|text| (field, text))).collect();
                let person = NewPerson { name, job_title, personal, engagement, roles: sent.roles.iter().copied().collect() };
                let (client, client_name) = (sent.client.to_owned(), sent.client_name.to_owned());
                Ok(Self { client, client_name, person, anyway: sent.anyway })
            }
            _ => Err(AppError::Invalid(errors)),
        }
    }
}

/// Adds them to the client's people.
///
/// # Errors
/// No right to; no client of theirs; the client has somebody of that name, and it was not said that this is another.
pub async fn create(access: &Access, new: NewStakeholder) -> Result<StakeholderId, DbError> {
    access.require(Action::Create, Noun::Stakeholder)?;
    access
        .write(move |write| {
            Box::pin(async move {
                let client = client(write, &new).await?;
                if !new.anyway && has_namesake(write, client, &new.person).await? {
                    let mut errors = FieldErrors::default();
                    errors.add(
                        "name",
                        "is one of this client's people already; write what tells the two apart, or tick that this is another",
                    );
                    errors.add("anyway", "Two people of one name.");
                    return Err(AppError::Invalid(errors).into());
                }
                add(write, client, new.person).await
            })
        })
        .await
}

async fn client(on: &impl Handle, new: &NewStakeholder) -> Result<ClientId, DbError> {
    let client = choose::the_one(on, &new.client, &new.client_name, "add them there").await?;
    Ok(client.map_err(|why| AppError::field("client_name", why))?.id)
}
