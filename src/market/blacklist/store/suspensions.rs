//! The rows of interim suspensions.

use diesel::prelude::*;

use super::cases::PAGE;
use super::word;
use crate::db::DbConn;
use crate::db::schema::{agencies, suspensions as rows};
use crate::domain::standing::{SuspensionId, SuspensionState};
use crate::domain::time::Instant;
use crate::error::{Found, Result, one_row};

/// An interim suspension with the agency it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suspension {
    pub id: SuspensionId,
    pub agency_id: String,
    pub agency_name: String,
    pub uscc: String,
    /// The case it accompanies, where there is one.
    pub case_id: Option<String>,
    pub state: SuspensionState,
    pub reason: String,
    pub proposed_by: String,
    pub proposed_at: Instant,
    pub confirmed_by: String,
    pub confirmed_at: Option<Instant>,
    pub starts_at: Option<Instant>,
    /// The first instant at which it holds no more.
    pub ends_at: Instant,
    pub ended_at: Option<Instant>,
    /// Why a second person refused it.
    pub end_reason: String,
}

/// All columns of the table, in its order.
#[derive(Queryable)]
struct Row {
    id: String,
    agency_id: String,
    case_id: Option<String>,
    state: String,
    reason: String,
    proposed_by: String,
    proposed_at: i64,
    confirmed_by: String,
    confirmed_at: Option<i64>,
    starts_at: Option<i64>,
    ends_at: i64,
    ended_at: Option<i64>,
    end_reason: String,
    _version: i64,
}

type Joined = (Row, String, String);

fn suspension((row, agency_name, uscc): Joined) -> Result<Suspension> {
    Ok(Suspension {
        id: SuspensionId(row.id),
        agency_id: row.agency_id,
        agency_name,
        uscc,
        case_id: row.case_id,
        state: word("suspensions.state", &row.state, SuspensionState::parse)?,
        reason: row.reason,
        proposed_by: row.proposed_by,
        proposed_at: Instant(row.proposed_at),
        confirmed_by: row.confirmed_by,
        confirmed_at: row.confirmed_at.map(Instant),
        starts_at: row.starts_at.map(Instant),
        ends_at: Instant(row.ends_at),
        ended_at: row.ended_at.map(Instant),
        end_reason: row.end_reason,
    })
}

/// A proposal as it is stored.
pub struct Proposal<'a> {
    pub id: &'a SuspensionId,
    pub agency_id: &'a str,
    pub case_id: Option<&'a str>,
    pub reason: &'a str,
    pub proposed_by: &'a str,
    pub ends: Instant,
}

pub fn insert(conn: &mut DbConn, now: Instant, new: &Proposal<'_>) -> Result<()> {
    diesel::insert_into(rows::table)
        .values((
            (rows::id.eq(new.id.as_str()), rows::agency_id.eq(new.agency_id), rows::case_id.eq(new.case_id)),
            (rows::state.eq(SuspensionState::Proposed.as_str()), rows::reason.eq(new.reason)),
            (rows::proposed_by.eq(new.proposed_by), rows::proposed_at.eq(now.ms()), rows::confirmed_by.eq("")),
            (rows::ends_at.eq(new.ends.ms()), rows::end_reason.eq(""), rows::version.eq(1_i64)),
        ))
        .execute(conn)?;
    Ok(())
}

/// A suspension by its id.
pub fn load(conn: &mut DbConn, id: &SuspensionId) -> Result<Suspension> {
    let found = rows::table.inner_join(agencies::table).filter(rows::id.eq(id.as_str()));
    suspension(found.select((rows::all_columns, agencies::name, agencies::uscc)).first(conn).found()?)
}

/// One page of all suspensions, the newest first, and how many there are.
pub fn page(conn: &mut DbConn, page: i64) -> Result<(Vec<Suspension>, i64)> {
    let total = rows::table.count().get_result(conn)?;
    let found = rows::table.inner_join(agencies::table).order((rows::ends_at.desc(), rows::id));
    let found = found.offset((page.max(1) - 1) * PAGE).limit(PAGE);
    Ok((all(found.select((rows::all_columns, agencies::name, agencies::uscc)).load(conn)?)?, total))
}

/// Proposals that wait for a second person.
pub fn proposed(conn: &mut DbConn) -> Result<Vec<Suspension>> {
    let found = rows::table.inner_join(agencies::table).filter(rows::state.eq(SuspensionState::Proposed.as_str()));
    all(found.order((rows::ends_at, rows::id)).limit(200).select((rows::all_columns, agencies::name, agencies::uscc)).load(conn)?)
}

/// The suspensions an agency was told of.
pub fn of_agency(conn: &mut DbConn, agency: &str) -> Result<Vec<Suspension>> {
    let told = rows::table.inner_join(agencies::table).filter(rows::agency_id.eq(agency)).filter(rows::starts_at.is_not_null());
    all(told.order((rows::ends_at.desc(), rows::id)).select((rows::all_columns, agencies::name, agencies::uscc)).load(conn)?)
}

/// Suspensions that accompany a case and hold or wait.
pub fn of_case(conn: &mut DbConn, case: &str) -> Result<Vec<Suspension>> {
    let open = [SuspensionState::Proposed.as_str(), SuspensionState::InForce.as_str()];
    let found = rows::table.inner_join(agencies::table).filter(rows::case_id.eq(case)).filter(rows::state.eq_any(open));
    all(found.order((rows::ends_at, rows::id)).select((rows::all_columns, agencies::name, agencies::uscc)).load(conn)?)
}

fn all(rows: Vec<Joined>) -> Result<Vec<Suspension>> {
    rows.into_iter().map(suspension).collect()
}

/// A second person confirms: it holds from now on.
pub fn confirm(conn: &mut DbConn, id: &SuspensionId, now: Instant, by: &str) -> Result<()> {
    let changed = diesel::update(rows::table.find(id.as_str()).filter(rows::state.eq(SuspensionState::Proposed.as_str())))
        .set((
            rows::state.eq(SuspensionState::InForce.as_str()),
            rows::confirmed_by.eq(by),
            rows::confirmed_at.eq(now.ms()),
            rows::starts_at.eq(now.ms()),
            rows::version.eq(rows::version + 1),
        ))
        .execute(conn)?;
    one_row(changed)
}

/// It is over, or was refused.
pub fn close(conn: &mut DbConn, suspension: &Suspension, now: Instant, closed: Closed<'_>) -> Result<()> {
    let changed = diesel::update(rows::table.find(suspension.id.as_str()).filter(rows::state.eq(suspension.state.as_str())))
        .set((
            rows::state.eq(closed.to.as_str()),
            rows::confirmed_by.eq(closed.by),
            rows::ended_at.eq(now.ms()),
            rows::end_reason.eq(closed.reason),
            rows::version.eq(rows::version + 1),
        ))
        .execute(conn)?;
    one_row(changed)
}

/// How a suspension is closed.
#[derive(Clone, Copy, Debug)]
pub struct Closed<'a> {
    pub to: SuspensionState,
    /// The second person.
    pub by: &'a str,
    pub reason: &'a str,
}
