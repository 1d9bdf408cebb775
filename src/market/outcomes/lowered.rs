//! Where an average is lowered by a drawn number (ADR 21): the number is drawn once the order of the project's draw is there, and quotes are opened once it
//! is drawn. Whoever lets its draw fail knows no quote, and cannot tell whom that helps.

use crate::app::App;
use crate::db::DbConn;
use crate::domain::draw::{DrawId, DrawState};
use crate::error::Result;
use crate::market::bids;
use crate::market::projects::Project;
use crate::market::selection::{self, Number, stages};

/// Has the number announced, or the quotes opened, whichever is next; nothing where something is awaited, and for every other project.
pub(super) fn go_on(conn: &mut DbConn, app: &App, (project, draw): (&Project, &DrawId)) -> Result<()> {
    match selection::number(conn, app, project)? {
        Number::Reserved if is_ranked(conn, project, draw)? => selection::announce_number(conn, app, project),
        Number::Drawn { .. } => bids::open_after_number(conn, app, draw),
        Number::None | Number::Reserved | Number::Drawing => Ok(()),
    }
}

fn is_ranked(conn: &mut DbConn, project: &Project, draw: &DrawId) -> Result<bool> {
    let current = stages::current(conn, &project.id, project.stage)?;
    Ok(current.is_some_and(|(current, state)| current == *draw && state == DrawState::Decided))
}

/// The coefficient of a project, in hundredths of a percent; `None` where its average is not lowered.
pub(super) fn coefficient(conn: &mut DbConn, app: &App, project: &Project) -> Result<Option<u32>> {
    match selection::number(conn, app, project)? {
        Number::Drawn { coefficient, .. } => Ok(Some(coefficient)),
        _ => Ok(None),
    }
}
