//! The use cases as pages and programs reach them: one transaction each.

use super::service;
use super::store::{self, Exit};
use crate::app::App;
use crate::domain::agency::AgencyState;
use crate::domain::exit::{ExitId, ExitState, Open};
use crate::error::Result;
use crate::market::agencies;
use crate::platform::auth::{Acting, AgencyManager, Identity, Operator};

/// What an agency's page about leaving knows.
pub struct Desk {
    /// Whether it is in the directory.
    pub listed: bool,
    pub open: Open,
    /// Its wishes, the latest first.
    pub exits: Vec<Exit>,
}

impl Desk {
    /// The wish an operator is to answer.
    pub fn waiting(&self) -> Option<&Exit> {
        self.exits.first().filter(|exit| exit.state == ExitState::Asked)
    }
}

/// An agency's own page.
pub async fn desk(app: &App, who: &Identity) -> Result<Desk> {
    let (who, now) = (who.clone(), app.clock.now());
    app.db
        .read(move |conn| {
            let agency = agencies::agency_of(&who);
            let listed = agencies::entry(conn, &agency)?.is_some_and(|entry| entry.state == AgencyState::Listed);
            Ok(Desk { listed, open: service::open_matters(conn, &agency, now)?, exits: service::own(conn, &who)? })
        })
        .await
}

/// See [`service::ask`].
pub async fn ask(app: &App, who: &Acting<AgencyManager>, reason: String) -> Result<ExitId> {
    let (shared, who, now) = (app.clone(), who.clone(), app.clock.now());
    app.db.write(move |conn| service::ask(conn, &shared, &who, now, &reason)).await
}

/// See [`service::take_back`].
pub async fn take_back(app: &App, who: &Acting<AgencyManager>) -> Result<()> {
    let (who, now) = (who.clone(), app.clock.now());
    app.db.write(move |conn| service::take_back(conn, &who, now)).await
}

/// A wish as operators see it, with what is open now.
pub async fn case(app: &App, id: ExitId) -> Result<(Exit, Open)> {
    let now = app.clock.now();
    app.db
        .read(move |conn| {
            let exit = store::load(conn, &id)?;
            let open = service::open_matters(conn, &exit.agency, now)?;
            Ok((exit, open))
        })
        .await
}

/// The wishes that wait.
pub async fn waiting(app: &App) -> Result<Vec<Exit>> {
    app.db.read(store::waiting).await
}

/// The operator's answer: confirmed, or refused with a reason.
pub async fn decide(app: &App, who: &Acting<Operator>, id: ExitId, refused: Option<String>) -> Result<()> {
    let (shared, who, now) = (app.clone(), who.clone(), app.clock.now());
    app.db
        .write(move |conn| match refused {
            None => service::confirm(conn, &shared, &who, now, &id),
            Some(answer) => service::refuse(conn, &who, now, (&id, &answer)),
        })
        .await
}
