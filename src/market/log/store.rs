//! Entries as they are shown.

use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::{log_checkpoint, log_documents, log_entry, log_positions};
use crate::domain::audit_entry::Entry;
use crate::domain::draw::Document;
use crate::domain::event::Kind;
use crate::domain::time::Instant;
use crate::error::{Error, Found, Result};
use crate::market::erasures::{self, Gone};
use crate::market::projects;
use crate::platform::audit::Opening;
use crate::platform::log::reading::{self, Published};

/// Entries on a page.
pub const PAGE: i64 = 50;
/// Points of the growth chart.
const POINTS: i64 = 48;

/// An entry and where it lies.
pub struct Line {
    pub index: i64,
    pub entry: Entry,
}

/// What the page shows.
pub struct Shown {
    pub head: Option<Published>,
    pub lines: Vec<Line>,
    pub total: i64,
    /// Times and sizes of some heads, oldest first.
    pub growth: Vec<(Instant, i64)>,
}

fn line((index, body): (i64, String)) -> Result<Line> {
    let entry = Entry::parse(&body).map_err(|fault| Error::caused("reading an entry of the log", fault))?;
    Ok(Line { index, entry })
}

/// The latest entries, or those of a published project, newest first; only what a signed head covers.
pub fn shown(conn: &mut DbConn, project: &str, page: i64) -> Result<Shown> {
    let head = reading::head(conn)?;
    let size = i64::try_from(head.as_ref().map_or(0, |head| head.size)).unwrap_or(i64::MAX);
    let (lines, total) = if project.is_empty() { latest(conn, size, page)? } else { of_project(conn, project, (size, page))? };
    Ok(Shown { growth: growth(conn, size)?, head, lines, total })
}

fn latest(conn: &mut DbConn, size: i64, page: i64) -> Result<(Vec<Line>, i64)> {
    let before = size - (page - 1) * PAGE;
    let some = log_entry::table.filter(log_entry::idx.lt(before)).filter(log_entry::idx.ge(before - PAGE));
    let rows: Vec<(i64, String)> = some.order(log_entry::idx.desc()).load(conn)?;
    Ok((rows.into_iter().map(line).collect::<Result<_>>()?, size))
}

/// What was logged about a project and its draws. One that was never published has nothing here.
fn of_project(conn: &mut DbConn, number: &str, (size, page): (i64, i64)) -> Result<(Vec<Line>, i64)> {
    let id = match projects::id_of_public(conn, number) {
        Err(Error::NotFound) => return Ok((Vec::new(), 0)),
        id => id?,
    };
    let draws = format!("{}/%", projects::load(conn, &id)?.number);
    let own = (log_documents::thing_kind.eq("project").and(log_documents::thing_id.eq(id.as_str())))
        .or(log_documents::thing_kind.eq("draw").and(log_documents::thing_id.like(draws)));
    // Whatever a sealed act was filed under, it is found by nothing but its own receipt.
    let ids: Vec<i64> =
        log_documents::table.filter(own.and(log_documents::kind.ne(Kind::EntryReceived.as_str()))).select(log_documents::id).load(conn)?;
    let of_these = || log_positions::table.filter(log_positions::document_id.eq_any(&ids)).filter(log_positions::idx.lt(size));
    let total: i64 = of_these().count().get_result(conn)?;
    let places: Vec<i64> =
        of_these().order(log_positions::idx.desc()).limit(PAGE).offset((page - 1) * PAGE).select(log_positions::idx).load(conn)?;
    let rows: Vec<(i64, String)> = log_entry::table.filter(log_entry::idx.eq_any(&places)).order(log_entry::idx.desc()).load(conn)?;
    Ok((rows.into_iter().map(line).collect::<Result<_>>()?, total))
}

fn growth(conn: &mut DbConn, size: i64) -> Result<Vec<(Instant, i64)>> {
    let mut points: Vec<(Instant, i64)> = Vec::new();
    for step in 0..=POINTS {
        let least = size * step / POINTS;
        let found: Option<(i64, i64)> = log_checkpoint::table
            .filter(log_checkpoint::size.ge(least))
            .order(log_checkpoint::size)
            .select((log_checkpoint::at, log_checkpoint::size))
            .first(conn)
            .optional()?;
        if let Some((at, size)) = found
            && points.last().is_none_or(|(_, last)| *last < size)
        {
            points.push((Instant(at), size));
        }
    }
    Ok(points)
}

/// One entry with its bytes and, where it is public, its document.
pub struct Whole {
    pub line: Line,
    pub bytes: String,
    pub document: Option<String>,
    /// When and why its document was erased.
    pub gone: Option<Gone>,
}

/// One entry below the latest head.
pub fn whole(conn: &mut DbConn, index: u64) -> Result<Whole> {
    let bytes = reading::entry(conn, index)?;
    let place = i64::try_from(index).map_err(|_| Error::NotFound)?;
    let document: Option<(i64, Option<String>, String)> = log_positions::table
        .inner_join(log_documents::table.on(log_documents::id.eq(log_positions::document_id)))
        .filter(log_positions::idx.eq(place))
        .select((log_documents::id, log_documents::salt, log_documents::document))
        .first(conn)
        .optional()?;
    let gone = match &document {
        Some((id, Some(_), _)) => erasures::of_document(conn, *id)?,
        _ => None,
    };
    let document = document.filter(|(_, salt, _)| salt.is_none()).map(|(_, _, document)| document);
    Ok(Whole { line: line((place, bytes.clone()))?, bytes, document, gone })
}

/// A public entry with its document, as its receipt holds it.
///
/// # Errors
/// [`Error::NotFound`] for a sealed one.
pub fn open(conn: &mut DbConn, index: u64) -> Result<Opening> {
    let Whole { line, bytes, document, .. } = whole(conn, index)?;
    let document = document.ok_or(diesel::NotFound).found()?;
    Ok(Opening { index: Some(index), kind: line.entry.kind.as_str().to_owned(), entry: bytes, salt: None, document })
}
