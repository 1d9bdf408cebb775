//! The rows of cases and suspensions.

use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::{blacklist_cases, suspensions};
use crate::domain::standing::{Bar, Standing, standing_at};
use crate::domain::time::Instant;
use crate::error::Result;

/// The standing of an agency at an instant. One indexed query each; called inside the transactions that depend on it.
pub fn standing(conn: &mut DbConn, agency: &str, at: Instant) -> Result<Standing> {
    let bars: Vec<(String, Option<i64>, Option<i64>)> = blacklist_cases::table
        .filter(blacklist_cases::agency_id.eq(agency))
        .filter(blacklist_cases::state.eq("in-force"))
        .select((blacklist_cases::number, blacklist_cases::starts_at, blacklist_cases::ends_at))
        .load(conn)?;
    let held: Vec<(Option<i64>, i64)> = suspensions::table
        .filter(suspensions::agency_id.eq(agency))
        .filter(suspensions::state.eq("in-force"))
        .select((suspensions::starts_at, suspensions::ends_at))
        .load(conn)?;
    let bar = |number: String, starts: Option<i64>, ends: Option<i64>| Some(Bar { number, starts: Instant(starts?), ends: Instant(ends?) });
    let bars: Vec<Bar> = bars.into_iter().filter_map(|(number, starts, ends)| bar(number, starts, ends)).collect();
    let held: Vec<Bar> = held.into_iter().filter_map(|(starts, ends)| bar(String::new(), starts, Some(ends))).collect();
    Ok(standing_at(at, &bars, &held))
}
