//! Sealed entries. The last of a sign-up stands.

use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::bid_entries::{self, dsl};
use crate::db::schema::signups;
use crate::domain::bid::Sealed;
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
    pub signup: String,
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
}

impl SealedEntry {
    /// Envelope and payload.
    pub fn read(&self) -> Result<Sealed> {
        Sealed::parse(&self.sealed).map_err(|fault| Error::caused("reading a stored envelope", fault))
    }
}

type Row = (String, String, String, String, String, String, i64, i64, String, String);

fn read((id, signup, label, sealed, made, _, log_id, received_at, outcome, cure): Row) -> Result<SealedEntry> {
    let made = Made::parse(&made).ok_or_else(|| Error::bad_row("bid_entries.made", &made))?;
    Ok(SealedEntry { id, signup, label, sealed, made, log_id, received_at: Instant(received_at), outcome, cure })
}

/// A new entry in the place of the one that stood.
pub fn replace(conn: &mut DbConn, new: &SealedEntry) -> Result<()> {
    let stood = bid_entries::table.filter(dsl::signup_id.eq(&new.signup)).filter(dsl::state.eq(STANDING));
    diesel::update(stood).set(dsl::state.eq("replaced")).execute(conn)?;
    let row = (
        (dsl::id.eq(&new.id), dsl::signup_id.eq(&new.signup), dsl::label.eq(&new.label), dsl::sealed.eq(&new.sealed)),
        (dsl::made.eq(new.made.as_str()), dsl::state.eq(STANDING), dsl::log_id.eq(new.log_id), dsl::received_at.eq(new.received_at.ms())),
        (dsl::outcome.eq(&new.outcome), dsl::cure.eq(&new.cure)),
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
    let active = signups::draw_id.eq(draw).and(signups::state.eq(SignupState::Active.as_str()));
    let rows: Vec<Row> = bid_entries::table
        .inner_join(signups::table.on(signups::id.eq(dsl::signup_id)))
        .filter(active.and(dsl::state.eq(STANDING)))
        .order(dsl::label)
        .select(bid_entries::all_columns)
        .load(conn)?;
    let mut found = rows.into_iter().map(read).collect::<Result<Vec<_>>>()?;
    // PostgreSQL orders text by its collation, the protocol by bytes.
    found.sort_unstable_by(|a, b| a.label.cmp(&b.label));
    Ok(found)
}

/// The sign-ups of a draw that have a standing entry.
pub fn sealed(conn: &mut DbConn, draw: &str) -> Result<Vec<String>> {
    let of_draw = signups::draw_id.eq(draw).and(dsl::state.eq(STANDING));
    let joined = bid_entries::table.inner_join(signups::table.on(signups::id.eq(dsl::signup_id)));
    Ok(joined.filter(of_draw).select(dsl::signup_id).load(conn)?)
}

/// Notes how an envelope turned out.
pub fn set_outcome(conn: &mut DbConn, id: &str, outcome: &str) -> Result<()> {
    one_row(diesel::update(bid_entries::table.find(id)).set(dsl::outcome.eq(outcome)).execute(conn)?)
}

/// Keeps what an agency shows, sealed.
pub fn set_cure(conn: &mut DbConn, id: &str, cure: &str) -> Result<()> {
    one_row(diesel::update(bid_entries::table.find(id)).set(dsl::cure.eq(cure)).execute(conn)?)
}
