//! Whose turn follows, from what is stored and the time. Every step is part of a transaction of the way that goes on.

use super::{Talk, Turn, rules, said, seat, standing};
use crate::app::App;
use crate::db::DbConn;
use crate::domain::calendar::{Period, Running, end_text};
use crate::domain::draw::{DrawId, Label};
use crate::domain::event::Kind;
use crate::domain::method::Talks;
use crate::domain::method::negotiation::Negotiation;
use crate::domain::method::talks::What;
use crate::domain::project::{ProjectId, ProjectState};
use crate::domain::time::{Instant, MINUTE};
use crate::error::{Error, Result};
use crate::market::accounts;
use crate::market::negotiations::store::{self, TurnTime};
use crate::market::projects::{self, Project};
use crate::market::{selection, signups};
use crate::platform::audit::Actor;
use crate::platform::auth::OrgId;
use crate::platform::calendars;
use crate::platform::letter::Letter;
use crate::platform::outbox::{self, Job};

/// What follows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Nothing before this instant, unless somebody does something.
    Waits,
    /// The turn went to the agencies or to the owner, until this instant.
    Turned(Turn, Instant),
    /// The owner let its time pass, or nobody quoted: nobody is picked.
    Nobody,
}

/// Begins a negotiation: those behind these pseudonyms are to quote; gives the end of their first turn.
///
/// # Errors
/// Those of the database; its primary key refuses a second one.
pub fn begin(conn: &mut DbConn, app: &App, (project, draw): (&Project, &DrawId), threads: &[(Label, Label)]) -> Result<Instant> {
    let (rules, _) = rules(app, project)?;
    let (due_at, time) = turn_time(app, project, rules.quote_minutes)?;
    let talk = Talk { project: project.id.clone(), draw: draw.clone(), turn: Turn::Quoting, round: 1, due_at, time };
    let seats = threads.iter().map(|(pseudonym, label)| (seat(app, draw, label.as_str()), pseudonym.clone())).collect();
    store::insert(conn, &talk, seats)?;
    call(conn, app, (project, &talk))?;
    wait(conn, app, &talk)?;
    Ok(due_at)
}

/// A turn that begins now: its end, and what that is reckoned from.
fn turn_time(app: &App, project: &Project, minutes: u32) -> Result<(Instant, TurnTime)> {
    let (from, hours) = (app.clock.now(), app.pinned(&project.policy)?.office.hours());
    Ok((app.calendars.now().after_office_minutes(from, minutes, hours), TurnTime { from, minutes }))
}

/// A job looks again when the turn is over; where that has moved, or the clock was set back, it is promised anew.
fn wait(conn: &mut DbConn, app: &App, talk: &Talk) -> Result<()> {
    let once = format!("negotiation {} {} {} {}", talk.project, talk.round, talk.turn, talk.due_at.ms());
    outbox::push_once_at(conn, app.clock.now(), talk.due_at, &once, &Job::GoOn { project: talk.project.to_string() })?;
    Ok(())
}

/// All who take part are told at once that it is their turn.
fn call(conn: &mut DbConn, app: &App, (project, talk): (&Project, &Talk)) -> Result<()> {
    let now = app.clock.now();
    for signup in signups::active(conn, talk.draw.as_str())? {
        if store::seated(conn, &seat(app, &talk.draw, &signup.label))?.is_none() {
            continue;
        }
        let letter = Letter::new("negotiation-round").with("project", &project.title).with("number", &project.number);
        let letter = letter.with("round", talk.round).with("due", end_text(talk.due_at)).to(format!("/signups/{}/negotiation", signup.id));
        accounts::tell_org(conn, now, &OrgId::from(signup.agency.as_str()), letter)?;
    }
    Ok(())
}

/// After a stop of so many milliseconds whoever has the turn has the minutes of the office that were left of it: a turn that would end in the night
/// ends in the morning. Gives its new end; `None` where nobody has a turn.
///
/// # Errors
/// Those of the database.
pub fn delay(conn: &mut DbConn, app: &App, (project, by): (&ProjectId, i64)) -> Result<Option<Instant>> {
    let Some(talk) = store::talk_of(conn, project)?.filter(|talk| talk.turn != Turn::Over) else { return Ok(None) };
    let (stopped, project) = (app.clock.now().plus(-by), projects::load(conn, project)?);
    let left = (talk.due_at.ms() - stopped.ms()).max(0);
    let minutes = u32::try_from((left + MINUTE - 1) / MINUTE).unwrap_or(u32::MAX);
    let (due_at, time) = turn_time(app, &project, minutes)?;
    let later = Talk { due_at, time, ..talk.clone() };
    store::step(conn, &talk, &later)?;
    wait(conn, app, &later)?;
    Ok(Some(due_at))
}

