//! The number that lowers an average is drawn before anybody releases a key (ADR 21). Which draw that is says about.txt, which the notice fixes.

use crate::db::DbConn;
use crate::domain::draw::{Document, DrawId, DrawResult, Void};
use crate::domain::method::Lowered;
use crate::error::Result;
use crate::market::bids::store::documents;

/// Where the number of a project is, as far as it concerns its quotes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum End {
    /// There is none.
    NoNumber,
    /// It is not drawn yet.
    Awaited,
    /// Its result, or its void, lies in the log as this document.
    Logged(i64),
}

/// How the number ended that lowers the average of a draw's project.
pub(super) fn end_of(conn: &mut DbConn, draw: &DrawId) -> Result<End> {
    let about = documents::of_draw(conn, draw.as_str(), "about.txt")?;
    let Some(lowered) = Lowered::named_by(&about) else { return Ok(End::NoNumber) };
    let logged = documents::logged_of_draw(conn, lowered.draw.as_str(), &[DrawResult::FILE, Void::FILE])?;
    Ok(logged.map_or(End::Awaited, End::Logged))
}
