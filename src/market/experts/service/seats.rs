//! Asking those who were drawn, one after the other, until the panel is seated; and their answers.

use super::panel::Panel;
use crate::app::App;
use crate::db::{DbConn, dialect};
use crate::domain::policy::Policy;
use crate::domain::project::{ProjectId, ProjectState};
use crate::domain::time::{HOUR, Instant};
use crate::error::{Error, Result};
use crate::market::experts::refusal::Refused;
use crate::market::experts::store::seats::{self, PanelRow, PanelState, Seat, SeatState};
use crate::market::projects::{self, Project};
use crate::platform::audit::{self, Actor, Thing};
use crate::platform::auth::Identity;
use crate::platform::letter::Letter;
use crate::platform::outbox::{self, Job};

/// The panel's open seats are filled: who did not answer in time is silent, and the next in order is asked. The policy's number sits, or at least its
/// quorum once nobody is left.
pub(super) fn fill(conn: &mut DbConn, app: &App, (project, policy, panel): (&Project, &Policy, &PanelRow)) -> Result<Panel> {
    match panel.state {
        PanelState::Seated | PanelState::Opened => return Ok(Panel::Seated),
        PanelState::Inviting => {}
    }
    let now = app.clock.now();
    for seat in seats::of_project(conn, &app.keys, &project.id)? {
        if seat.state == SeatState::Invited && seat.due_at <= now {
            move_to(conn, app, &Actor::platform(), (&seat, SeatState::Silent, ""))?;
        }
    }
    let all = seats::of_project(conn, &app.keys, &project.id)?;
    let count = |state: SeatState| all.iter().filter(|seat| seat.state == state).count();
    let (sits, invited) = (count(SeatState::Accepted), count(SeatState::Invited));
    let wanted = (policy.review.seats as usize).saturating_sub(sits + invited);
    let next: Vec<&Seat> = all.iter().filter(|seat| seat.state == SeatState::Waiting).take(wanted).collect();
    for seat in &next {
        invite(conn, app, (project, policy), seat)?;
    }
    if invited + next.len() > 0 {
        let due = asked(conn, app, &project.id)?.into_iter().map(|seat| seat.due_at).min();
        wake(conn, now, (&project.id, due.unwrap_or(now)))?;
        return Ok(Panel::Waiting);
    }
    if sits < policy.review.quorum.max(1) as usize {
        return Ok(Panel::Impossible);
    }
    seats::set_panel(conn, now, &project.id, PanelState::Seated)?;
    Ok(Panel::On)
}

/// The project's way is looked at again then.
fn wake(conn: &mut DbConn, now: Instant, (project, at): (&ProjectId, Instant)) -> Result<()> {
    outbox::push_at(conn, now, at, &Job::GoOn { project: project.to_string() })
}

fn invite(conn: &mut DbConn, app: &App, (project, policy): (&Project, &Policy), seat: &Seat) -> Result<()> {
    let now = app.clock.now();
    let due = now.plus(i64::from(policy.review.answer_hours) * HOUR);
    seats::invite(conn, &seat.id, (now, due))?;
    log(conn, now, &Actor::platform(), (seat, "invited", ""))?;
    let letter = Letter::new("expert-invited").with("project", &project.title).with("number", &project.number);
    let letter = letter.with("until", due.minute_text()).to(format!("/expert/invitations/{}", seat.id));
    tell(conn, now, seat, letter)
}

/// A letter to whoever sits there: the promise names the seat alone, and what was sent is not kept.
pub fn tell(conn: &mut DbConn, now: Instant, seat: &Seat, letter: Letter) -> Result<()> {
    outbox::push(conn, now, &Job::MailSeat { seat: seat.id.clone(), letter })
}

/// What somebody who was asked says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Answer {
    Accept,
    Decline,
    /// With what it is near to.
    Conflict(String),
}

