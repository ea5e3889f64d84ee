//! Portal links of a few clients.

use crate::clients::Account;
use crate::rng::Rng;
use crate::users::Staff;
use crate::world::World;
use chrono::{DateTime, TimeDelta, Utc};
use domain::id::ClientPortalAccessId;
use domain::portal::PortalSection;
use sea_orm::ActiveValue::Set;
use store::table::{client_portal_access, client_portal_section};
use store::token;

/// Which clients of a cell have a link.
const PLACES: &[usize] = &[0, 1, 3, 6];
const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// A link.
pub(crate) struct Link {
    id: ClientPortalAccessId,
    account: usize,
    created: DateTime<Utc>,
    /// What stands in the address.
    pub(crate) token: String,
}

/// Every link, the first client's first.
pub(crate) fn links(world: &World, accounts: &[Account]) -> Vec<Link> {
    let mut rng = Rng::of("portal");
    let mut links = Vec::new();
    for (account, _) in accounts.iter().enumerate().filter(|(_, account)| PLACES.contains(&account.place)) {
        let created = world.moment(&mut rng, 40);
        let token = (0..token::LENGTH).map(|_| char::from(rng.one(LETTERS))).collect();
        links.push(Link { id: rng.id(created), account, created, token });
    }
    links
}

/// Rows of the links themselves. One asks for the demonstration password, one ends in a month.
pub(crate) fn rows(world: &World, staff: &Staff, accounts: &[Account], links: &[Link]) -> Vec<client_portal_access::ActiveModel> {
    let mut rng = Rng::of("portal details");
    let mut row = |link: &Link| {
        let account = &accounts[link.account];
        let opened = world.moment(&mut rng, 3).max(link.created);
        client_portal_access::ActiveModel {
            id: Set(link.id),
            client_id: Set(account.id),
            token_hash: Set(token::hash(&link.token)),
            expires_at: Set((account.place == 3).then(|| opened + TimeDelta::days(33))),
            password_hash: Set((account.place == 1).then(|| world.password_hash.clone())),
            created_by: Set(staff.id(staff.admin)),
            created_at: Set(link.created),
            last_accessed_at: Set((account.place != 6).then_some(opened)),
            ..Default::default()
        }
    };
    links.iter().map(&mut row).collect()
}

/// Rows of what the links open: all of it for the first two, less for the others.
pub(crate) fn section_rows(accounts: &[Account], links: &[Link]) -> Vec<client_portal_section::ActiveModel> {
    let open = |link: &Link| match accounts[link.account].place {
        0 | 1 => PortalSection::ALL,
        3 => &[PortalSection::Projects, PortalSection::Timeline, PortalSection::Status],
        _ => &[PortalSection::Status],
    };
    let row = |link: &Link, section: PortalSection| client_portal_section::ActiveModel {
        access_id: Set(link.id),
        section: Set(section),
        created_at: Set(link.created),
    };
    links.iter().flat_map(|link| open(link).iter().map(move |section| row(link, *section))).collect()
}
