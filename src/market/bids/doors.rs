//! The use cases as pages and programs reach them, each in one transaction.

use super::service::{self, Desk, Published, Typed};
use super::store::entries::SealedEntry;
use crate::app::App;
use crate::domain::bid::{Private, Sealed};
use crate::domain::draw::DrawId;
use crate::error::{Error, Result};
use crate::market::projects::{self, Project};
use crate::platform::auth::{Acting, Agency};
use crate::platform::log::receipt::ReceiptFile;

/// See [`service::desk`].
pub async fn desk(app: &App, who: &Acting<Agency>, id: String) -> Result<Desk> {
    let (shared, who) = (app.clone(), who.identity());
    app.db.read(move |conn| service::desk(conn, &shared, &who, &id)).await
}

/// See [`service::take`].
pub async fn take(app: &App, who: &Acting<Agency>, (id, sealed): (String, Sealed)) -> Result<SealedEntry> {
    let (shared, who) = (app.clone(), who.identity());
    app.db.write(move |conn| service::take(conn, &shared, &who, (&id, &sealed))).await
}

/// See [`service::seal_here`].
pub async fn seal_here(app: &App, who: &Acting<Agency>, (id, typed): (String, Typed)) -> Result<SealedEntry> {
    let (shared, who) = (app.clone(), who.identity());
    app.db.write(move |conn| service::seal_here(conn, &shared, &who, (&id, typed))).await
}

/// See [`service::show_key`].
pub async fn show_key(app: &App, who: &Acting<Agency>, (id, private): (String, Private)) -> Result<()> {
    let (shared, who) = (app.clone(), who.identity());
    app.db.write(move |conn| service::show_key(conn, &shared, &who, (&id, private))).await
}

/// See [`service::receipt`].
pub async fn receipt(app: &App, who: &Acting<Agency>, id: String) -> Result<(SealedEntry, ReceiptFile)> {
    let (shared, who) = (app.clone(), who.identity());
    app.db.read(move |conn| service::receipt(conn, &shared, &who, &id)).await
}

/// The opening of a draw, with its project.
///
/// # Errors
/// [`Error::NotFound`] before the sign-ups are closed, and where nothing is sealed.
pub async fn opening(app: &App, draw: String) -> Result<(Project, Published)> {
    let id = DrawId::parse(&draw).ok_or(Error::NotFound)?;
    app.db
        .read(move |conn| {
            let published = service::opening(conn, &id)?.ok_or(Error::NotFound)?;
            Ok((projects::load(conn, &published.round.project)?, published))
        })
        .await
}
