//! What other slices change about an entry in effect.

use crate::app::App;
use crate::db::{DbConn, Topic, revisions};
use crate::domain::agency::AgencyId;
use crate::domain::time::Instant;
use crate::error::Result;
use crate::market::agencies::store::entries;

/// Keeps the credit score as it was just computed, for the directory and the search. Call it last in a transaction.
///
/// # Errors
/// [`crate::error::Error::Conflict`] where the agency has no entry.
pub fn set_credit(conn: &mut DbConn, app: &App, now: Instant, id: &AgencyId, tenths: i64) -> Result<()> {
    entries::set_credit(conn, id, tenths)?;
    standing_changed(conn, app, now, id)
}

/// The agency leaves the directory; its entry and history stay. Call it last in a transaction.
///
/// # Errors
/// [`crate::error::Error::Conflict`] where it is not in the directory.
pub fn withdraw(conn: &mut DbConn, app: &App, now: Instant, id: &AgencyId) -> Result<()> {
    entries::withdraw(conn, id)?;
    standing_changed(conn, app, now, id)
}

/// Says that the public entry looks different from now on: a bar, a suspension, their end. Call it last in a transaction.
pub fn standing_changed(conn: &mut DbConn, app: &App, now: Instant, id: &AgencyId) -> Result<()> {
    revisions::bump(conn, Topic::Agencies)?;
    app.search.changed(conn, now, id.as_str())
}
