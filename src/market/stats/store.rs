//! The counts behind the figures: one grouped query each.

use diesel::dsl::{count, count_star};
use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::{agencies, projects};
use crate::domain::time::Instant;
use crate::error::Result;

/// Listed agencies, and the provinces they come from.
pub fn agencies(conn: &mut DbConn) -> Result<(i64, i64)> {
    let listed = agencies::table.filter(agencies::state.eq("listed"));
    Ok(listed.select((count_star(), count(agencies::province).aggregate_distinct())).first(conn)?)
}

/// How many projects are in each state that the public knows.
pub fn projects(conn: &mut DbConn) -> Result<Vec<(String, i64)>> {
    let public = projects::table.filter(projects::published_at.gt(0)).group_by(projects::state);
    Ok(public.select((projects::state, count_star())).load(conn)?)
}

/// When each project with a result was announced and decided, by the time of the result.
pub fn results(conn: &mut DbConn) -> Result<Vec<(Instant, Instant)>> {
    let decided = projects::table.filter(projects::published_at.gt(0)).filter(projects::decided_at.gt(0));
    let times: Vec<(i64, i64)> = decided.order(projects::decided_at).select((projects::published_at, projects::decided_at)).load(conn)?;
    Ok(times.into_iter().map(|(notice, result)| (Instant(notice), Instant(result))).collect())
}
