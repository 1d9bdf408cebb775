//! Panels and their seats. Nothing here is read for anybody but the expert itself, the jobs, and the review's own steps.

use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::{experts, panel_seats, panels, projects};
use crate::domain::draw::{DrawId, Label};
use crate::domain::expert::ExpertId;
use crate::domain::project::ProjectId;
use crate::domain::time::Instant;
use crate::error::{Error, Found, Result, one_row};
use crate::platform::auth::AccountId;

crate::text_states! {
    /// Where a panel is.
    pub enum PanelState {
        /// Experts are asked.
        Inviting => "inviting",
        /// Enough have accepted.
        Seated => "seated",
    }
}

crate::text_states! {
    /// Where somebody who was drawn is.
    pub enum SeatState {
        /// Stands ready behind those who were asked.
        Waiting => "waiting",
        Invited => "invited",
        Accepted => "accepted",
        Declined => "declined",
        /// Named a conflict when asked.
        Conflict => "conflict",
        /// Did not answer in time.
        Silent => "silent",
        /// Recused itself during the review.
        Recused => "recused",
        /// Accepted, and did not score in time.
        Absent => "absent",
    }
}

/// A panel.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PanelRow {
    pub project: ProjectId,
    /// The draw of its experts.
    pub draw: DrawId,
    pub state: PanelState,
}

/// Somebody who was drawn.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seat {
    pub id: String,
    pub project: ProjectId,
    /// Place in the experts' draw, from 1.
    pub position: i64,
    pub expert: ExpertId,
    pub account: AccountId,
    /// Its blind label in the draw.
    pub label: Label,
    pub state: SeatState,
    /// Whether it has the family name of a side's legal representative.
    pub flagged: bool,
    /// By when it is to answer.
    pub due_at: Instant,
    /// What it said.
    pub reason: String,
}

type Row = (String, String, i64, String, String, String, String, i64, i64, String);

macro_rules! columns {
    () => {
        (
            panel_seats::id,
            panel_seats::project_id,
            panel_seats::position,
            panel_seats::expert_id,
            experts::account_id,
            panel_seats::label,
            panel_seats::state,
            panel_seats::flagged,
            panel_seats::due_at,
            panel_seats::reason,
        )
    };
}

fn read(row: Row) -> Result<Seat> {
    let (id, project, position, expert, account, label, state, flagged, due, reason) = row;
    Ok(Seat {
        state: SeatState::parse(&state).ok_or_else(|| Error::bad_row("panel_seats.state", &state))?,
        label: Label::parse(&label).ok_or_else(|| Error::bad_row("panel_seats.label", &label))?,
        id,
        project: ProjectId(project),
        position,
        expert: ExpertId(expert),
        account: AccountId(account),
        flagged: flagged != 0,
        due_at: Instant(due),
        reason,
    })
}

/// The panel of a project, once its draw has a result.
pub fn panel(conn: &mut DbConn, project: &ProjectId) -> Result<Option<PanelRow>> {
    let found = panels::table.find(project.as_str()).select((panels::draw_id, panels::state));
    let row: Option<(String, String)> = found.first(conn).optional()?;
    let Some((draw, state)) = row else { return Ok(None) };
    Ok(Some(PanelRow {
        project: project.clone(),
        draw: DrawId::parse(&draw).ok_or_else(|| Error::bad_row("panels.draw_id", &draw))?,
        state: PanelState::parse(&state).ok_or_else(|| Error::bad_row("panels.state", &state))?,
    }))
}

/// A new panel; the primary key refuses a second one.
pub fn insert_panel(conn: &mut DbConn, now: Instant, (project, draw): (&ProjectId, &DrawId)) -> Result<()> {
    let row = (
        (panels::project_id.eq(project.as_str()), panels::draw_id.eq(draw.as_str()), panels::state.eq(PanelState::Inviting.as_str())),
        (panels::begun_at.eq(now.ms()), panels::seated_at.eq(0)),
    );
    diesel::insert_into(panels::table).values(row).execute(conn)?;
    Ok(())
}

/// Moves a panel to another state.
pub fn set_panel(conn: &mut DbConn, now: Instant, project: &ProjectId, to: PanelState) -> Result<()> {
    let set = (panels::state.eq(to.as_str()), panels::seated_at.eq(now.ms()));
    one_row(diesel::update(panels::table.find(project.as_str())).set(set).execute(conn)?)
}

