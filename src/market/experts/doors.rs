//! The use cases as pages and programs reach them: one transaction each.

use super::forms;
use super::service::pool::{self as keeping, NewExpert};
use super::service::seats::{self as answering, Answer};
use super::store::pool::{self, PoolExpert, Sought};
use super::store::seats::{self, Seat};
use crate::app::App;
use crate::domain::expert::{ExpertId, Profile};
use crate::error::{Error, Result};
use crate::market::owners;
use crate::market::projects::{self, Project};
use crate::platform::auth::{Acting, Expert, Operator};

/// A page of the pool, and how many there are.
pub async fn page(app: &App, sought: Sought) -> Result<(Vec<PoolExpert>, i64)> {
    app.db.read(move |conn| pool::page(conn, sought)).await
}

/// One expert.
pub async fn one(app: &App, id: ExpertId) -> Result<PoolExpert> {
    app.db.read(move |conn| pool::load(conn, &id)).await
}

/// See [`keeping::add`].
pub async fn add(app: &App, who: &Acting<Operator>, new: NewExpert) -> Result<ExpertId> {
    let (shared, who) = (app.clone(), who.identity());
    app.db.write(move |conn| keeping::add(conn, &shared, &who, &new)).await
}

/// See [`keeping::change`].
pub async fn change(app: &App, who: &Acting<Operator>, (id, profile): (ExpertId, Profile)) -> Result<()> {
    let (shared, who) = (app.clone(), who.identity());
    app.db.write(move |conn| keeping::change(conn, &shared, &who, (&id, &profile))).await
}

/// See [`keeping::rest`].
///
/// # Errors
/// [`Error::NotFound`] for a word that is none.
pub async fn rest(app: &App, who: &Acting<Operator>, (id, word): (ExpertId, &str)) -> Result<()> {
    let to = forms::change(word).ok_or(Error::NotFound)?;
    let (shared, who) = (app.clone(), who.identity());
    app.db.write(move |conn| keeping::rest(conn, &shared, &who, (&id, to))).await
}

/// One's own seats, with the titles of their projects.
pub async fn own(app: &App, who: &Acting<Expert>) -> Result<Vec<(String, Seat)>> {
    let (shared, account) = (app.clone(), who.account.clone());
    app.db.read(move |conn| seats::of_account(conn, &shared.keys, &account)).await
}

/// An invitation, with what has to be known to answer it.
pub struct Invitation {
    pub seat: Seat,
    pub project: Project,
    pub owner: String,
    /// Whether it can be answered now.
    pub open: bool,
}

/// One's own invitation.
///
/// # Errors
/// [`Error::NotFound`] for another's.
pub async fn invitation(app: &App, who: &Acting<Expert>, id: String) -> Result<Invitation> {
    let (shared, account, now) = (app.clone(), who.account.clone(), app.clock.now());
    app.db
        .read(move |conn| {
            let seat = seats::seat(conn, &shared.keys, (&account, &id))?;
            let project = projects::load(conn, &seat.project)?;
            let owner = owners::profile(conn, &project.owner)?.name;
            let open = answering::may_answer(conn, &seat, now).is_ok();
            Ok(Invitation { seat, project, owner, open })
        })
        .await
}

/// See [`answering::answer`].
pub async fn answer(app: &App, who: &Acting<Expert>, (id, answer): (String, Answer)) -> Result<()> {
    let (shared, who) = (app.clone(), who.identity());
    app.db.write(move |conn| answering::answer(conn, &shared, &who, (&id, &answer))).await
}
