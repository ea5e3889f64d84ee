//! The pattern of a cell: what each of its 25 clients has bought, refused, or is talking about. Repeated at every scale.

use crate::world::CELL;
use domain::project::ProjectStatus;

/// The stages in the order of the pipeline.
pub(crate) const STAGES: [&str; 7] = ["lead", "qualified", "discovery", "proposal", "negotiation", "closed_won", "closed_lost"];
/// Where won stands among them.
pub(crate) const WON: usize = 5;
/// Where lost stands among them.
pub(crate) const LOST: usize = 6;

/// 60 deals by the client's place, as places in [`STAGES`].
pub(crate) const DEALS: [&[usize]; CELL] = [
    &[5, 5, 4, 2],
    &[5, 3, 0],
    &[5, 4, 1],
    &[5, 3, 6],
    &[5, 2, 1],
    &[5, 4, 0],
    &[5, 1, 3],
    &[5, 3, 2],
    &[3, 0, 6],
    &[1, 4],
    &[3, 2, 1],
    &[4, 2, 0],
    &[3, 1, 6],
    &[2, 1, 0],
    &[0],
    &[1, 0],
    &[2, 6],
    &[1, 3],
    &[0, 1],
    &[4],
    &[3, 2],
    &[0, 6],
    &[5, 6],
    &[6],
    &[6],
];

/// The places whose work was sold before the pipeline was kept here.
pub(crate) const INHERITED: [usize; 2] = [8, 9];
/// Which of its trade's services that was.
pub(crate) const INHERITED_SERVICE: usize = 5;

/// Work that was sold.
pub(crate) struct Engagement {
    /// Where its project stands.
    pub(crate) status: ProjectStatus,
    /// How many days ago it was signed, between these.
    pub(crate) signed: (i64, i64),
    /// Whether the deal is in the pipeline; the oldest work came before it.
    pub(crate) from_deal: bool,
}

const fn sold(status: ProjectStatus, low: i64, high: i64) -> Engagement {
    Engagement { status, signed: (low, high), from_deal: true }
}

/// 12 projects by the client's place, in the order of its won deals.
pub(crate) fn engagements(place: usize) -> &'static [Engagement] {
    use ProjectStatus::{Active, Cancelled, Completed, OnHold, Planning};
    const OLD_AND_NEW: &[Engagement] = &[sold(Completed, 280, 320), sold(Active, 45, 55)];
    const WELL_ON: &[Engagement] = &[sold(Active, 60, 72)];
    const RUNNING: &[Engagement] = &[sold(Active, 40, 58)];
    const STARTING: &[Engagement] = &[sold(Active, 18, 28)];
    const TO_COME: &[Engagement] = &[sold(Planning, 4, 9)];
    const PAUSED: &[Engagement] = &[sold(OnHold, 95, 110)];
    const DONE: &[Engagement] = &[sold(Completed, 155, 168)];
    const STOPPED: &[Engagement] = &[sold(Cancelled, 290, 320)];
    const GOING_ON: &[Engagement] = &[Engagement { status: Active, signed: (50, 66), from_deal: false }];
    const ENDED: &[Engagement] = &[Engagement { status: Completed, signed: (240, 300), from_deal: false }];
    match place {
        0 => OLD_AND_NEW,
        1 => RUNNING,
        2 => WELL_ON,
        3 => STARTING,
        4 => TO_COME,
        5 => PAUSED,
        6 => RUNNING,
        7 => DONE,
        8 => GOING_ON,
        9 => ENDED,
        22 => STOPPED,
        _ => &[],
    }
}
