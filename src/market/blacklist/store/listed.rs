//! Lists of cases: the public one, an officer's, an agency's own, and the number the next entry gets.

use std::collections::BTreeMap;

use diesel::prelude::*;

use super::cases::{Case, Joined, PAGE, case};
use crate::db::schema::{agencies, blacklist_cases as rows};
use crate::db::{DbConn, dialect};
use crate::domain::standing::CaseState;
use crate::domain::time::Instant;
use crate::error::{Error, Found, Result};

/// The prefix of public numbers: 失信.
const PREFIX: &str = "SX";

/// One page of a list, and how long all of it is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Page {
    pub cases: Vec<Case>,
    pub total: i64,
}

/// Entries the public may see at this instant whose agency's name holds `q` or whose code is `q`, the newest first. What is over is in no list.
pub fn public(conn: &mut DbConn, now: Instant, q: &str, page: i64) -> Result<Page> {
    let pattern = dialect::like_anywhere(q);
    let found = || {
        rows::table
            .inner_join(agencies::table)
            .filter(rows::state.eq(CaseState::InForce.as_str()))
            .filter(rows::published.eq(true))
            .filter(rows::starts_at.le(now.ms()))
            .filter(rows::ends_at.gt(now.ms()))
            .filter(
                dialect::lower(agencies::name).like(pattern.clone()).escape('\\').or(dialect::lower(agencies::uscc).eq(q.to_lowercase())),
            )
    };
    let total = found().count().get_result(conn)?;
    let listed = found().order(rows::number.desc()).offset((page.max(1) - 1) * PAGE).limit(PAGE);
    let listed: Vec<Joined> = listed.select((rows::all_columns, agencies::name, agencies::uscc)).load(conn)?;
    Ok(Page { cases: all(listed)?, total })
}

/// A bar the public may see.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PublicBar {
    pub number: String,
    /// Exclusive.
    pub until: Instant,
}

/// The public bars of these agencies at this instant, by agency; of several the one that lasts longest. One query.
pub fn public_bars(conn: &mut DbConn, now: Instant, agencies: &[&str]) -> Result<BTreeMap<String, PublicBar>> {
    let found: Vec<(String, String, Option<i64>)> = rows::table
        .filter(rows::agency_id.eq_any(agencies))
        .filter(rows::state.eq(CaseState::InForce.as_str()))
        .filter(rows::published.eq(true))
        .filter(rows::starts_at.le(now.ms()))
        .filter(rows::ends_at.gt(now.ms()))
        .order(rows::ends_at)
        .select((rows::agency_id, rows::number, rows::ends_at))
        .load(conn)?;
    Ok(found.into_iter().filter_map(|(agency, number, until)| Some((agency, PublicBar { number, until: Instant(until?) }))).collect())
}

/// An entry the public may see at this instant, by its number.
pub fn entry(conn: &mut DbConn, now: Instant, number: &str) -> Result<Case> {
    let found = rows::table
        .inner_join(agencies::table)
        .filter(rows::number.eq(number))
        .filter(rows::state.eq(CaseState::InForce.as_str()))
        .filter(rows::published.eq(true))
        .filter(rows::starts_at.le(now.ms()))
        .filter(rows::ends_at.gt(now.ms()));
    case(found.select((rows::all_columns, agencies::name, agencies::uscc)).first(conn).found()?)
}

/// What an officer's list shows: everything but the drafts of others. `me` is empty for those who draft nothing.
pub fn for_office(conn: &mut DbConn, me: &str, state: Option<CaseState>, page: i64) -> Result<Page> {
    let states: Vec<&str> =
        CaseState::ALL.iter().filter(|known| state.is_none_or(|one| one == **known)).map(|known| known.as_str()).collect();
    let found = || {
        rows::table
            .inner_join(agencies::table)
            .filter(rows::state.eq_any(states.clone()))
            .filter(rows::state.ne(CaseState::Draft.as_str()).or(rows::drafted_by.eq(me)))
            .filter(rows::notified_at.is_not_null().or(rows::drafted_by.eq(me)))
    };
    let total = found().count().get_result(conn)?;
    let listed = found().order((rows::drafted_at.desc(), rows::id)).offset((page.max(1) - 1) * PAGE).limit(PAGE);
    let listed: Vec<Joined> = listed.select((rows::all_columns, agencies::name, agencies::uscc)).load(conn)?;
    Ok(Page { cases: all(listed)?, total })
}

/// The cases an agency was told of, the newest first.
pub fn of_agency(conn: &mut DbConn, agency: &str) -> Result<Vec<Case>> {
    let told = rows::table.inner_join(agencies::table).filter(rows::agency_id.eq(agency)).filter(rows::notified_at.is_not_null());
    let told = told.order((rows::drafted_at.desc(), rows::id)).select((rows::all_columns, agencies::name, agencies::uscc));
    Ok(all(told.load(conn)?)?.into_iter().map(Case::as_told).collect())
}

/// Cases in these states, the oldest first: what waits for somebody.
pub fn waiting(conn: &mut DbConn, states: &[CaseState]) -> Result<Vec<Case>> {
    let words: Vec<&str> = states.iter().map(|state| state.as_str()).collect();
    let found = rows::table.inner_join(agencies::table).filter(rows::state.eq_any(words)).order((rows::drafted_at, rows::id)).limit(200);
    all(found.select((rows::all_columns, agencies::name, agencies::uscc)).load(conn)?)
}

fn all(rows: Vec<Joined>) -> Result<Vec<Case>> {
    rows.into_iter().map(case).collect()
}

/// The number of the next entry of this instant's year: `SX-2026-000001`. The unique index has the last word.
pub fn next_number(conn: &mut DbConn, now: Instant) -> Result<String> {
    dialect::lock_in_transaction(conn, "blacklist number")?;
    let year = format!("{PREFIX}-{}-", now.day().parts().0);
    let last: Option<String> =
        rows::table.filter(rows::number.like(format!("{year}%"))).select(diesel::dsl::max(rows::number)).first(conn)?;
    let count: u32 = match last.as_deref().and_then(|number| number.strip_prefix(&year)) {
        None => 0,
        Some(digits) => digits.parse().map_err(|_| Error::bad_row("blacklist_cases.number", digits))?,
    };
    Ok(format!("{year}{:06}", count + 1))
}
