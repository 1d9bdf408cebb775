//! Letters to seats.

use super::store::seats;
use crate::app::App;
use crate::error::Result;
use crate::market::accounts;
use crate::platform::letter::Letter;

/// Sends a letter to whoever sits there. It is not kept: the letters in an account would tell who got one while a panel was formed.
///
/// # Errors
/// Those of the database and of the mail.
pub async fn send(app: &App, seat: &str, letter: &Letter) -> Result<()> {
    let (own, id) = (app.clone(), seat.to_owned());
    let account = app.db.read(move |conn| seats::account_at(conn, &own.keys, &id)).await?;
    match account {
        Some(account) => accounts::jobs::send_unkept(app, account.as_str(), letter).await,
        None => Ok(()),
    }
}
