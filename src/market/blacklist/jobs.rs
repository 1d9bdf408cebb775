//! What happens by the clock: the agency's days end, a bar ends, a suspension ends.

use super::service::{decision, hearing, suspension};
use crate::app::App;
use crate::domain::standing::{CaseId, SuspensionId};
use crate::error::Result;

/// The agency's days to answer are over.
pub async fn defence_due(app: &App, case: &str) -> Result<()> {
    let (now, id) = (app.clock.now(), CaseId::from(case));
    app.db.write(move |conn| hearing::lapse(conn, now, &id)).await
}

/// A bar's term is over.
pub async fn bar_ends(app: &App, case: &str) -> Result<()> {
    let (now, id) = (app.clock.now(), CaseId::from(case));
    app.db.write(move |conn| decision::end(conn, now, &id)).await
}

/// An interim suspension is over.
pub async fn suspension_ends(app: &App, id: &str) -> Result<()> {
    let (now, id) = (app.clock.now(), SuspensionId::from(id));
    app.db.write(move |conn| suspension::end(conn, now, &id)).await
}
