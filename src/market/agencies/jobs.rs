//! Warnings before certificates end. One job a day, which promises the next; a day the worker slept is caught up.

use crate::app::App;
use crate::db::DbConn;
use crate::domain::agency::Draft;
use crate::domain::calendar::{Period, Running};
use crate::domain::filing::{Filing, FilingId};
use crate::domain::time::{DAY, Day, Instant};
use crate::error::Result;
use crate::market::accounts;
use crate::market::agencies::store::filings;
use crate::market::agencies::store::papers::{self, Ending};
use crate::platform::calendars;
use crate::platform::letter::Letter;
use crate::platform::outbox::{self, Job};

/// The hour at which a day's warnings leave.
const HOUR: u32 = 8;

/// Promises the warnings from tomorrow on, unless they are promised already.
pub fn begin(conn: &mut DbConn, now: Instant) -> Result<()> {
    promise(conn, now, now.day().next())
}

fn promise(conn: &mut DbConn, now: Instant, day: Day) -> Result<()> {
    outbox::push_once_at(conn, now, day.at(HOUR, 0), &format!("warn-expiry {day}"), &Job::WarnExpiry { day })?;
    Ok(())
}

/// Warns every agency that has a certificate which ends as many days after `day` as policy says.
pub async fn warn_expiry(app: &App, day: Day) -> Result<()> {
    let (shared, now) = (app.clone(), app.clock.now());
    app.db
        .write(move |conn| {
            let policy = shared.policies.in_force(day.start());
            for days in &policy.onboarding.expiry_warning_days {
                let last = day.start().plus(i64::from(*days) * DAY).day();
                for ending in papers::ending_on(conn, last)? {
                    tell(conn, now, &ending, (last, *days))?;
                }
            }
            promise(conn, now, day.next())
        })
        .await
}

fn tell(conn: &mut DbConn, now: Instant, ending: &Ending, (last, days): (Day, u32)) -> Result<()> {
    let letter = Letter::new("paper-ends").with("number", &ending.number).with("last", last).with("days", days);
    accounts::tell_org(conn, now, &ending.agency.as_str().into(), letter.to("/agency/filing/items"))
}

/// The calendar has changed: checks that are not overdue may be due later.
pub fn calendar_changed(conn: &mut DbConn, app: &App) -> Result<()> {
    let running = |filing: Filing<Draft>| {
        let (submitted, due) = (filing.submitted_at?, filing.due_at?);
        let policy = app.policies.in_force(submitted);
        let period = Period::WorkingDays(policy.term(submitted, policy.onboarding.formal_check_wd));
        Some((filing.id, Running { due, period }))
    };
    let waiting: Vec<(FilingId, Running)> = filings::waiting(conn)?.into_iter().filter_map(running).collect();
    calendars::lengthen(conn, (&app.calendars.now(), app.clock.now()), waiting, |conn, id, again| filings::set_due(conn, &id, again))
}
