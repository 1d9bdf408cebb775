//! Files that are sealed beside entries: ciphertexts that came, envelopes, and how they turned out.

use std::collections::BTreeMap;

use diesel::prelude::*;

use super::entries::{self, SealedEntry};
use crate::db::DbConn;
use crate::db::schema::{bid_ciphertexts, bid_entries, bid_files, bid_payloads};
use crate::domain::bid::{Envelope, Finding};
use crate::domain::draw::Document;
use crate::domain::policy::OnFound;
use crate::domain::time::Instant;
use crate::error::{Error, Result};
use crate::market::documents::Paper;
use crate::platform::files::Kept;

/// Notes that the ciphertext of a file came, which was not here.
pub fn came(conn: &mut DbConn, signup: &str, kept: &Kept, at: Instant) -> Result<()> {
    let row = (
        (bid_payloads::signup_id.eq(signup), bid_payloads::sha256.eq(&kept.sha256)),
        (bid_payloads::bytes.eq(kept.size as i64), bid_payloads::received_at.eq(at.ms())),
    );
    diesel::insert_into(bid_payloads::table).values(row).execute(conn)?;
    Ok(())
}

/// Ciphertexts of a sign-up, by hash, with their bytes.
pub fn payloads(conn: &mut DbConn, signup: &str) -> Result<Vec<(String, i64)>> {
    let of_signup = bid_payloads::table.filter(bid_payloads::signup_id.eq(signup));
    Ok(of_signup.order(bid_payloads::sha256).select((bid_payloads::sha256, bid_payloads::bytes)).load(conn)?)
}

/// Hashes of every ciphertext and every opened file, for a backup.
pub fn stored(conn: &mut DbConn) -> Result<Vec<String>> {
    let mut stored: Vec<String> = bid_payloads::table.select(bid_payloads::sha256).distinct().load(conn)?;
    let blind: Vec<String> = bid_ciphertexts::table.select(bid_ciphertexts::sha256).distinct().load(conn)?;
    stored.extend(blind);
    let opened: Vec<String> = bid_files::table.filter(bid_files::sha256.ne("")).select(bid_files::sha256).distinct().load(conn)?;
    stored.extend(opened);
    Ok(stored)
}

/// A file of an entry.
#[derive(Clone, Debug)]
pub struct SealedFile {
    pub entry: String,
    /// Its place among the entry's files, from 1.
    pub number: u64,
    pub envelope: Envelope,
    /// How it turned out: `opened`, or the word of why it did not; empty before.
    pub state: String,
    /// Its name for people, once it is open.
    pub name: String,
    /// SHA-256 in hex and bytes of what was opened.
    pub sha256: String,
    pub bytes: i64,
    /// What the second check found, in words of `cleaning`, joined by blanks; empty where it found nothing.
    pub finding: String,
}

impl SealedFile {
    /// A file whose envelope came.
    pub fn sealed(entry: &str, number: u64, envelope: &Envelope) -> SealedFile {
        let empty = String::new;
        let (entry, envelope) = (entry.to_owned(), envelope.clone());
        SealedFile { entry, number, envelope, state: empty(), name: empty(), sha256: empty(), bytes: 0, finding: empty() }
    }
}

crate::text_states! {
    /// What whoever reviews or chooses may know of a document.
    pub enum Shown {
        /// It is not opened yet.
        Waiting => "waiting",
        /// It can be read.
        Open => "open",
        /// It is withheld: it might say whose it is.
        Masked => "masked",
        /// It did not open, or is another than the entry names.
        Shut => "shut",
    }
}

impl SealedFile {
    /// Its bytes, once it is open.
    pub fn into_paper(self) -> Paper {
        Paper { sha256: self.sha256, size: self.bytes, name: self.name }
    }

    /// What the second check found that speaks against it; traces of the program that wrote it do not.
    pub fn against(&self) -> Option<Finding> {
        let found = |kind| self.finding.split(' ').any(|word| word.starts_with(kind));
        if found("own-") { Some(Finding::Names) } else { found("refused-").then_some(Finding::Unreadable) }
    }

    /// What may be known of it by whoever reviews, under this rule of the policy.
    pub fn shown(&self, rule: OnFound) -> Shown {
        match (self.state.as_str(), self.sha256.is_empty()) {
            ("", _) => Shown::Waiting,
            (_, true) => Shown::Shut,
            (_, false) if rule != OnFound::Show && self.against().is_some() => Shown::Masked,
            (_, false) => Shown::Open,
        }
    }
}

