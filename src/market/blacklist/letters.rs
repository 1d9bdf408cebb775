//! What the agency is told at each step, and who has to act next. Letters go to the members of the agency alone.

use super::store::cases::Case;
use super::store::suspensions::Suspension;
use crate::db::DbConn;
use crate::domain::calendar::end_text;
use crate::domain::role::Role;
use crate::domain::time::Instant;
use crate::error::Result;
use crate::market::accounts;
use crate::platform::letter::Letter;

/// The agency is told of a case and until when it may answer.
pub(super) fn notified(conn: &mut DbConn, now: Instant, case: &Case, due: Instant) -> Result<()> {
    tell(conn, now, case, Letter::new("case-notified").with("due", end_text(due)))
}

/// The case was given up.
pub(super) fn withdrawn(conn: &mut DbConn, now: Instant, case: &Case) -> Result<()> {
    tell(conn, now, case, Letter::new("case-withdrawn"))
}

/// The answer has arrived; credit officers can decide.
pub(super) fn answered(conn: &mut DbConn, now: Instant, case: &Case) -> Result<()> {
    tell(conn, now, case, Letter::new("case-answered").with("at", now.second_text()))?;
    to_decide(conn, now, case)
}

/// The days are over without an answer; credit officers can decide.
pub(super) fn lapsed(conn: &mut DbConn, now: Instant, case: &Case) -> Result<()> {
    tell(conn, now, case, Letter::new("case-lapsed"))?;
    to_decide(conn, now, case)
}

/// The case was decided for the agency.
pub(super) fn cleared(conn: &mut DbConn, now: Instant, case: &Case) -> Result<()> {
    tell(conn, now, case, Letter::new("case-cleared"))
}

/// The decision is served: the bar holds from now on.
pub(super) fn served(conn: &mut DbConn, now: Instant, case: &Case, (number, ends): (&str, Instant)) -> Result<()> {
    tell(conn, now, case, Letter::new("case-served").with("number", number).with("until", end_text(ends)))
}

/// The bar is over.
pub(super) fn ended(conn: &mut DbConn, now: Instant, case: &Case) -> Result<()> {
    tell(conn, now, case, Letter::new("case-ended").with("number", &case.number))
}

/// The agency is suspended for the time being.
pub(super) fn suspended(conn: &mut DbConn, now: Instant, suspension: &Suspension) -> Result<()> {
    let letter = Letter::new("suspended").with("agency", &suspension.agency_name).with("reason", &suspension.reason);
    let letter = letter.with("until", end_text(suspension.ends_at)).to("/agency/cases");
    accounts::tell_org(conn, now, &suspension.agency_id.as_str().into(), letter)
}

/// The suspension is over.
pub(super) fn suspension_ended(conn: &mut DbConn, now: Instant, suspension: &Suspension) -> Result<()> {
    let letter = Letter::new("suspension-ended").with("agency", &suspension.agency_name).to("/agency/cases");
    accounts::tell_org(conn, now, &suspension.agency_id.as_str().into(), letter)
}

fn tell(conn: &mut DbConn, now: Instant, case: &Case, letter: Letter) -> Result<()> {
    let letter = letter.with("agency", &case.agency_name).to(format!("/agency/cases/{}", case.id));
    accounts::tell_org(conn, now, &case.agency_id.as_str().into(), letter)
}

fn to_decide(conn: &mut DbConn, now: Instant, case: &Case) -> Result<()> {
    let letter = Letter::new("case-to-decide").with("agency", &case.agency_name).to(format!("/credit/cases/{}", case.id));
    accounts::tell_role(conn, now, Role::CreditOfficer, letter)
}
