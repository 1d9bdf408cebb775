//! The audit log's door: one entry for every state change, written in the transaction that makes the change (audit-v1.md).
//!
//! `log_pending` takes the entry's bytes, until the sequencer gives them their place (`platform::log`); `log_documents` keeps what the entry's body
//! hashes, with the salt where the document was secret. Its id is known at once and is what other rows keep; the place in the log is known within a
//! second and is what people and documents are told.

use diesel::prelude::*;

use super::{log, outbox, random};
use crate::db::DbConn;
use crate::db::schema::{log_documents, log_entry, log_pending, log_positions};
use crate::domain::audit_entry::{Body, Entry, Kind as EntryKind, salted_body};
use crate::domain::draw::text::Document;
use crate::domain::draw::words::Pseudonym;
use crate::domain::event::Kind;
use crate::domain::hash::{Hash32, Secret};
use crate::domain::log::Proof;
use crate::domain::time::Instant;
use crate::error::{Error, Found, Result};

/// Who acted, as the log may name them: a pseudonym, never a name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Actor(pub String);

impl Actor {
    /// The platform itself: its worker at a deadline.
    pub fn platform() -> Actor {
        Actor("platform".into())
    }
}

/// What an act is about: the kind of thing and its id, both private to the database, and the id the log may show.
#[derive(Clone, Debug)]
pub struct Thing {
    /// For example `project`, `agency`, `draw`.
    pub kind: &'static str,
    /// Its id in the database.
    pub id: String,
    /// Its id in the log: the same where that is public, a pseudonym elsewhere.
    pub public: String,
}

impl Thing {
    /// A thing whose id may be shown.
    pub fn open(kind: &'static str, id: impl Into<String>) -> Thing {
        let id = id.into();
        Thing { kind, public: id.clone(), id }
    }
}

/// Whether an entry's document is public at this instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Visibility {
    /// The entry carries the document's own hash.
    Public,
    /// The entry carries a salted hash; document and salt stay here.
    Salted,
}

/// One act to be logged.
#[derive(Clone, Debug)]
pub struct Act<'a> {
    pub kind: Kind,
    pub actor: &'a Actor,
    pub thing: Thing,
    pub document: String,
    pub visibility: Visibility,
}

/// What was logged, and the salt of a secret document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logged {
    /// The document's id; [`place`] tells where its entry lies.
    pub id: i64,
    /// The salt, 64 hex digits; empty where the document is public.
    pub salt: String,
    /// The entry's bytes.
    pub entry: String,
}

/// Logs an act whose document everybody may read.
pub fn record(conn: &mut DbConn, at: Instant, act: Act<'_>) -> Result<Logged> {
    let Act { kind, actor, thing, document, visibility } = act;
    let salt = match visibility {
        Visibility::Public => None,
        Visibility::Salted => Some(random::hex32()?),
    };
    let head = Head { kind, at, actor: &actor.0, subject: &thing.public };
    append(conn, &head, Paper { author: actor, thing: &thing, document: &document, salt })
}

/// Logs something done while it is sealed or blind: fresh random ids for actor and subject, one kind for all, a salted body. Only our own row
/// remembers the author, who finds the receipt by it.
pub fn record_sealed(conn: &mut DbConn, at: Instant, (author, thing): (&Actor, &Thing), document: &str) -> Result<Logged> {
    let (actor, subject) = (random::blind_id(), random::blind_id());
    let head = Head { kind: Kind::EntryReceived, at, actor: &actor, subject: &subject };
    append(conn, &head, Paper { author, thing, document, salt: Some(random::hex32()?) })
}

struct Head<'a> {
    kind: Kind,
    at: Instant,
    actor: &'a str,
    subject: &'a str,
}

struct Paper<'a> {
    author: &'a Actor,
    thing: &'a Thing,
    document: &'a str,
    salt: Option<String>,
}

fn append(conn: &mut DbConn, head: &Head<'_>, paper: Paper<'_>) -> Result<Logged> {
    let entry = entry_text(head, &paper)?;
    let id: i64 =
        diesel::insert_into(log_pending::table).values(log_pending::body.eq(&entry)).returning(log_pending::id).get_result(conn)?;
    diesel::insert_into(log_documents::table)
        .values((
            log_documents::id.eq(id),
            log_documents::kind.eq(head.kind.as_str()),
            log_documents::salt.eq(paper.salt.as_deref()),
            log_documents::document.eq(paper.document),
            log_documents::thing_kind.eq(paper.thing.kind),
            log_documents::thing_id.eq(&paper.thing.id),
            log_documents::at.eq(head.at.ms()),
            log_documents::actor.eq(&paper.author.0),
        ))
        .execute(conn)?;
    if head.kind.is_contested() && *paper.author != Actor::platform() {
        outbox::push(conn, head.at, &outbox::Job::MailReceipt { document: id })?;
    }
    Ok(Logged { id, salt: paper.salt.unwrap_or_default(), entry })
}

fn entry_text(head: &Head<'_>, paper: &Paper<'_>) -> Result<String> {
    let word = |name: &str, text: &str| {
        Pseudonym::parse(text).ok_or_else(|| Error::internal(format!("{text:?} cannot be the {name} of a log entry")))
    };
    let body = match &paper.salt {
        None => Body::Public(Hash32::of(paper.document)),
        Some(salt) => {
            let salt = Secret::parse(salt).ok_or_else(|| Error::internal("a salt that is no secret"))?;
            salted_body(&salt, paper.document)
        }
    };
    let kind = EntryKind::parse(head.kind.as_str()).ok_or_else(|| Error::internal("a kind the log cannot write"))?;
    let entry =
        Entry { kind, at: head.at.whole_second(), actor: word("actor", head.actor)?, subject: word("subject", head.subject)?, body };
    Ok(entry.to_text())
}

