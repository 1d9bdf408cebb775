//! The rows of cases and suspensions, and the standing that follows from them.

pub(super) mod cases;
pub(super) mod heard;
pub(super) mod listed;
pub(super) mod suspensions;

use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::{agencies, blacklist_cases, suspensions as suspension_rows};
use crate::domain::standing::{Bar, Standing, standing_at};
use crate::domain::time::Instant;
use crate::error::{Error, Result};

/// The standing of an agency at an instant. One indexed query each; called inside the transactions that depend on it.
pub fn standing(conn: &mut DbConn, agency: &str, at: Instant) -> Result<Standing> {
    let bars: Vec<(String, Option<i64>, Option<i64>)> = blacklist_cases::table
        .filter(blacklist_cases::agency_id.eq(agency))
        .filter(blacklist_cases::state.eq("in-force"))
        .select((blacklist_cases::number, blacklist_cases::starts_at, blacklist_cases::ends_at))
        .load(conn)?;
    let held: Vec<(Option<i64>, i64)> = suspension_rows::table
        .filter(suspension_rows::agency_id.eq(agency))
        .filter(suspension_rows::state.eq("in-force"))
        .select((suspension_rows::starts_at, suspension_rows::ends_at))
        .load(conn)?;
    let bar = |number: String, starts: Option<i64>, ends: Option<i64>| Some(Bar { number, starts: Instant(starts?), ends: Instant(ends?) });
    let bars: Vec<Bar> = bars.into_iter().filter_map(|(number, starts, ends)| bar(number, starts, ends)).collect();
    let held: Vec<Bar> = held.into_iter().filter_map(|(starts, ends)| bar(String::new(), starts, Some(ends))).collect();
    Ok(standing_at(at, &bars, &held))
}

/// An agency as a case names it, with the names of its people that no public text may hold.
pub(super) struct Accused {
    pub id: String,
    pub name: String,
    pub people: Vec<String>,
}

/// The agency of a code; `None` where no such agency ever entered.
pub(super) fn accused(conn: &mut DbConn, uscc: &str) -> Result<Option<Accused>> {
    use crate::db::schema::accounts;
    let found: Option<(String, String, String, String)> = agencies::table
        .filter(agencies::uscc.eq(uscc))
        .select((agencies::id, agencies::name, agencies::legal_representative, agencies::contact_name))
        .first(conn)
        .optional()?;
    let Some((id, name, representative, contact)) = found else { return Ok(None) };
    let mut people: Vec<String> = accounts::table.filter(accounts::org_id.eq(&id)).select(accounts::name).load(conn)?;
    people.extend([representative, contact]);
    // A firm may bear its founder's name; its own name is public.
    people.retain(|person| person.chars().count() >= 2 && !name.contains(person.as_str()));
    Ok(Some(Accused { id, name, people }))
}

/// The code of an agency, for a form that was opened from its page.
pub(super) fn code_of(conn: &mut DbConn, agency: &str) -> Result<Option<String>> {
    Ok(agencies::table.find(agency).select(agencies::uscc).first(conn).optional()?)
}

/// A stored word as the state it names.
fn word<S>(column: &str, text: &str, parse: impl Fn(&str) -> Option<S>) -> Result<S> {
    parse(text).ok_or_else(|| Error::bad_row(column, text))
}
