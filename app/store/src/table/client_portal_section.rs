//! A part of the portal that a link opens.

use domain::id::ClientPortalAccessId;
use domain::portal::PortalSection;
use sea_orm::entity::prelude::*;

/// A part of the portal that a link opens.
#[sea_orm::model]
#[derive(Clone, Debug, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "client_portal_section")]
pub struct Model {
    /// Which link.
    #[sea_orm(primary_key, auto_increment = false)]
    pub access_id: ClientPortalAccessId,
    /// Which part.
    #[sea_orm(primary_key, auto_increment = false)]
    pub section: PortalSection,
    /// When the row was made.
    pub created_at: DateTimeUtc,
    /// The row that `access_id` names.
    #[sea_orm(belongs_to, from = "access_id", to = "id")]
    pub client_portal_access: BelongsTo<super::client_portal_access::Entity>,
}

impl ActiveModelBehavior for ActiveModel {}