/// An entry with what it hashes, as the witness is shown it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opening {
    /// Where it lies in the log; `None` while it is pending.
    pub index: Option<u64>,
    pub kind: String,
    pub entry: String,
    pub salt: Option<String>,
    pub document: String,
}

/// Every entry of `kind` with an index in `after..before` (both exclusive), in the order of the log.
pub fn openings(conn: &mut DbConn, kind: Kind, after: u64, before: u64) -> Result<Vec<Opening>> {
    let bound = |index: u64| i64::try_from(index).map_err(|_| Error::internal("an index beyond every log"));
    let rows: Vec<(i64, String, String, Option<String>, String)> = log_positions::table
        .inner_join(log_documents::table.on(log_documents::id.eq(log_positions::document_id)))
        .inner_join(log_entry::table.on(log_entry::idx.eq(log_positions::idx)))
        .filter(log_documents::kind.eq(kind.as_str()))
        .filter(log_positions::idx.gt(bound(after)?))
        .filter(log_positions::idx.lt(bound(before)?))
        .order(log_positions::idx)
        .select((log_positions::idx, log_documents::kind, log_entry::body, log_documents::salt, log_documents::document))
        .load(conn)?;
    let opening = |(index, kind, entry, salt, document): (i64, _, _, _, _)| Opening {
        index: Some(index.unsigned_abs()),
        kind,
        entry,
        salt,
        document,
    };
    Ok(rows.into_iter().map(opening).collect())
}

/// One document with its entry.
pub fn opening(conn: &mut DbConn, id: i64) -> Result<Opening> {
    let (kind, salt, document) = log_documents::table
        .find(id)
        .select((log_documents::kind, log_documents::salt, log_documents::document))
        .first::<(String, Option<String>, String)>(conn)
        .found()?;
    // A statement sees one moment: between two the sequencer may take the entry out of the pending ones, never put it back.
    let pending: Option<String> = log_pending::table.find(id).select(log_pending::body).first(conn).optional()?;
    if let Some(entry) = pending {
        return Ok(Opening { index: None, kind, entry, salt, document });
    }
    let (index, entry) = log_positions::table
        .inner_join(log_entry::table.on(log_entry::idx.eq(log_positions::idx)))
        .filter(log_positions::document_id.eq(id))
        .select((log_positions::idx, log_entry::body))
        .first::<(i64, String)>(conn)
        .found()?;
    Ok(Opening { index: Some(index.unsigned_abs()), kind, entry, salt, document })
}

/// The proof that an opened entry lies in the log; `None` while no signed head covers it.
pub fn proof(conn: &mut DbConn, opening: &Opening) -> Result<Option<Proof>> {
    let Some(index) = opening.index else { return Ok(None) };
    match log::reading::proof(conn, index) {
        Err(Error::NotFound) => Ok(None),
        proof => proof.map(Some),
    }
}

/// Where a document's entry lies. One that is pending gets its place now, with all others, in the caller's transaction.
pub fn place(conn: &mut DbConn, id: i64) -> Result<u64> {
    if let Some(index) = log::reading::position(conn, id)? {
        return Ok(index);
    }
    log::sequencer::append_all(conn)?;
    log::reading::position(conn, id)?.ok_or_else(|| Error::internal(format!("document {id} of the log has no entry")))
}

/// Takes away what the log's documents say of a thing, with their salts: the entries stay, and nobody can tell any more what they hash. Returns the
/// documents that are gone: those that `about` picks. What lies open (public documents) is not about a person and stays.
pub fn forget(conn: &mut DbConn, (thing_kind, thing_id): (&str, &str), about: impl Fn(&str) -> bool) -> Result<Vec<i64>> {
    let found = log_documents::table
        .filter(log_documents::thing_kind.eq(thing_kind))
        .filter(log_documents::thing_id.eq(thing_id))
        .filter(log_documents::salt.is_not_null());
    let sealed: Vec<(i64, String)> = found.select((log_documents::id, log_documents::document)).load(conn)?;
    let ids: Vec<i64> = sealed.into_iter().filter(|(_, document)| about(document)).map(|(id, _)| id).collect();
    diesel::update(log_documents::table.filter(log_documents::id.eq_any(&ids)))
        .set((log_documents::document.eq(""), log_documents::salt.eq(Some(""))))
        .execute(conn)?;
    Ok(ids)
}

/// Entries about one thing, oldest first.
pub fn history(conn: &mut DbConn, thing_kind: &str, thing_id: &str) -> Result<Vec<Past>> {
    type Row = (Option<i64>, String, i64, Option<String>, String);
    let rows: Vec<Row> = log_documents::table
        .left_join(log_positions::table.on(log_positions::document_id.eq(log_documents::id)))
        .filter(log_documents::thing_kind.eq(thing_kind))
        .filter(log_documents::thing_id.eq(thing_id))
        .order(log_documents::id)
        .select((log_positions::idx.nullable(), log_documents::kind, log_documents::at, log_documents::salt, log_documents::document))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(index, kind, at, salt, document)| Past { index, kind, at: Instant(at), public: salt.is_none(), document })
        .collect())
}

/// A past act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Past {
    /// Where its entry lies in the log, once it has its place.
    pub index: Option<i64>,
    pub kind: String,
    pub at: Instant,
    pub public: bool,
    pub document: String,
}

/// A document for the log from named facts, one `name value` line each in the order given, under a first line that says what it is.
/// Line breaks inside a value are written as spaces, so that a value cannot forge a line.
pub fn document(title: &str, facts: &[(&str, &str)]) -> String {
    let mut text = format!("{title}\n");
    for (name, value) in facts {
        let flat: String = value.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        text.push_str(&format!("{name} {flat}\n"));
    }
    text
}