/// Somebody who was drawn and not asked yet.
pub fn insert(conn: &mut DbConn, seat: &Seat) -> Result<()> {
    let row = (
        (panel_seats::id.eq(&seat.id), panel_seats::project_id.eq(seat.project.as_str()), panel_seats::position.eq(seat.position)),
        (panel_seats::expert_id.eq(seat.expert.as_str()), panel_seats::label.eq(seat.label.as_str())),
        (panel_seats::state.eq(seat.state.as_str()), panel_seats::flagged.eq(i64::from(seat.flagged)), panel_seats::invited_at.eq(0)),
        (panel_seats::due_at.eq(0), panel_seats::answered_at.eq(0), panel_seats::reason.eq("")),
    );
    diesel::insert_into(panel_seats::table).values(row).execute(conn)?;
    Ok(())
}

/// Everybody who was drawn for a project, in the order of the draw.
pub fn of_project(conn: &mut DbConn, project: &ProjectId) -> Result<Vec<Seat>> {
    let found = panel_seats::table.inner_join(experts::table).filter(panel_seats::project_id.eq(project.as_str()));
    let rows: Vec<Row> = found.order(panel_seats::position).select(columns!()).load(conn)?;
    rows.into_iter().map(read).collect()
}

/// One's own seat: whoever asks for another's learns nothing, not even that it exists.
///
/// # Errors
/// [`Error::NotFound`].
pub fn seat(conn: &mut DbConn, account: &AccountId, id: &str) -> Result<Seat> {
    let found =
        panel_seats::table.inner_join(experts::table).filter(panel_seats::id.eq(id)).filter(experts::account_id.eq(account.as_str()));
    let seat = read(found.select(columns!()).first::<Row>(conn).found()?)?;
    if seat.state == SeatState::Waiting { Err(Error::NotFound) } else { Ok(seat) }
}

/// One's own seats that were asked for, with the title of the project, the latest first.
pub fn of_account(conn: &mut DbConn, account: &AccountId) -> Result<Vec<(String, Seat)>> {
    let found = panel_seats::table.inner_join(experts::table).inner_join(projects::table);
    let rows: Vec<(String, Row)> = found
        .filter(experts::account_id.eq(account.as_str()))
        .filter(panel_seats::state.ne(SeatState::Waiting.as_str()))
        .order((panel_seats::invited_at.desc(), panel_seats::id))
        .select((projects::title, columns!()))
        .limit(100)
        .load(conn)?;
    rows.into_iter().map(|(title, row)| Ok((title, read(row)?))).collect()
}

/// Asks somebody.
pub fn invite(conn: &mut DbConn, id: &str, (now, due): (Instant, Instant)) -> Result<()> {
    let found = panel_seats::table.find(id).filter(panel_seats::state.eq(SeatState::Waiting.as_str()));
    let set = (panel_seats::state.eq(SeatState::Invited.as_str()), panel_seats::invited_at.eq(now.ms()), panel_seats::due_at.eq(due.ms()));
    one_row(diesel::update(found).set(set).execute(conn)?)
}

/// Moves a seat from one state to another, with what was said; [`Error::Conflict`] where somebody was faster.
pub fn step(conn: &mut DbConn, id: &str, (from, to): (SeatState, SeatState), (now, reason): (Instant, &str)) -> Result<()> {
    let found = panel_seats::table.find(id).filter(panel_seats::state.eq(from.as_str()));
    let set = (panel_seats::state.eq(to.as_str()), panel_seats::answered_at.eq(now.ms()), panel_seats::reason.eq(reason));
    one_row(diesel::update(found).set(set).execute(conn)?)
}

/// Whoever is invited has so many milliseconds more to answer.
pub fn delay(conn: &mut DbConn, (project, by): (&ProjectId, i64)) -> Result<()> {
    let invited =
        panel_seats::table.filter(panel_seats::project_id.eq(project.as_str())).filter(panel_seats::state.eq(SeatState::Invited.as_str()));
    diesel::update(invited).set(panel_seats::due_at.eq(panel_seats::due_at + by)).execute(conn)?;
    Ok(())
}
