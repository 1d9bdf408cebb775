//! An owner thinks better of a rating: once, within the policy's days. What it said before stays beside it, with the answer that had.

use super::service::{log, own_side};
use super::store::{self, Rating};
use crate::app::App;
use crate::db::{DbConn, Topic, revisions};
use crate::domain::credit::Source;
use crate::domain::event::Kind;
use crate::domain::rating::Parts;
use crate::domain::time::Instant;
use crate::error::{Error, Result, Say, is_duplicate};
use crate::market::contracts;
use crate::market::credit::{self, NewEntry};
use crate::market::{accounts, projects};
use crate::platform::auth::{Identity, OrgId};
use crate::platform::letter::Letter;

/// The first instant that is too late to amend a rating.
pub fn amend_due(conn: &mut DbConn, app: &App, rating: &Rating) -> Result<Instant> {
    let project = projects::load(conn, &rating.project.as_str().into())?;
    let policy = contracts::service::policy(app, &project);
    if policy.rating.amend_wd == 0 {
        return Ok(rating.given_at());
    }
    Ok(app.calendars.now().deadline(policy.term(rating.given_at(), policy.rating.amend_wd)).at)
}

/// The owner amends its rating. The ledger takes the old entry back by an entry of its own, and gets a new one; the agency may answer anew.
///
/// # Errors
/// [`Error::Refused`] for a rating made by silence, amended before, or given too long ago; [`Error::Invalid`] for a part that is not 1 to 5.
pub fn amend(conn: &mut DbConn, app: &App, who: &Identity, contract: &str, (parts, words): (Parts, &str)) -> Result<()> {
    let (now, contract) = (app.clock.now(), contracts::service::own(conn, who, contract)?);
    own_side(who)?;
    let parts = parts.checked().map_err(|field| Error::invalid(field, Say::new("ratings-one-to-five")))?;
    let rating = store::of_contract(conn, &contract.id)?.ok_or(Error::NotFound)?;
    may_amend(conn, app, &rating, now)?;
    match crate::db::dialect::attempt(conn, |conn| store::keep_original(conn, &rating.id)) {
        Err(e) if is_duplicate(&e) => return Err(Error::Refused(Say::new("ratings-amended-already"))),
        other => other?,
    }
    store::rewrite(conn, &rating.id, (parts, words), (who.account.as_str(), now))?;
    log(conn, now, (&who.actor, &rating.id), Kind::RatingAmend, (parts, words))?;
    revisions::bump(conn, Topic::Agencies)?;
    enter(conn, app, &rating, parts)?;
    let letter = Letter::new("rating-amended").with("project", &contract.title).to(format!("/contracts/{}/rating", contract.id));
    accounts::tell_org(conn, now, &OrgId::from(contract.agency.as_str()), letter)
}

/// Whether the rating may be amended at this instant.
///
/// # Errors
/// [`Error::Refused`] with the rule against it.
pub fn may_amend(conn: &mut DbConn, app: &App, rating: &Rating, now: Instant) -> Result<()> {
    let against = match rating {
        rating if rating.by_default => "ratings-default-stands",
        rating if rating.original.is_some() => "ratings-amended-already",
        rating if now >= amend_due(conn, app, rating)? => "ratings-amend-late",
        _ => return Ok(()),
    };
    Err(Error::Refused(Say::new(against)))
}

fn enter(conn: &mut DbConn, app: &App, rating: &Rating, parts: Parts) -> Result<()> {
    let project = projects::load(conn, &rating.project.as_str().into())?;
    let policy = contracts::service::policy(app, &project);
    let agency = rating.agency.as_str().into();
    credit::reverse(conn, app, &agency, (Source::Rating, &rating.id))?;
    let new = NewEntry {
        agency,
        source: Source::Rating,
        source_id: format!("{} 2", rating.id),
        points_tenths: parts.points_tenths(&policy.rating.weights),
        rule: "rating-amended".into(),
        expires: Instant(i64::MAX),
    };
    credit::enter(conn, app, new)
}
