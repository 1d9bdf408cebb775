//! What everybody may read of the log. Nothing beyond the latest signed head is shown: below it every answer is fixed for ever.

use std::collections::BTreeMap;

use diesel::prelude::*;
use tlog_tiles::{Hash, Tile, prove_record, prove_tree};

use super::sequencer::signed;
use super::tree::{Stored, fault, number};
use crate::db::DbConn;
use crate::db::schema::{log_checkpoint, log_cosignature, log_entry, log_positions};
use crate::domain::log::{Proof, VerifierKey};
use crate::domain::time::Instant;
use crate::error::{Error, Found, Result};
use crate::platform::i18n::T;

pub use super::key::known as keys;
pub use super::tree::size;

/// Entries in a full tile or bundle of entries (C2SP tlog-tiles).
pub const WIDTH: u64 = 256;
/// Tiles' height in levels of the tree.
const HEIGHT: u64 = 8;

/// A signed head as it is published.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Published {
    pub size: u64,
    /// The checkpoint with the lines of all who signed it.
    pub note: String,
    pub at: Instant,
}

/// The latest head, once there is one.
pub fn head(conn: &mut DbConn) -> Result<Option<Published>> {
    let latest: Option<(i64, String, i64)> = log_checkpoint::table
        .order(log_checkpoint::size.desc())
        .select((log_checkpoint::size, log_checkpoint::note, log_checkpoint::at))
        .first(conn)
        .optional()?;
    let Some((size, note, at)) = latest else { return Ok(None) };
    Ok(Some(Published { size: size.unsigned_abs(), note: with_witnesses(conn, size, note)?, at: Instant(at) }))
}

/// A head as it is printed on letters and papers: enough to see that another log is another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Printed {
    size: u64,
    /// The beginning of the root as the checkpoint has it.
    root: String,
}

impl Printed {
    /// The line on the paper.
    pub fn words(&self, t: &T) -> String {
        t.msg("log-printed").with_n("n", i64::try_from(self.size).unwrap_or(i64::MAX)).with("root", &self.root).to_string()
    }
}

/// The latest head for a letter or a paper, once there is one.
pub fn printed(conn: &mut DbConn) -> Result<Option<Printed>> {
    let Some(head) = head(conn)? else { return Ok(None) };
    let root = head.note.lines().nth(2).ok_or_else(|| Error::bad_row("log_checkpoint.note", &head.note))?;
    Ok(Some(Printed { size: head.size, root: root.chars().take(16).collect() }))
}

/// The smallest head of at least `size` entries that a witness vouched for; the smallest there is where none did so far.
///
/// # Errors
/// [`Error::NotFound`] where none has so many.
fn first_from(conn: &mut DbConn, size: u64) -> Result<Published> {
    let vouched = log_cosignature::table.filter(log_cosignature::size.ge(number(size)?)).select(diesel::dsl::min(log_cosignature::size));
    let least = vouched.first::<Option<i64>>(conn)?.map_or(size, i64::unsigned_abs);
    first_of(conn, least)
}

/// The smallest head of at least `least` entries.
fn first_of(conn: &mut DbConn, least: u64) -> Result<Published> {
    let (size, note, at): (i64, String, i64) = log_checkpoint::table
        .filter(log_checkpoint::size.ge(number(least)?))
        .order(log_checkpoint::size)
        .select((log_checkpoint::size, log_checkpoint::note, log_checkpoint::at))
        .first(conn)
        .found()?;
    Ok(Published { size: size.unsigned_abs(), note: with_witnesses(conn, size, note)?, at: Instant(at) })
}

fn with_witnesses(conn: &mut DbConn, size: i64, mut note: String) -> Result<String> {
    let own = log_cosignature::table.filter(log_cosignature::size.eq(size)).order(log_cosignature::witness);
    note.extend(own.select(log_cosignature::line).load::<String>(conn)?);
    Ok(note)
}

/// The head of this size under the log's own signatures alone.
///
/// # Errors
/// [`Error::NotFound`] where there is none.
pub fn own_note(conn: &mut DbConn, size: u64) -> Result<String> {
    log_checkpoint::table.find(number(size)?).select(log_checkpoint::note).first(conn).found()
}

/// The proof that the entry at `index` lies under the first head that covers it, of those that witnesses vouched for where there is one.
///
/// # Errors
/// [`Error::NotFound`] where no head does; [`Error::Internal`] where a row of the tree is missing.
pub fn proof(conn: &mut DbConn, index: u64) -> Result<Proof> {
    let head = first_from(conn, index.checked_add(1).ok_or(Error::NotFound)?)?;
    let path = prove_record(head.size, index, &Stored::new(conn)).map_err(fault)?;
    Ok(Proof { index, path, checkpoint: head.note, extra: None })
}

