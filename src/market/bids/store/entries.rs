//! Sealed entries. The last of a sign-up stands.

use diesel::prelude::*;

use super::rounds::RoundState;
use crate::db::DbConn;
use crate::db::schema::bid_entries::{self, dsl};
use crate::db::schema::{bid_rounds, projects, signups};
use crate::domain::bid::Sealed;
use crate::domain::project::ProjectState;
use crate::domain::signup::SignupState;
use crate::domain::time::Instant;
use crate::error::{Error, Result, one_row};

crate::text_states! {
    /// Who sealed an entry.
    pub enum Made {
        /// The agency itself: the market never saw the quote.
        Agency => "agency",
        /// The market, from what was typed into the form without JavaScript.
        Market => "market",
    }
}

const STANDING: &str = "standing";

/// A sealed entry that stands.
#[derive(Clone, Debug)]
pub struct SealedEntry {
    pub id: String,
    pub draw: String,
    /// The sign-up it came with; empty under a pseudonym.
    pub signup: String,
    /// The draw label of its sign-up, or its pseudonym.
    pub label: String,
    /// Envelope and payload, as they came.
    pub sealed: String,
    pub made: Made,
    pub log_id: i64,
    pub received_at: Instant,
    /// How its envelope turned out, in the words of states.txt; empty before.
    pub outcome: String,
    /// What its agency showed to open it, sealed; empty where it did not.
    pub cure: String,
    /// What a card may show of its agency, encrypted; empty where no card follows.
    pub facts: String,
}

impl SealedEntry {
    /// Envelope and payload.
    pub fn read(&self) -> Result<Sealed> {
        Sealed::parse(&self.sealed).map_err(|fault| Error::caused("reading a stored envelope", fault))
    }
}

type Row = (String, String, String, String, String, String, i64, i64, String, String, String, String);

fn read((id, signup, label, sealed, made, _, log_id, received_at, outcome, cure, draw, facts): Row) -> Result<SealedEntry> {
    let made = Made::parse(&made).ok_or_else(|| Error::bad_row("bid_entries.made", &made))?;
    Ok(SealedEntry { id, draw, signup, label, sealed, made, log_id, received_at: Instant(received_at), outcome, cure, facts })
}

/// A new entry in the place of the one that stood.
pub fn replace(conn: &mut DbConn, new: &SealedEntry) -> Result<()> {
    let stood = bid_entries::table.filter(dsl::signup_id.eq(&new.signup)).filter(dsl::state.eq(STANDING));
    diesel::update(stood).set(dsl::state.eq("replaced")).execute(conn)?;
    insert(conn, new)
}

pub(super) fn insert(conn: &mut DbConn, new: &SealedEntry) -> Result<()> {
    let row = (
        (dsl::id.eq(&new.id), dsl::signup_id.eq(&new.signup), dsl::label.eq(&new.label), dsl::sealed.eq(&new.sealed)),
        (dsl::made.eq(new.made.as_str()), dsl::state.eq(STANDING), dsl::log_id.eq(new.log_id), dsl::received_at.eq(new.received_at.ms())),
        (dsl::outcome.eq(&new.outcome), dsl::cure.eq(&new.cure), dsl::draw_id.eq(&new.draw), dsl::facts.eq(&new.facts)),
    );
    diesel::insert_into(bid_entries::table).values(row).execute(conn)?;
    Ok(())
}

/// The entry that stands for a sign-up.
pub fn standing(conn: &mut DbConn, signup: &str) -> Result<Option<SealedEntry>> {
    let row: Option<Row> = bid_entries::table.filter(dsl::signup_id.eq(signup)).filter(dsl::state.eq(STANDING)).first(conn).optional()?;
    row.map(read).transpose()
}

/// The standing entries of a draw's active sign-ups, by label.
pub fn of_draw(conn: &mut DbConn, draw: &str) -> Result<Vec<SealedEntry>> {
    in_states(conn, draw, &[SignupState::Active])
}

/// The same once they are opened: sign-ups of a void draw go over to the next, and what they brought stays with the first.
pub fn ever_of_draw(conn: &mut DbConn, draw: &str) -> Result<Vec<SealedEntry>> {
    in_states(conn, draw, &[SignupState::Active, SignupState::Carried])
}

fn in_states(conn: &mut DbConn, draw: &str, states: &[SignupState]) -> Result<Vec<SealedEntry>> {
    let states: Vec<&str> = states.iter().map(|state| state.as_str()).collect();
    // Under a pseudonym nobody can tell whose sign-up has ended; what is withdrawn is taken away by its agency.
    let counts = dsl::signup_id.eq("").or(signups::state.nullable().eq_any(states));
    let rows: Vec<Row> = bid_entries::table
        .left_join(signups::table.on(signups::id.eq(dsl::signup_id)))
        .filter(dsl::draw_id.eq(draw).and(dsl::state.eq(STANDING)).and(counts.assume_not_null()))
        .order(dsl::label)
        .select(bid_entries::all_columns)
        .load(conn)?;
    let mut found = rows.into_iter().map(read).collect::<Result<Vec<_>>>()?;
    // PostgreSQL orders text by its collation, the protocol by bytes.
    found.sort_unstable_by(|a, b| a.label.cmp(&b.label));
    Ok(found)
}

