//! The documents of a draw, each once: the primary key is the guarantee that there is one freeze, one seed and one result.

use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::draw_documents::dsl;
use crate::db::schema::log_positions;
use crate::domain::draw::{Document, DrawId, Hash32};
use crate::domain::time::Instant;
use crate::error::{Error, Found, Result, one_row};

/// A stored document.
#[derive(Clone, Debug, PartialEq, Eq, Queryable)]
pub struct Paper {
    /// Its name in the bundle, or of what platform and officer said to each other.
    pub name: String,
    pub body: String,
    pub sha256: String,
    /// Its document in the log; 0 where another document holds its hash.
    pub log_id: i64,
    pub at: i64,
    /// Where it lies in the log, once it has its place.
    pub log_index: Option<i64>,
}

impl Paper {
    /// The paper as the document it is.
    ///
    /// # Errors
    /// [`Error::Internal`] where it breaks its own grammar, which writing it has excluded.
    pub fn read<D: Document>(&self) -> Result<D> {
        read(&self.body)
    }
}

fn read<D: Document>(body: &str) -> Result<D> {
    D::parse(body).map_err(|fault| Error::caused("reading a stored document of a draw", fault))
}

/// Keeps a document; [`Error::Conflict`] where one of this name exists.
pub fn insert(conn: &mut DbConn, draw: &DrawId, name: &str, body: &str, (log_id, at): (i64, Instant)) -> Result<()> {
    diesel::insert_into(dsl::draw_documents)
        .values((
            dsl::draw_id.eq(draw.as_str()),
            dsl::name.eq(name),
            dsl::body.eq(body),
            dsl::sha256.eq(Hash32::of(body).to_string()),
            dsl::log_id.eq(log_id),
            dsl::at.eq(at.ms()),
        ))
        .execute(conn)?;
    Ok(())
}

/// opened.txt grows with each label that is opened; nothing else ever changes.
pub fn replace_opened(conn: &mut DbConn, draw: &DrawId, body: &str, (log_id, at): (i64, Instant)) -> Result<()> {
    let set = (dsl::body.eq(body), dsl::sha256.eq(Hash32::of(body).to_string()), dsl::log_id.eq(log_id), dsl::at.eq(at.ms()));
    one_row(diesel::update(dsl::draw_documents.find((draw.as_str(), "opened.txt"))).set(set).execute(conn)?)
}

/// A document by its name.
pub fn find(conn: &mut DbConn, draw: &DrawId, name: &str) -> Result<Option<Paper>> {
    let columns = (dsl::name, dsl::body, dsl::sha256, dsl::log_id, dsl::at, log_positions::idx.nullable());
    let placed = dsl::draw_documents.left_join(log_positions::table.on(log_positions::document_id.eq(dsl::log_id)));
    Ok(placed.filter(dsl::draw_id.eq(draw.as_str())).filter(dsl::name.eq(name)).select(columns).first(conn).optional()?)
}

/// A document that must exist, as what it is.
///
/// # Errors
/// [`Error::NotFound`] where it does not.
pub fn load<D: Document>(conn: &mut DbConn, draw: &DrawId) -> Result<D> {
    let body: String = dsl::draw_documents.find((draw.as_str(), D::FILE)).select(dsl::body).first(conn).found()?;
    read(&body)
}

/// The names of all documents of a draw.
pub fn names(conn: &mut DbConn, draw: &DrawId) -> Result<Vec<String>> {
    Ok(dsl::draw_documents.filter(dsl::draw_id.eq(draw.as_str())).order(dsl::name).select(dsl::name).load(conn)?)
}

/// All documents of a draw, by name.
pub fn all(conn: &mut DbConn, draw: &DrawId) -> Result<Vec<Paper>> {
    let columns = (dsl::name, dsl::body, dsl::sha256, dsl::log_id, dsl::at, log_positions::idx.nullable());
    let placed = dsl::draw_documents.left_join(log_positions::table.on(log_positions::document_id.eq(dsl::log_id)));
    Ok(placed.filter(dsl::draw_id.eq(draw.as_str())).order(dsl::name).select(columns).load(conn)?)
}

/// How far the log holds what was logged of a draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Logged {
    /// Something of it has no place yet.
    Pending,
    /// The last of it lies here.
    To(u64),
}

/// How far the log holds what was logged of a draw.
pub fn logged_to(conn: &mut DbConn, draw: &DrawId) -> Result<Logged> {
    let placed = dsl::draw_documents.left_join(log_positions::table.on(log_positions::document_id.eq(dsl::log_id)));
    let own = placed.filter(dsl::draw_id.eq(draw.as_str())).filter(dsl::log_id.gt(0));
    let places: Vec<Option<i64>> = own.select(log_positions::idx.nullable()).load(conn)?;
    let last: Option<Vec<i64>> = places.into_iter().collect();
    Ok(last.map_or(Logged::Pending, |places| Logged::To(places.into_iter().max().unwrap_or(0).unsigned_abs())))
}
