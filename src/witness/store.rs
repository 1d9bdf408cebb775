//! The officer's own rows. Nobody else reads or writes them.

use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::witness_draws::{self, dsl};
use crate::domain::draw::{DrawId, Hash32, OfficerId, Reason};
use crate::domain::time::Instant;
use crate::error::{Error, Result, one_row};

crate::text_states! {
    /// Where the officer is with a draw.
    pub enum WitnessState {
        Committed => "committed",
        Approved => "approved",
        Refused => "refused",
        Revealed => "revealed",
    }
}

/// What the officer keeps of a draw.
pub struct Kept {
    pub draw: DrawId,
    pub about: Hash32,
    /// Sealed.
    pub secret: String,
    pub commitment: Hash32,
    /// The first freeze it was shown.
    pub freeze: Option<Hash32>,
    pub state: WitnessState,
    pub refusal: Option<Reason>,
}

type Row = (String, String, String, String, String, String);

/// What is kept of a draw.
pub fn find(conn: &mut DbConn, draw: &DrawId, officer: &OfficerId) -> Result<Option<Kept>> {
    let columns = (dsl::about, dsl::secret, dsl::commitment, dsl::freeze, dsl::state, dsl::refusal);
    let row: Option<Row> = dsl::witness_draws.find((draw.as_str(), officer.as_str())).select(columns).first(conn).optional()?;
    let Some((about, secret, commitment, freeze, state, refusal)) = row else { return Ok(None) };
    let hash = |column: &str, text: &str| Hash32::parse(text).ok_or_else(|| Error::bad_row(column, text));
    Ok(Some(Kept {
        draw: draw.clone(),
        about: hash("witness_draws.about", &about)?,
        secret,
        commitment: hash("witness_draws.commitment", &commitment)?,
        freeze: if freeze.is_empty() { None } else { Some(hash("witness_draws.freeze", &freeze)?) },
        state: WitnessState::parse(&state).ok_or_else(|| Error::bad_row("witness_draws.state", &state))?,
        refusal: Reason::parse(&refusal),
    }))
}

/// A new commitment; the primary key refuses a second.
pub fn insert(conn: &mut DbConn, officer: &OfficerId, kept: &Kept, at: Instant) -> Result<()> {
    diesel::insert_into(dsl::witness_draws)
        .values((
            dsl::draw_id.eq(kept.draw.as_str()),
            dsl::officer.eq(officer.as_str()),
            dsl::about.eq(kept.about.to_string()),
            dsl::secret.eq(&kept.secret),
            dsl::commitment.eq(kept.commitment.to_string()),
            dsl::freeze.eq(""),
            dsl::state.eq(kept.state.as_str()),
            dsl::refusal.eq(""),
            dsl::committed_at.eq(at.ms()),
        ))
        .execute(conn)?;
    Ok(())
}

/// Approves the first freeze it was shown, or refuses it with a reason.
pub fn judge(conn: &mut DbConn, (draw, officer): (&DrawId, &OfficerId), freeze: &Hash32, refusal: Option<&str>) -> Result<()> {
    let state = if refusal.is_none() { WitnessState::Approved } else { WitnessState::Refused };
    let fresh = dsl::witness_draws.find((draw.as_str(), officer.as_str())).filter(dsl::freeze.eq(""));
    let set = (dsl::freeze.eq(freeze.to_string()), dsl::state.eq(state.as_str()), dsl::refusal.eq(refusal.unwrap_or("")));
    one_row(diesel::update(fresh).set(set).execute(conn)?)
}

/// Notes that the secret is out.
pub fn set_revealed(conn: &mut DbConn, draw: &DrawId, officer: &OfficerId) -> Result<()> {
    let own = dsl::witness_draws.find((draw.as_str(), officer.as_str()));
    one_row(diesel::update(own).set(witness_draws::state.eq(WitnessState::Revealed.as_str())).execute(conn)?)
}
