//! Rating and answering.

use crate::app::App;
use crate::db::{DbConn, Topic, revisions};
use crate::domain::contract::{ContractState, Side};
use crate::domain::credit::Source;
use crate::domain::event::Kind;
use crate::domain::rating::Parts;
use crate::domain::time::Instant;
use crate::error::{Error, Result, Say, is_duplicate};
use crate::market::contracts::{self, Contract};
use crate::market::credit::NewEntry;
use crate::market::ratings::store::{self, Rating};
use crate::market::{accounts, credit, projects};
use crate::platform::audit::{self, Act, Actor, Thing, Visibility};
use crate::platform::auth::{Identity, OrgId};
use crate::platform::letter::Letter;
use crate::platform::random;

/// The owner rates an accepted contract, once, within its days.
///
/// # Errors
/// [`Error::Refused`] before acceptance, after the days, or for a second rating; [`Error::Invalid`] for a part that is not 1 to 5.
pub fn rate(conn: &mut DbConn, app: &App, who: &Identity, contract: &str, (parts, words): (Parts, &str)) -> Result<()> {
    let (now, contract) = (app.clock.now(), contracts::service::own(conn, who, contract)?);
    let parts = parts.checked().map_err(|field| Error::invalid(field, Say::new("ratings-one-to-five")))?;
    match contract.state {
        ContractState::Accepted if now < contracts::service::due(conn, app, &contract)? => {}
        ContractState::Accepted | ContractState::Closed => return Err(Error::Refused(Say::new("ratings-over"))),
        _ => return Err(Error::Refused(Say::new("ratings-not-accepted-yet"))),
    }
    own_side(who)?;
    let rating = enter(conn, app, &contract, (&who.actor, who.account.as_str()), (parts, words, false))?;
    let project = projects::load(conn, &contract.project)?;
    let policy = contracts::service::policy(app, &project);
    let new = NewEntry {
        agency: contract.agency.clone(),
        source: Source::Rating,
        source_id: rating.id.clone(),
        points_tenths: parts.points_tenths(&policy.rating.weights),
        rule: "rating".into(),
        expires: Instant(i64::MAX),
    };
    credit::enter(conn, app, new)?;
    let letter = Letter::new("rated").with("project", &contract.title).to(format!("/contracts/{}", contract.id));
    accounts::tell_org(conn, now, &OrgId::from(contract.agency.as_str()), letter)
}

/// Writes the rating down and closes the contract.
pub(super) fn enter(
    conn: &mut DbConn,
    app: &App,
    contract: &Contract,
    (actor, by): (&Actor, &str),
    (parts, words, by_default): (Parts, &str, bool),
) -> Result<Rating> {
    let now = app.clock.now();
    let rating = Rating {
        id: random::blind_id(),
        contract: contract.id.clone(),
        project: contract.project.to_string(),
        owner: contract.owner.to_string(),
        agency: contract.agency.to_string(),
        parts,
        words: words.to_owned(),
        by_default,
        rated_at: now,
        answer: String::new(),
        answered_at: Instant(0),
        project_title: contract.title.clone(),
        original: None,
    };
    match store::insert(conn, &rating, by) {
        Err(e) if is_duplicate(&e) => return Err(Error::Refused(Say::new("ratings-already"))),
        other => other?,
    }
    let kind = if by_default { Kind::RatingDefault } else { Kind::RatingGive };
    log(conn, now, (actor, &rating.id), kind, (parts, words))?;
    contracts::close(conn, app, contract)?;
    revisions::bump(conn, Topic::Agencies)?;
    Ok(rating)
}

/// One line of the log: what a rating says.
pub(super) fn log(conn: &mut DbConn, now: Instant, (actor, id): (&Actor, &str), kind: Kind, (parts, words): (Parts, &str)) -> Result<()> {
    let numbers = parts.named().map(|(name, value)| (name, value.to_string()));
    let facts: Vec<(&str, &str)> = numbers.iter().map(|(name, value)| (*name, value.as_str())).chain([("words", words)]).collect();
    let document = audit::document(&format!("market/v1 {kind}"), &facts);
    audit::record(conn, now, Act { kind, actor, thing: Thing::open("rating", id), document, visibility: Visibility::Public })?;
    Ok(())
}

/// Only the owner rates.
pub(super) fn own_side(who: &Identity) -> Result<()> {
    if contracts::service::side_of(who) == Side::Owner { Ok(()) } else { Err(Error::Forbidden(Say::new("ratings-owner-only"))) }
}

/// The first instant that is too late to answer a rating.
pub fn answer_due(conn: &mut DbConn, app: &App, rating: &Rating) -> Result<Instant> {
    let project = projects::load(conn, &rating.project.as_str().into())?;
    let policy = contracts::service::policy(app, &project);
    Ok(app.calendars.now().deadline(policy.term(rating.rated_at, policy.rating.answer_wd)).at)
}

/// The agency answers a rating, once, within the policy's days.
pub fn answer(conn: &mut DbConn, app: &App, who: &Identity, contract: &str, words: &str) -> Result<()> {
    let now = app.clock.now();
    let rating = store::of_contract(conn, contract)?.ok_or(Error::NotFound)?;
    if rating.agency != who.org.as_str() {
        return Err(Error::NotFound);
    }
    if now >= answer_due(conn, app, &rating)? {
        return Err(Error::Refused(Say::new("ratings-answer-late")));
    }
    if rating.answered_at.ms() > 0 {
        return Err(Error::Refused(Say::new("ratings-answered")));
    }
    store::set_answer(conn, &rating.id, (words, who.account.as_str(), now))?;
    let document = audit::document("market/v1 rating.answer", &[("words", words)]);
    let thing = Thing { kind: "rating", id: rating.id.clone(), public: rating.id };
    let act = Act { kind: Kind::RatingAnswer, actor: &who.actor, thing, document, visibility: Visibility::Public };
    audit::record(conn, now, act)?;
    revisions::bump(conn, Topic::Agencies)
}
