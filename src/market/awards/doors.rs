//! The use cases as pages and programs reach them: one transaction each.

use super::service;
use super::store::{self, Award};
use crate::app::App;
use crate::domain::hash::Hash32;
use crate::error::Result;
use crate::market::agencies;
use crate::market::outcomes;
use crate::market::owners;
use crate::market::projects::{self, Project};
use crate::platform::audit::Past;
use crate::platform::auth::{Acting, Agency, Identity};

/// See [`service::accept`].
pub async fn accept(app: &App, who: &Acting<Agency>, id: String) -> Result<()> {
    let (shared, who) = (app.clone(), who.identity());
    app.db.write(move |conn| service::accept(conn, &shared, &who, &id)).await
}

/// See [`service::decline`].
pub async fn decline(app: &App, who: &Acting<Agency>, id: String, reason: String) -> Result<()> {
    let (shared, who) = (app.clone(), who.identity());
    app.db.write(move |conn| service::decline(conn, &shared, &who, &id, &reason)).await
}

/// An award with everything its notice says.
pub struct Whole {
    pub award: Award,
    pub project: Project,
    pub owner: String,
    pub agency: String,
    /// Whether the price is its own quote.
    pub quoted: bool,
    pub uscc: String,
    /// How many the draw ranked.
    pub ranked: usize,
    /// The first instant that is too late to answer.
    pub due: crate::domain::time::Instant,
    /// The notice as it was logged.
    pub document: Option<Past>,
}

impl Whole {
    /// SHA-256 of the notice's document, with its index in the log once it has one.
    pub fn fingerprint(&self) -> Option<(String, Option<i64>)> {
        self.document.as_ref().map(|past| (Hash32::of(&past.document).to_string(), past.index))
    }
}

fn whole(conn: &mut crate::db::DbConn, app: &App, award: Award) -> Result<Whole> {
    let (project, agency) = (projects::load(conn, &award.project)?, agencies::profile(conn, &award.agency)?);
    Ok(Whole {
        owner: owners::profile(conn, &award.owner)?.name,
        agency: agency.name,
        uscc: agency.uscc.to_string(),
        ranked: outcomes::ranked(conn, &project)?,
        quoted: outcomes::quoted(conn, &project, &award.label)?.is_some(),
        due: service::due(conn, app, &award)?,
        document: service::notice_document(conn, &award)?,
        project,
        award,
    })
}

/// The award behind a serial number: for everybody.
pub async fn public(app: &App, serial: String) -> Result<Whole> {
    let shared = app.clone();
    app.db
        .read(move |conn| {
            let award = store::by_serial(conn, &serial)?;
            whole(conn, &shared, award)
        })
        .await
}

/// An agency's own award.
pub async fn own(app: &App, who: &Identity, id: String) -> Result<Whole> {
    let (shared, who) = (app.clone(), who.clone());
    app.db
        .read(move |conn| {
            let award = service::own(conn, &who, &id)?;
            whole(conn, &shared, award)
        })
        .await
}
