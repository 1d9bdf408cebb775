//! The one writer of the tree. On SQLite its pieces run on the writer's thread; on PostgreSQL under a lock that lasts as long as the transaction.
//!
//! Pending rows are taken by presence and deleted in the transaction that appends them: ids commit out of order, and a remembered last id would
//! pass over one that came late. Everything of an append is one transaction, so there is no half of it to recover from.

use diesel::prelude::*;
use tlog_tiles::Checkpoint;

use super::key::Signing;
use super::tree::{self, hex_of, number};
use crate::db::dialect::{self, LogRows};
use crate::db::schema::{log_checkpoint, log_pending};
use crate::db::{DbConn, Topic, revisions};
use crate::domain::log::Edge;
use crate::domain::time::Instant;
use crate::error::{Error, Result, one_row};

/// The name of the lock.
pub(super) const LOCK: &str = "audit log";
/// How an entry begins that belongs to no page.
const SEALED: &str = "audit/v1 entry.received\n";
/// Entries in one transaction at most.
const BATCH: usize = 1000;

/// Whether nothing is pending and the head is signed.
pub fn is_settled(conn: &mut DbConn) -> Result<bool> {
    let pending: Option<i64> = log_pending::table.select(log_pending::id).first(conn).optional()?;
    Ok(pending.is_none() && signed(conn)? == Some(tree::size(conn)?))
}

/// The size of the latest signed head.
pub fn signed(conn: &mut DbConn) -> Result<Option<u64>> {
    let size: Option<i64> = log_checkpoint::table.select(diesel::dsl::max(log_checkpoint::size)).first(conn)?;
    Ok(size.map(i64::unsigned_abs))
}

/// What a piece of work came to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Advanced {
    /// A batch is in the tree; more is pending.
    More,
    /// Everything is in the tree, under a signed head.
    Done,
    /// Nothing was done: the log is signed with other keys by now.
    OtherKey,
}

/// Appends one batch; when nothing is left signs the head, and tells that all is done.
pub fn advance(conn: &mut DbConn, signing: &Signing, now: Instant) -> Result<Advanced> {
    dialect::lock_in_transaction(conn, LOCK)?;
    if !signing.holds(conn)? {
        return Ok(Advanced::OtherKey);
    }
    let mut edge = tree::edge(conn)?;
    if append(conn, &mut edge)? == BATCH {
        return Ok(Advanced::More);
    }
    sign(conn, &edge, signing, now)?;
    Ok(Advanced::Done)
}

/// Appends everything pending in the caller's own transaction, its own entries included, and signs nothing: for an act whose document must name
/// where an earlier entry lies.
pub fn append_all(conn: &mut DbConn) -> Result<()> {
    dialect::lock_in_transaction(conn, LOCK)?;
    let mut edge = tree::edge(conn)?;
    while append(conn, &mut edge)? == BATCH {}
    Ok(())
}

fn append(conn: &mut DbConn, edge: &mut Edge) -> Result<usize> {
    let limit = i64::try_from(BATCH).expect("a batch is small");
    let pending: Vec<(i64, String)> = log_pending::table.order(log_pending::id).limit(limit).load(conn)?;
    if pending.is_empty() {
        return Ok(0);
    }
    let ids: Vec<i64> = pending.iter().map(|(id, _)| *id).collect();
    let (mut entries, mut hashes, mut positions) = (Vec::new(), Vec::new(), Vec::new());
    for (id, body) in pending {
        let idx = number(edge.size())?;
        for (n, hash) in edge.push(body.as_bytes()).map_err(tree::fault)? {
            hashes.push((number(n)?, hex_of(&hash)));
        }
        entries.push((idx, body));
        positions.push((id, idx));
    }
    dialect::append_to_log(conn, &LogRows { entries: &entries, hashes: &hashes, positions: &positions })?;
    // Pages show where public things lie in the log. What is sealed shows nowhere, and most entries are of that kind.
    if entries.iter().any(|(_, body)| !body.starts_with(SEALED)) {
        revisions::bump(conn, Topic::Projects)?;
    }
    let gone = diesel::delete(log_pending::table.filter(log_pending::id.eq_any(&ids))).execute(conn)?;
    if gone == ids.len() { Ok(gone) } else { Err(Error::internal("somebody else took pending entries under the sequencer's lock")) }
}

/// Signs the head unless one of this size is signed. An empty log has a head too, with the root of nothing.
fn sign(conn: &mut DbConn, edge: &Edge, signing: &Signing, now: Instant) -> Result<()> {
    match signed(conn)? {
        Some(size) if size == edge.size() => return Ok(()),
        Some(size) if size > edge.size() => {
            return Err(Error::internal(format!("a head of {size} entries is signed, but the log has {}", edge.size())));
        }
        _ => {}
    }
    let root = edge.root().map_err(tree::fault)?;
    let text = Checkpoint::new(signing.public().name(), edge.size(), root, "").map_err(|e| Error::internal(e.to_string()))?.to_bytes();
    let row = (
        log_checkpoint::size.eq(number(edge.size())?),
        log_checkpoint::root.eq(hex_of(&root)),
        log_checkpoint::note.eq(signing.sign(&text)?),
        log_checkpoint::at.eq(now.ms()),
    );
    one_row(diesel::insert_into(log_checkpoint::table).values(row).execute(conn)?)
}
