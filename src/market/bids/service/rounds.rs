//! What the draw asks of its round of keys.

use std::collections::BTreeSet;

use crate::app::App;
use crate::db::{DbConn, Topic, revisions};
use crate::domain::bid::{Closed, Committee};
use crate::domain::draw::{Document, DrawId};
use crate::domain::event::Kind;
use crate::domain::method::Bounds;
use crate::domain::policy::Preset;
use crate::domain::time::MINUTE;
use crate::error::{Error, Result};
use crate::market::bids::store::rounds::{self, RoundState};
use crate::market::bids::store::{documents, entries};
use crate::market::projects::{self, Project};
use crate::platform::outbox::{self, Job};

use super::number::{self, End};
use super::{blind, links, lock, put};

/// What agencies are to quote with their sign-up, and within which bounds; `None` where the way of the project asks for no quotes.
pub fn wanted(app: &App, project: &Project) -> Option<Bounds> {
    let methods = &app.policies.get(&project.policy)?.methods;
    let kind = project.spec.way.preset(methods)?.quotes()?;
    Some(methods.bounds(kind, project.price))
}

/// Whether the way of the project has pseudonyms whose links to sign-ups are sealed until names may be opened.
pub fn has_links(app: &App, project: &Project) -> bool {
    let preset = app.policies.get(&project.policy).and_then(|policy| project.spec.way.preset(&policy.methods));
    preset.is_some_and(|preset| preset.is_picked() || preset.is_blind())
}

/// Whether entries lie under pseudonyms: a review or a blind choice follows the quotes.
pub fn is_blind(app: &App, project: &Project) -> bool {
    let preset = app.policies.get(&project.policy).and_then(|policy| project.spec.way.preset(&policy.methods));
    preset.is_some_and(Preset::is_blind)
}

/// The kind of the act in the log after which names are opened; `None` where nothing has pseudonyms. It stands in about.txt, so that an officer knows
/// what it has to see before it releases.
pub fn names_after(app: &App, project: &Project) -> Option<Kind> {
    let preset = app.policies.get(&project.policy).and_then(|policy| project.spec.way.preset(&policy.methods))?;
    let kind = if preset.is_picked() { Kind::ChoicePick } else { Kind::ReviewScores };
    has_links(app, project).then_some(kind)
}

/// Gives the project's next round of keys to a new draw: that of the draw before it, while its entries were not closed, else one never used.
///
/// # Errors
/// [`Error::Conflict`] where none is ready.
pub fn assign(conn: &mut DbConn, app: &App, project: &Project, draw: &DrawId) -> Result<()> {
    if wanted(app, project).is_none() && !has_links(app, project) {
        return Ok(());
    }
    let ready = rounds::of_project(conn, &project.id)?.into_iter().find(|round| round.state == RoundState::Ready);
    rounds::assign(conn, &ready.ok_or(Error::Conflict)?, draw)
}

/// The committee of a draw, and the number of its round; `None` where nothing is sealed for it, neither quotes nor links.
pub fn committee(conn: &mut DbConn, draw: &DrawId) -> Result<Option<(Committee, i64)>> {
    let Some(round) = rounds::of_draw(conn, draw.as_str())? else { return Ok(None) };
    Ok(Some((documents::load(conn, &round)?, round.number)))
}

/// The sign-ups of a draw that brought an entry; `None` where they need not.
pub fn sealed(conn: &mut DbConn, draw: &DrawId) -> Result<Option<BTreeSet<String>>> {
    if rounds::of_draw(conn, draw.as_str())?.is_none_or(|round| !round.quotes) {
        return Ok(None);
    }
    Ok(Some(entries::sealed(conn, draw.as_str())?.into_iter().collect()))
}

/// The deadline of a draw that is frozen: nothing is sealed any more, and what pseudonyms stand for is listed. In the transaction of the freeze.
pub fn close(conn: &mut DbConn, app: &App, draw: &DrawId) -> Result<()> {
    let now = app.clock.now();
    let Some(round) = rounds::of_draw(conn, draw.as_str())?.filter(|round| round.quotes) else { return Ok(()) };
    let committee: Committee = documents::load(conn, &round)?;
    rounds::step(conn, &round, RoundState::Closed)?;
    put(conn, now, Kind::BidClose, (&round, &Closed { project: committee.project().clone(), committee: committee.hash() }))?;
    if !is_blind(app, &projects::load(conn, &round.project)?) {
        return Ok(());
    }
    let made = blind::links(conn, &round.draw)?;
    links::list(conn, now, draw, made)
}

/// Every officer approved the freeze and vouches for it: the members release their keys, where no number is drawn first. Doing it again does nothing.
pub async fn begin(app: &App, draw: &DrawId) -> Result<()> {
    let id = draw.clone();
    let waits = app.db.read(move |conn| rounds::of_draw(conn, id.as_str())).await?;
    if waits.is_none_or(|round| round.state != RoundState::Closed) {
        return Ok(());
    }
    let (shared, draw) = (app.clone(), draw.clone());
    app.db.write(move |conn| release_from_now(conn, &shared, &draw)).await
}

/// The number that lowers the project's average is drawn, or void: now the members release their keys. Doing it again does nothing.
///
/// # Errors
/// Those of the database.
pub fn open_after_number(conn: &mut DbConn, app: &App, draw: &DrawId) -> Result<()> {
    release_from_now(conn, app, draw)
}

fn release_from_now(conn: &mut DbConn, app: &App, draw: &DrawId) -> Result<()> {
    let Some(known) = rounds::of_draw(conn, draw.as_str())? else { return Ok(()) };
    lock(conn, &known.project)?;
    let Some(round) = rounds::of_draw(conn, draw.as_str())?.filter(|round| round.state == RoundState::Closed) else { return Ok(()) };
    // Nobody may know a quote while it can still be chosen whether the number counts.
    if number::end_of(conn, draw)? == End::Awaited {
        return Ok(());
    }
    let (now, project) = (app.clock.now(), projects::load(conn, &round.project)?);
    let policy = app.pinned(&project.policy)?;
    rounds::step(conn, &round, RoundState::Releasing)?;
    rounds::set_release_by(conn, &round, now.plus(i64::from(policy.bids.release_minutes) * MINUTE))?;
    revisions::bump(conn, Topic::Projects)?;
    outbox::push(conn, now, &Job::OpenBids { draw: draw.to_string() })
}
