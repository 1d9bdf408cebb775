//! The rows of negotiations. None of them says which agency is behind a pseudonym.

use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::{negotiation_acts, negotiation_seats, negotiations, projects};
use crate::domain::draw::{DrawId, Label};
use crate::domain::project::{ProjectId, ProjectState};
use crate::domain::time::Instant;
use crate::error::{Error, Result, one_row};

crate::text_states! {
    /// Whose turn it is.
    pub enum Turn {
        /// Those drawn quote.
        Quoting => "quoting",
        /// The owner replies to all, or chooses.
        Replying => "replying",
        /// The owner chooses.
        Choosing => "choosing",
        /// It has chosen, or let its time pass.
        Over => "over",
    }
}

crate::text_states! {
    /// What was said.
    pub enum Side {
        Quote => "quote",
        Reply => "reply",
    }
}

/// A negotiation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Talk {
    pub project: ProjectId,
    pub draw: DrawId,
    pub turn: Turn,
    /// The exchange, from 1.
    pub round: u32,
    /// The first instant that is too late for whoever has the turn.
    pub due_at: Instant,
    pub time: TurnTime,
}

/// What the end of a turn is reckoned from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TurnTime {
    pub from: Instant,
    /// In which the office is open.
    pub minutes: u32,
}

/// Something that was said, as it lies in its row.
#[derive(Clone, Debug)]
pub struct Act {
    pub pseudonym: Label,
    pub round: u32,
    pub side: Side,
    /// Sealed with the market's key.
    pub sealed: String,
    pub log_id: i64,
    pub at: Instant,
}

/// A new negotiation with its seats, which go in in the order of the pseudonyms, so that neither place nor time tells which is which.
pub fn insert(conn: &mut DbConn, talk: &Talk, mut seats: Vec<(String, Label)>) -> Result<()> {
    diesel::insert_into(negotiations::table)
        .values((
            negotiations::project_id.eq(talk.project.as_str()),
            negotiations::draw_id.eq(talk.draw.as_str()),
            negotiations::turn.eq(talk.turn.as_str()),
            negotiations::round.eq(i64::from(talk.round)),
            negotiations::due_at.eq(talk.due_at.ms()),
            negotiations::runs_from.eq(talk.time.from.ms()),
            negotiations::runs_minutes.eq(i64::from(talk.time.minutes)),
        ))
        .execute(conn)?;
    seats.sort_unstable_by(|one, other| one.1.cmp(&other.1));
    for (seat, pseudonym) in seats {
        let row = (
            negotiation_seats::seat.eq(seat),
            negotiation_seats::project_id.eq(talk.project.as_str()),
            negotiation_seats::pseudonym.eq(pseudonym.as_str()),
        );
        diesel::insert_into(negotiation_seats::table).values(row).execute(conn)?;
    }
    Ok(())
}

/// The negotiation of a project, where there is one.
pub fn talk_of(conn: &mut DbConn, project: &ProjectId) -> Result<Option<Talk>> {
    /// Draw, turn, round; its end, and what that is reckoned from.
    type Row = (String, String, i64, (i64, i64, i64));
    let time = (negotiations::due_at, negotiations::runs_from, negotiations::runs_minutes);
    let row: Option<Row> = negotiations::table
        .find(project.as_str())
        .select((negotiations::draw_id, negotiations::turn, negotiations::round, time))
        .first(conn)
        .optional()?;
    let read = |(draw, turn, round, (due, from, minutes)): Row| {
        Ok(Talk {
            project: project.clone(),
            draw: DrawId::parse(&draw).ok_or_else(|| Error::bad_row("negotiations.draw_id", &draw))?,
            turn: Turn::parse(&turn).ok_or_else(|| Error::bad_row("negotiations.turn", &turn))?,
            round: small(round, "negotiations.round")?,
            due_at: Instant(due),
            time: TurnTime { from: Instant(from), minutes: small(minutes, "negotiations.runs_minutes")? },
        })
    };
    row.map(read).transpose()
}

fn small(number: i64, column: &'static str) -> Result<u32> {
    u32::try_from(number).map_err(|_| Error::bad_row(column, number))
}

