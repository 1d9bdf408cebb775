//! The tree in rows: its right edge, from which it grows, and any of its hashes, from which proofs are made.

use std::cell::RefCell;
use std::collections::{BTreeMap, HashMap};

use diesel::prelude::*;
use tlog_tiles::{Hash, HashReader};

use crate::db::DbConn;
use crate::db::schema::{log_checkpoint, log_entry, log_hash};
use crate::domain::log::Edge;
use crate::error::{Error, Result};

/// How many entries the tree has.
pub fn size(conn: &mut DbConn) -> Result<u64> {
    let last: Option<i64> = log_entry::table.select(diesel::dsl::max(log_entry::idx)).first(conn)?;
    Ok(last.map_or(0, |last| last.unsigned_abs() + 1))
}

/// Hashes of the tree by their stored number; a missing row is an error, never a shorter answer.
fn load(conn: &mut DbConn, wanted: &[u64]) -> Result<HashMap<u64, Hash>> {
    let numbers: Vec<i64> = wanted.iter().map(|&n| number(n)).collect::<Result<_>>()?;
    let mut found = HashMap::with_capacity(numbers.len());
    for some in numbers.chunks(1000) {
        let rows: Vec<(i64, String)> = log_hash::table.filter(log_hash::idx.eq_any(some)).load(conn)?;
        for (idx, text) in rows {
            found.insert(idx.unsigned_abs(), read(&text)?);
        }
    }
    match wanted.iter().find(|n| !found.contains_key(n)) {
        None => Ok(found),
        Some(missing) => Err(Error::internal(format!("hash {missing} of the log is missing"))),
    }
}

fn read(text: &str) -> Result<Hash> {
    let bytes = hex::decode(text).ok().and_then(|bytes| bytes.try_into().ok());
    bytes.map(Hash).ok_or_else(|| Error::bad_row("log_hash.hash", text))
}

/// A number of the log as the database has it.
pub fn number(n: u64) -> Result<i64> {
    i64::try_from(n).map_err(|_| Error::internal(format!("{n} is beyond every log")))
}

/// A hash as a column has it.
pub fn hex_of(hash: &Hash) -> String {
    hex::encode(hash.0)
}

/// The stored hashes of a tree, one query for what a proof needs.
pub struct Stored<'a>(RefCell<&'a mut DbConn>);

impl<'a> Stored<'a> {
    pub fn new(conn: &'a mut DbConn) -> Stored<'a> {
        Stored(RefCell::new(conn))
    }
}

impl HashReader for Stored<'_> {
    fn read_hashes(&self, indexes: &[u64]) -> std::result::Result<Vec<Hash>, tlog_tiles::Error> {
        let found = load(&mut self.0.borrow_mut(), indexes).map_err(|e| tlog_tiles::Error::InvalidInput(e.to_string()))?;
        Ok(indexes.iter().map(|n| found[n]).collect())
    }
}

/// An error of the arithmetic or of a missing row.
pub fn fault(e: tlog_tiles::Error) -> Error {
    Error::caused("reading the log's tree", e)
}

/// The edge of the tree as it is stored.
pub fn edge(conn: &mut DbConn) -> Result<Edge> {
    let size = size(conn)?;
    let numbers = Edge::numbers(size);
    let found = load(conn, &numbers)?;
    let hashes: Vec<Hash> = numbers.iter().map(|n| found[n]).collect();
    Edge::of(size, &hashes).ok_or_else(|| Error::internal("the tree has another edge than its size says"))
}

/// What a row of the log does not agree with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Discord {
    /// An entry is missing.
    Entry(u64),
    /// A stored hash is missing, is none, or is not what the entries give.
    Hash(u64),
    /// A head's root is not what the entries give.
    Head(u64),
}

/// Hashes every entry again and compares all stored hashes and heads: the first row that does not fit, or how many entries there are. What an
/// operator can see alone; what everybody can see is `mingxuan monitor`.
///
/// # Errors
/// The database's.
pub fn examine(conn: &mut DbConn) -> Result<std::result::Result<u64, Discord>> {
    let heads: Vec<(i64, String)> = log_checkpoint::table.select((log_checkpoint::size, log_checkpoint::root)).load(conn)?;
    let heads: BTreeMap<u64, String> = heads.into_iter().map(|(size, root)| (size.unsigned_abs(), root)).collect();
    let mut edge = Edge::default();
    let false_head = |edge: &Edge| -> Result<bool> {
        let root = hex_of(&edge.root().map_err(fault)?);
        Ok(heads.get(&edge.size()).is_some_and(|signed| *signed != root))
    };
    if false_head(&edge)? {
        return Ok(Err(Discord::Head(0)));
    }
    loop {
        let at = number(edge.size())?;
        let entries: Vec<(i64, String)> =
            log_entry::table.filter(log_entry::idx.ge(at)).filter(log_entry::idx.lt(at + 1000)).order(log_entry::idx).load(conn)?;
        if entries.is_empty() {
            break;
        }
        for (idx, body) in entries {
            if idx.unsigned_abs() != edge.size() {
                return Ok(Err(Discord::Entry(edge.size())));
            }
            if let Some(wrong) = compare(conn, &edge.push(body.as_bytes()).map_err(fault)?)? {
                return Ok(Err(Discord::Hash(wrong)));
            }
            if false_head(&edge)? {
                return Ok(Err(Discord::Head(edge.size())));
            }
        }
    }
    Ok(match heads.keys().next_back() {
        Some(&signed) if signed > edge.size() => Err(Discord::Entry(edge.size())),
        _ => Ok(edge.size()),
    })
}

fn compare(conn: &mut DbConn, expected: &[(u64, Hash)]) -> Result<Option<u64>> {
    let numbers: Vec<i64> = expected.iter().map(|(n, _)| number(*n)).collect::<Result<_>>()?;
    let rows: Vec<(i64, String)> = log_hash::table.filter(log_hash::idx.eq_any(&numbers)).load(conn)?;
    let stored: HashMap<u64, String> = rows.into_iter().map(|(idx, hash)| (idx.unsigned_abs(), hash)).collect();
    Ok(expected.iter().find(|(n, hash)| stored.get(n) != Some(&hex_of(hash))).map(|(n, _)| *n))
}
