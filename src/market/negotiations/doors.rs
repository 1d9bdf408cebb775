//! The use cases as pages and programs reach them.

use super::service::{self, Desk, QuoteReceipt};
use crate::app::App;
use crate::domain::method::Quote;
use crate::error::{Error, Result};
use crate::platform::auth::{Acting, Agency};

/// See [`service::desk`].
pub async fn desk(app: &App, who: &Acting<Agency>, id: String) -> Result<Desk> {
    let (shared, who) = (app.clone(), who.identity());
    app.db.read(move |conn| service::desk(conn, &shared, &who, &id)).await
}

/// See [`service::quote`].
pub async fn quote(app: &App, who: &Acting<Agency>, (id, quote): (String, Quote)) -> Result<()> {
    let (shared, who) = (app.clone(), who.identity());
    app.db.write(move |conn| service::quote(conn, &shared, &who, (&id, quote))).await
}

/// The number of an exchange in an address. It is read after it is known who asks, so that strangers learn nothing by it.
///
/// # Errors
/// [`Error::NotFound`] for what is none.
pub fn round(text: &str) -> Result<u32> {
    text.parse().map_err(|_| Error::NotFound)
}

/// See [`service::receipt`].
pub async fn receipt(app: &App, who: &Acting<Agency>, (id, round): (String, u32)) -> Result<QuoteReceipt> {
    let (shared, who) = (app.clone(), who.identity());
    app.db.read(move |conn| service::receipt(conn, &shared, &who, (&id, round))).await
}