type Row = (String, i64, String, i64, String, String, String, i64, String);

fn read((entry, number, envelope, _, state, name, sha256, bytes, finding): Row) -> Result<SealedFile> {
    let envelope = Envelope::parse(envelope).map_err(|fault| Error::caused("reading a stored envelope", fault))?;
    Ok(SealedFile { entry, number: number.unsigned_abs(), envelope, state, name, sha256, bytes, finding })
}

/// Keeps the envelope of a new entry's file.
pub fn insert(conn: &mut DbConn, entry: &str, (number, envelope): (u64, &Envelope), log_id: i64) -> Result<()> {
    let empty = "";
    let row = (
        (bid_files::entry_id.eq(entry), bid_files::number.eq(number as i64), bid_files::envelope.eq(envelope.to_text())),
        (bid_files::log_id.eq(log_id), bid_files::state.eq(empty), bid_files::name.eq(empty), bid_files::sha256.eq(empty)),
        (bid_files::bytes.eq(0), bid_files::finding.eq(empty)),
    );
    diesel::insert_into(bid_files::table).values(row).execute(conn)?;
    Ok(())
}

/// The files of one entry, in order.
pub fn of_entry(conn: &mut DbConn, entry: &str) -> Result<Vec<SealedFile>> {
    let rows: Vec<Row> = bid_files::table.filter(bid_files::entry_id.eq(entry)).order(bid_files::number).load(conn)?;
    rows.into_iter().map(read).collect()
}

/// The standing entries of a draw, by label, with their files in order.
pub fn with_entries(conn: &mut DbConn, draw: &str) -> Result<Vec<(SealedEntry, Vec<SealedFile>)>> {
    let entries = entries::of_draw(conn, draw)?;
    let ids: Vec<&str> = entries.iter().map(|entry| entry.id.as_str()).collect();
    let rows: Vec<Row> =
        bid_files::table.filter(bid_files::entry_id.eq_any(ids)).order((bid_files::entry_id, bid_files::number)).load(conn)?;
    let mut files: BTreeMap<String, Vec<SealedFile>> = BTreeMap::new();
    for file in rows.into_iter().map(read) {
        let file = file?;
        files.entry(file.entry.clone()).or_default().push(file);
    }
    let with_own = |entry: SealedEntry| {
        let own = files.remove(&entry.id).unwrap_or_default();
        (entry, own)
    };
    Ok(entries.into_iter().map(with_own).collect())
}

/// The standing entries of a draw that have files.
pub fn of_draw(conn: &mut DbConn, draw: &str) -> Result<Vec<(SealedEntry, Vec<SealedFile>)>> {
    let all = with_entries(conn, draw)?;
    Ok(all.into_iter().filter(|(_, files)| !files.is_empty()).collect())
}

/// How a file turned out; `false` where that was written before.
pub fn set(conn: &mut DbConn, file: &SealedFile) -> Result<bool> {
    let row = bid_files::table.find((file.entry.as_str(), file.number as i64)).filter(bid_files::state.eq(""));
    let values = (
        (bid_files::state.eq(&file.state), bid_files::name.eq(&file.name), bid_files::sha256.eq(&file.sha256)),
        (bid_files::bytes.eq(file.bytes), bid_files::finding.eq(&file.finding)),
    );
    Ok(diesel::update(row).set(values).execute(conn)? == 1)
}

/// A draw whose documents were opened.
#[derive(Clone, Debug, PartialEq, Eq, Queryable)]
pub struct Unsealed {
    pub draw: String,
    /// How many documents lie beside its quotes.
    pub files: i64,
}

/// The draws whose documents were opened last, newest first.
pub fn unsealed(conn: &mut DbConn, most: i64) -> Result<Vec<Unsealed>> {
    let joined = bid_files::table.inner_join(bid_entries::table.on(bid_entries::id.eq(bid_files::entry_id)));
    let by_draw = joined.filter(bid_files::state.ne("")).group_by(bid_entries::draw_id);
    // The numbers of projects rise; entries under pseudonyms have no place in the log that could be compared.
    let newest = by_draw.select((bid_entries::draw_id, diesel::dsl::count_star())).order(bid_entries::draw_id.desc());
    Ok(newest.limit(most).load(conn)?)
}
