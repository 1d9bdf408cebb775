//! The owner's side: what it sees of the threads, and its replies to all of them at once.

use std::collections::{BTreeMap, BTreeSet};

use super::course::{self, Next};
use super::{Exchange, Talk, Turn, exchanges, say, standing};
use crate::app::App;
use crate::db::DbConn;
use crate::domain::cleaning::{Own, Sought};
use crate::domain::draw::Label;
use crate::domain::method::negotiation::Negotiation;
use crate::domain::method::reply::{self, Trace};
use crate::domain::project::ProjectState;
use crate::domain::time::Instant;
use crate::error::{Error, Result, Say};
use crate::market::agencies;
use crate::market::negotiations::refusal::Refused;
use crate::market::negotiations::store::{self, Side};
use crate::market::projects::Project;
use crate::platform::auth::Identity;

/// What an owner may see: the exchanges of every pseudonym. Those of a turn that runs it sees when all had their time, so that it cannot tell who was
/// quick.
///
/// # Errors
/// Those of the database.
pub fn heard(conn: &mut DbConn, app: &App, talk: &Talk) -> Result<BTreeMap<Label, Vec<Exchange>>> {
    let mut all = BTreeMap::new();
    for pseudonym in store::threads(conn, &talk.project)? {
        let mut own = exchanges(conn, app, (talk, &pseudonym))?;
        own.retain(|one| talk.turn != Turn::Quoting || one.round < talk.round);
        all.insert(pseudonym, own);
    }
    Ok(all)
}

/// Whether the owner is to reply now.
pub fn is_asked(project: &Project, talk: &Talk, now: Instant) -> bool {
    project.state == ProjectState::Choosing && talk.turn == Turn::Replying && now < talk.due_at
}

/// The owner replies to everybody who quoted in this round, and a further round begins. Under the project's lock; gives the end of the agencies' turn.
///
/// # Errors
/// [`Error::Refused`] out of turn or too late; [`Error::Invalid`] where somebody is left out, or a reply would lead around the market; its field is
/// `reply_` and the place of the pseudonym in `words`, from 1.
pub fn reply(conn: &mut DbConn, app: &App, who: &Identity, (project, words): (&Project, &[(Label, String)])) -> Result<Instant> {
    let talk = store::talk_of(conn, &project.id)?.ok_or(Error::NotFound)?;
    match talk.turn {
        _ if project.state != ProjectState::Choosing => return Err(Refused::Over.into()),
        Turn::Over => return Err(Refused::Over.into()),
        Turn::Quoting => return Err(Refused::AgenciesTurn.into()),
        Turn::Choosing => return Err(Refused::NoMore.into()),
        Turn::Replying if app.clock.now() >= talk.due_at => return Err(Refused::TooLate { since: talk.due_at }.into()),
        Turn::Replying => {}
    }
    let standing = standing(conn, app, (project, &talk))?;
    let asked: BTreeSet<&Label> =
        standing.iter().filter(|(_, thread)| matches!(thread, Negotiation::Quoted { .. })).map(|(label, _)| label).collect();
    if words.iter().map(|(label, _)| label).collect::<BTreeSet<_>>() != asked || words.len() != asked.len() {
        return Err(Refused::ToAll.into());
    }
    check(conn, words)?;
    for (pseudonym, text) in words {
        say(conn, app, (&who.actor, &talk), (pseudonym, Side::Reply, text))?;
    }
    match course::turn(conn, app, (project, &talk), Turn::Quoting)? {
        Next::Turned(_, due) => Ok(due),
        Next::Waits | Next::Nobody => Err(Error::internal("a turn that did not go on")),
    }
}

/// No reply may lead around the market, or name an agency: any in the directory, so that a refusal tells nothing of who takes part.
fn check(conn: &mut DbConn, words: &[(Label, String)]) -> Result<()> {
    let names = Own::new(agencies::listed_names(conn)?.into_iter().map(|name| (Sought::Name, name)));
    for (at, (_, text)) in (1..).zip(words) {
        let found = match reply::trace(text) {
            Some(Trace::Number) => Some("negotiations-trace-number"),
            Some(Trace::Address) => Some("negotiations-trace-address"),
            None => names.are_named_in(text).then_some("negotiations-trace-name"),
        };
        if let Some(found) = found {
            return Err(Error::invalid(&format!("reply_{at}"), Say::new(found)));
        }
    }
    Ok(())
}