/// The sign-ups of a draw that have a standing entry, or a sealed link to one.
pub fn sealed(conn: &mut DbConn, draw: &str) -> Result<Vec<String>> {
    let of_draw = dsl::draw_id.eq(draw).and(dsl::state.eq(STANDING)).and(dsl::signup_id.ne(""));
    let mut sealed: Vec<String> = bid_entries::table.filter(of_draw).select(dsl::signup_id).load(conn)?;
    let linked: Vec<String> = signups::table.filter(signups::draw_id.eq(draw).and(signups::link.ne(""))).select(signups::id).load(conn)?;
    sealed.extend(linked);
    Ok(sealed)
}

/// Notes how an envelope turned out.
pub fn set_outcome(conn: &mut DbConn, id: &str, outcome: &str) -> Result<()> {
    one_row(diesel::update(bid_entries::table.find(id)).set(dsl::outcome.eq(outcome)).execute(conn)?)
}

/// Keeps what an agency shows, sealed.
pub fn set_cure(conn: &mut DbConn, id: &str, cure: &str) -> Result<()> {
    one_row(diesel::update(bid_entries::table.find(id)).set(dsl::cure.eq(cure)).execute(conn)?)
}

/// Something an agency has yet to do for a quote of its own.
pub struct Waiting {
    pub signup: String,
    pub title: String,
    pub due: Instant,
    pub provisional: bool,
}

type WaitingRow = (String, String, i64, bool);

fn waiting((signup, title, due, provisional): WaitingRow) -> Waiting {
    Waiting { signup, title, due: Instant(due), provisional }
}

/// Sign-ups of an agency whose quote is not sealed yet and can be, the most urgent first.
pub fn unsealed(conn: &mut DbConn, agency: &str, now: Instant) -> Result<Vec<Waiting>> {
    let own = signups::agency_id.eq(agency).and(signups::state.eq(SignupState::Active.as_str()));
    let open = projects::state.eq(ProjectState::Open.as_str()).and(projects::closes_at.gt(now.ms()));
    let sealing = bid_rounds::state.eq(RoundState::Ready.as_str()).and(bid_rounds::quotes.eq(true));
    let standing = bid_entries::table.on(dsl::signup_id.eq(signups::id).and(dsl::state.eq(STANDING)));
    let own = own.and(signups::link.eq(""));
    let rows: Vec<WaitingRow> = signups::table
        .inner_join(projects::table)
        .inner_join(bid_rounds::table.on(bid_rounds::draw_id.eq(signups::draw_id)))
        .left_join(standing)
        .filter(own.and(open).and(sealing))
        .filter(dsl::id.nullable().is_null())
        .order((projects::closes_at, signups::id))
        .select((signups::id, projects::title, projects::closes_at, projects::due_provisional))
        .limit(100)
        .load(conn)?;
    Ok(rows.into_iter().map(waiting).collect())
}

/// Sign-ups of an agency whose quote is missing for want of a member's key, and that the agency can open itself now.
pub fn curable(conn: &mut DbConn, agency: &str, now: Instant) -> Result<Vec<Waiting>> {
    let own = signups::agency_id.eq(agency).and(signups::state.eq(SignupState::Active.as_str()));
    let stated = bid_rounds::state.eq(RoundState::Stated.as_str()).and(bid_rounds::cure_by.gt(now.ms()));
    let missing = dsl::state.eq(STANDING).and(dsl::outcome.like("missing%")).and(dsl::cure.eq(""));
    // What is missing is missing for all; of entries under pseudonyms nobody can tell which its own agency has opened.
    let linked = signups::link.ne("").and(dsl::draw_id.eq(signups::draw_id));
    let rows: Vec<(String, String, i64)> = signups::table
        .inner_join(projects::table)
        .inner_join(bid_rounds::table.on(bid_rounds::draw_id.eq(signups::draw_id)))
        .inner_join(bid_entries::table.on(dsl::signup_id.eq(signups::id).or(linked)))
        .filter(own.and(stated).and(missing))
        .order((bid_rounds::cure_by, signups::id))
        .select((signups::id, projects::title, bid_rounds::cure_by))
        .distinct()
        .limit(100)
        .load(conn)?;
    Ok(rows.into_iter().map(|(signup, title, due)| waiting((signup, title, due, false))).collect())
}
