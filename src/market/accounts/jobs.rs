//! Letters: rendered when they are sent, so that a one-time link exists nowhere before.

use diesel::prelude::*;

use crate::app::App;
use crate::db::schema::accounts;
use crate::error::{Error, Result};
use crate::platform::i18n::Lang;
use crate::platform::mail::{self, Letter};

/// Sends a letter to an account and keeps what was sent for its reader. An account that is gone or disabled gets nothing.
pub async fn send_letter(app: &App, account: &str, letter: &Letter) -> Result<()> {
    let id = account.to_owned();
    let found: Option<(String, String, String)> = app
        .db
        .read(move |conn| Ok(accounts::table.find(id).select((accounts::email, accounts::lang, accounts::state)).first(conn).optional()?))
        .await?;
    let Some((email, lang, state)) = found else { return Ok(()) };
    if state == "disabled" {
        return Ok(());
    }
    let lang = Lang::parse(&lang).ok_or_else(|| Error::bad_row("accounts.lang", &lang))?;
    let rendered = mail::render(letter, lang, &app.site, &app.base_url())?;
    app.mail.send(&email, &rendered).await?;
    let (account, now) = (account.to_owned(), app.clock.now());
    app.db.write(move |conn| mail::remember(conn, &account, lang, (&rendered.subject, &rendered.text), now)).await
}
