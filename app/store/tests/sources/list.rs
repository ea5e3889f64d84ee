//! The reviewed lists: each line was looked at; a comment says why it may.

/// Calls that act as the program itself.
pub(crate) const ALONE: &[&str] = &[".system(", ".as_system(", ".find_beyond::<"];

/// Calls that change rows with neither scope nor log.
pub(crate) const UNLOGGED: &[&str] = &[".housekeep(", ".bookkeep(", ".bookkeep::<"];

/// Where the program acts by itself, and how often.
pub(crate) const REVIEWED_ALONE: &[(&str, usize)] = &[
    // A median over the firm's closed deals; none where so few have passed that it would tell about one.
    ("app/deals/src/db/pace.rs", 2),
    // Whether a deal meets its criteria is the same for all who see the deal; only yes, no and a day come back.
    ("app/deals/src/db/evidence.rs", 3),
    ("app/deals/src/db/next_steps.rs", 1),
    // How many of the deals that one sees have a step overdue: a word per deal is counted, nothing of the step.
    ("app/deals/src/db/ahead.rs", 1),
    // Whether a project came of a deal that is won.
    ("app/deals/src/db/undo.rs", 1),
    // Two people who see different cards must not put theirs in the same place: a rank comes back, nothing of the card.
    ("app/deals/src/db/place.rs", 1),
    // Whether the firm has anybody yet, and its first admin, before anybody can sign in.
    ("app/firm/src/api.rs", 1),
    ("app/firm/src/db/first_run.rs", 1),
    // A cookie is looked up before it is known whose it is; whether sessions are alive is asked for all of them at once.
    ("app/firm/src/db/session.rs", 1),
    // A password is checked before it is known whose it is; the rest of the write is the person's.
    ("app/firm/src/db/sign_in.rs", 1),
    // Failed tries are counted, which nobody has a right to.
    ("app/firm/src/db/throttle.rs", 2),
    // The server looks for the demonstration's mark when it starts.
    ("app/firm/src/db/user.rs", 1),
    // The demonstration firm is loaded into an empty database.
    ("seeds/src/lib.rs", 1),
    // Commands on the machine itself.
    ("server/src/commands/backup.rs", 1),
    ("server/src/commands/mod.rs", 1),
];

/// Where rows are changed without scope and log, and how often. All of it is bookkeeping, no client's data.
pub(crate) const REVIEWED_UNLOGGED: &[(&str, usize)] = &[
    // What other systems call our rows.
    ("app/exchange/src/entity/deal.rs", 2),
    // The import's own record of itself; each row that it touches is changed through the log.
    ("app/exchange/src/ledger.rs", 3),
    ("app/exchange/src/revert.rs", 3),
    // Opened sessions, and when one was last seen; the sign-in itself is logged.
    ("app/firm/src/db/session.rs", 2),
    // Counted tries, and the old ones taken away.
    ("app/firm/src/db/throttle.rs", 3),
];
