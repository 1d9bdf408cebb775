//! The market as client of C2SP tlog-witness: whenever the log has a new head, the configured witnesses are asked to vouch for it.

use std::time::Duration;

use reqwest::{Client, StatusCode};
use tokio::sync::watch;

use crate::app::App;
use crate::config::Cosigner;
use crate::error::{Error, Result};
use crate::platform::log::{cosigning, reading};

/// How often it is looked whether there is a new head.
const EVERY: Duration = Duration::from_secs(1);
/// How long a witness that failed is left alone at most.
const PATIENT: Duration = Duration::from_secs(60);
/// How long one answer may take, and how long it may be.
const PATIENCE: Duration = Duration::from_secs(10);
const LONGEST: usize = 16 * 1024;

/// Asks until told to stop; each witness by itself, so that a slow one holds up none.
pub async fn follow(app: App, stop: watch::Receiver<bool>) {
    let each = app.config.witness.cosigners.iter().cloned().map(|one| tokio::spawn(follow_one(app.clone(), one, stop.clone())));
    for one in each.collect::<Vec<_>>() {
        if let Err(e) = one.await {
            tracing::error!(error = %e, "a witness is not asked any more");
        }
    }
}

async fn follow_one(app: App, one: Cosigner, mut stop: watch::Receiver<bool>) {
    let mut wait = EVERY;
    while !*stop.borrow() {
        wait = match ask(&app, &one).await {
            Ok(()) => EVERY,
            Err(e) => {
                tracing::warn!(witness = one.key.name(), error = %e, "a witness does not vouch for the log; it is asked again");
                (wait * 2).min(PATIENT)
            }
        };
        tokio::select! {
            () = tokio::time::sleep(wait) => {}
            changed = stop.changed() => if changed.is_err() { return },
        }
    }
}

/// What a witness said.
enum Said {
    /// These lines.
    Lines(String),
    /// It vouched for a head of this size last.
    Held(u64),
}

/// Asks a witness to vouch for the latest head, unless it did.
///
/// # Errors
/// [`Error::Unavailable`] where it does not answer, or refuses; [`Error::Conflict`] for a line that does not hold.
pub async fn ask(app: &App, one: &Cosigner) -> Result<()> {
    let name = one.key.name().to_owned();
    let Some(old) = app.db.read(move |conn| behind(conn, &name)).await? else { return Ok(()) };
    if let Said::Held(size) = ask_from(app, one, old).await?
        && let Said::Held(again) = ask_from(app, one, size).await?
    {
        return Err(Error::Unavailable(format!("it vouched for {again} entries with another root")));
    }
    Ok(())
}

/// The size a witness vouched for last, where there is a larger head.
fn behind(conn: &mut crate::db::DbConn, name: &str) -> Result<Option<u64>> {
    let last = cosigning::last(conn, name)?;
    Ok(reading::head(conn)?.filter(|head| head.size > last).map(|_| last))
}

async fn ask_from(app: &App, one: &Cosigner, old: u64) -> Result<Said> {
    let longer =
        || Error::Unavailable(format!("it vouched for {old} entries, and the log has fewer: it was restored from a backup, or forged"));
    let question = match app.db.read(move |conn| cosigning::question(conn, old)).await {
        Err(Error::NotFound) => return Err(longer()),
        other => other?.ok_or(Error::NotFound)?,
    };
    let said = post(one, question.to_string()).await?;
    if let Said::Lines(lines) = &said {
        let (note, key) = (format!("{}{lines}", question.checkpoint), one.key.clone());
        app.db.write(move |conn| cosigning::keep(conn, &key, &note)).await?;
    }
    Ok(said)
}

async fn post(one: &Cosigner, body: String) -> Result<Said> {
    let away = |e: reqwest::Error| Error::Unavailable(format!("{} does not answer: {e}", one.url));
    let url = one.url.join("add-checkpoint").map_err(|e| Error::Setup(format!("{} is no address of a witness: {e}", one.url)))?;
    let client = Client::builder().timeout(PATIENCE).redirect(reqwest::redirect::Policy::none()).build().map_err(away)?;
    let mut answer = client.post(url).body(body).send().await.map_err(away)?;
    let mut bytes = Vec::new();
    while let Some(part) = answer.chunk().await.map_err(away)? {
        bytes.extend_from_slice(&part);
        if bytes.len() > LONGEST {
            return Err(Error::Unavailable(format!("{} says far too much", one.url)));
        }
    }
    let text = String::from_utf8(bytes).map_err(|_| Error::Unavailable(format!("{} answers no text", one.url)))?;
    let refused = |what: &str| Err(Error::Unavailable(format!("{} {what}", one.url)));
    match answer.status() {
        StatusCode::OK => Ok(Said::Lines(text)),
        StatusCode::CONFLICT => match text.trim_end().parse() {
            Ok(size) => Ok(Said::Held(size)),
            Err(_) => refused("names no size it vouched for"),
        },
        StatusCode::NOT_FOUND => refused("does not know this log"),
        StatusCode::FORBIDDEN => refused("knows other keys of this log"),
        StatusCode::UNPROCESSABLE_ENTITY => refused("does not see this head grow out of the one it vouched for"),
        status => refused(&format!("answers {status}")),
    }
}
