//! What must lie under a head that the officers vouch for before the first of them reveals (draw-v1 §4, "ckpt cosigned").

use crate::app::App;
use crate::db::DbConn;
use crate::domain::draw::{DrawId, Next, OfficerId, Progress, Who};
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
