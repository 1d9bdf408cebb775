//! The rows of wishes to leave.

use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::{agencies, agency_exits};
use crate::domain::agency::AgencyId;
use crate::domain::exit::{ExitId, ExitState};
use crate::domain::time::Instant;
use crate::error::{Error, Found, Result, one_row};

/// A wish to leave.
#[derive(Clone, Debug)]
pub struct Exit {
    pub id: ExitId,
    pub agency: AgencyId,
    pub agency_name: String,
    pub state: ExitState,
    pub reason: String,
    pub asked_at: Instant,
    /// By when an operator is to answer.
    pub due_at: Instant,
    pub decided_at: Instant,
    /// Why it was refused.
    pub answer: String,
}

type Row = (String, String, String, String, (i64, i64, i64), String, String);

macro_rules! exit_columns {
    () => {
        (
            agency_exits::id,
            agency_exits::agency_id,
            agency_exits::state,
            agency_exits::reason,
            (agency_exits::asked_at, agency_exits::due_at, agency_exits::decided_at),
            agency_exits::answer,
            agencies::name,
        )
    };
}

fn exit((id, agency, state, reason, (asked, due, decided), answer, agency_name): Row) -> Result<Exit> {
    Ok(Exit {
        state: ExitState::parse(&state).ok_or_else(|| Error::bad_row("agency_exits.state", &state))?,
        id: ExitId(id),
        agency: AgencyId(agency),
        agency_name,
        reason,
        asked_at: Instant(asked),
        due_at: Instant(due),
        decided_at: Instant(decided),
        answer,
    })
}

/// A new wish. The unique index refuses a second one that waits.
pub fn insert(conn: &mut DbConn, new: &Exit, by: &str) -> diesel::QueryResult<()> {
    let who = (agency_exits::id.eq(new.id.as_str()), agency_exits::agency_id.eq(new.agency.as_str()));
    let what = (
        (agency_exits::state.eq(new.state.as_str()), agency_exits::reason.eq(&new.reason), agency_exits::asked_by.eq(by)),
        (agency_exits::asked_at.eq(new.asked_at.ms()), agency_exits::due_at.eq(new.due_at.ms())),
        (agency_exits::decided_by.eq(""), agency_exits::decided_at.eq(0_i64), agency_exits::answer.eq("")),
    );
    diesel::insert_into(agency_exits::table).values((who, what)).execute(conn)?;
    Ok(())
}

/// A wish by its id.
pub fn load(conn: &mut DbConn, id: &ExitId) -> Result<Exit> {
    let found = agency_exits::table.inner_join(agencies::table).filter(agency_exits::id.eq(id.as_str()));
    exit(found.select(exit_columns!()).first(conn).found()?)
}

/// The wishes of an agency, the latest first.
pub fn of_agency(conn: &mut DbConn, agency: &AgencyId) -> Result<Vec<Exit>> {
    let found = agency_exits::table.inner_join(agencies::table).filter(agency_exits::agency_id.eq(agency.as_str()));
    let found = found.order((agency_exits::asked_at.desc(), agency_exits::id)).limit(50);
    found.select(exit_columns!()).load(conn)?.into_iter().map(exit).collect()
}

/// The wishes that wait for an operator, the earliest due first.
pub fn waiting(conn: &mut DbConn) -> Result<Vec<Exit>> {
    let found = agency_exits::table.inner_join(agencies::table).filter(agency_exits::state.eq(ExitState::Asked.as_str()));
    let found = found.order((agency_exits::due_at, agency_exits::id)).limit(200);
    found.select(exit_columns!()).load(conn)?.into_iter().map(exit).collect()
}

/// The operator has longer to answer.
pub fn set_due(conn: &mut DbConn, id: &ExitId, due: Instant) -> Result<()> {
    one_row(diesel::update(agency_exits::table.find(id.as_str())).set(agency_exits::due_at.eq(due.ms())).execute(conn)?)
}

/// When an agency last left.
pub fn last_confirmed(conn: &mut DbConn, agency: &AgencyId) -> Result<Option<Instant>> {
    let found = agency_exits::table
        .filter(agency_exits::agency_id.eq(agency.as_str()))
        .filter(agency_exits::state.eq(ExitState::Confirmed.as_str()));
    let at: Option<i64> = found.select(diesel::dsl::max(agency_exits::decided_at)).first(conn)?;
    Ok(at.map(Instant))
}

/// What became of a wish.
pub struct Decided<'a> {
    pub to: ExitState,
    pub by: &'a str,
    pub at: Instant,
    pub answer: &'a str,
}

/// Notes what became of a wish; [`Error::Conflict`] where somebody was faster.
pub fn decide(conn: &mut DbConn, id: &ExitId, decided: &Decided<'_>) -> Result<()> {
    let waits = agency_exits::table.find(id.as_str()).filter(agency_exits::state.eq(ExitState::Asked.as_str()));
    let set = (
        agency_exits::state.eq(decided.to.as_str()),
        agency_exits::decided_by.eq(decided.by),
        agency_exits::decided_at.eq(decided.at.ms()),
        agency_exits::answer.eq(decided.answer),
    );
    one_row(diesel::update(waits).set(set).execute(conn)?)
}
