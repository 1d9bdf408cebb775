//! Entries under pseudonyms. No row of theirs tells a time, a sign-up or an actor, and whenever one comes or goes all of its draw are written anew in the
//! order of the pseudonyms: where a row lies tells nothing of when it came, and so nothing of whose it is.

use diesel::prelude::*;

use super::entries::{self, SealedEntry};
use super::files::{self, SealedFile};
use crate::db::schema::{bid_ciphertexts, bid_entries, bid_files, bid_tries};
use crate::db::{DbConn, dialect};
use crate::error::Result;

/// The standing entries of a draw with their files, in the order of the pseudonyms; held against others until the transaction ends.
pub fn held(conn: &mut DbConn, draw: &str) -> Result<Vec<(SealedEntry, Vec<SealedFile>)>> {
    dialect::lock_in_transaction(conn, &format!("blind {draw}"))?;
    files::with_entries(conn, draw)
}

/// Puts these in the place of all entries of a draw.
pub fn write(conn: &mut DbConn, draw: &str, mut all: Vec<(SealedEntry, Vec<SealedFile>)>) -> Result<()> {
    all.sort_by(|(one, _), (other, _)| one.label.cmp(&other.label));
    let own = bid_entries::table.filter(bid_entries::draw_id.eq(draw)).select(bid_entries::id);
    diesel::delete(bid_files::table.filter(bid_files::entry_id.eq_any(own))).execute(conn)?;
    diesel::delete(bid_entries::table.filter(bid_entries::draw_id.eq(draw))).execute(conn)?;
    for (entry, _) in &all {
        entries::insert(conn, entry)?;
    }
    for (entry, files) in &all {
        for file in files {
            files::insert(conn, &entry.id, (file.number, &file.envelope), 0)?;
        }
    }
    Ok(())
}

/// Ciphertexts of a draw, by hash, with their bytes.
pub fn ciphertexts(conn: &mut DbConn, draw: &str) -> Result<Vec<(String, i64)>> {
    let of_draw = bid_ciphertexts::table.filter(bid_ciphertexts::draw_id.eq(draw));
    Ok(of_draw.order(bid_ciphertexts::sha256).select((bid_ciphertexts::sha256, bid_ciphertexts::bytes)).load(conn)?)
}

/// Notes that a ciphertext came; all of the draw are written anew in the order of their hashes.
pub fn came(conn: &mut DbConn, draw: &str, (sha256, bytes): (&str, i64)) -> Result<()> {
    dialect::lock_in_transaction(conn, &format!("blind {draw}"))?;
    let mut all = ciphertexts(conn, draw)?;
    if all.iter().any(|(known, _)| known == sha256) {
        return Ok(());
    }
    all.push((sha256.to_owned(), bytes));
    all.sort();
    diesel::delete(bid_ciphertexts::table.filter(bid_ciphertexts::draw_id.eq(draw))).execute(conn)?;
    for (sha256, bytes) in all {
        let row = (bid_ciphertexts::draw_id.eq(draw), bid_ciphertexts::sha256.eq(sha256), bid_ciphertexts::bytes.eq(bytes));
        diesel::insert_into(bid_ciphertexts::table).values(row).execute(conn)?;
    }
    Ok(())
}

/// How many ciphertexts a sign-up sent, with this one; which they are is not kept.
pub fn tried(conn: &mut DbConn, signup: &str) -> Result<i64> {
    let row = (bid_tries::signup_id.eq(signup), bid_tries::payloads.eq(0));
    let found: Option<i64> = bid_tries::table.find(signup).select(bid_tries::payloads).first(conn).optional()?;
    if found.is_none() {
        diesel::insert_into(bid_tries::table).values(row).execute(conn)?;
    }
    let tries = found.unwrap_or_default() + 1;
    diesel::update(bid_tries::table.find(signup)).set(bid_tries::payloads.eq(tries)).execute(conn)?;
    Ok(tries)
}
