//! The latest results, with the agency that holds each award.

use std::collections::BTreeMap;

use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::{agencies, awards, projects};
use crate::domain::award::AwardState;
use crate::domain::time::Instant;
use crate::error::Result;

/// Award states in which nobody is chosen any more.
const GIVEN_UP: [AwardState; 6] =
    [AwardState::Declined, AwardState::Lapsed, AwardState::Excluded, AwardState::Unsigned, AwardState::Displaced, AwardState::Void];

/// A project with a result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ResultLine {
    pub number: String,
    pub title: String,
    pub published: Instant,
    pub decided: Instant,
    /// The agency that holds the award, and the draw it came from.
    pub chosen: Option<(String, String)>,
}

/// The latest results, the newest first.
pub fn latest_results(conn: &mut DbConn, most: i64) -> Result<Vec<ResultLine>> {
    let decided = projects::table.filter(projects::published_at.gt(0)).filter(projects::decided_at.gt(0));
    let rows: Vec<(String, String, String, i64, i64)> = decided
        .order((projects::decided_at.desc(), projects::number.desc()))
        .limit(most)
        .select((projects::id, projects::number, projects::title, projects::published_at, projects::decided_at))
        .load(conn)?;
    let mut chosen = chosen(conn, rows.iter().map(|(id, ..)| id.clone()).collect())?;
    let line = |(id, number, title, published, decided): (String, String, String, i64, i64)| ResultLine {
        chosen: chosen.remove(&id),
        number,
        title,
        published: Instant(published),
        decided: Instant(decided),
    };
    Ok(rows.into_iter().map(line).collect())
}

/// Of each project the agency whose award stands, and its draw.
fn chosen(conn: &mut DbConn, projects: Vec<String>) -> Result<BTreeMap<String, (String, String)>> {
    let standing = awards::table
        .inner_join(agencies::table)
        .filter(awards::project_id.eq_any(projects))
        .filter(awards::state.ne_all(GIVEN_UP.map(AwardState::as_str)))
        .order(awards::offered_at);
    let rows: Vec<(String, String, String)> = standing.select((awards::project_id, agencies::name, awards::draw_id)).load(conn)?;
    Ok(rows.into_iter().map(|(project, agency, draw)| (project, (agency, draw))).collect())
}
