//! What a supervisor watches: work of others that is overdue, draws on their way, jobs that fail, years without a table of working days. A
//! supervisor sees everything that is not sealed and acts on nothing in the business itself; it can stop a project ([`crate::market::halts`]).
//!
//! Nothing here counts or names sign-ups: a draw is shown with its times alone.

mod api;
mod pages;
mod store;

use crate::app::App;
use crate::db::DbConn;
use crate::domain::time::Instant;
use crate::error::Result;
use crate::market::{bids, blacklist, contracts, exits};
use crate::platform::outbox::{self, Trouble};
use crate::platform::task::Task;

pub use store::{DrawOnItsWay, Point};

/// Registers both doors.
pub fn routes(r: &mut crate::platform::routes::Routes<'_>) {
    pages::routes(r);
    api::routes(r);
}

/// What the JSON door says of this slice.
#[cfg(test)]
pub fn openapi() -> utoipa::openapi::OpenApi {
    <api::Described as utoipa::OpenApi>::openapi()
}

/// Failing jobs shown at most.
const TROUBLES: i64 = 20;
/// Draws with opened documents shown at most.
const DOCUMENTS: i64 = 20;

/// What there is to watch at an instant.
#[derive(Debug)]
pub struct Watch {
    /// Work of others whose time is over, the longest overdue first.
    pub overdue: Vec<Task>,
    /// Draws on their way, by the end of sign-up.
    pub draws: Vec<DrawOnItsWay>,
    /// Jobs that failed at least once: kind, age and error, never whom they are about.
    pub troubles: Vec<Trouble>,
    /// Years within which deadlines may fall soon and for which no table of working days was announced.
    pub years: Vec<i32>,
    /// Draws whose sealed documents were opened last.
    pub documents: Vec<bids::Unsealed>,
}

/// Looks at everything once.
pub fn watch(conn: &mut DbConn, app: &App, now: Instant) -> Result<Watch> {
    let mut overdue = store::overdue(conn, now)?;
    overdue.extend(blacklist::overdue(conn, app, now)?);
    overdue.extend(contracts::overdue(conn, now)?);
    overdue.extend(exits::overdue(conn, now)?);
    overdue.sort_by_key(|task| task.due);
    Ok(Watch {
        overdue,
        draws: store::draws(conn, now)?,
        troubles: outbox::troubles(conn, TROUBLES)?,
        years: years_without_table(app, now),
        documents: bids::unsealed(conn, DOCUMENTS)?,
    })
}

/// The years from now to a year from now that have no table of working days: deadlines in them are provisional.
pub fn years_without_table(app: &App, now: Instant) -> Vec<i32> {
    app.calendars.now().years_without_table(now.day(), now.day().plus_months(12))
}