/// The turn goes from the one before to this; [`Error::Conflict`] where it has gone already.
pub fn step(conn: &mut DbConn, before: &Talk, to: &Talk) -> Result<()> {
    let own = negotiations::table
        .find(before.project.as_str())
        .filter(negotiations::turn.eq(before.turn.as_str()))
        .filter(negotiations::round.eq(i64::from(before.round)));
    let time = (negotiations::runs_from.eq(to.time.from.ms()), negotiations::runs_minutes.eq(i64::from(to.time.minutes)));
    let turn = (negotiations::turn.eq(to.turn.as_str()), negotiations::round.eq(i64::from(to.round)));
    one_row(diesel::update(own).set((turn, negotiations::due_at.eq(to.due_at.ms()), time)).execute(conn)?)
}

/// The projects that negotiate now.
pub fn going(conn: &mut DbConn) -> Result<Vec<ProjectId>> {
    let found = negotiations::table.filter(negotiations::turn.ne(Turn::Over.as_str())).order(negotiations::project_id);
    let ids: Vec<String> = found.select(negotiations::project_id).load(conn)?;
    Ok(ids.into_iter().map(ProjectId).collect())
}

/// The pseudonym of a seat.
pub fn seated(conn: &mut DbConn, seat: &str) -> Result<Option<Label>> {
    let found: Option<String> = negotiation_seats::table.find(seat).select(negotiation_seats::pseudonym).first(conn).optional()?;
    found.map(label).transpose()
}

fn label(text: String) -> Result<Label> {
    Label::parse(&text).ok_or_else(|| Error::bad_row("negotiation_seats.pseudonym", &text))
}

/// The pseudonyms of a negotiation, by their bytes.
pub fn threads(conn: &mut DbConn, project: &ProjectId) -> Result<Vec<Label>> {
    let own = negotiation_seats::table.filter(negotiation_seats::project_id.eq(project.as_str()));
    let rows: Vec<String> = own.select(negotiation_seats::pseudonym).load(conn)?;
    let mut threads = rows.into_iter().map(label).collect::<Result<Vec<_>>>()?;
    threads.sort_unstable();
    Ok(threads)
}

/// Something new that was said; the primary key refuses a second.
pub fn say(conn: &mut DbConn, act: &Act) -> Result<()> {
    let row = (
        negotiation_acts::pseudonym.eq(act.pseudonym.as_str()),
        negotiation_acts::round.eq(i64::from(act.round)),
        negotiation_acts::kind.eq(act.side.as_str()),
        negotiation_acts::sealed.eq(&act.sealed),
        negotiation_acts::log_id.eq(act.log_id),
        negotiation_acts::at.eq(act.at.ms()),
    );
    diesel::insert_into(negotiation_acts::table).values(row).execute(conn)?;
    Ok(())
}

/// Everything that was said in a negotiation: round by round, quotes before replies, by pseudonym.
pub fn acts(conn: &mut DbConn, project: &ProjectId) -> Result<Vec<Act>> {
    type Row = (String, i64, String, String, i64, i64);
    let rows: Vec<Row> = negotiation_acts::table
        .inner_join(negotiation_seats::table.on(negotiation_seats::pseudonym.eq(negotiation_acts::pseudonym)))
        .filter(negotiation_seats::project_id.eq(project.as_str()))
        .select((
            negotiation_acts::pseudonym,
            negotiation_acts::round,
            negotiation_acts::kind,
            negotiation_acts::sealed,
            negotiation_acts::log_id,
            negotiation_acts::at,
        ))
        .load(conn)?;
    let read = |(pseudonym, round, kind, sealed, log_id, at): Row| {
        Ok(Act {
            pseudonym: label(pseudonym)?,
            round: small(round, "negotiation_acts.round")?,
            side: Side::parse(&kind).ok_or_else(|| Error::bad_row("negotiation_acts.kind", &kind))?,
            sealed,
            log_id,
            at: Instant(at),
        })
    };
    let mut acts = rows.into_iter().map(read).collect::<Result<Vec<Act>>>()?;
    acts.sort_by(|one, other| (one.round, one.side.as_str(), &one.pseudonym).cmp(&(other.round, other.side.as_str(), &other.pseudonym)));
    Ok(acts)
}

/// The projects in whose negotiation quotes are awaited, the most urgent first.
pub fn quoting(conn: &mut DbConn) -> Result<Vec<ProjectId>> {
    let rows: Vec<String> = negotiations::table
        .inner_join(projects::table)
        .filter(negotiations::turn.eq(Turn::Quoting.as_str()))
        .filter(projects::state.eq(ProjectState::Choosing.as_str()))
        .order((negotiations::due_at, negotiations::project_id))
        .select(negotiations::project_id)
        .load(conn)?;
    Ok(rows.into_iter().map(ProjectId).collect())
}
