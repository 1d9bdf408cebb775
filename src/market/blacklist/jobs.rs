//! What happens by the clock: the agency's days end, a bar ends, a suspension ends.

use super::service::{decision, hearing, suspension};
use super::store::heard;
use crate::app::App;
use crate::db::DbConn;
use crate::domain::calendar::{Period, Running};
use crate::domain::standing::{CaseId, SuspensionId};
use crate::error::Result;
use crate::platform::calendars;
use crate::platform::outbox::{self, Job};

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

/// The calendar has changed: agencies that are heard may have longer to answer.
pub fn calendar_changed(conn: &mut DbConn, app: &App) -> Result<()> {
    let now = app.clock.now();
    let running = heard::all(conn, now)?.into_iter().map(|(id, notified, due)| {
        let policy = app.policies.in_force(notified);
        (id, Running { due, period: Period::WorkingDays(policy.term(notified, policy.blacklist.defence_wd)) })
    });
    calendars::lengthen(conn, (&app.calendars.now(), now), running, |conn, id, again| {
        heard::set_due(conn, &id, again)?;
        outbox::push_at(conn, now, again, &Job::DefenceDue { case: id.to_string() })
    })
}
