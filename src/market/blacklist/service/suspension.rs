//! An interim suspension: proposed by one credit officer with reason and end, confirmed or refused by another, over by the clock.

use super::{Logged, log, seen_by_office, standing_changed};
use crate::app::App;
use crate::db::DbConn;
use crate::domain::event::Kind;
use crate::domain::standing::{CaseId, SuspensionId, SuspensionState, interim_fits, second_person};
use crate::domain::text::{CreditCode, Paragraphs};
use crate::domain::time::Instant;
use crate::error::{Error, Result, Say};
use crate::market::blacklist::store::suspensions::{self, Closed, Suspension};
use crate::market::blacklist::store::{self};
use crate::market::blacklist::{letters, refusal};
use crate::platform::audit::{Actor, Thing, Visibility};
use crate::platform::auth::{Acting, CreditOfficer};
use crate::platform::outbox::{self, Job};
use crate::platform::random;

/// What one person proposes.
#[derive(Clone, Debug)]
pub struct Proposal {
    pub agency: CreditCode,
    /// The case it accompanies: its decision ends the suspension.
    pub case: Option<CaseId>,
    pub reason: Paragraphs<2000>,
    /// The first instant at which it holds no more.
    pub until: Instant,
}

/// Proposes a suspension; nothing holds before a second person confirms it.
///
/// # Errors
/// [`Error::Invalid`] for an unknown agency or an end beyond what policy allows; [`Error::NotFound`] for a case of another agency or a draft of others.
pub fn propose(conn: &mut DbConn, app: &App, who: &Acting<CreditOfficer>, now: Instant, proposal: &Proposal) -> Result<SuspensionId> {
    interim_fits(now, proposal.until, &app.policies.in_force(now).blacklist).map_err(|refused| refusal::on("until", refused))?;
    let unknown = || Error::invalid("agency", Say::new("blacklist-no-such-agency").with("code", proposal.agency.as_str()));
    let accused = store::accused(conn, proposal.agency.as_str())?.ok_or_else(unknown)?;
    if let Some(case) = &proposal.case
        && seen_by_office(conn, who, case)?.agency_id != accused.id
    {
        return Err(Error::NotFound);
    }
    let id = SuspensionId(random::blind_id());
    let row = suspensions::Proposal {
        id: &id,
        agency_id: &accused.id,
        case_id: proposal.case.as_ref().map(CaseId::as_str),
        reason: proposal.reason.as_str(),
        proposed_by: who.account.as_str(),
        ends: proposal.until,
    };
    suspensions::insert(conn, now, &row)?;
    let facts = [("agency", proposal.agency.as_str()), ("reason", proposal.reason.as_str()), ("until", &proposal.until.wire())];
    log_it(conn, now, &id, &Logged { kind: Kind::SuspensionPropose, actor: &who.actor, facts: &facts, visibility: Visibility::Salted })?;
    Ok(id)
}

/// A second person confirms: it holds from this instant.
///
/// # Errors
/// [`Error::Refused`] for who proposed it, and where its end has come meanwhile; [`Error::Conflict`] where it was answered.
pub fn confirm(conn: &mut DbConn, app: &App, who: &Acting<CreditOfficer>, now: Instant, id: &SuspensionId) -> Result<()> {
    let found = waiting(conn, who, id)?;
    interim_fits(now, found.ends_at, &app.policies.in_force(now).blacklist).map_err(refusal::of)?;
    suspensions::confirm(conn, id, now, who.account.as_str())?;
    let facts = [("agency", found.uscc.as_str()), ("until", &found.ends_at.wire())];
    log_it(conn, now, id, &Logged { kind: Kind::SuspensionConfirm, actor: &who.actor, facts: &facts, visibility: Visibility::Salted })?;
    outbox::push_at(conn, now, found.ends_at, &Job::SuspensionEnds { suspension: id.to_string() })?;
    standing_changed(conn, now, &found.agency_id)?;
    letters::suspended(conn, now, &found)
}

/// A second person refuses it. The agency never hears of it.
///
/// # Errors
/// As [`confirm`].
pub fn reject(conn: &mut DbConn, who: &Acting<CreditOfficer>, now: Instant, (id, reason): (&SuspensionId, &str)) -> Result<()> {
    let found = waiting(conn, who, id)?;
    suspensions::close(conn, &found, now, Closed { to: SuspensionState::Rejected, by: who.account.as_str(), reason })?;
    let facts = [("agency", found.uscc.as_str()), ("reason", reason)];
    log_it(conn, now, id, &Logged { kind: Kind::SuspensionReject, actor: &who.actor, facts: &facts, visibility: Visibility::Salted })
}

/// Ends a suspension whose time has come; nothing happens where it has ended. Safe to call twice.
pub fn end(conn: &mut DbConn, now: Instant, id: &SuspensionId) -> Result<()> {
    let found = suspensions::load(conn, id)?;
    if found.state != SuspensionState::InForce {
        return Ok(());
    }
    if now < found.ends_at {
        return outbox::push_at(conn, now, found.ends_at, &Job::SuspensionEnds { suspension: id.to_string() });
    }
    close(conn, now, &Actor::platform(), &found)
}

/// The case it accompanied is decided or given up: a suspension that holds ends, a proposal is void.
pub(super) fn end_with_case(conn: &mut DbConn, now: Instant, actor: &Actor, found: &Suspension) -> Result<()> {
    close(conn, now, actor, found)
}

fn close(conn: &mut DbConn, now: Instant, actor: &Actor, found: &Suspension) -> Result<()> {
    let held = found.state == SuspensionState::InForce;
    suspensions::close(conn, found, now, Closed { to: SuspensionState::Ended, by: &found.confirmed_by, reason: "" })?;
    let facts = [("agency", found.uscc.as_str())];
    log_it(conn, now, &found.id, &Logged { kind: Kind::SuspensionEnd, actor, facts: &facts, visibility: Visibility::Salted })?;
    if !held {
        return Ok(());
    }
    standing_changed(conn, now, &found.agency_id)?;
    letters::suspension_ended(conn, now, found)
}

/// A proposal that this person may answer: somebody else made it.
fn waiting(conn: &mut DbConn, who: &Acting<CreditOfficer>, id: &SuspensionId) -> Result<Suspension> {
    let found = suspensions::load(conn, id)?;
    if found.state != SuspensionState::Proposed {
        return Err(Error::Conflict);
    }
    second_person(&found.proposed_by, who.account.as_str()).map_err(refusal::of)?;
    Ok(found)
}

fn log_it(conn: &mut DbConn, now: Instant, id: &SuspensionId, logged: &Logged<'_>) -> Result<()> {
    log(conn, now, Thing::open("suspension", id.as_str()), logged)
}
