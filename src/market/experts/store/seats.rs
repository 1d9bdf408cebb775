//! Panels and their seats. Who was drawn lies sealed with the market's key, and its seat is found by a code that only this key makes; nothing here is read
//! for anybody but the expert itself, the jobs, and the review's own steps.

use diesel::prelude::*;
use serde::{Deserialize, Serialize};

use crate::db::DbConn;
use crate::db::schema::{panel_seats, panels, projects};
use crate::domain::draw::{DrawId, Hash32, Label};
use crate::domain::expert::ExpertId;
use crate::domain::project::ProjectId;
use crate::domain::time::Instant;
use crate::error::{Error, Found, Result, one_row};
use crate::platform::audit::Actor;
use crate::platform::auth::AccountId;
use crate::platform::keys::{Keys, Purpose};

crate::text_states! {
    /// Where a panel is.
    pub enum PanelState {
        /// Experts are asked.
        Inviting => "inviting",
        /// Enough have accepted.
        Seated => "seated",
        /// The review is closed: who was asked is no secret any more.
        Opened => "opened",
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
    /// A code that [`code`] makes: it says nothing to whoever has no key.
    pub id: String,
    pub project: ProjectId,
    /// Place in the experts' draw, from 1.
    pub position: i64,
    /// Its blind label in the draw.
    pub label: Label,
    pub state: SeatState,
    /// By when it is to answer.
    pub due_at: Instant,
    pub who: Person,
}

impl Seat {
    /// Whoever sits here, as the log's own rows may name it while nobody may know.
    pub fn author(&self) -> Actor {
        author(&self.id)
    }

    /// The hash of what it says, as the log's own rows may have it: under its salt, so that nobody can try words.
    pub fn salted(&self, said: &str) -> Hash32 {
        Hash32::of(format!("{}\n{said}", self.who.salt))
    }
}

fn author(seat: &str) -> Actor {
    Actor(format!("seat {seat}"))
}

/// What of a seat would tell who sits on it: sealed in the row, each field as long as every other's so that no length tells anything but of the reason's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Person {
    pub expert: ExpertId,
    pub account: AccountId,
    /// 1 if it has the family name of a side's legal representative, else 0.
    pub flagged: u8,
    /// What it said when it declined or left.
    pub reason: String,
    /// 64 random hex digits, with which the log has the hash of the reason.
    pub salt: String,
}

/// The code of an account's seat on a panel, by the panel's draw: nobody without the market's key can make it, and codes of two panels cannot be compared.
pub fn code(keys: &Keys, draw: &DrawId, account: &AccountId) -> String {
    keys.mac(Purpose::Pseudonyms, &format!("panel seat {draw} {account}"))
}

fn bound_to(id: &str) -> String {
    format!("panel seat {id}")
}

fn sealed(keys: &Keys, (id, who): (&str, &Person)) -> Result<String> {
    let plain = serde_json::to_string(who).map_err(|e| Error::caused("writing a seat", e))?;
    keys.seal_text(Purpose::Rows, &bound_to(id), &plain)
}

type Row = (String, String, i64, String, String, i64, String);

macro_rules! columns {
    () => {
        (
            panel_seats::id,
            panel_seats::project_id,
            panel_seats::position,
            panel_seats::label,
            panel_seats::state,
            panel_seats::due_at,
            panel_seats::sealed,
        )
    };
}

