//! The way goes on by the clock, and whenever something it waits for is there. Every job may run twice, and on two workers at once.

use super::service::{self, Went};
use crate::app::App;
use crate::domain::project::ProjectId;
use crate::error::Result;

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
