//! Heads of the log under the lines of those who watch it: the officers inside this program, those outside, and witnesses of the wide world that are
//! asked by C2SP tlog-witness.

use super::store;
use crate::app::App;
use crate::db::DbConn;
use crate::domain::draw::OfficerId;
use crate::domain::log::{AddCheckpoint, Unwitnessed, WitnessKey};
use crate::domain::time::Instant;
use crate::error::{Error, Result};
use crate::platform::log::{cosigning, reading};
use crate::witness::{self, cosign};

fn name(app: &App, officer: &OfficerId) -> String {
    cosign::name(&app.config.market.log_origin, officer.as_str())
}

fn inside(app: &App) -> impl Iterator<Item = OfficerId> {
    app.config.witness.inside.iter().filter_map(|id| OfficerId::parse(id))
}

/// The officers of the market now, those of this program first.
pub fn officers(conn: &mut DbConn, app: &App) -> Result<Vec<OfficerId>> {
    let outside = store::committing(conn)?;
    Ok(inside(app).chain(outside).collect())
}

/// Whether an officer runs in this program; one outside calls by itself.
pub fn is_inside(app: &App, officer: &OfficerId) -> bool {
    inside(app).any(|own| own == *officer)
}

/// The key of an officer inside or outside as a witness of the log.
///
/// # Errors
/// [`Error::NotFound`] where there is no such officer.
pub fn key(conn: &mut DbConn, app: &App, officer: &OfficerId) -> Result<WitnessKey> {
    let origin = &app.config.market.log_origin;
    let key = if inside(app).any(|own| own == *officer) {
        cosign::key(origin, officer.as_str(), &app.keys)
    } else {
        let enrolled = store::find(conn, officer.as_str())?.filter(|one| one.state.speaks()).ok_or(Error::NotFound)?;
        enrolled.key.witness(&name(app, officer))
    };
    key.ok_or_else(|| Error::internal("the log has a name that no witness can have"))
}

/// The keys of all officers of the log now, those inside first.
pub fn keys(conn: &mut DbConn, app: &App) -> Result<Vec<WitnessKey>> {
    let outside = store::committing(conn)?;
    inside(app).chain(outside).map(|officer| key(conn, app, &officer)).collect()
}

/// The question whether an officer vouches for the latest head; `None` where it does.
pub fn question(conn: &mut DbConn, app: &App, officer: &OfficerId) -> Result<Option<AddCheckpoint>> {
    let last = cosigning::last(conn, &name(app, officer))?;
    if reading::head(conn)?.is_none_or(|head| head.size <= last) {
        return Ok(None);
    }
    cosigning::question(conn, last)
}

/// Keeps what an officer vouches for: `note` is a head with its line.
///
/// # Errors
/// As [`cosigning::keep`].
pub async fn take(app: &App, officer: &OfficerId, note: String) -> Result<()> {
    let (shared, officer) = (app.clone(), officer.clone());
    app.db
        .write(move |conn| {
            let key = key(conn, &shared, &officer)?;
            cosigning::keep(conn, &key, &note)
        })
        .await
}

/// Whether each of these officers vouches for a head that covers the entry at `index`.
pub fn cover(conn: &mut DbConn, app: &App, officers: &[OfficerId], index: u64) -> Result<bool> {
    for officer in officers {
        if cosigning::last(conn, &name(app, officer))? <= index {
            return Ok(false);
        }
    }
    Ok(true)
}

/// The smallest head under which every one of these officers vouches for the entry at `index` before an instant; `None` where there is none, and for no
/// officers.
pub fn vouched_before(conn: &mut DbConn, app: &App, officers: &[OfficerId], (index, before): (u64, Instant)) -> Result<Option<u64>> {
    let mut keys = Vec::with_capacity(officers.len());
    for officer in officers {
        match key(conn, app, officer) {
            Err(Error::NotFound) => return Ok(None),
            known => keys.push(known?),
        }
    }
    if keys.is_empty() { Ok(None) } else { cosigning::vouched_before(conn, &keys, (index, before)) }
}

/// How often an officer inside is asked while others ask it too.
const TRIES: usize = 8;

/// Has every officer inside this program vouch for the latest head, or leaves it to others who ask at the same time.
///
/// # Errors
/// [`Error::Internal`] where one refuses: the log is not the one it vouched for.
pub async fn ask_inside(app: &App) -> Result<()> {
    for officer in inside(app) {
        let (shared, own) = (app.clone(), officer.clone());
        let mut asked = app.db.read(move |conn| question(conn, &shared, &own)).await?;
        for _ in 0..TRIES {
            let Some(question) = asked else { break };
            match witness::cosign_inside(app, officer.clone(), question.to_string()).await? {
                Ok(line) => {
                    take(app, &officer, format!("{}{line}", question.checkpoint)).await?;
                    break;
                }
                // It noted a later head: for another worker just now, or before a crash that kept its line from being kept here.
                Err(Unwitnessed::Conflict { size }) => asked = app.db.read(move |conn| cosigning::question(conn, size)).await?,
                Err(why) => return Err(Error::caused(format!("officer:{officer} does not vouch for the log"), why)),
            }
        }
    }
    Ok(())
}
