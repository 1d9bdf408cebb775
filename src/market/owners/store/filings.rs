//! The filings of owners.

use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::dialect::{self, lower};
use crate::db::schema::documents;
use crate::db::schema::owner_filings::{self as filings, dsl};
use crate::domain::filing::{Filing, FilingId, FilingState, Reasons};
use crate::domain::owner::{Draft, OwnerId};
use crate::domain::text::CreditCode;
use crate::domain::time::Instant;
use crate::error::{Error, Found, Result, one_row};

#[derive(Queryable)]
struct Row {
    id: String,
    org_id: String,
    version: i64,
    state: String,
    body: String,
    reasons: String,
    _created_by: String,
    submitted_at: i64,
    due_at: i64,
    decided_at: i64,
    _decided_by: String,
}

impl Row {
    fn filing(self) -> Result<Filing<Draft>> {
        let at = |ms: i64| (ms != 0).then_some(Instant(ms));
        let broken = |column: &str, e: serde_json::Error| Error::caused(format!("reading {column} of filing {}", self.id), e);
        Ok(Filing {
            draft: serde_json::from_str(&self.body).map_err(|e| broken("owner_filings.body", e))?,
            reasons: serde_json::from_str(&self.reasons).map_err(|e| broken("owner_filings.reasons", e))?,
            state: FilingState::parse(&self.state).ok_or_else(|| Error::bad_row("owner_filings.state", &self.state))?,
            submitted_at: at(self.submitted_at),
            due_at: at(self.due_at),
            decided_at: at(self.decided_at),
            id: FilingId(self.id),
            org: self.org_id,
            version: self.version,
        })
    }
}

/// One filing.
pub fn load(conn: &mut DbConn, id: &FilingId) -> Result<Filing<Draft>> {
    filings::table.find(id.as_str()).first::<Row>(conn).found()?.filing()
}

/// The latest filing of an owner.
pub fn latest(conn: &mut DbConn, org: &OwnerId) -> Result<Option<Filing<Draft>>> {
    let row: Option<Row> = filings::table.filter(dsl::org_id.eq(org.as_str())).order(dsl::version.desc()).first(conn).optional()?;
    row.map(Row::filing).transpose()
}

/// All filings of an owner, the latest first.
pub fn of_org(conn: &mut DbConn, org: &OwnerId) -> Result<Vec<Filing<Draft>>> {
    let rows: Vec<Row> = filings::table.filter(dsl::org_id.eq(org.as_str())).order(dsl::version.desc()).load(conn)?;
    rows.into_iter().map(Row::filing).collect()
}

/// Everything that waits for a check, the earliest due first.
pub fn waiting(conn: &mut DbConn) -> Result<Vec<Filing<Draft>>> {
    let rows: Vec<Row> = filings::table.filter(dsl::state.eq(FilingState::Submitted.as_str())).order((dsl::due_at, dsl::id)).load(conn)?;
    rows.into_iter().map(Row::filing).collect()
}

/// Names under which other organisations wait with the same code.
pub fn same_code_waiting(conn: &mut DbConn, code: &CreditCode, but: &OwnerId) -> Result<Vec<String>> {
    let pattern = dialect::like_anywhere(&format!("\"uscc\":\"{code}\""));
    let rows: Vec<Row> = filings::table
        .filter(dsl::state.eq(FilingState::Submitted.as_str()))
        .filter(dsl::org_id.ne(but.as_str()))
        .filter(lower(dsl::body).like(pattern).escape('\\'))
        .load(conn)?;
    rows.into_iter().map(|row| Ok(row.filing()?.draft.name)).collect()
}

/// Whether a document lies under this thing.
pub fn owns_document(conn: &mut DbConn, kind: &str, id: &str, document: &str) -> Result<bool> {
    let found = documents::table.find(document).filter(documents::thing_kind.eq(kind)).filter(documents::thing_id.eq(id));
    Ok(found.count().get_result::<i64>(conn)? == 1)
}

/// Begins a version.
pub fn insert(conn: &mut DbConn, filing: &Filing<Draft>, by: &str) -> Result<()> {
    diesel::insert_into(filings::table)
        .values((
            dsl::id.eq(filing.id.as_str()),
            dsl::org_id.eq(&filing.org),
            dsl::version.eq(filing.version),
            dsl::state.eq(filing.state.as_str()),
            dsl::body.eq(written(&filing.draft)?),
            dsl::reasons.eq("{}"),
            dsl::created_by.eq(by),
            dsl::submitted_at.eq(0),
            dsl::due_at.eq(0),
            dsl::decided_at.eq(0),
            dsl::decided_by.eq(""),
        ))
        .execute(conn)?;
    Ok(())
}

/// Keeps what was typed in a draft.
pub fn rewrite(conn: &mut DbConn, id: &FilingId, draft: &Draft) -> Result<()> {
    let rows = diesel::update(filings::table.find(id.as_str()).filter(dsl::state.eq(FilingState::Draft.as_str())))
        .set(dsl::body.eq(written(draft)?))
        .execute(conn)?;
    one_row(rows)
}

/// Keeps a filing that is over without somebody who was named in it.
pub fn forget(conn: &mut DbConn, filing: &Filing<Draft>) -> Result<()> {
    one_row(diesel::update(filings::table.find(filing.id.as_str())).set(dsl::body.eq(written(&filing.draft)?)).execute(conn)?)
}

/// Hands a draft in.
pub fn submit(conn: &mut DbConn, id: &FilingId, at: Instant, due: Instant) -> Result<()> {
    let rows = diesel::update(filings::table.find(id.as_str()).filter(dsl::state.eq(FilingState::Draft.as_str())))
        .set((dsl::state.eq(FilingState::Submitted.as_str()), dsl::submitted_at.eq(at.ms()), dsl::due_at.eq(due.ms())))
        .execute(conn)?;
    one_row(rows)
}

/// The day by which it is to be checked moves later.
pub fn set_due(conn: &mut DbConn, id: &FilingId, due: Instant) -> Result<()> {
    one_row(diesel::update(filings::table.find(id.as_str())).set(dsl::due_at.eq(due.ms())).execute(conn)?)
}

/// What an operator found.
pub struct Decided<'a> {
    pub id: &'a FilingId,
    pub to: FilingState,
    pub reasons: &'a Reasons,
    pub by: &'a str,
    pub at: Instant,
}

/// Passes or returns what was handed in.
pub fn decide(conn: &mut DbConn, decided: &Decided<'_>) -> Result<()> {
    let reasons = serde_json::to_string(decided.reasons).map_err(|e| Error::caused("writing reasons", e))?;
    let rows = diesel::update(filings::table.find(decided.id.as_str()).filter(dsl::state.eq(FilingState::Submitted.as_str())))
        .set((
            dsl::state.eq(decided.to.as_str()),
            dsl::reasons.eq(reasons),
            dsl::decided_at.eq(decided.at.ms()),
            dsl::decided_by.eq(decided.by),
        ))
        .execute(conn)?;
    one_row(rows)
}

fn written(draft: &Draft) -> Result<String> {
    serde_json::to_string(draft).map_err(|e| Error::caused("writing a filing", e))
}
