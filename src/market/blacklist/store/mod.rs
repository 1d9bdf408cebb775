//! The rows of cases and suspensions, and the standing that follows from them.

pub(super) mod cases;
pub(super) mod heard;
pub(super) mod listed;
pub(super) mod suspensions;

use std::collections::BTreeMap;

use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::{agencies, blacklist_cases, suspensions as suspension_rows};
use crate::domain::standing::{Bar, CaseState, Standing, SuspensionState, standing_at};
use crate::domain::time::Instant;
use crate::error::{Error, Result};

/// Bars in force, as [`BarRow`]s.
macro_rules! barred {
    () => {
        blacklist_cases::table.filter(blacklist_cases::state.eq(CaseState::InForce.as_str())).select((
            blacklist_cases::agency_id,
            blacklist_cases::number,
            blacklist_cases::starts_at,
            blacklist_cases::ends_at,
        ))
    };
}

/// Suspensions in force, as [`HeldRow`]s.
macro_rules! suspended {
    () => {
        suspension_rows::table.filter(suspension_rows::state.eq(SuspensionState::InForce.as_str())).select((
            suspension_rows::agency_id,
            suspension_rows::starts_at,
            suspension_rows::ends_at,
        ))
    };
}

/// The standing of an agency at an instant. One indexed query each; called inside the transactions that depend on it.
pub fn standing(conn: &mut DbConn, agency: &str, at: Instant) -> Result<Standing> {
    let bars: Vec<BarRow> = barred!().filter(blacklist_cases::agency_id.eq(agency)).load(conn)?;
    let held: Vec<HeldRow> = suspended!().filter(suspension_rows::agency_id.eq(agency)).load(conn)?;
    let of = Against::gathered(bars, held).remove(agency).unwrap_or_default();
    Ok(of.standing(at))
}

/// The standing of these agencies at an instant, in two queries however many they are; whoever is not in the answer is in good standing.
pub fn standings(conn: &mut DbConn, agencies: &[&str], at: Instant) -> Result<BTreeMap<String, Standing>> {
    let bars: Vec<BarRow> = barred!().filter(blacklist_cases::agency_id.eq_any(agencies)).load(conn)?;
    let held: Vec<HeldRow> = suspended!().filter(suspension_rows::agency_id.eq_any(agencies)).load(conn)?;
    Ok(Against::gathered(bars, held).into_iter().map(|(agency, against)| (agency, against.standing(at))).collect())
}

/// Agency, number, start and end of a bar in force.
type BarRow = (String, String, Option<i64>, Option<i64>);
/// Agency, start and end of a suspension in force.
type HeldRow = (String, Option<i64>, i64);

/// What is in force against one agency.
#[derive(Default)]
struct Against {
    bars: Vec<Bar>,
    held: Vec<Bar>,
}

impl Against {
    /// A row without a start has not taken effect.
    fn gathered(bars: Vec<BarRow>, held: Vec<HeldRow>) -> BTreeMap<String, Against> {
        let bar =
            |number: String, starts: Option<i64>, ends: Option<i64>| Some(Bar { number, starts: Instant(starts?), ends: Instant(ends?) });
        let mut all: BTreeMap<String, Against> = BTreeMap::new();
        for (agency, number, starts, ends) in bars {
            all.entry(agency).or_default().bars.extend(bar(number, starts, ends));
        }
        for (agency, starts, ends) in held {
            all.entry(agency).or_default().held.extend(bar(String::new(), starts, Some(ends)));
        }
        all
    }

    fn standing(&self, at: Instant) -> Standing {
        standing_at(at, &self.bars, &self.held)
    }
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