fn read(keys: &Keys, (id, project, position, label, state, due, sealed): Row) -> Result<Seat> {
    let plain = keys.open_text(Purpose::Rows, &bound_to(&id), &sealed)?;
    Ok(Seat {
        who: serde_json::from_str(&plain).map_err(|e| Error::caused("reading a seat", e))?,
        id,
        project: ProjectId(project),
        position,
        label: Label::parse(&label).ok_or_else(|| Error::bad_row("panel_seats.label", &label))?,
        state: SeatState::parse(&state).ok_or_else(|| Error::bad_row("panel_seats.state", &state))?,
        due_at: Instant(due),
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

/// Somebody who was drawn and not asked yet; the primary key refuses a second seat.
pub fn insert(conn: &mut DbConn, keys: &Keys, seat: &Seat) -> Result<()> {
    let row = (
        (panel_seats::id.eq(&seat.id), panel_seats::project_id.eq(seat.project.as_str()), panel_seats::position.eq(seat.position)),
        (panel_seats::label.eq(seat.label.as_str()), panel_seats::state.eq(seat.state.as_str()), panel_seats::invited_at.eq(0)),
        (panel_seats::due_at.eq(0), panel_seats::answered_at.eq(0), panel_seats::sealed.eq(sealed(keys, (&seat.id, &seat.who))?)),
    );
    diesel::insert_into(panel_seats::table).values(row).execute(conn)?;
    Ok(())
}

/// Everybody who was drawn for a project, in the order of the draw.
pub fn of_project(conn: &mut DbConn, keys: &Keys, project: &ProjectId) -> Result<Vec<Seat>> {
    let found = panel_seats::table.filter(panel_seats::project_id.eq(project.as_str()));
    let rows: Vec<Row> = found.order(panel_seats::position).select(columns!()).load(conn)?;
    rows.into_iter().map(|row| read(keys, row)).collect()
}

/// The account on a seat; `None` for a seat that is none.
pub fn account_at(conn: &mut DbConn, keys: &Keys, id: &str) -> Result<Option<AccountId>> {
    let row: Option<Row> = panel_seats::table.find(id).select(columns!()).first(conn).optional()?;
    row.map(|row| Ok(read(keys, row)?.who.account)).transpose()
}

/// One's own seat: whoever asks for another's learns nothing, not even that it exists.
///
/// # Errors
/// [`Error::NotFound`].
pub fn seat(conn: &mut DbConn, keys: &Keys, (account, id): (&AccountId, &str)) -> Result<Seat> {
    let seat = read(keys, panel_seats::table.find(id).select(columns!()).first::<Row>(conn).found()?)?;
    if seat.who.account != *account || seat.state == SeatState::Waiting { Err(Error::NotFound) } else { Ok(seat) }
}

/// The codes of every seat an account could have on a panel that is not opened.
fn codes(conn: &mut DbConn, keys: &Keys, account: &AccountId) -> Result<Vec<String>> {
    let open = panels::table.filter(panels::state.ne(PanelState::Opened.as_str()));
    let draws: Vec<String> = open.select(panels::draw_id).load(conn)?;
    let draw = |text: &String| DrawId::parse(text).ok_or_else(|| Error::bad_row("panels.draw_id", text));
    draws.iter().map(|text| Ok(code(keys, &draw(text)?, account))).collect()
}

/// One's own seats that were asked for, with the title of the project, the latest first.
pub fn of_account(conn: &mut DbConn, keys: &Keys, account: &AccountId) -> Result<Vec<(String, Seat)>> {
    let codes = codes(conn, keys, account)?;
    let rows: Vec<(String, Row)> = panel_seats::table
        .inner_join(projects::table)
        .filter(panel_seats::id.eq_any(&codes).or(panel_seats::account_id.eq(account.as_str())))
        .filter(panel_seats::state.ne(SeatState::Waiting.as_str()))
        .order((panel_seats::invited_at.desc(), panel_seats::id))
        .select((projects::title, columns!()))
        .limit(100)
        .load(conn)?;
    rows.into_iter().map(|(title, row)| Ok((title, read(keys, row)?))).collect()
}

/// Under whose names an account acted on its seats.
pub fn authors(conn: &mut DbConn, keys: &Keys, account: &AccountId) -> Result<Vec<Actor>> {
    let codes = codes(conn, keys, account)?;
    let own = panel_seats::table.filter(panel_seats::id.eq_any(&codes).or(panel_seats::account_id.eq(account.as_str())));
    let ids: Vec<String> = own.select(panel_seats::id).load(conn)?;
    Ok(ids.iter().map(|id| author(id)).collect())
}

/// The review is closed: who was asked lies open from now on. Whoever stood behind does not know it, and stays sealed.
pub fn open(conn: &mut DbConn, keys: &Keys, (project, now): (&ProjectId, Instant)) -> Result<()> {
    for seat in of_project(conn, keys, project)?.into_iter().filter(|seat| seat.state != SeatState::Waiting) {
        let own = diesel::update(panel_seats::table.find(&seat.id));
        one_row(own.set(panel_seats::account_id.eq(seat.who.account.as_str())).execute(conn)?)?;
    }
    set_panel(conn, now, project, PanelState::Opened)
}

/// Asks somebody.
pub fn invite(conn: &mut DbConn, id: &str, (now, due): (Instant, Instant)) -> Result<()> {
    let found = panel_seats::table.find(id).filter(panel_seats::state.eq(SeatState::Waiting.as_str()));
    let set = (panel_seats::state.eq(SeatState::Invited.as_str()), panel_seats::invited_at.eq(now.ms()), panel_seats::due_at.eq(due.ms()));
    one_row(diesel::update(found).set(set).execute(conn)?)
}

/// Moves a seat to another state, with what was said; [`Error::Conflict`] where somebody was faster.
pub fn step(conn: &mut DbConn, keys: &Keys, (seat, to): (&Seat, SeatState), (now, reason): (Instant, &str)) -> Result<()> {
    let found = panel_seats::table.find(&seat.id).filter(panel_seats::state.eq(seat.state.as_str()));
    let who = Person { reason: reason.to_owned(), ..seat.who.clone() };
    let sealed = sealed(keys, (&seat.id, &who))?;
    let set = (panel_seats::state.eq(to.as_str()), panel_seats::answered_at.eq(now.ms()), panel_seats::sealed.eq(sealed));
    one_row(diesel::update(found).set(set).execute(conn)?)
}

/// Whoever is invited has so many milliseconds more to answer.
pub fn delay(conn: &mut DbConn, (project, by): (&ProjectId, i64)) -> Result<()> {
    let invited =
        panel_seats::table.filter(panel_seats::project_id.eq(project.as_str())).filter(panel_seats::state.eq(SeatState::Invited.as_str()));
    diesel::update(invited).set(panel_seats::due_at.eq(panel_seats::due_at + by)).execute(conn)?;
    Ok(())
}
