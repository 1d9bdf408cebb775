//! What happens to a draw beside its course: silent officers before the notice, and the end of its project.

use crate::app::App;
use crate::db::{DbConn, Topic, revisions};
use crate::domain::draw::{Document, DrawState, EntrySource, Lapsed, Notice};
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
    let asked_for = draw.entries != EntrySource::Signups && !project.state.is_over() || project.state == ProjectState::AwaitingCommitments;
    if draw.state != DrawState::Requested || !asked_for {
        return Ok(());
    }
    alert(conn, now, &letter("draw-commitments-late", &project, &draw.id).to("/desk"))
}

/// A project was terminated: its draws lapse, their secrets are never revealed, and whoever signed up is told.
pub fn project_ended(conn: &mut DbConn, app: &App, id: &ProjectId) -> Result<()> {
    lock(conn, id)?;
    let (now, project) = (app.clock.now(), projects::load(conn, id)?);
    if !project.state.is_over() {
        return Ok(());
    }
    let running = |draw: &Draw| matches!(draw.state, DrawState::Requested | DrawState::Open | DrawState::Frozen | DrawState::Revealed);
    for draw in draws::of_project(conn, id)?.into_iter().filter(running) {
        lapse(conn, now, &draw)?;
        tell_applicants(conn, now, "draw-ended", (&project, &draw))?;
    }
    Ok(())
}

/// A project failed: draws of its stages are not needed any more.
pub(super) fn release_stages(conn: &mut DbConn, now: Instant, id: &ProjectId) -> Result<()> {
    let unused = |draw: &Draw| draw.entries != EntrySource::Signups && matches!(draw.state, DrawState::Requested | DrawState::Open);
    for draw in draws::of_project(conn, id)?.into_iter().filter(unused) {
        lapse(conn, now, &draw)?;
    }
    Ok(())
}

/// A draw ends without a result, and its secrets are never revealed.
pub(super) fn lapse(conn: &mut DbConn, now: Instant, draw: &Draw) -> Result<()> {
    let id = draw.id.clone();
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
