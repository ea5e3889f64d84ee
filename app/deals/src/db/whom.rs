//! Whom the pipeline can be asked for with one click: our people and the competitors.

use super::filter;
use domain::id::{CompetitorId, UserId};
use domain::stage::Stage;
use firm::Person;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{ColumnTrait, Condition, EntityTrait, FromQueryResult, JoinType, QueryOrder, QuerySelect, RelationDef};
use store::table::{competitor, competitor_mention, opportunity, opportunity_team_member};
use store::{DbError, Handle, Read};

/// People to choose from beside the filters.
const STRIP: u64 = 8;

/// Who is on the teams of open deals, the busiest first.
pub(super) async fn people(read: &Read, stages: &[Stage]) -> Result<Vec<Person>, DbError> {
    #[derive(FromQueryResult)]
    struct Busy {
        user_id: UserId,
    }
    use opportunity_team_member::Column as C;
    let with_team: RelationDef =
        opportunity::Entity::belongs_to(opportunity_team_member::Entity).from(opportunity::Column::Id).to(C::OpportunityId).into();
    let busy: Vec<Busy> = read
        .find::<opportunity::Entity>()
        .filter(filter::open(stages))
        .shape(|query| {
            query
                .join(JoinType::InnerJoin, with_team)
                .select_only()
                .column(C::UserId)
                .group_by(C::UserId)
                .order_by_desc(Expr::cust("COUNT(*)"))
                .order_by_asc(C::UserId)
                .limit(STRIP)
        })
        .all_as(read)
        .await?;
    let people = firm::db::people(read, busy.iter().map(|busy| busy.user_id)).await?;
    Ok(busy.iter().filter_map(|busy| people.get(&busy.user_id).cloned()).collect())
}

/// Who is met in open deals, by name; and who was chosen, wherever they are met.
pub(super) async fn rivals(read: &Read, stages: &[Stage], chosen: Option<CompetitorId>) -> Result<Vec<(CompetitorId, String)>, DbError> {
    #[derive(FromQueryResult)]
    struct Named {
        id: CompetitorId,
        name: String,
    }
    use competitor_mention::Column as C;
    let named_by = Expr::col((competitor_mention::Entity, C::CompetitorId)).equals((competitor::Entity, competitor::Column::Id));
    let in_deal: RelationDef =
        competitor_mention::Entity::belongs_to(opportunity::Entity).from(C::OpportunityId).to(opportunity::Column::Id).into();
    let met = read
        .find::<competitor_mention::Entity>()
        .filter(named_by)
        .filter(filter::open(stages))
        .shape(|query| query.join(JoinType::InnerJoin, in_deal).select_only().expr(Expr::val(1)))
        .into_query();
    let named: Vec<Named> = read
        .find::<competitor::Entity>()
        .filter(Condition::any().add(Expr::exists(met)).add(competitor::Column::Id.is_in(chosen)))
        .shape(|query| {
            let query = query.select_only().columns([competitor::Column::Id, competitor::Column::Name]);
            query.order_by_asc(competitor::Column::NameKey).limit(200)
        })
        .all_as(read)
        .await?;
    Ok(named.into_iter().map(|row| (row.id, row.name)).collect())
}
