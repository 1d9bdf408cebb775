//! What must lie under a head that the officers vouch for before the first of them reveals (draw-v1 §4, "ckpt cosigned"), and before the beacon speaks.

use crate::app::App;
use crate::db::DbConn;
use crate::domain::draw::{DrawId, Next, OfficerId, Progress, Round, Who};
use crate::error::Result;
use crate::market::selection::store::documents::{self, Logged};
use crate::market::witnesses;

/// Whether an officer may be asked to reveal: one has revealed already, or everything logged of the draw, its freeze and what applicants revealed,
/// lies under heads that every officer who checks it vouches for.
pub fn may_reveal(conn: &mut DbConn, app: &App, draw: &DrawId, progress: &Progress) -> Result<bool> {
    let checking = progress.officers.iter().filter(|officer| officer.verdict.is_some());
    if checking.clone().any(|officer| officer.revealed) {
        return Ok(true);
    }
    let officers: Vec<OfficerId> = checking.map(|officer| officer.id.clone()).collect();
    match documents::logged_to(conn, draw)? {
        Logged::Pending => Ok(false),
        Logged::To(index) => witnesses::cover(conn, app, &officers, index),
    }
}

/// [`may_reveal`] for the step that asks applicants or an officer, after the officers inside this program were asked to vouch. Any other step may go on.
pub(super) async fn holds(app: &App, draw: &DrawId, (progress, next): (&Progress, &Next)) -> Result<bool> {
    let (Next::Applicants | Next::Reveal(Who::Officer(_))) = next else { return Ok(true) };
    if ask(app, draw, progress).await? {
        return Ok(true);
    }
    witnesses::ask_inside(app).await?;
    ask(app, draw, progress).await
}

async fn ask(app: &App, draw: &DrawId, progress: &Progress) -> Result<bool> {
    let (shared, draw, progress) = (app.clone(), draw.clone(), progress.clone());
    app.db.read(move |conn| may_reveal(conn, &shared, &draw, &progress)).await
}

/// Whether an officer has yet to check a freeze: until then it is not asked to vouch for a head that covers it.
pub fn is_checking(progress: &Progress, next: &Next, officer: &OfficerId) -> bool {
    matches!(next, Next::Inspect(_)) && progress.officers.iter().any(|one| one.id == *officer && one.verdict.is_none())
}

/// The head under which every officer that revealed vouches, before the beacon's round, for everything that was revealed: what is below it cannot have
/// been chosen by who knew the signature (draw-v1 §4). `None` where there is none.
pub(super) fn before_round(conn: &mut DbConn, app: &App, draw: &DrawId, (progress, round): (&Progress, Round)) -> Result<Option<u64>> {
    let speaking = progress.officers.iter().filter(|officer| !officer.dice && officer.revealed);
    let officers: Vec<OfficerId> = speaking.map(|officer| officer.id.clone()).collect();
    match documents::logged_to(conn, draw)? {
        Logged::Pending => Ok(None),
        Logged::To(index) => witnesses::vouched_before(conn, app, &officers, (index, round.time())),
    }
}

/// Whether there is such a head, after the officers inside this program were asked to vouch.
pub(super) async fn is_before_round(app: &App, draw: &DrawId, waiting: (&Progress, Round)) -> Result<bool> {
    if ask_before(app, draw, waiting).await? {
        return Ok(true);
    }
    witnesses::ask_inside(app).await?;
    ask_before(app, draw, waiting).await
}

async fn ask_before(app: &App, draw: &DrawId, (progress, round): (&Progress, Round)) -> Result<bool> {
    let (shared, draw, progress) = (app.clone(), draw.clone(), progress.clone());
    app.db.read(move |conn| Ok(before_round(conn, &shared, &draw, (&progress, round))?.is_some())).await
}
