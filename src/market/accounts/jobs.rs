//! Letters: rendered when they are sent, so that a one-time link exists nowhere before.

use diesel::prelude::*;

use crate::app::App;
use crate::db::schema::{accounts, log_documents};
use crate::domain::account::LinkPurpose;
use crate::error::{Error, Result};
use crate::market::accounts::{service, store};
use crate::platform::audit;
use crate::platform::auth::AccountId;
use crate::platform::i18n::{Lang, T};
use crate::platform::log::reading;
use crate::platform::log::receipt::ReceiptFile;
use crate::platform::mail::{self, Letter, Paper, Rendered};

/// Sends a letter to an account and keeps what was sent for its reader. An account that is gone or disabled gets nothing.
pub async fn send_letter(app: &App, account: &str, letter: &Letter) -> Result<()> {
    let Some((lang, sent)) = send(app, account, letter).await? else { return Ok(()) };
    let (account, now) = (account.to_owned(), app.clock.now());
    app.db.write(move |conn| mail::remember(conn, &account, lang, (&sent.subject, &sent.text), now)).await
}

/// The same, and nothing of it is kept.
pub async fn send_unkept(app: &App, account: &str, letter: &Letter) -> Result<()> {
    send(app, account, letter).await.map(drop)
}

/// Sends a letter; tells what was sent, in which language.
async fn send(app: &App, account: &str, letter: &Letter) -> Result<Option<(Lang, Rendered)>> {
    let id = account.to_owned();
    let found: Option<(String, String, String)> = app
        .db
        .read(move |conn| Ok(accounts::table.find(id).select((accounts::email, accounts::lang, accounts::state)).first(conn).optional()?))
        .await?;
    let Some((email, lang, state)) = found else { return Ok(None) };
    if state == "disabled" {
        return Ok(None);
    }
    let lang = Lang::parse(&lang).ok_or_else(|| Error::bad_row("accounts.lang", &lang))?;
    let (base, head) = (app.base_url(), app.db.read(reading::printed).await?);
    let mut rendered = mail::render(letter, lang, Paper { site: &app.site, base: &base, head: head.as_ref() })?;
    if let Some(document) = letter.receipt.filter(|_| app.mail.leaves(&email)) {
        rendered.receipt = receipt(app, document).await?;
    }
    app.mail.send(&email, &rendered).await?;
    Ok(Some((lang, rendered)))
}

/// The receipt of a document of the log, under a signed head; none of what was erased meanwhile.
async fn receipt(app: &App, document: i64) -> Result<Option<String>> {
    app.log.settle(&app.db, app.clock.now()).await?;
    let file = app
        .db
        .read(move |conn| {
            let opening = audit::opening(conn, document)?;
            if opening.document.is_empty() { Ok(None) } else { ReceiptFile::now(conn, &opening).map(Some) }
        })
        .await?;
    file.map(|file| serde_json::to_string_pretty(&file).map_err(|e| Error::caused("writing a receipt", e))).transpose()
}

/// Sends whoever decided something, or answered a decision, the receipt of it.
pub async fn send_receipt(app: &App, document: i64) -> Result<()> {
    let author: Option<(String, String, String)> = app
        .db
        .read(move |conn| {
            let author = accounts::table.inner_join(log_documents::table.on(log_documents::actor.eq(accounts::pseudonym)));
            let found = author.filter(log_documents::id.eq(document));
            Ok(found.select((accounts::id, accounts::lang, log_documents::kind)).first(conn).optional()?)
        })
        .await?;
    let Some((account, lang, kind)) = author else { return Ok(()) };
    let t = T { lang: Lang::parse(&lang).ok_or_else(|| Error::bad_row("accounts.lang", &lang))? };
    let what = t.msg(format!("log-kind-{}", kind.replace('.', "-"))).to_string();
    send_letter(app, &account, &Letter::new("receipt").with("what", what).to("/account/acts").with_receipt(document)).await
}

/// Makes a one-time link, mails it, and keeps the mail without it. Sent twice, the reader has two links; using one ends both.
pub async fn send_link(app: &App, account: &str, purpose: &str) -> Result<()> {
    let purpose = LinkPurpose::parse(purpose).ok_or_else(|| Error::bad_row("jobs.purpose", purpose))?;
    let (shared, id) = (app.clone(), AccountId::from(account));
    let made = app
        .db
        .write(move |conn| {
            let account = store::account(conn, &id)?;
            let token = service::open_link(conn, &shared, &store::Link { account: Some(id), purpose })?;
            Ok((account, token))
        })
        .await;
    let (account, token) = match made {
        Err(Error::NotFound) => return Ok(()),
        made => made?,
    };
    let letter = |path: &str| Letter::new(&format!("link-{purpose}")).with("name", &account.name).to(path);
    let (base, head) = (app.base_url(), app.db.read(reading::printed).await?);
    let paper = Paper { site: &app.site, base: &base, head: head.as_ref() };
    let sent = mail::render(&letter(&format!("/link/{token}")), account.lang, paper)?;
    let kept = mail::render(&letter("/link/…"), account.lang, paper)?;
    app.mail.send(&account.email, &sent).await?;
    let now = app.clock.now();
    app.db.write(move |conn| mail::remember(conn, account.id.as_str(), account.lang, (&kept.subject, &kept.text), now)).await
}
