//! Weights fade and deductions end without anybody doing anything: each night the scores that lists show are computed again.
//!
//! A worker that starts promises the next night, unless it is promised, and each night promises the one after it.

use crate::app::App;
use crate::db::DbConn;
use crate::domain::agency::AgencyId;
use crate::domain::time::{Day, Instant};
use crate::error::{Error, Result};
use crate::market::agencies;
use crate::market::credit::{service, store};
use crate::platform::outbox::{self, Job};

/// The hour of the night.
const HOUR: u32 = 3;
/// Agencies in one transaction.
const PART: usize = 50;

/// Promises the next night, unless it is promised already.
pub fn begin(conn: &mut DbConn, now: Instant) -> Result<()> {
    promise(conn, now, now.day().next())
}

/// Promises the refresh of a day, unless it is promised already.
fn promise(conn: &mut DbConn, now: Instant, day: Day) -> Result<()> {
    outbox::push_once_at(conn, now, day.at(HOUR, 0), &format!("refresh-credit {day}"), &Job::RefreshCredit {})?;
    Ok(())
}

/// Computes the score of every agency that has entries again, and promises the next night.
pub async fn refresh(app: &App) -> Result<()> {
    let ids = app.db.read(store::agencies).await?;
    for part in ids.chunks(PART).map(<[AgencyId]>::to_vec) {
        let shared = app.clone();
        app.db.write(move |conn| part.iter().try_for_each(|id| bring_up_to_date(conn, &shared, id))).await?;
    }
    let now = app.clock.now();
    app.db.write(move |conn| begin(conn, now)).await
}

fn bring_up_to_date(conn: &mut DbConn, app: &App, id: &AgencyId) -> Result<()> {
    let now = app.clock.now();
    let tenths = service::tenths(conn, id, now, app.policies.in_force(now))?;
    match agencies::profile(conn, id) {
        Ok(profile) if profile.credit_tenths != tenths => agencies::set_credit(conn, app, now, id, tenths),
        Ok(_) | Err(Error::NotFound) => Ok(()),
        Err(e) => Err(e),
    }
}
