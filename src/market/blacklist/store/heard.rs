//! Cases whose agency is being heard, and until when.

use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::blacklist_cases as rows;
use crate::domain::standing::{CaseId, CaseState};
use crate::domain::time::Instant;
use crate::error::{Result, one_row};

/// Cases whose agency may still answer: when it was told, and until when it may.
pub fn all(conn: &mut DbConn, now: Instant) -> Result<Vec<(CaseId, Instant, Instant)>> {
    let found: Vec<(String, Option<i64>, Option<i64>)> = rows::table
        .filter(rows::state.eq(CaseState::Notified.as_str()))
        .filter(rows::defence_due.gt(now.ms()))
        .select((rows::id, rows::notified_at, rows::defence_due))
        .load(conn)?;
    let case = |(id, notified, due): (String, Option<i64>, Option<i64>)| Some((CaseId(id), Instant(notified?), Instant(due?)));
    Ok(found.into_iter().filter_map(case).collect())
}

/// The agency may answer for longer.
pub fn set_due(conn: &mut DbConn, id: &CaseId, due: Instant) -> Result<()> {
    one_row(diesel::update(rows::table.find(id.as_str())).set(rows::defence_due.eq(due.ms())).execute(conn)?)
}