/// Somebody answers its invitation.
///
/// # Errors
/// [`Error::NotFound`] for another's; [`Error::Refused`] once it has answered, its hours are over, or the project has ended.
pub fn answer(conn: &mut DbConn, app: &App, who: &Identity, (id, answer): (&str, &Answer)) -> Result<()> {
    let known = seats::seat(conn, &app.keys, (&who.account, id))?;
    dialect::lock_in_transaction(conn, &format!("project {}", known.project))?;
    let (now, seat) = (app.clock.now(), seats::seat(conn, &app.keys, (&who.account, id))?);
    may_answer(conn, &seat, now)?;
    let (to, reason) = match answer {
        Answer::Accept => (SeatState::Accepted, ""),
        Answer::Decline => (SeatState::Declined, ""),
        Answer::Conflict(reason) => (SeatState::Conflict, reason.as_str()),
    };
    move_to(conn, app, &seat.author(), (&seat, to, reason))?;
    wake(conn, now, (&seat.project, now))
}

/// Whether an invitation can be answered now.
///
/// # Errors
/// Why not.
pub fn may_answer(conn: &mut DbConn, seat: &Seat, now: Instant) -> Result<()> {
    match seat.state {
        SeatState::Invited if projects::load(conn, &seat.project)?.state != ProjectState::Reviewing => Err(Refused::Over.into()),
        SeatState::Invited if now >= seat.due_at => Err(Refused::TooLate { since: seat.due_at }.into()),
        SeatState::Invited => Ok(()),
        SeatState::Silent => Err(Refused::TooLate { since: seat.due_at }.into()),
        _ => Err(Refused::Answered.into()),
    }
}

/// Who sits on a panel, in the order of the draw: the first is its chair.
///
/// # Errors
/// Those of the database.
pub fn sitting(conn: &mut DbConn, app: &App, project: &ProjectId) -> Result<Vec<Seat>> {
    Ok(seats::of_project(conn, &app.keys, project)?.into_iter().filter(|seat| seat.state == SeatState::Accepted).collect())
}

/// Who was asked and has not answered.
///
/// # Errors
/// Those of the database.
pub fn asked(conn: &mut DbConn, app: &App, project: &ProjectId) -> Result<Vec<Seat>> {
    Ok(seats::of_project(conn, &app.keys, project)?.into_iter().filter(|seat| seat.state == SeatState::Invited).collect())
}

/// The review of a project is closed: who was asked is no secret any more.
///
/// # Errors
/// Those of the database.
pub fn open(conn: &mut DbConn, app: &App, project: &ProjectId) -> Result<()> {
    seats::open(conn, &app.keys, (project, app.clock.now()))
}

/// Somebody leaves a panel that reviews: it recused itself, or did not score in time. With fewer than the quorum left the next in order are asked.
///
/// # Errors
/// [`Error::Conflict`] for who does not sit.
pub fn leave(conn: &mut DbConn, app: &App, (actor, policy): (&Actor, &Policy), (seat, to, reason): (&Seat, SeatState, &str)) -> Result<()> {
    let now = app.clock.now();
    if seat.state != SeatState::Accepted {
        return Err(Error::Conflict);
    }
    move_to(conn, app, actor, (seat, to, reason))?;
    if sitting(conn, app, &seat.project)?.len() < policy.review.quorum.max(1) as usize {
        seats::set_panel(conn, now, &seat.project, PanelState::Inviting)?;
    }
    wake(conn, now, (&seat.project, now))
}

fn move_to(conn: &mut DbConn, app: &App, actor: &Actor, (seat, to, reason): (&Seat, SeatState, &str)) -> Result<()> {
    let now = app.clock.now();
    seats::step(conn, &app.keys, (seat, to), (now, reason))?;
    log(conn, now, actor, (seat, to.as_str(), reason))
}

/// Sealed, as everything that is done while a review is blind: the log tells neither project nor person. Nor does the document tell whoever reads our rows,
/// and so it has only the hash of what was said.
fn log(conn: &mut DbConn, now: Instant, actor: &Actor, (seat, word, reason): (&Seat, &str, &str)) -> Result<()> {
    let project = projects::load(conn, &seat.project)?;
    let reason = seat.salted(reason).to_string();
    let facts = [("project", project.number.as_str()), ("seat", seat.label.as_str()), ("word", word), ("reason-hash", &reason)];
    let thing = Thing { kind: "panel-seat", id: seat.id.clone(), public: seat.label.to_string() };
    audit::record_sealed(conn, now, (actor, &thing), &audit::document("market/v1 panel.seat", &facts)).map(drop)
}
