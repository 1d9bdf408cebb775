//! The public list of results.

use std::collections::HashMap;

use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::{agencies, draws, owners, projects, signups};
use crate::domain::draw::{DrawState, EntrySource};
use crate::domain::time::Instant;
use crate::error::Result;

/// Rows on a page.
pub const PAGE: i64 = 20;

/// A decided draw as the list shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    pub draw: String,
    pub number: String,
    pub title: String,
    pub item: String,
    pub owner: String,
    pub published_at: Instant,
    pub decided_at: Instant,
    /// Names of the agencies opened so far, in rank order.
    pub chosen: Vec<String>,
}

type Row = (String, String, String, String, String, i64, i64);

/// A page of decided draws of agencies, the latest first, and how many there are.
pub fn page(conn: &mut DbConn, page: i64) -> Result<(Vec<Decided>, i64)> {
    let drawn = draws::state.eq(DrawState::Decided.as_str()).and(draws::entries.eq(EntrySource::Signups.as_str()));
    let total = draws::table.filter(drawn).count().get_result(conn)?;
    let rows: Vec<Row> = draws::table
        .inner_join(projects::table.inner_join(owners::table))
        .filter(drawn)
        .order((draws::closes_at.desc(), draws::id.desc()))
        .offset((page.max(1) - 1).saturating_mul(PAGE))
        .limit(PAGE)
        .select((
            draws::id,
            projects::number,
            projects::title,
            projects::item_code,
            owners::name,
            projects::published_at,
            draws::decided_at,
        ))
        .load(conn)?;
    let ids: Vec<&str> = rows.iter().map(|row| row.0.as_str()).collect();
    let mut chosen = opened(conn, &ids)?;
    let decided = rows.into_iter().map(|(draw, number, title, item, owner, published, decided)| Decided {
        chosen: chosen.remove(&draw).unwrap_or_default(),
        draw,
        number,
        title,
        item,
        owner,
        published_at: Instant(published),
        decided_at: Instant(decided),
    });
    Ok((decided.collect(), total))
}

/// Who was opened in each of these draws, in rank order.
pub fn opened(conn: &mut DbConn, draws: &[&str]) -> Result<HashMap<String, Vec<String>>> {
    let rows: Vec<(String, String, String)> = signups::table
        .inner_join(agencies::table)
        .filter(signups::draw_id.eq_any(draws))
        .filter(signups::outcome.eq("winner"))
        .select((signups::draw_id, signups::outcome_reason, agencies::name))
        .load(conn)?;
    let mut ranked: Vec<(String, i64, String)> =
        rows.into_iter().map(|(draw, rank, name)| (draw, rank.parse().unwrap_or(i64::MAX), name)).collect();
    ranked.sort();
    let mut found: HashMap<String, Vec<String>> = HashMap::new();
    for (draw, _, name) in ranked {
        found.entry(draw).or_default().push(name);
    }
    Ok(found)
}
