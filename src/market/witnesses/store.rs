//! Rows of enrolled officers.

use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::witness_officers::{self, dsl};
use crate::domain::draw::OfficerId;
use crate::domain::time::Instant;
use crate::domain::witness::Enrolment;
use crate::error::{Error, Result, one_row};
use crate::witness::signed::PublicKey;

/// An officer as it was enrolled.
#[derive(Clone, Debug)]
pub struct Enrolled {
    pub id: OfficerId,
    pub key: PublicKey,
    /// The authority that runs it.
    pub body: String,
    pub state: Enrolment,
    pub proposed_at: Instant,
    /// When a supervisor last decided; 0 before.
    pub decided_at: Instant,
}

type Row = (String, String, String, String, i64, i64);

const COLUMNS: (dsl::id, dsl::public_key, dsl::body, dsl::state, dsl::proposed_at, dsl::decided_at) =
    (dsl::id, dsl::public_key, dsl::body, dsl::state, dsl::proposed_at, dsl::decided_at);

fn enrolled((id, key, body, state, proposed_at, decided_at): Row) -> Result<Enrolled> {
    Ok(Enrolled {
        id: OfficerId::parse(&id).ok_or_else(|| Error::bad_row("witness_officers.id", &id))?,
        key: PublicKey::parse(&key).ok_or_else(|| Error::bad_row("witness_officers.public_key", &key))?,
        body,
        state: Enrolment::parse(&state).ok_or_else(|| Error::bad_row("witness_officers.state", &state))?,
        proposed_at: Instant(proposed_at),
        decided_at: Instant(decided_at),
    })
}

/// All of them by id. There are a handful.
pub fn all(conn: &mut DbConn) -> Result<Vec<Enrolled>> {
    let rows: Vec<Row> = dsl::witness_officers.order(dsl::id).select(COLUMNS).load(conn)?;
    rows.into_iter().map(enrolled).collect()
}

/// One of them.
pub fn find(conn: &mut DbConn, id: &str) -> Result<Option<Enrolled>> {
    let row: Option<Row> = dsl::witness_officers.find(id).select(COLUMNS).first(conn).optional()?;
    row.map(enrolled).transpose()
}

/// Ids of those who commit to new draws, in the order of the notice.
pub fn committing(conn: &mut DbConn) -> Result<Vec<OfficerId>> {
    Ok(all(conn)?.into_iter().filter(|one| one.state.commits()).map(|one| one.id).collect())
}

/// Whether this officer is, or was, a program on another machine.
pub fn is_outside(conn: &mut DbConn, id: &OfficerId) -> Result<bool> {
    Ok(find(conn, id.as_str())?.is_some_and(|one| one.state.speaks()))
}

/// A new proposal; the primary key refuses an id that was ever used.
pub fn insert(conn: &mut DbConn, one: &Enrolled, by: &str) -> diesel::QueryResult<usize> {
    diesel::insert_into(dsl::witness_officers)
        .values((
            dsl::id.eq(one.id.as_str()),
            dsl::public_key.eq(one.key.to_string()),
            dsl::body.eq(&one.body),
            dsl::state.eq(one.state.as_str()),
            dsl::proposed_by.eq(by),
            dsl::proposed_at.eq(one.proposed_at.ms()),
            dsl::decided_by.eq(""),
            dsl::decided_at.eq(0),
        ))
        .execute(conn)
}

/// Moves one on, if it is still where it was seen. `decided` is the supervisor, where it is one.
///
/// # Errors
/// [`Error::Conflict`] where somebody was faster.
pub fn set_state(conn: &mut DbConn, one: &Enrolled, state: Enrolment, decided: Option<(&str, Instant)>) -> Result<()> {
    let seen = dsl::witness_officers.find(one.id.as_str()).filter(dsl::state.eq(one.state.as_str()));
    let changed = match decided {
        Some((by, at)) => {
            diesel::update(seen).set((dsl::state.eq(state.as_str()), dsl::decided_by.eq(by), dsl::decided_at.eq(at.ms()))).execute(conn)?
        }
        None => diesel::update(seen).set(witness_officers::state.eq(state.as_str())).execute(conn)?,
    };
    one_row(changed)
}
