//! What happens to draws by the clock. Every job may run twice, and on two workers at once.

use super::service::{self, Closed};
use crate::app::App;
use crate::domain::draw::DrawId;
use crate::domain::project::ProjectId;
use crate::error::{Error, Result};
use crate::platform::outbox::{self, Job};

/// A project awaits its draw's commitments.
pub async fn request(app: &App, project: &str) -> Result<()> {
    service::request(app, &ProjectId::from(project)).await?;
    app.log.settle(&app.db, app.clock.now()).await
}

/// A draw of a stage awaits its commitments.
pub async fn commit(app: &App, draw: &str) -> Result<()> {
    service::commit(app, &DrawId::parse(draw).ok_or(Error::NotFound)?).await?;
    app.log.settle(&app.db, app.clock.now()).await
}

/// The minutes for commitments are over.
pub async fn commitments_late(app: &App, draw: &str) -> Result<()> {
    let (shared, draw) = (app.clone(), draw.to_owned());
    app.db.write(move |conn| service::commitments_late(conn, &shared, &draw)).await
}

/// The deadline has come.
pub async fn close(app: &App, draw: &str) -> Result<()> {
    let (shared, draw) = (app.clone(), draw.to_owned());
    app.db
        .write(move |conn| {
            // A clock that was set back: the deadline is still to come.
            if let Closed::TooEarly(closes) = service::close(conn, &shared, &draw)? {
                outbox::push_at(conn, shared.clock.now(), closes, &Job::CloseDraw { draw: draw.clone() })?;
            }
            Ok(())
        })
        .await?;
    app.log.settle(&app.db, app.clock.now()).await
}

/// A frozen draw goes on.
pub async fn advance(app: &App, draw: &str) -> Result<()> {
    let id = DrawId::parse(draw).ok_or(Error::NotFound)?;
    service::fix_number(app, &id).await?;
    let Some(again) = service::advance(app, &id).await? else { return Ok(()) };
    let (now, draw) = (app.clock.now(), draw.to_owned());
    app.db.write(move |conn| outbox::push_at(conn, now, again, &Job::AdvanceDraw { draw })).await
}

/// A project was terminated.
pub async fn project_ended(app: &App, project: &str) -> Result<()> {
    let (shared, project) = (app.clone(), ProjectId::from(project));
    app.db.write(move |conn| service::project_ended(conn, &shared, &project)).await
}
