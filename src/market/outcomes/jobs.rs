//! The way goes on by the clock, and whenever something it waits for is there. Every job may run twice, and on two workers at once.

use super::service::{self, Went, wait};
use super::store::{self, Choice};
use crate::app::App;
use crate::db::DbConn;
use crate::domain::calendar::{Period, Running};
use crate::domain::project::{ProjectId, ProjectState};
use crate::error::Result;
use crate::market::{negotiations, projects};
use crate::platform::calendars;

/// Goes on until there is nothing to do at this instant: each step is a transaction and a log entry of its own.
pub async fn go_on(app: &App, project: &str) -> Result<()> {
    loop {
        let (shared, id) = (app.clone(), ProjectId::from(project));
        let went = app.db.write(move |conn| service::go_on(conn, &shared, &id)).await?;
        app.log.settle(&app.db, app.clock.now()).await?;
        if went == Went::Nowhere {
            return Ok(());
        }
    }
}

/// The calendar has changed: an owner may have longer to choose, and whoever has the turn in a negotiation to say something.
///
/// # Errors
/// Those of the database.
pub fn calendar_changed(conn: &mut DbConn, app: &App) -> Result<()> {
    for (project, due_at) in negotiations::calendar_changed(conn, app)? {
        let state = store::choice(conn, &project)?.state;
        store::retime(conn, &project, (state, due_at))?;
    }
    let mut running = Vec::new();
    for choice in store::open(conn)? {
        let project = projects::load(conn, &choice.project)?;
        if project.state != ProjectState::Choosing || negotiations::talk_of(conn, &project.id)?.is_some() {
            continue;
        }
        let policy = app.pinned(&project.policy)?;
        let period = Period::WorkingDays(policy.term(choice.opened_at, policy.methods.choose_wd));
        running.push((choice.clone(), Running { due: choice.due_at, period }));
    }
    calendars::lengthen(conn, (&app.calendars.now(), app.clock.now()), running, |conn, choice, due_at| {
        store::retime(conn, &choice.project, (choice.state, due_at))?;
        wait(conn, app, &Choice { due_at, ..choice }).map(drop)
    })
}
