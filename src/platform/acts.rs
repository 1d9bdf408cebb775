//! What a person did, by the log's documents: their own list of receipts.

use diesel::prelude::*;

use super::audit::{Actor, Opening, opening};
use crate::db::DbConn;
use crate::db::schema::{log_documents, log_positions};
use crate::domain::time::Instant;
use crate::error::{Found, Result};

/// Something a person did, as their own list of receipts shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Done {
    /// The document's id.
    pub id: i64,
    /// Where its entry lies in the log, once it has its place.
    pub index: Option<i64>,
    pub kind: String,
    /// The kind of thing it was about.
    pub thing: String,
    pub at: Instant,
}

/// What a person did under any of their names, newest first, `size` on a page (from 1), and how much there is.
pub fn done_by(conn: &mut DbConn, who: &[Actor], (page, size): (i64, i64)) -> Result<(Vec<Done>, i64)> {
    let own = || log_documents::table.filter(log_documents::actor.eq_any(who.iter().map(|one| &one.0)));
    let total: i64 = own().count().get_result(conn)?;
    let rows: Vec<(i64, Option<i64>, String, String, i64)> = own()
        .left_join(log_positions::table.on(log_positions::document_id.eq(log_documents::id)))
        .order(log_documents::id.desc())
        .limit(size)
        .offset((page - 1) * size)
        .select((log_documents::id, log_positions::idx.nullable(), log_documents::kind, log_documents::thing_kind, log_documents::at))
        .load(conn)?;
    let done = |(id, index, kind, thing, at)| Done { id, index, kind, thing, at: Instant(at) };
    Ok((rows.into_iter().map(done).collect(), total))
}

/// [`opening`] of something this person did.
///
/// # Errors
/// [`Error::NotFound`] for what somebody else did, and for what was erased.
pub fn own_opening(conn: &mut DbConn, who: &[Actor], id: i64) -> Result<Opening> {
    let names = who.iter().map(|one| &one.0);
    let own = log_documents::table.find(id).filter(log_documents::actor.eq_any(names)).filter(log_documents::document.ne(""));
    own.select(log_documents::id).first::<i64>(conn).found()?;
    opening(conn, id)
}
