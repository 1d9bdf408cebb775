//! Rows of stops.

use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::project_halts::{self, dsl as halts};
use crate::db::schema::projects;
use crate::domain::halt::{Halt, HaltState};
use crate::domain::project::ProjectId;
use crate::domain::time::Instant;
use crate::error::{Error, Result, is_duplicate, one_row};

type Row = (String, String, String, String, i64, String, String, i64);

fn read((id, project, state, reason, at, resume_reason, asked_by, asked_at): Row) -> Result<Halt> {
    let state = HaltState::parse(&state).ok_or_else(|| Error::bad_row("project_halts.state", &state))?;
    let (at, asked_at) = (Instant(at), Instant(asked_at));
    Ok(Halt { id, project: ProjectId(project), state, reason, at, resume_reason, asked_by, asked_at })
}

macro_rules! columns {
    () => {
        (
            halts::id,
            halts::project_id,
            halts::state,
            halts::reason,
            halts::halted_at,
            halts::resume_reason,
            halts::asked_by,
            halts::asked_at,
        )
    };
}

/// A new stop.
///
/// # Errors
/// [`Error::Conflict`] where the project is stopped already.
pub fn insert(conn: &mut DbConn, (id, project): (&str, &ProjectId), reason: &str, (by, now): (&str, Instant)) -> Result<()> {
    let row = (
        (halts::id.eq(id), halts::project_id.eq(project.as_str()), halts::state.eq(HaltState::InForce.as_str()), halts::reason.eq(reason)),
        (
            halts::halted_by.eq(by),
            halts::halted_at.eq(now.ms()),
            halts::resume_reason.eq(""),
            halts::asked_by.eq(""),
            halts::asked_at.eq(0),
        ),
        (halts::ended_by.eq(""), halts::ended_at.eq(0)),
    );
    match diesel::insert_into(project_halts::table).values(row).execute(conn) {
        Err(e) if is_duplicate(&e) => Err(Error::Conflict),
        other => one_row(other?),
    }
}

/// The stop a project is under; at most one.
///
/// # Errors
/// Those of the database.
pub fn standing(conn: &mut DbConn, project: &ProjectId) -> Result<Option<Halt>> {
    let own = project_halts::table.filter(halts::project_id.eq(project.as_str())).filter(halts::state.ne(HaltState::Ended.as_str()));
    let row: Option<Row> = own.select(columns!()).first(conn).optional()?;
    row.map(read).transpose()
}

/// Whether a project is stopped now.
///
/// # Errors
/// Those of the database.
pub fn is_stopped(conn: &mut DbConn, project: &ProjectId) -> Result<bool> {
    let own = project_halts::table.filter(halts::project_id.eq(project.as_str())).filter(halts::state.ne(HaltState::Ended.as_str()));
    Ok(diesel::select(diesel::dsl::exists(own)).get_result(conn)?)
}

/// Whether anything was asked for that a second person has to agree to; the stop, its project's number and title, and who asked.
pub fn waiting(conn: &mut DbConn) -> Result<Vec<(String, String, String)>> {
    let asked = project_halts::table.inner_join(projects::table).filter(halts::state.eq(HaltState::Asked.as_str()));
    Ok(asked.order(halts::asked_at).select((projects::number, projects::title, halts::asked_by)).load(conn)?)
}

/// Somebody wants it to go on.
pub fn set_asked(conn: &mut DbConn, halt: &Halt, reason: &str, (by, now): (&str, Instant)) -> Result<()> {
    let own = project_halts::table.find(&halt.id).filter(halts::state.eq(HaltState::InForce.as_str()));
    let set = (halts::resume_reason.eq(reason), halts::asked_by.eq(by), halts::asked_at.eq(now.ms()));
    one_row(diesel::update(own).set((halts::state.eq(HaltState::Asked.as_str()), set)).execute(conn)?)
}

/// It goes on.
pub fn set_ended(conn: &mut DbConn, halt: &Halt, (by, now): (&str, Instant)) -> Result<()> {
    let own = project_halts::table.find(&halt.id).filter(halts::state.eq(HaltState::Asked.as_str()));
    let set = (halts::state.eq(HaltState::Ended.as_str()), halts::ended_by.eq(by), halts::ended_at.eq(now.ms()));
    one_row(diesel::update(own).set(set).execute(conn)?)
}
