//! What happens to a draw beside its course: silent officers before the notice, and the end of its project.

use crate::app::App;
use crate::db::{DbConn, Topic, revisions};
use crate::domain::draw::{Document, DrawId, DrawState, Lapsed, Notice};
use crate::domain::event::Kind;
use crate::domain::project::{ProjectId, ProjectState};
use crate::domain::time::Instant;
use crate::error::Result;
use crate::market::projects::{self, Project};
use crate::market::selection::store::documents;
use crate::market::selection::store::draws::{self, Draw};
use crate::market::{accounts, signups};
use crate::platform::audit::Visibility;

use super::{alert, letter, lock, log, put};

/// An officer has not committed in the policy's minutes: operators and supervisors are told. The market goes on with no fewer officers.
pub fn commitments_late(conn: &mut DbConn, app: &App, id: &str) -> Result<()> {
    let (now, draw) = (app.clock.now(), draws::load(conn, id)?);
    let project = projects::load(conn, &draw.project)?;
    if draw.state != DrawState::Requested || project.state != ProjectState::AwaitingCommitments {
        return Ok(());
    }
    alert(conn, now, &letter("draw-commitments-late", &project, &draw.id).to("/desk"))
}

/// A project was terminated: its draw lapses, its secrets are never revealed, and whoever signed up is told.
pub fn project_ended(conn: &mut DbConn, app: &App, id: &ProjectId) -> Result<()> {
    lock(conn, id)?;
    let (now, project) = (app.clock.now(), projects::load(conn, id)?);
    let current = projects::current_draw(conn, id, project.stage)?;
    let Some(id) = DrawId::parse(&current) else { return Ok(()) };
    let draw = draws::load(conn, id.as_str())?;
    let running = matches!(draw.state, DrawState::Requested | DrawState::Open | DrawState::Frozen | DrawState::Revealed);
    if !running || !project.state.is_over() {
        return Ok(());
    }
    match documents::find(conn, &id, Notice::FILE)? {
        Some(notice) => {
            let lapsed = Lapsed { draw: id.clone(), notice: notice.read::<Notice>()?.hash() };
            put(conn, now, (Kind::DrawLapsed, Lapsed::FILE), &id, &lapsed)?;
        }
        None => {
            log(conn, now, &id, (Kind::DrawLapsed, Visibility::Salted), format!("market/v1 draw.lapsed\ndraw {id}\n"))?;
        }
    }
    draws::step(conn, &id, draw.state, DrawState::Lapsed)?;
    tell_applicants(conn, now, "draw-ended", (&project, &draw))?;
    revisions::bump(conn, Topic::Projects)
}

/// A letter to everybody who signed up and did not withdraw.
pub(super) fn tell_applicants(conn: &mut DbConn, now: Instant, name: &str, (project, draw): (&Project, &Draw)) -> Result<()> {
    for signup in signups::active(conn, draw.id.as_str())? {
        let told = letter(name, project, &draw.id).to(format!("/signups/{}", signup.id));
        accounts::tell_org(conn, now, &signup.agency.as_str().into(), told)?;
    }
    Ok(())
}
