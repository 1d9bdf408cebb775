//! Rows of erasures.

use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::{accounts, erasures, log_erasures, organisations};
use crate::domain::erasure::{Erasure, Ground};
use crate::domain::time::Instant;
use crate::error::{Error, Found, Result, is_duplicate, one_row};
use crate::platform::auth::{AccountId, OrgId};

/// Erasures on the page; older ones are in the log.
const MOST: i64 = 100;

/// Who is to be forgotten.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Whose {
    /// Somebody with an account.
    Account(AccountId),
    /// Somebody an organisation named in its filings; no name once they are forgotten.
    Named { org: OrgId, person: String },
}

/// A wish to erase, and what became of it.
#[derive(Clone, Debug)]
pub struct Wish {
    pub id: String,
    pub whose: Whose,
    /// The name the person has now: none once they are forgotten.
    pub name: String,
    /// The account's address, or the organisation that named the person.
    pub found_by: String,
    pub ground: Ground,
    pub state: Erasure,
    pub asked_at: Instant,
    /// When a supervisor decided; 0 before.
    pub decided_at: Instant,
}

type Account = (String, String, String);
type Org = (String, String);
type Row = (String, Option<Account>, Option<Org>, String, String, String, i64, i64);

fn wish((id, account, org, person, ground, state, asked_at, decided_at): Row) -> Result<Wish> {
    let (whose, name, found_by) = match (account, org) {
        (Some((account, name, email)), _) => (Whose::Account(AccountId(account)), name, email),
        (None, Some((org, org_name))) => (Whose::Named { org: OrgId(org), person: person.clone() }, person, org_name),
        (None, None) => return Err(Error::bad_row("erasures.account_id", &id)),
    };
    Ok(Wish {
        ground: Ground::parse(&ground).ok_or_else(|| Error::bad_row("erasures.ground", &ground))?,
        state: Erasure::parse(&state).ok_or_else(|| Error::bad_row("erasures.state", &state))?,
        id,
        whose,
        name,
        found_by,
        asked_at: Instant(asked_at),
        decided_at: Instant(decided_at),
    })
}

macro_rules! wishes {
    () => {
        erasures::table
            .left_join(accounts::table)
            .left_join(organisations::table.on(erasures::org_id.eq(organisations::id.nullable())))
            .select((
                erasures::id,
                (accounts::id, accounts::name, accounts::email).nullable(),
                (organisations::id, organisations::name).nullable(),
                erasures::person,
                erasures::ground,
                erasures::state,
                erasures::asked_at,
                erasures::decided_at,
            ))
    };
}

/// The latest wishes, newest first.
pub fn latest(conn: &mut DbConn) -> Result<Vec<Wish>> {
    let rows: Vec<Row> = wishes!().order((erasures::asked_at.desc(), erasures::id)).limit(MOST).load(conn)?;
    rows.into_iter().map(wish).collect()
}

/// Those that wait for a supervisor.
pub fn waiting(conn: &mut DbConn) -> Result<Vec<Wish>> {
    let rows: Vec<Row> = wishes!().filter(erasures::state.eq(Erasure::Asked.as_str())).order(erasures::asked_at).limit(MOST).load(conn)?;
    rows.into_iter().map(wish).collect()
}

/// One of them.
pub fn load(conn: &mut DbConn, id: &str) -> Result<Wish> {
    wish(wishes!().filter(erasures::id.eq(id)).first::<Row>(conn).found()?)
}

/// A new wish.
///
/// # Errors
/// [`Error::Conflict`] where one for this person waits already.
pub fn insert(conn: &mut DbConn, (id, whose, ground): (&str, &Whose, Ground), by: &str, now: Instant) -> Result<()> {
    let (account, org, person) = match whose {
        Whose::Account(account) => (Some(account.as_str()), None, ""),
        Whose::Named { org, person } => (None, Some(org.as_str()), person.as_str()),
    };
    let row = (
        erasures::id.eq(id),
        erasures::account_id.eq(account),
        erasures::org_id.eq(org),
        erasures::person.eq(person),
        erasures::ground.eq(ground.as_str()),
        erasures::state.eq(Erasure::Asked.as_str()),
        erasures::asked_by.eq(by),
        erasures::asked_at.eq(now.ms()),
        erasures::decided_by.eq(""),
        erasures::decided_at.eq(0),
    );
    match diesel::insert_into(erasures::table).values(row).execute(conn) {
        Err(e) if is_duplicate(&e) => Err(Error::Conflict),
        other => one_row(other?),
    }
}

/// A supervisor decided.
///
/// # Errors
/// [`Error::Conflict`] where somebody was faster.
pub fn decide(conn: &mut DbConn, id: &str, state: Erasure, (by, now): (&str, Instant)) -> Result<()> {
    let waiting = erasures::table.find(id).filter(erasures::state.eq(Erasure::Asked.as_str()));
    let set = (erasures::state.eq(state.as_str()), erasures::decided_by.eq(by), erasures::decided_at.eq(now.ms()));
    one_row(diesel::update(waiting).set(set).execute(conn)?)
}

/// The person is forgotten: here too, and these documents of the log went with them.
pub fn keep_gone(conn: &mut DbConn, id: &str, documents: &[i64]) -> Result<()> {
    diesel::update(erasures::table.find(id)).set(erasures::person.eq("")).execute(conn)?;
    for one in documents {
        let row = (log_erasures::document_id.eq(one), log_erasures::erasure_id.eq(id));
        diesel::insert_into(log_erasures::table).values(row).execute(conn)?;
    }
    Ok(())
}

/// When and why a document of the log was erased.
#[derive(Clone, Debug)]
pub struct Gone {
    pub at: Instant,
    pub ground: Ground,
}

/// What became of a document of the log, where it was erased.
pub fn of_document(conn: &mut DbConn, document: i64) -> Result<Option<Gone>> {
    let row: Option<(i64, String)> = log_erasures::table
        .inner_join(erasures::table)
        .filter(log_erasures::document_id.eq(document))
        .select((erasures::decided_at, erasures::ground))
        .first(conn)
        .optional()?;
    let gone = |(at, ground): (i64, String)| {
        Ok(Gone { at: Instant(at), ground: Ground::parse(&ground).ok_or_else(|| Error::bad_row("erasures.ground", &ground))? })
    };
    row.map(gone).transpose()
}
