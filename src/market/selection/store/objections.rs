//! Objections of agencies that were excluded at the freeze, each with its ruling.

use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::objections::{self, dsl};
use crate::db::schema::{draws, log_positions};
use crate::domain::agency::AgencyId;
use crate::domain::draw::{DrawId, DrawState, ObjectionState};
use crate::domain::time::Instant;
use crate::error::{Error, Found, Result, one_row};

/// An objection.
#[derive(Clone, Debug)]
pub struct Objection {
    pub id: String,
    pub draw: String,
    pub label: String,
    pub signup: String,
    pub agency: AgencyId,
    pub grounds: String,
    /// Its document in the log.
    pub log_id: i64,
    pub at: Instant,
    pub state: ObjectionState,
    /// The supervisor's reason; empty before the ruling.
    pub reason: String,
    pub ruled_at: Instant,
    /// Where it lies in the log, once it has its place.
    pub log_index: Option<i64>,
}

type Row = (String, String, String, String, String, String, i64, i64, String, String, i64, Option<i64>);

fn read(row: Row) -> Result<Objection> {
    let (id, draw, label, signup, agency, grounds, log_id, at, state, reason, ruled_at, log_index) = row;
    Ok(Objection {
        state: ObjectionState::parse(&state).ok_or_else(|| Error::bad_row("objections.state", &state))?,
        agency: AgencyId(agency),
        at: Instant(at),
        ruled_at: Instant(ruled_at),
        id,
        draw,
        label,
        signup,
        grounds,
        log_id,
        reason,
        log_index,
    })
}

/// The rows with the place of each in the log.
macro_rules! placed {
    () => {
        dsl::objections.left_join(log_positions::table.on(log_positions::document_id.eq(dsl::log_id))).select((
            dsl::id,
            dsl::draw_id,
            dsl::label,
            dsl::signup_id,
            dsl::agency_id,
            dsl::grounds,
            dsl::log_id,
            dsl::at,
            dsl::state,
            dsl::reason,
            dsl::ruled_at,
            log_positions::idx.nullable(),
        ))
    };
}

/// A new objection; the unique index refuses a second of one sign-up.
pub fn insert(conn: &mut DbConn, new: &Objection) -> diesel::QueryResult<()> {
    diesel::insert_into(dsl::objections)
        .values((
            (dsl::id.eq(&new.id), dsl::draw_id.eq(&new.draw), dsl::label.eq(&new.label), dsl::signup_id.eq(&new.signup)),
            (dsl::agency_id.eq(new.agency.as_str()), dsl::grounds.eq(&new.grounds), dsl::log_id.eq(new.log_id), dsl::at.eq(new.at.ms())),
            (dsl::state.eq(new.state.as_str()), dsl::reason.eq(""), dsl::ruled_by.eq(""), dsl::ruled_at.eq(0)),
        ))
        .execute(conn)?;
    Ok(())
}

/// One objection.
pub fn load(conn: &mut DbConn, id: &str) -> Result<Objection> {
    read(placed!().filter(dsl::id.eq(id)).first::<Row>(conn).found()?)
}

/// The objection about a sign-up.
pub fn of_signup(conn: &mut DbConn, signup: &str) -> Result<Option<Objection>> {
    placed!().filter(dsl::signup_id.eq(signup)).first::<Row>(conn).optional()?.map(read).transpose()
}

/// How many of a draw's labels have objected.
pub fn count(conn: &mut DbConn, draw: &DrawId) -> Result<usize> {
    let count: i64 = dsl::objections.filter(dsl::draw_id.eq(draw.as_str())).count().get_result(conn)?;
    Ok(usize::try_from(count).unwrap_or(usize::MAX))
}

/// The objections of a draw a supervisor has ruled on, the earliest ruling first.
pub fn ruled(conn: &mut DbConn, draw: &DrawId) -> Result<Vec<Objection>> {
    let of_draw = placed!().filter(dsl::draw_id.eq(draw.as_str())).filter(dsl::state.ne(ObjectionState::Open.as_str()));
    of_draw.order((dsl::ruled_at, dsl::id)).load::<Row>(conn)?.into_iter().map(read).collect()
}

/// The objections that a supervisor can rule on: open, of a draw that has its result; the oldest first.
pub fn waiting(conn: &mut DbConn) -> Result<Vec<Objection>> {
    let decided = draws::table.filter(draws::state.eq(DrawState::Decided.as_str())).select(draws::id);
    let open = placed!().filter(dsl::state.eq(ObjectionState::Open.as_str())).filter(dsl::draw_id.eq_any(decided));
    open.order((dsl::at, dsl::id)).load::<Row>(conn)?.into_iter().map(read).collect()
}

/// Notes the ruling, once.
pub fn rule(conn: &mut DbConn, id: &str, to: ObjectionState, (reason, by, at): (&str, &str, Instant)) -> Result<()> {
    let open = objections::table.find(id).filter(dsl::state.eq(ObjectionState::Open.as_str()));
    let set = (dsl::state.eq(to.as_str()), dsl::reason.eq(reason), dsl::ruled_by.eq(by), dsl::ruled_at.eq(at.ms()));
    one_row(diesel::update(open).set(set).execute(conn)?)
}