/// The proof that the entry at `index` lies under the head of this size.
///
/// # Errors
/// [`Error::NotFound`] where there is no such head, or it does not cover the entry.
pub fn proof_under(conn: &mut DbConn, index: u64, size: u64) -> Result<Proof> {
    let head = first_of(conn, size)?;
    if index >= size || head.size != size {
        return Err(Error::NotFound);
    }
    let path = prove_record(size, index, &Stored::new(conn)).map_err(fault)?;
    Ok(Proof { index, path, checkpoint: head.note, extra: None })
}

/// The proof that the head of `new` entries grew out of the one of `old`.
///
/// # Errors
/// [`Error::NotFound`] where the log never had so many; [`Error::Internal`] where a row of the tree is missing.
pub fn consistency(conn: &mut DbConn, old: u64, new: u64) -> Result<Vec<Hash>> {
    if old > new || signed(conn)?.is_none_or(|size| size < new) {
        return Err(Error::NotFound);
    }
    if old == 0 || old == new {
        return Ok(Vec::new());
    }
    prove_tree(new, old, &Stored::new(conn)).map_err(fault)
}

/// An entry's bytes.
///
/// # Errors
/// [`Error::NotFound`] where no signed head covers it.
pub fn entry(conn: &mut DbConn, index: u64) -> Result<String> {
    if signed(conn)?.is_none_or(|size| size <= index) {
        return Err(Error::NotFound);
    }
    log_entry::table.find(number(index)?).select(log_entry::body).first(conn).found()
}

/// A tile named as in its path after `/tile/`: `0/x001/067`, `1/000.p/7`, or `entries/…` for leaf data.
///
/// # Errors
/// [`Error::NotFound`] for what is no such name, or lies beyond the latest head.
pub fn tile(conn: &mut DbConn, path: &str) -> Result<Vec<u8>> {
    let (level, rest) = path.split_once('/').ok_or(Error::NotFound)?;
    // What the crate's reader would panic on is refused first: no level beyond every log, no tile of no width.
    let level = match level {
        "entries" => "data",
        "0" | "1" | "2" | "3" | "4" | "5" | "6" | "7" => level,
        _ => return Err(Error::NotFound),
    };
    if rest.rsplit_once(".p/").is_some_and(|(_, width)| width.starts_with(['0', '+'])) {
        return Err(Error::NotFound);
    }
    let tile = Tile::from_path(&format!("tile/{HEIGHT}/{level}/{rest}")).map_err(|_| Error::NotFound)?;
    if !covered(&tile, signed(conn)?.unwrap_or(0)) {
        return Err(Error::NotFound);
    }
    if tile.is_data() { bundle(conn, &tile) } else { tile.read_data(&Stored::new(conn)).map_err(fault) }
}

/// Whether a tree of `size` entries has everything in a tile.
fn covered(tile: &Tile, size: u64) -> bool {
    let level = u64::from(tile.level());
    let hashes = if level < HEIGHT { size >> (HEIGHT * level) } else { 0 };
    let end = tile.level_index().checked_mul(WIDTH).and_then(|first| first.checked_add(u64::from(tile.width())));
    tile.width() > 0 && end.is_some_and(|end| end <= hashes)
}

/// Leaf data, each entry after its length in two bytes.
fn bundle(conn: &mut DbConn, tile: &Tile) -> Result<Vec<u8>> {
    let first = number(tile.level_index() * WIDTH)?;
    let wanted = log_entry::table.filter(log_entry::idx.ge(first)).filter(log_entry::idx.lt(first + i64::from(tile.width())));
    let entries: Vec<String> = wanted.order(log_entry::idx).select(log_entry::body).load(conn)?;
    if entries.len() != tile.width() as usize {
        return Err(Error::internal(format!("an entry of the log from {first} on is missing")));
    }
    let mut bytes = Vec::new();
    for entry in entries {
        let length = u16::try_from(entry.len()).map_err(|_| Error::bad_row("log_entry.body", "too long"))?;
        bytes.extend(length.to_be_bytes());
        bytes.extend(entry.as_bytes());
    }
    Ok(bytes)
}

/// Where the entries of these documents (`log_documents.id`) lie; those still pending are left out.
pub fn positions(conn: &mut DbConn, documents: &[i64]) -> Result<BTreeMap<i64, u64>> {
    let rows: Vec<(i64, i64)> = log_positions::table.filter(log_positions::document_id.eq_any(documents)).load(conn)?;
    Ok(rows.into_iter().map(|(id, idx)| (id, idx.unsigned_abs())).collect())
}

/// Where the entry of one document lies; `None` while it is pending.
pub fn position(conn: &mut DbConn, document: i64) -> Result<Option<u64>> {
    let idx: Option<i64> = log_positions::table.find(document).select(log_positions::idx).first(conn).optional()?;
    Ok(idx.map(i64::unsigned_abs))
}

/// The key heads are signed with now.
pub fn key(conn: &mut DbConn) -> Result<Option<VerifierKey>> {
    Ok(keys(conn)?.pop())
}
