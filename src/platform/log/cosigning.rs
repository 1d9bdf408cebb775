//! The lines of witnesses under the heads of this log: what is asked of them, and what is kept.

use diesel::prelude::*;

use super::reading::{self, consistency};
use super::tree::number;
use crate::db::DbConn;
use crate::db::schema::{log_checkpoint, log_cosignature};
use crate::domain::log::{AddCheckpoint, Distrust, WitnessKey, cosigned, lines, open_unsigned};
use crate::domain::time::Instant;
use crate::error::{Error, Found, Result, is_duplicate};

/// The question whether a witness vouches for the latest head, from the size it vouched for last; nothing before the first head.
///
/// # Errors
/// [`Error::NotFound`] where the log never had so many entries.
pub fn question(conn: &mut DbConn, old: u64) -> Result<Option<AddCheckpoint>> {
    let Some(head) = reading::head(conn)? else { return Ok(None) };
    let proof = consistency(conn, old, head.size)?;
    Ok(Some(AddCheckpoint { old, proof, checkpoint: reading::own_note(conn, head.size)? }))
}

/// The largest size this witness vouched for; 0 where it never did.
pub fn last(conn: &mut DbConn, witness: &str) -> Result<u64> {
    let own = log_cosignature::table.filter(log_cosignature::witness.eq(witness));
    let size: Option<i64> = own.select(diesel::dsl::max(log_cosignature::size)).first(conn)?;
    Ok(size.map_or(0, i64::unsigned_abs))
}

/// The smallest head over the entry at `index` under which each of these witnesses put its line before an instant, by its own clock.
///
/// # Errors
/// [`Error::Internal`] where a kept line does not hold.
pub fn vouched_before(conn: &mut DbConn, witnesses: &[WitnessKey], (index, before): (u64, Instant)) -> Result<Option<u64>> {
    let names: Vec<&str> = witnesses.iter().map(WitnessKey::name).collect();
    let covering = log_cosignature::table
        .inner_join(log_checkpoint::table.on(log_checkpoint::size.eq(log_cosignature::size)))
        .filter(log_cosignature::size.gt(number(index)?))
        .filter(log_cosignature::witness.eq_any(names))
        .filter(log_checkpoint::at.lt(before.ms()));
    let rows: Vec<(i64, String, String)> =
        covering.order(log_cosignature::size).select((log_cosignature::size, log_checkpoint::note, log_cosignature::line)).load(conn)?;
    for head in rows.chunk_by(|a, b| a.0 == b.0) {
        let lines: String = head.iter().map(|(_, _, line)| line.as_str()).collect();
        let note = format!("{}{lines}", head[0].1);
        let found = cosigned(&note, witnesses).map_err(|why| Error::caused("reading the lines of witnesses", why))?;
        let in_time = |key: &WitnessKey| found.iter().any(|one| one.name == key.name() && one.at < before);
        if witnesses.iter().all(in_time) {
            return Ok(Some(head[0].0.unsigned_abs()));
        }
    }
    Ok(None)
}

/// Keeps the line of a witness under a head of this log; asked again it changes nothing. `note` is the head with that line.
///
/// # Errors
/// [`Error::NotFound`] where the log has no such head; [`Error::Conflict`] where the line is not this witness's, or does not hold.
#[allow(clippy::disallowed_methods, reason = "a savepoint in the caller's transaction, which a duplicate must not end")]
pub fn keep(conn: &mut DbConn, key: &WitnessKey, note: &str) -> Result<()> {
    let said = open_unsigned(note).map_err(|_: Distrust| Error::Conflict)?;
    let own: String = log_checkpoint::table.find(number(said.size)?).select(log_checkpoint::note).first(conn).found()?;
    let text = |note: &str| note.split_once("\n\n").map(|(text, _)| text.to_owned());
    if text(&own) != text(note) {
        return Err(Error::Conflict);
    }
    let vouches = |note: &str| cosigned(note, std::slice::from_ref(key)).is_ok_and(|found| !found.is_empty());
    let base = text(note).unwrap_or_default();
    let line = lines(note).find(|line| vouches(&format!("{base}\n\n{line}"))).ok_or(Error::Conflict)?;
    let row = (log_cosignature::size.eq(number(said.size)?), log_cosignature::witness.eq(key.name()), log_cosignature::line.eq(line));
    // In a savepoint of its own: on PostgreSQL a duplicate would end the caller's transaction.
    match conn.transaction(|conn| diesel::insert_into(log_cosignature::table).values(row).execute(conn)) {
        Err(e) if is_duplicate(&e) => Ok(()),
        other => Ok(other.map(drop)?),
    }
}
