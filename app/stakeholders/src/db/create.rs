//! Somebody new at a client.

use super::roles::give;
use super::sealed;
use crate::types::{ClientChoice, StakeholderStart};
use domain::id::{ClientId, StakeholderId};
use domain::parse::{Name, short_text};
use domain::policy::{Action, Noun};
use domain::stakeholder::{EngagementLevel, MeddpiccRole, StakeholderField};
use domain::{AppError, FieldErrors};
use sea_orm::ActiveValue::Set;
use sea_orm::{ColumnTrait, FromQueryResult, QueryOrder, QuerySelect, Select};
use std::collections::BTreeSet;
use store::table::{client, stakeholder};
use store::{Access, DbError, Handle, Read};

/// As many clients as are offered at once.
const OFFERED: u64 = 20;

/// What is asked of somebody new.
pub struct NewStakeholder {
    client: Wanted,
    name: Name,
    job_title: Option<String>,
    personal: Vec<(StakeholderField, String)>,
    engagement: EngagementLevel,
    roles: BTreeSet<MeddpiccRole>,
    anyway: bool,
}

/// The client, chosen or called by its name.
enum Wanted {
    Chosen(ClientId),
    Called(String),
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
        let client = match sent.client.trim().parse::<ClientId>() {
            Ok(id) => Some(Wanted::Chosen(id)),
            Err(_) => errors.keep("client_name", Name::parse(sent.client_name)).map(|name| Wanted::Called(name.into_inner())),
        };
        let name = errors.keep("name", Name::parse(sent.name));
        let job_title = errors.keep("job_title", short_text(sent.job_title));
        let email = errors.keep("email", sealed::parse(StakeholderField::Email, sent.email));
        let phone = errors.keep("phone", sealed::parse(StakeholderField::Phone, sent.phone));
        let level = sent.engagement.trim();
        // Nothing is known of it yet: neither warm nor cold.
        let engagement = if level.is_empty() { Some(EngagementLevel::Medium) } else { errors.keep("engagement", level.parse()) };
        match (client, name, job_title, email, phone, engagement) {
            (Some(client), Some(name), Some(job_title), Some(email), Some(phone), Some(engagement)) => {
                let personal = [(StakeholderField::Email, email), (StakeholderField::Phone, phone)];
                let personal = personal.into_iter().filter_map(|(field, text)| text.map(|text| (field, text))).collect();
                let roles = sent.roles.iter().copied().collect();
                Ok(Self { client, name, job_title, personal, engagement, roles, anyway: sent.anyway })
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
                let client = client(write, &new.client).await?;
                let same = write
                    .find::<stakeholder::Entity>()
                    .filter(stakeholder::Column::ClientId.eq(client))
                    .filter(stakeholder::Column::NameKey.eq(store::name_key(new.name.as_str())));
                if !new.anyway && same.count(write).await? > 0 {
                    let mut errors = FieldErrors::default();
                    errors.add(
                        "name",
                        "is one of this client's people already; write what tells the two apart, or tick that this is another",
                    );
                    errors.add("anyway", "Two people of one name.");
                    return Err(AppError::Invalid(errors).into());
                }
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
            })
        })
        .await
}

async fn client(on: &impl Handle, wanted: &Wanted) -> Result<ClientId, DbError> {
    let wrong = |message: &str| DbError::from(AppError::field("client_name", message));
    let clients = open_to_new(on);
    let found = match wanted {
        Wanted::Chosen(id) => clients.by_id(*id).shape(|query| query.limit(1)).all(on).await?,
        Wanted::Called(name) => {
            clients.filter(client::Column::NameKey.eq(store::name_key(name))).shape(|query| query.limit(2)).all(on).await?
        }
    };
    match found.as_slice() {
        [only] => Ok(only.id),
        [] => Err(wrong("is none of your clients; choose one of the list")),
        _ => Err(wrong("is the name of two clients; choose one of the list")),
    }
}

/// The clients that this person may add people to.
fn open_to_new(on: &impl Handle) -> store::Scoped<client::Entity> {
    // Whoever may change a client may change who is known there.
    on.find_for::<client::Entity>(Action::Update)
}

/// What the form begins with; the client that the address names, if it is one of theirs.
///
/// # Errors
/// No right to add anybody, or the database fails.
pub async fn form(access: &Access, client: Option<ClientId>) -> Result<StakeholderStart, DbError> {
    access.require(Action::Create, Noun::Stakeholder)?;
    let read = access.read().await?;
    let client = match client {
        Some(id) => open_to_new(&read).by_id(id).shape(choice).one_as::<Choice>(&read).await?.map(Choice::told),
        None => None,
    };
    let likely = if client.is_some() { Vec::new() } else { named(&read, "").await?.into_iter().map(|client| client.name).collect() };
    Ok(StakeholderStart { client, likely })
}

/// The first clients whose names hold the text.
///
/// # Errors
/// No right to add anybody, or the database fails.
pub async fn client_choices(access: &Access, text: &str) -> Result<Vec<ClientChoice>, DbError> {
    access.require(Action::Create, Noun::Stakeholder)?;
    let read = access.read().await?;
    named(&read, text).await
}

#[derive(FromQueryResult)]
struct Choice {
    id: ClientId,
    name: String,
    industry: Option<String>,
}

impl Choice {
    fn told(self) -> ClientChoice {
        ClientChoice { id: self.id, name: self.name, industry: self.industry }
    }
}

fn choice(query: Select<client::Entity>) -> Select<client::Entity> {
    query.select_only().columns([client::Column::Id, client::Column::Name, client::Column::Industry])
}

async fn named(read: &Read, text: &str) -> Result<Vec<ClientChoice>, DbError> {
    use sea_orm::sea_query::{Expr, ExprTrait};
    let text = store::name_key(text);
    let mut query = open_to_new(read);
    if !text.is_empty() {
        query = query.filter(Expr::col((client::Entity, client::Column::NameKey)).like(store::contains(&text)));
    }
    let order = |query: Select<client::Entity>| choice(query).order_by_asc(client::Column::NameKey).order_by_asc(client::Column::Id);
    let rows: Vec<Choice> = query.shape(|query| order(query).limit(OFFERED)).all_as(read).await?;
    Ok(rows.into_iter().map(Choice::told).collect())
}
