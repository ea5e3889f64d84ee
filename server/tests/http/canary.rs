//! Canaries: a mark of its own in every text of every client and deal, and a search for those that got out.

use crate::house::House;
use domain::id::{ClientId, OpportunityId};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, EntityTrait, ExprTrait, QueryFilter, QueryOrder, TransactionTrait};
use std::collections::{BTreeMap, BTreeSet};
use store::table::{activity, client, competitor_mention, invoice, opportunity, opportunity_stage_change, project, stakeholder};

/// How every mark begins; followed by `n` for a client's name, `c` for all else of the client, `d` for a deal's own, and a number.
const SIGN: &str = "zqxvj";

/// Whose number is which.
pub(crate) struct Canaries {
    pub(crate) clients: BTreeMap<ClientId, usize>,
    /// Number and client.
    pub(crate) deals: BTreeMap<OpportunityId, (usize, ClientId)>,
}

fn mark(kind: char, number: usize) -> String {
    format!("{SIGN}{kind}{number:04x}")
}

/// Sets text columns of the rows that a condition names to a mark.
macro_rules! plant {
    ($on:expr, $table:ident [$($column:ident = $text:expr),+], $condition:expr) => {
        $table::Entity::update_many()
            $(.col_expr($table::Column::$column, Expr::value($text)))+
            .filter($condition)
            .exec($on)
            .await
            .unwrap()
    };
}

impl Canaries {
    /// Marks everything.
    pub(crate) async fn plant(house: &House) -> Self {
        let raw = house.raw().await;
        let clients = client::Entity::find().order_by_asc(client::Column::Id).all(&raw).await.unwrap();
        let deals = opportunity::Entity::find().order_by_asc(opportunity::Column::Id).all(&raw).await.unwrap();
        let canaries = Self {
            clients: clients.iter().enumerate().map(|(number, row)| (row.id, number)).collect(),
            deals: deals.iter().enumerate().map(|(number, row)| (row.id, (number, row.client_id))).collect(),
        };
        let on = raw.begin().await.unwrap();
        for (id, number) in &canaries.clients {
            plant_client(&on, *id, &mark('n', *number), &mark('c', *number)).await;
        }
        for (id, (number, _)) in &canaries.deals {
            plant_deal(&on, *id, &mark('d', *number)).await;
        }
        on.commit().await.unwrap();
        canaries
    }

    /// Everything that somebody assigned to these clients, and on the teams of these deals, may read.
    pub(crate) fn allowed(&self, clients: &[ClientId], deals: &[OpportunityId]) -> BTreeSet<String> {
        let mut marks = BTreeSet::new();
        for (id, number) in self.clients.iter().filter(|(id, _)| clients.contains(id)) {
            marks.extend([mark('n', *number), mark('c', *number)]);
            marks.extend(self.deals.values().filter(|(_, client)| client == id).map(|(number, _)| mark('d', *number)));
        }
        for (number, client) in self.deals.iter().filter(|(id, _)| deals.contains(id)).map(|(_, deal)| deal) {
            marks.extend([mark('d', *number), mark('n', self.clients[client])]);
        }
        marks
    }

    pub(crate) fn all(&self) -> BTreeSet<String> {
        self.allowed(&self.clients.keys().copied().collect::<Vec<_>>(), &[])
    }

    pub(crate) fn name_of(&self, client: ClientId) -> String {
        mark('n', self.clients[&client])
    }

    pub(crate) fn texts_of(&self, client: ClientId) -> String {
        mark('c', self.clients[&client])
    }

    pub(crate) fn deal(&self, deal: OpportunityId) -> String {
        mark('d', self.deals[&deal].0)
    }
}

/// The marks that stand in these bytes.
pub(crate) fn found(bytes: &[u8]) -> BTreeSet<String> {
    let text = String::from_utf8_lossy(bytes).to_lowercase();
    let marks = text.match_indices(SIGN).filter_map(|(at, _)| text.get(at..at + SIGN.len() + 5));
    // What a person searched for, and what chance makes of a nonce, is no mark.
    marks.filter(|mark| mark.chars().skip(SIGN.len() + 1).all(|c| c.is_ascii_hexdigit())).map(str::to_owned).collect()
}

async fn plant_client(on: &sea_orm::DatabaseTransaction, id: ClientId, name: &str, text: &str) {
    plant!(
        on,
        client[
            Name = format!("Client {name}"), Industry = format!("Industry {text}"), Website = format!("https://{text}.example"), MeddpiccMetrics = text,
            MeddpiccDecisionCriteria = text, MeddpiccDecisionProcess = text, MeddpiccPaperProcess = text, MeddpiccIdentifiedPain = text,
            MeddpiccCompetition = text
        ],
        client::Column::Id.eq(id)
    );
    plant!(on, stakeholder[Name = format!("Person {text}"), JobTitle = format!("Title {text}")], stakeholder::Column::ClientId.eq(id));
    plant!(on, project[Name = format!("Project {text}"), Description = text], project::Column::ClientId.eq(id));
    plant!(on, activity[Subject = format!("Talk {text}"), Description = text], activity::Column::ClientId.eq(id));
    plant!(on, invoice[Notes = text], invoice::Column::ClientId.eq(id));
}

async fn plant_deal(on: &sea_orm::DatabaseTransaction, id: OpportunityId, text: &str) {
    plant!(on, opportunity[Name = format!("Deal {text}")], opportunity::Column::Id.eq(id));
    plant!(
        on,
        opportunity[LossReason = format!("Lost {text}")],
        opportunity::Column::Id.eq(id).and(opportunity::Column::LossReason.is_not_null())
    );
    plant!(on, competitor_mention[Notes = text], competitor_mention::Column::OpportunityId.eq(id));
    plant!(
        on,
        opportunity_stage_change[OverrideReason = format!("Because {text}")],
        opportunity_stage_change::Column::OpportunityId.eq(id)
    );
}
