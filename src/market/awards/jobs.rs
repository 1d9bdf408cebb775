//! What awards do by the clock, and when an agency's standing changes.

use crate::app::App;
use crate::db::DbConn;
use crate::domain::agency::AgencyId;
use crate::domain::award::{AwardState, Step};
use crate::domain::project::{ProjectId, ProjectState};
use crate::error::Result;
use crate::market::awards::{service, store};
use crate::market::{blacklist, projects};
use crate::platform::audit::Actor;
use crate::platform::calendars;
use crate::platform::outbox::{self, Job};

/// A draw has a result, or an award ended: the next of the ranking is asked.
pub async fn offer(app: &App, project: &str) -> Result<()> {
    let (shared, id) = (app.clone(), ProjectId::from(project));
    app.db
        .write(move |conn| {
            if projects::load(conn, &id)?.state != ProjectState::Selected {
                return Ok(());
            }
            service::offer_next(conn, &shared, &id)
        })
        .await
}

/// The days to answer are over, unless the calendar made them longer.
pub async fn due(app: &App, award: &str) -> Result<()> {
    let (shared, id) = (app.clone(), award.to_owned());
    app.db
        .write(move |conn| {
            let (now, award) = (shared.clock.now(), store::load(conn, &id)?);
            if award.state != AwardState::Offered {
                return Ok(());
            }
            let due = service::due(conn, &shared, &award)?;
            if now < due {
                if due > award.due_at {
                    store::set_due(conn, &award.id, due)?;
                }
                return outbox::push_at(conn, now, due, &Job::AwardDue { award: id });
            }
            service::pass_on(conn, &shared, &award, Step::Lapse, (&Actor::platform(), "silent"))
        })
        .await
}

/// An agency that is barred now loses what it has not signed.
pub async fn standing_changed(app: &App, agency: &str) -> Result<()> {
    let (shared, agency) = (app.clone(), AgencyId::from(agency));
    app.db.write(move |conn| exclude(conn, &shared, &agency)).await
}

fn exclude(conn: &mut DbConn, app: &App, agency: &AgencyId) -> Result<()> {
    if blacklist::standing(conn, agency.as_str(), app.clock.now())?.is_good() {
        return Ok(());
    }
    for award in store::unsigned_of(conn, agency)? {
        service::pass_on(conn, app, &award, Step::Exclude, (&Actor::platform(), "barred"))?;
    }
    Ok(())
}

/// A terminated project: its open award ends without a successor.
pub async fn project_ended(app: &App, project: &str) -> Result<()> {
    let (shared, id) = (app.clone(), ProjectId::from(project));
    app.db
        .write(move |conn| match store::standing_of(conn, &id)? {
            Some(award) if matches!(award.state, AwardState::Offered | AwardState::Accepted) => {
                store::step(conn, &award, award.state.after(Step::Void)?, (shared.clock.now(), "platform", "terminated"))
            }
            _ => Ok(()),
        })
        .await
}

/// The calendar has changed: those who are asked may have longer to answer. The job that waits for the old day waits on.
pub fn calendar_changed(conn: &mut DbConn, app: &App) -> Result<()> {
    let now = app.clock.now();
    let mut running = Vec::new();
    for award in store::offered(conn, now)? {
        running.push((award.id.clone(), service::runs(conn, app, &award)?));
    }
    calendars::lengthen(conn, (&app.calendars.now(), now), running, |conn, id, again| store::set_due(conn, &id, again))
}
