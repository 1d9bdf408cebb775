//! The documents of a round, each once, and two of its draw's.

use diesel::prelude::*;

use super::rounds::Round;
use crate::db::DbConn;
use crate::db::schema::bid_documents::{self, dsl};
use crate::db::schema::draw_documents;
use crate::domain::draw::Document;
use crate::domain::time::Instant;
use crate::error::{Error, Found, Result};

/// Keeps a document; [`Error::Conflict`] where one of this name exists.
pub fn insert(conn: &mut DbConn, round: &Round, (name, body): (&str, &str), (log_id, at): (i64, Instant)) -> Result<()> {
    let row = (
        (dsl::project_id.eq(round.project.as_str()), dsl::round.eq(round.number), dsl::name.eq(name)),
        (dsl::body.eq(body), dsl::log_id.eq(log_id), dsl::at.eq(at.ms())),
    );
    diesel::insert_into(bid_documents::table).values(row).execute(conn)?;
    Ok(())
}

/// A document of a round with its document in the log (0: another document holds its hash), where it exists.
pub fn find<D: Document>(conn: &mut DbConn, round: &Round) -> Result<Option<(D, i64)>> {
    let own = bid_documents::table.find((round.project.as_str(), round.number, D::FILE));
    let row: Option<(String, i64)> = own.select((dsl::body, dsl::log_id)).first(conn).optional()?;
    let read = |body: String| D::parse(body).map_err(|fault| Error::caused("reading a stored document of a round", fault));
    row.map(|(body, log_id)| Ok((read(body)?, log_id))).transpose()
}

/// A document that must exist.
///
/// # Errors
/// [`Error::NotFound`] where it does not.
pub fn load<D: Document>(conn: &mut DbConn, round: &Round) -> Result<D> {
    find(conn, round)?.map(|(document, _)| document).ok_or(Error::NotFound)
}

/// The document in the log of one of these documents of a draw, the first that exists.
pub fn logged_of_draw(conn: &mut DbConn, draw: &str, names: &[&str]) -> Result<Option<i64>> {
    let found = draw_documents::table.filter(draw_documents::draw_id.eq(draw)).filter(draw_documents::name.eq_any(names));
    Ok(found.order(draw_documents::name).select(draw_documents::log_id).first(conn).optional()?)
}

/// A document of the round's draw.
pub fn of_draw(conn: &mut DbConn, draw: &str, name: &str) -> Result<String> {
    draw_documents::table.find((draw, name)).select(draw_documents::body).first(conn).found()
}
