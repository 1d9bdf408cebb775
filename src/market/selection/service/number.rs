//! The number that lowers an average (draw-v1 §5, ADR 21): reserved with the project's own draw, whose notice waits for its commitments too; announced once
//! the order of that draw is there; fixed at once, for its list is whole by its notice. Quotes are opened after it.

use crate::app::App;
use crate::db::DbConn;
use crate::domain::draw::{Document, DrawId, DrawKind, DrawResult, DrawState, EntrySource, Mode, Nonces, PoolKind, Status, Terms, Void};
use crate::domain::method::Lowered;
use crate::domain::time::SECOND;
use crate::error::{Error, Result};
use crate::market::projects::Project;
use crate::market::selection::store::documents::{self, Paper};
use crate::market::selection::store::{draws, parties};
use crate::platform::outbox::{self, Job};

use super::request::{self, Begun, Plan};
use super::stages::{self, Drawn};

/// By which draw the average of a project is lowered; `None` where its way has no such number.
pub fn lowered(app: &App, project: &Project) -> Option<Lowered> {
    let methods = &app.policies.get(&project.policy)?.methods;
    project.spec.way.lowered(methods, (&project.number, project.stage))
}

/// How far the number of a project is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Number {
    /// Its way has none.
    None,
    /// Committed to, and not announced.
    Reserved,
    /// Announced; nobody knows it yet.
    Drawing,
    /// The coefficient in hundredths of a percent, and the document that says so: the result, or the void, with which it is 0.
    Drawn { coefficient: u32, paper: Paper },
}

/// How far the number of a project is.
///
/// # Errors
/// [`Error::NotFound`] where its way has one and none was reserved.
pub fn number(conn: &mut DbConn, app: &App, project: &Project) -> Result<Number> {
    let Some(lowered) = lowered(app, project) else { return Ok(Number::None) };
    let draw = &lowered.draw;
    Ok(match draws::load(conn, draw.as_str())?.state {
        DrawState::Requested => Number::Reserved,
        DrawState::Decided => {
            let drawn = stages::outcome(conn, draw)?.and_then(|winners| lowered.coefficient(winners.first()?));
            let coefficient = drawn.ok_or_else(|| Error::internal("a drawn number that is not in its list"))?;
            Number::Drawn { coefficient, paper: paper(conn, draw, DrawResult::FILE)? }
        }
        DrawState::Void => Number::Drawn { coefficient: 0, paper: paper(conn, draw, Void::FILE)? },
        _ => Number::Drawing,
    })
}

fn paper(conn: &mut DbConn, draw: &DrawId, name: &str) -> Result<Paper> {
    documents::find(conn, draw, name)?.ok_or(Error::NotFound)
}

/// Reserves the number of a project, where its way has one, in the transaction that allots its own first draw.
pub(super) fn reserve(conn: &mut DbConn, app: &App, project: &Project) -> Result<()> {
    let Some(Lowered { draw, .. }) = lowered(app, project) else { return Ok(()) };
    // It decides more than the order of equals: dice and a beacon that were chosen for the project guard it too.
    let terms = Terms { mode: Mode::Uniform, nonces: Nonces::None, pool: PoolKind::Listed, ..project.spec.draw };
    let plan = Plan { stage: Lowered::stage(project.stage), entries: EntrySource::Numbers, winners: 1, alternates: 0, terms };
    request::begin(conn, app, project, Begun { id: draw, kind: DrawKind::First, plan, follows: None })
}

/// Whether everybody has committed to the number of a project, where it has one.
pub(super) fn is_committed(conn: &mut DbConn, app: &App, project: &Project) -> Result<bool> {
    let Some(Lowered { draw, .. }) = lowered(app, project) else { return Ok(true) };
    Ok(parties::of(conn, &draw)?.iter().all(|party| party.commitment.is_some()))
}

/// Publishes the notice of a reserved number, with every number that can be drawn.
///
/// # Errors
/// As [`stages::announce`].
pub fn announce_number(conn: &mut DbConn, app: &App, project: &Project) -> Result<()> {
    let lowered = lowered(app, project).ok_or(Error::NotFound)?;
    // Nobody signs up: it closes as soon as the grammar lets it.
    let (now, closes) = (app.clock.now(), app.clock.now().whole_second().plus(SECOND));
    stages::announce(conn, app, &lowered.draw, (lowered.list(), closes))?;
    outbox::push(conn, now, &Job::AdvanceDraw { draw: lowered.draw.to_string() })
}

/// Fixes the list of an announced number: it goes on by itself from its notice, as every draw, and nobody can stop it in between. Does nothing for
/// other draws, or later.
///
/// # Errors
/// Those of the database.
pub async fn fix_number(app: &App, draw: &DrawId) -> Result<()> {
    let id = draw.clone();
    let waits = move |conn: &mut DbConn| {
        let draw = draws::load(conn, id.as_str())?;
        Ok(draw.entries == EntrySource::Numbers && draw.state == DrawState::Open)
    };
    if !app.db.read(waits).await? {
        return Ok(());
    }
    // The notice lies under a signed head before anything follows from it.
    app.log.settle(&app.db, app.clock.now()).await?;
    let (shared, draw) = (app.clone(), draw.clone());
    let fix = move |conn: &mut DbConn| {
        let all = stages::list(conn, &draw)?.into_iter().map(|id| Drawn { id, status: Status::In }).collect::<Vec<_>>();
        match stages::fix(conn, &shared, &draw, &all) {
            // Somebody was faster.
            Err(Error::Conflict) => Ok(()),
            done => done,
        }
    };
    app.db.write(fix).await
}
