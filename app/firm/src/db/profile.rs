//! One's own profile.

use domain::AppError;
use sea_orm::ActiveValue::Set;
use store::table::user;
use store::{Access, DbError, Handle, TypedOver};

/// One change of a profile.
pub enum Profile {
    /// A new name.
    Name(String),
    /// A new job title; may be empty.
    JobTitle(String),
}

/// Changes one field and answers the profile's new version.
///
/// # Errors
/// [`AppError::Conflict`] if an admin was faster.
pub async fn edit(access: &Access, edit: Profile, version: i32) -> Result<i32, DbError> {
    let me = access.actor()?.id;
    access
        .write(move |write| {
            Box::pin(async move {
                let before = write.find::<user::Entity>().by_id(me).must(write).await?;
                let (field, theirs, yours, change) = match edit {
                    Profile::Name(name) => {
                        ("name", before.name.clone(), name.clone(), user::ActiveModel { name: Set(name), ..Default::default() })
                    }
                    Profile::JobTitle(title) => (
                        "job_title",
                        before.job_title.clone(),
                        title.clone(),
                        user::ActiveModel { job_title: Set(title), ..Default::default() },
                    ),
                };
                let typed = TypedOver { seen: version, now: before.version, theirs: &theirs, yours: &yours };
                if write.overtaken::<user::Entity>(&me.to_string(), field, typed).await? {
                    return Err(AppError::Conflict { field: field.to_owned(), theirs, yours }.into());
                }
                Ok(write.update::<user::Entity>(&before, change).await?.version)
            })
        })
        .await
}
