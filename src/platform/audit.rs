//! The audit log's door: one entry for every state change, written in the transaction that makes the change (audit-v1.md).
//!
//! `log_pending` takes the entry's bytes; `log_documents` keeps what the entry's body hashes, with the salt where the document was secret.
//! Until the log has a sequencer, an entry's index is its `log_pending` id.

use diesel::prelude::*;

use super::random;
use crate::db::DbConn;
use crate::db::schema::{log_documents, log_pending};
use crate::domain::audit_entry::{Body, Entry, Kind as EntryKind, salted_body};
use crate::domain::draw::text::Document;
use crate::domain::draw::words::Pseudonym;
use crate::domain::event::Kind;
use crate::domain::hash::{Hash32, Secret};
use crate::domain::time::Instant;
use crate::error::{Error, Result};

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

/// Where an entry lies, and the salt of a secret document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Logged {
    /// The entry's index in the log.
    pub index: i64,
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
    append(conn, &head, Paper { thing: &thing, document: &document, salt })
}

/// Logs something done while it is sealed or blind: fresh random ids for actor and subject, one kind for all, a salted body.
pub fn record_sealed(conn: &mut DbConn, at: Instant, thing: &Thing, document: &str) -> Result<Logged> {
    let (actor, subject) = (random::blind_id(), random::blind_id());
    let head = Head { kind: Kind::EntryReceived, at, actor: &actor, subject: &subject };
    append(conn, &head, Paper { thing, document, salt: Some(random::hex32()?) })
}

struct Head<'a> {
    kind: Kind,
    at: Instant,
    actor: &'a str,
    subject: &'a str,
}

struct Paper<'a> {
    thing: &'a Thing,
    document: &'a str,
    salt: Option<String>,
}

fn append(conn: &mut DbConn, head: &Head<'_>, paper: Paper<'_>) -> Result<Logged> {
    let entry = entry_text(head, &paper)?;
    let index: i64 =
        diesel::insert_into(log_pending::table).values(log_pending::body.eq(&entry)).returning(log_pending::id).get_result(conn)?;
    diesel::insert_into(log_documents::table)
        .values((
            log_documents::id.eq(index),
            log_documents::kind.eq(head.kind.as_str()),
            log_documents::salt.eq(paper.salt.as_deref()),
            log_documents::document.eq(paper.document),
            log_documents::thing_kind.eq(paper.thing.kind),
            log_documents::thing_id.eq(&paper.thing.id),
            log_documents::at.eq(head.at.ms()),
        ))
        .execute(conn)?;
    Ok(Logged { index, salt: paper.salt.unwrap_or_default(), entry })
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
    pub index: i64,
    pub kind: String,
    pub entry: String,
    pub salt: Option<String>,
    pub document: String,
}

/// Every entry of `kind` with an index in `after..before` (both exclusive), in the order of the log.
pub fn openings(conn: &mut DbConn, kind: Kind, after: i64, before: i64) -> Result<Vec<Opening>> {
    let rows: Vec<(i64, String, String, Option<String>, String)> = log_documents::table
        .inner_join(log_pending::table.on(log_pending::id.eq(log_documents::id)))
        .filter(log_documents::kind.eq(kind.as_str()))
        .filter(log_documents::id.gt(after))
        .filter(log_documents::id.lt(before))
        .order(log_documents::id)
        .select((log_documents::id, log_documents::kind, log_pending::body, log_documents::salt, log_documents::document))
        .load(conn)?;
    Ok(rows.into_iter().map(|(index, kind, entry, salt, document)| Opening { index, kind, entry, salt, document }).collect())
}

/// One entry with what it hashes.
pub fn opening(conn: &mut DbConn, index: i64) -> Result<Opening> {
    use crate::error::Found;
    let (kind, entry, salt, document) = log_documents::table
        .inner_join(log_pending::table.on(log_pending::id.eq(log_documents::id)))
        .filter(log_documents::id.eq(index))
        .select((log_documents::kind, log_pending::body, log_documents::salt, log_documents::document))
        .first::<(String, String, Option<String>, String)>(conn)
        .found()?;
    Ok(Opening { index, kind, entry, salt, document })
}

/// Entries about one thing, oldest first: (index, kind, at, document where it is public).
pub fn history(conn: &mut DbConn, thing_kind: &str, thing_id: &str) -> Result<Vec<Past>> {
    let rows: Vec<(i64, String, i64, Option<String>, String)> = log_documents::table
        .filter(log_documents::thing_kind.eq(thing_kind))
        .filter(log_documents::thing_id.eq(thing_id))
        .order(log_documents::id)
        .select((log_documents::id, log_documents::kind, log_documents::at, log_documents::salt, log_documents::document))
        .load(conn)?;
    Ok(rows
        .into_iter()
        .map(|(index, kind, at, salt, document)| Past { index, kind, at: Instant(at), public: salt.is_none(), document })
        .collect())
}

/// A past act.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Past {
    pub index: i64,
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
