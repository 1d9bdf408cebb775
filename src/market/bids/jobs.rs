//! What happens to sealed quotes by the clock. Every job may run twice, and on two workers at once.

use super::service;
use super::store::rounds;
use crate::app::App;
use crate::db::DbConn;
use crate::domain::draw::DrawId;
use crate::domain::project::ProjectId;
use crate::domain::time::Instant;
use crate::error::{Error, Result};
use crate::platform::outbox::{self, Job};

/// Sees to it that the committees of a project are fixed; `false` while a member has not answered.
///
/// # Errors
/// Those of the database.
pub async fn prepare(app: &App, project: &ProjectId) -> Result<bool> {
    service::prepare(app, project).await
}

/// An opening goes on.
pub async fn open(app: &App, draw: &str) -> Result<()> {
    let id = DrawId::parse(draw).ok_or(Error::NotFound)?;
    let Some(again) = service::advance(app, &id).await? else { return app.log.settle(&app.db, app.clock.now()).await };
    let (now, draw) = (app.clock.now(), draw.to_owned());
    app.db.write(move |conn| outbox::push_at(conn, now, again, &Job::OpenBids { draw })).await
}

/// The links of a draw are opened, as far as members have released their keys.
pub async fn open_links(app: &App, draw: &str) -> Result<()> {
    let id = DrawId::parse(draw).ok_or(Error::NotFound)?;
    let again = service::open_links(app, &id).await?;
    app.log.settle(&app.db, app.clock.now()).await?;
    let Some(again) = again else { return Ok(()) };
    let (now, draw) = (app.clock.now(), draw.to_owned());
    app.db.write(move |conn| outbox::push_at(conn, now, again, &Job::OpenLinks { draw })).await
}

/// What was stopped goes on, so many milliseconds later than it would have.
///
/// # Errors
/// Those of the database.
pub fn resume(conn: &mut DbConn, now: Instant, (project, after_ms): (&ProjectId, i64)) -> Result<()> {
    rounds::delay(conn, (project, after_ms))?;
    for round in rounds::of_project(conn, project)?.into_iter().filter(|round| !round.draw.is_empty()) {
        let draw = round.draw;
        outbox::push(conn, now, &Job::OpenBids { draw: draw.clone() })?;
        outbox::push(conn, now, &Job::OpenLinks { draw: draw.clone() })?;
        outbox::push(conn, now, &Job::UnsealFiles { draw })?;
    }
    Ok(())
}

/// The documents of a published opening are opened.
pub async fn unseal(app: &App, draw: &str) -> Result<()> {
    service::unseal(app, &DrawId::parse(draw).ok_or(Error::NotFound)?).await
}
