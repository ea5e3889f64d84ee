//! The firms that we meet in deals.

use crate::deals::Deal;
use crate::pattern::{LOST, WON};
use crate::rng::Rng;
use crate::words::{HOUSES, MENTIONS, PRICING, RIVALS, STRENGTHS, WEAKNESSES, surname};
use crate::world::World;
use chrono::{DateTime, Utc};
use domain::competitor::CompetitorStatus::{self, Active, Displaced, LostTo};
use domain::id::CompetitorId;
use sea_orm::ActiveValue::Set;
use store::table::{competitor, competitor_mention};

/// A competitor, as the other nouns know it.
pub(crate) struct Rival {
    id: CompetitorId,
    name: String,
    created: DateTime<Utc>,
}

/// Eight, and a few more in a larger firm's market.
pub(crate) fn rivals(world: &World) -> Vec<Rival> {
    let mut rng = Rng::of("competitors");
    let count = RIVALS.len() + (2 * (world.scale - 1)).min(52);
    let name = |n: usize| match RIVALS.get(n) {
        Some(name) => (*name).to_owned(),
        None => format!("{} {}", surname(n), HOUSES[n % HOUSES.len()]),
    };
    let mut one = |n| {
        let created = world.moment(&mut rng, 700 - 9 * (n as i64 % 60));
        Rival { id: rng.id(created), name: name(n), created }
    };
    (0..count).map(&mut one).collect()
}

/// Rows of the competitors themselves.
pub(crate) fn rows(rivals: &[Rival]) -> Vec<competitor::ActiveModel> {
    let mut rng = Rng::of("competitor details");
    let mut row = |(n, rival): (usize, &Rival)| competitor::ActiveModel {
        id: Set(rival.id),
        name: Set(rival.name.clone()),
        website: Set(Some(format!("https://www.{}.example", rival.name.to_lowercase().replace(" & ", "-").replace(' ', "-")))),
        strengths: Set(Some(STRENGTHS[n % STRENGTHS.len()].to_owned())),
        weaknesses: Set(Some(WEAKNESSES[(n * 5) % WEAKNESSES.len()].to_owned())),
        typical_pricing: Set(Some(PRICING[n % PRICING.len()].to_owned())),
        notes: Set(rng.chance(40).then(|| "Met at the spring fair; their team lead would rather work here.".to_owned())),
        created_at: Set(rival.created),
        updated_at: Set(rival.created),
        ..Default::default()
    };
    rivals.iter().enumerate().map(&mut row).collect()
}

/// Rows of who is met in which deal.
pub(crate) fn mention_rows(rivals: &[Rival], deals: &[Deal]) -> Vec<competitor_mention::ActiveModel> {
    let mut rng = Rng::of("mentions");
    let mut rows = Vec::with_capacity(deals.len());
    for deal in deals.iter().filter(|deal| deal.stage >= 2) {
        let count = match deal.stage {
            LOST => 1 + rng.below(2),
            _ => rng.below(3),
        };
        for (place, rival) in rng.some((0..rivals.len()).collect(), count).into_iter().enumerate() {
            rows.push(competitor_mention::ActiveModel {
                competitor_id: Set(rivals[rival].id),
                opportunity_id: Set(deal.id),
                status: Set(standing(&mut rng, deal, place)),
                notes: Set(rng.chance(60).then(|| rng.pick(MENTIONS).to_owned())),
                created_at: Set(deal.created()),
                ..Default::default()
            });
        }
    }
    rows
}

/// A deal is lost to one at most; some are lost to nobody, as their reason says.
fn standing(rng: &mut Rng, deal: &Deal, place: usize) -> CompetitorStatus {
    match deal.stage {
        LOST if place == 0 && deal.loss().is_some_and(|(_, to_another, _)| to_another) => LostTo,
        LOST | WON => Displaced,
        _ if rng.chance(15) => Displaced,
        _ => Active,
    }
}
