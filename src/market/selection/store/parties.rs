//! Who commits to a draw: the platform and each witness officer.

use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::draw_parties::{self, dsl};
use crate::db::schema::draws;
use crate::domain::draw::words::Field;
use crate::domain::draw::{DrawId, DrawState, Hash32, OfficerCommit, Secret, Who};
use crate::domain::time::Instant;
use crate::error::{Error, Result, one_row};

/// The platform, an officer or public dice in a draw.
#[derive(Clone, Debug)]
pub struct Party {
    pub who: Who,
    /// `None` until it has answered; the dice promise nothing but to be thrown.
    pub commitment: Option<OfficerCommit>,
    /// The platform's secret, sealed; empty for officers, whose secrets are theirs.
    pub sealed: String,
    /// What it revealed.
    pub reveal: Option<Secret>,
}

/// A party of a new draw, in notice order from 0 (the platform).
pub fn insert(conn: &mut DbConn, draw: &DrawId, position: i64, party: &Party, at: Instant) -> Result<()> {
    let commitment = party.commitment.map(|promised| promised.to_string()).unwrap_or_default();
    diesel::insert_into(dsl::draw_parties)
        .values((
            dsl::draw_id.eq(draw.as_str()),
            dsl::who.eq(party.who.to_string()),
            dsl::position.eq(position),
            dsl::committed_at.eq(if commitment.is_empty() { 0 } else { at.ms() }),
            dsl::commitment.eq(commitment),
            dsl::secret.eq(&party.sealed),
            dsl::reveal.eq(""),
            dsl::revealed_at.eq(0),
        ))
        .execute(conn)?;
    Ok(())
}

/// Draws in which something may be expected of this party: its commitment, or after the freeze its verdict and its reveal.
pub fn awaited(conn: &mut DbConn, who: &Who) -> Result<Vec<(DrawId, DrawState)>> {
    let (requested, frozen) = (DrawState::Requested, DrawState::Frozen);
    let silent =
        (draws::state.eq(requested.as_str()).and(dsl::commitment.eq(""))).or(draws::state.eq(frozen.as_str()).and(dsl::reveal.eq("")));
    let rows: Vec<(String, String)> = dsl::draw_parties
        .inner_join(draws::table)
        .filter(dsl::who.eq(who.to_string()).and(silent))
        .order(draws::closes_at)
        .select((draws::id, draws::state))
        .load(conn)?;
    let draw = |id: &str| DrawId::parse(id).ok_or_else(|| Error::bad_row("draws.id", id));
    rows.iter().map(|(id, state)| Ok((draw(id)?, if state == requested.as_str() { requested } else { frozen }))).collect()
}

/// The parties in notice order.
pub fn of(conn: &mut DbConn, draw: &DrawId) -> Result<Vec<Party>> {
    let rows: Vec<(String, String, String, String)> = dsl::draw_parties
        .filter(dsl::draw_id.eq(draw.as_str()))
        .order(dsl::position)
        .select((dsl::who, dsl::commitment, dsl::secret, dsl::reveal))
        .load(conn)?;
    rows.into_iter()
        .map(|(who, commitment, sealed, reveal)| {
            Ok(Party {
                who: Who::read(&who).ok_or_else(|| Error::bad_row("draw_parties.who", &who))?,
                commitment: OfficerCommit::read(&commitment),
                sealed,
                reveal: Secret::parse(&reveal),
            })
        })
        .collect()
}

/// Notes an officer's commitment, once.
pub fn set_commitment(conn: &mut DbConn, draw: &DrawId, who: &Who, commitment: &Hash32, at: Instant) -> Result<()> {
    let open = dsl::draw_parties.find((draw.as_str(), who.to_string())).filter(dsl::commitment.eq(""));
    one_row(diesel::update(open).set((dsl::commitment.eq(commitment.to_string()), dsl::committed_at.eq(at.ms()))).execute(conn)?)
}

/// Notes a reveal, once.
pub fn set_reveal(conn: &mut DbConn, draw: &DrawId, who: &Who, secret: &Secret, at: Instant) -> Result<()> {
    let silent = dsl::draw_parties.find((draw.as_str(), who.to_string())).filter(draw_parties::reveal.eq(""));
    one_row(diesel::update(silent).set((dsl::reveal.eq(secret.to_string()), dsl::revealed_at.eq(at.ms()))).execute(conn)?)
}