/// The calendar has changed: a turn may end later. Gives the new ends of those that do, by project.
///
/// # Errors
/// Those of the database.
pub fn calendar_changed(conn: &mut DbConn, app: &App) -> Result<Vec<(ProjectId, Instant)>> {
    let (mut running, mut moved) = (Vec::new(), Vec::new());
    for id in store::going(conn)? {
        let project = projects::load(conn, &id)?;
        let Some(talk) = store::talk_of(conn, &id)?.filter(|_| project.state == ProjectState::Choosing) else { continue };
        let hours = app.pinned(&project.policy)?.office.hours();
        let period = Period::OfficeMinutes { from: talk.time.from, minutes: talk.time.minutes, hours };
        running.push((talk.clone(), Running { due: talk.due_at, period }));
    }
    calendars::lengthen(conn, (&app.calendars.now(), app.clock.now()), running, |conn, talk, due_at| {
        let later = Talk { due_at, ..talk.clone() };
        store::step(conn, &talk, &later)?;
        moved.push((later.project.clone(), due_at));
        wait(conn, app, &later)
    })?;
    Ok(moved)
}

/// Looks what follows, and does it. Under the project's lock.
///
/// # Errors
/// [`Error::NotFound`] where nothing is negotiated.
pub fn go_on(conn: &mut DbConn, app: &App, project: &Project) -> Result<Next> {
    let talk = store::talk_of(conn, &project.id)?.ok_or(Error::NotFound)?;
    let late = app.clock.now() >= talk.due_at;
    match talk.turn {
        Turn::Quoting => {
            let awaited = standing(conn, app, (project, &talk))?.into_values().any(|one| matches!(one, Negotiation::Awaits { .. }));
            if awaited && !late {
                return wait(conn, app, &talk).map(|()| Next::Waits);
            }
            let quotes = said(conn, app, &talk)?;
            let quoted = |round: Option<u32>| {
                let this = |number: u32| round.is_none_or(|round| round == number);
                quotes.iter().any(|one| matches!(one.what, What::Quote(_)) && this(one.round))
            };
            let (rules, _) = rules(app, project)?;
            match () {
                () if !quoted(None) => Ok(Next::Nobody),
                () if talk.round < rules.rounds && quoted(Some(talk.round)) => turn(conn, app, (project, &talk), Turn::Replying),
                () => turn(conn, app, (project, &talk), Turn::Choosing),
            }
        }
        Turn::Replying if late => turn(conn, app, (project, &talk), Turn::Choosing),
        Turn::Choosing if late => Ok(Next::Nobody),
        Turn::Replying | Turn::Choosing => wait(conn, app, &talk).map(|()| Next::Waits),
        Turn::Over => Ok(Next::Waits),
    }
}

/// Gives the turn on; after the owner's replies a further round begins.
pub(super) fn turn(conn: &mut DbConn, app: &App, (project, talk): (&Project, &Talk), to: Turn) -> Result<Next> {
    let (rules, _) = rules(app, project)?;
    let (round, minutes) = match to {
        Turn::Quoting => (talk.round + 1, rules.quote_minutes),
        Turn::Replying => (talk.round, rules.reply_minutes),
        Turn::Choosing | Turn::Over => (talk.round, rules.choose_minutes),
    };
    let (due_at, time) = turn_time(app, project, minutes)?;
    let before = talk;
    let talk = Talk { turn: to, round, due_at, time, ..before.clone() };
    store::step(conn, before, &talk)?;
    match to {
        Turn::Quoting => call(conn, app, (project, &talk))?,
        Turn::Replying | Turn::Choosing => {
            let letter = Letter::new(&format!("negotiation-{to}")).with("round", round).with("due", end_text(due_at));
            let letter = letter.to(format!("/owner/projects/{}/choice", project.id));
            projects::tell_owner(conn, app.clock.now(), project, letter)?;
        }
        Turn::Over => {}
    }
    wait(conn, app, &talk)?;
    Ok(Next::Turned(to, due_at))
}

/// Ends the negotiation and publishes everything that was said, under the pseudonyms: in the transaction of the pick, or of silence, just before it.
///
/// # Errors
/// [`Error::Conflict`] where it has ended.
pub fn close(conn: &mut DbConn, app: &App, project: &Project) -> Result<Talks> {
    let talk = store::talk_of(conn, &project.id)?.ok_or(Error::NotFound)?;
    if talk.turn == Turn::Over {
        return Err(Error::Conflict);
    }
    let (rules, bounds) = rules(app, project)?;
    let (threads, said, now) = (store::threads(conn, &project.id)?, said(conn, app, &talk)?, app.clock.now());
    let talks = Talks::new((talk.draw.clone(), rules.rounds, bounds), threads, said);
    let talks = talks.map_err(|fault| Error::caused("putting a negotiation together", fault))?;
    store::step(conn, &talk, &Talk { turn: Turn::Over, due_at: now, ..talk.clone() })?;
    selection::keep_choice(conn, now, (&Actor::platform(), &talk.draw), (Kind::ChoiceNegotiation, &talks))?;
    Ok(talks)
}
