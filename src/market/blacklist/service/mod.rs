//! What can be done to a case and to an interim suspension, each in one transaction. The functions that take a connection can be put together
//! with others in one transaction; the async ones beside them are what the doors call.

pub mod decision;
pub mod drafting;
pub mod hearing;
pub mod suspension;

use super::store::cases::{self, Case};
use crate::app::App;
use crate::db::{DbConn, Topic, revisions};
use crate::domain::event::Kind;
use crate::domain::standing::{CaseId, CaseState, personal};
use crate::domain::time::Instant;
use crate::error::{Error, Result, Say};
use crate::market::blacklist::store::Accused;
use crate::platform::audit::{self, Act, Actor, Thing, Visibility};
use crate::platform::auth::Identity;
use crate::platform::outbox::{self, Job};

/// A case as somebody of the office may see it: drafts and what never left them are their author's alone.
pub(super) fn seen_by_office(conn: &mut DbConn, who: &Identity, id: &CaseId) -> Result<Case> {
    let case = cases::load(conn, id)?;
    let hidden = case.notified_at.is_none() && case.drafted_by != who.account.as_str();
    if hidden { Err(Error::NotFound) } else { Ok(case) }
}

/// A case as the agency it is about may see it: from the notice on.
pub(super) fn seen_by_agency(conn: &mut DbConn, who: &Identity, id: &CaseId) -> Result<Case> {
    let case = cases::load(conn, id)?;
    let hidden = case.agency_id != who.org.as_str() || case.notified_at.is_none() || case.state == CaseState::Draft;
    if hidden { Err(Error::NotFound) } else { Ok(case.as_told()) }
}

/// Refuses a text for the public that names a person or holds what identifies one.
fn impersonal(field: &str, text: &str, accused: &Accused) -> Result<()> {
    if personal(text).is_some() {
        return Err(Error::invalid(field, Say::new("blacklist-personal")));
    }
    match accused.people.iter().find(|name| text.contains(name.as_str())) {
        Some(name) => Err(Error::invalid(field, Say::new("blacklist-names-person").with("name", name))),
        None => Ok(()),
    }
}

/// One act on a case for the log.
struct Logged<'a> {
    kind: Kind,
    actor: &'a Actor,
    facts: &'a [(&'a str, &'a str)],
    visibility: Visibility,
}

fn log_case(conn: &mut DbConn, now: Instant, case: &CaseId, logged: &Logged<'_>) -> Result<()> {
    log(conn, now, Thing::open("blacklist-case", case.as_str()), logged)
}

fn log(conn: &mut DbConn, now: Instant, thing: Thing, logged: &Logged<'_>) -> Result<()> {
    let title = format!("mingxuan {} v1", logged.kind);
    let facts: Vec<(&str, &str)> = std::iter::once((thing.kind, thing.public.as_str())).chain(logged.facts.iter().copied()).collect();
    let document = audit::document(&title, &facts);
    let Logged { kind, actor, visibility, .. } = *logged;
    audit::record(conn, now, Act { kind, actor, thing, document, visibility })?;
    Ok(())
}

/// An agency's standing is another one from now on: the pages that show it, and all that depends on it.
fn standing_changed(conn: &mut DbConn, now: Instant, agency: &str) -> Result<()> {
    revisions::bump(conn, Topic::Blacklist)?;
    revisions::bump(conn, Topic::Agencies)?;
    outbox::push(conn, now, &Job::StandingChanged { agency: agency.to_owned() })
}

/// The policy a case was drafted under; it keeps it to its end.
fn pinned<'a>(app: &'a App, case: &Case) -> Result<&'a crate::domain::policy::Policy> {
    app.policies.get(&case.policy.as_str().into()).ok_or_else(|| Error::bad_row("blacklist_cases.policy", &case.policy))
}
