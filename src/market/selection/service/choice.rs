//! What the stages after a draw write beside its documents: the owner's pick, the inputs of the outcome, the outcome itself. They go the way of every
//! document of a draw: each once, logged in the open, in the bundle.

use crate::db::DbConn;
use crate::domain::draw::{Document, DrawId, DrawState};
use crate::domain::event::Kind;
use crate::domain::time::Instant;
use crate::error::Result;
use crate::market::selection::store::documents::Paper;
use crate::market::selection::store::{documents, draws, objections};
use crate::platform::audit::{self, Act, Actor, Thing, Visibility};

/// Logs and keeps a document of the stages after a draw; gives its id in the log. The primary key refuses a second one.
pub fn keep_choice<D: Document>(
    conn: &mut DbConn,
    now: Instant,
    (actor, draw): (&Actor, &DrawId),
    (kind, document): (Kind, &D),
) -> Result<i64> {
    let (text, thing) = (document.to_text(), Thing::open("draw", draw.as_str()));
    let act = Act { kind, actor, thing, document: text.clone(), visibility: Visibility::Public };
    let logged = audit::record(conn, now, act)?;
    documents::insert(conn, draw, D::FILE, &text, (logged.id, now))?;
    Ok(logged.id)
}

/// A document of a draw or of the stages after it, where it exists, with the paper it stands on.
pub fn kept_choice<D: Document>(conn: &mut DbConn, draw: &DrawId) -> Result<Option<(D, Paper)>> {
    documents::find(conn, draw, D::FILE)?.map(|paper| Ok((paper.read()?, paper))).transpose()
}

/// When the sign-up of a draw ended.
///
/// # Errors
/// [`crate::error::Error::NotFound`] for a draw that is none.
pub fn closed_at(conn: &mut DbConn, draw: &DrawId) -> Result<Instant> {
    Ok(draws::load(conn, draw.as_str())?.closes_at)
}

/// Whether a draw has its result and every objection to its list is ruled on: from then on its order stays, but for strikes.
pub fn is_settled(conn: &mut DbConn, draw: &DrawId) -> Result<bool> {
    let decided = draws::load(conn, draw.as_str())?.state == DrawState::Decided;
    Ok(decided && objections::ruled(conn, draw)?.len() == objections::count(conn, draw)?)
}
