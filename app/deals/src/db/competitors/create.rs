//! A new competitor.

use domain::id::CompetitorId;
use domain::parse::{Name, website};
use domain::policy::{Action, Noun};
use domain::{AppError, FieldErrors};
use sea_orm::ActiveValue::Set;
use sea_orm::ColumnTrait;
use store::table::competitor::{ActiveModel, Column, Entity};
use store::{Access, DbError, Handle};

/// What is asked of a new competitor.
pub struct NewCompetitor {
    name: Name,
    website: Option<String>,
}

impl NewCompetitor {
    /// Reads the form.
    ///
    /// # Errors
    /// Every field that is wrong, with what was typed.
    pub fn parse(name: &str, address: &str) -> Result<Self, AppError> {
        let mut errors = FieldErrors::default().typed("name", name).typed("website", address);
        let name = errors.keep("name", Name::parse(name));
        let website = errors.keep("website", website(address));
        match (name, website) {
            (Some(name), Some(website)) => Ok(Self { name, website }),
            _ => Err(AppError::Invalid(errors)),
        }
    }
}

const TAKEN: &str = "is on the list already";

/// Adds the competitor.
///
/// # Errors
/// No right to create competitors; a name that is taken, with the other's id as what was typed into `existing`, so that
/// the form can lead there.
pub async fn create(access: &Access, new: NewCompetitor) -> Result<CompetitorId, DbError> {
    access.require(Action::Create, Noun::Competitor)?;
    access
        .write(move |write| {
            Box::pin(async move {
                let (name, website) = (new.name.into_inner(), new.website);
                let same = write.find::<Entity>().filter(Column::NameKey.eq(store::name_key(&name)));
                if let Some(other) = same.one(write).await? {
                    return Err(AppError::field("name", TAKEN).typed("existing", &other.id.to_string()).into());
                }
                let id = store::id::fresh::<CompetitorId>();
                let row = ActiveModel { id: Set(id), name: Set(name), website: Set(website), ..Default::default() };
                // Somebody may have added it between the question and now.
                write.insert::<Entity>(row).await.map_err(|error| error.on_unique("name", TAKEN))?;
                Ok(id)
            })
        })
        .await
}
