//! The course of a review, one step after the other; what comes next follows from what is stored.

use super::tally;
use crate::app::App;
use crate::db::{DbConn, Topic, revisions};
use crate::domain::calendar::{Period, Running, end_text};
use crate::domain::draw::{DrawId, Label};
use crate::domain::event::Kind;
use crate::domain::policy::Policy;
use crate::domain::project::ProjectState;
use crate::domain::time::{HOUR, Instant};
use crate::error::{Error, Result};
use crate::market::bids;
use crate::market::experts::{self, Seat, SeatState};
use crate::market::projects::{self, Project};
use crate::market::reviews::store::{self, ReviewRow, ReviewState, Sheet};
use crate::market::selection::{self, stages};
use crate::platform::audit::Actor;
use crate::platform::calendars;
use crate::platform::letter::Letter;
use crate::platform::outbox::{self, Job};
use crate::platform::random;

/// How far a review is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Review {
    /// A step was done; the next may follow.
    On,
    Waiting,
    /// choice/scores.txt is written.
    Done,
}

/// Does the next step of a review whose panel is seated. `proposals` are what is reviewed, by their pseudonyms.
///
/// # Errors
/// Those of the database.
pub fn go_on(conn: &mut DbConn, app: &App, (project, draw): (&Project, &DrawId), proposals: &[Label]) -> Result<Review> {
    let (now, rules) = (app.clock.now(), app.pinned(&project.policy)?);
    let sitting = experts::sitting(conn, app, &project.id)?;
    let Some(review) = store::of_project(conn, &project.id)? else {
        store::insert_entries(conn, &project.id, proposals)?;
        let due = scored_by(app, rules, now);
        store::insert(conn, now, (&project.id, draw, due))?;
        seat_new(conn, app, (project, due), &sitting)?;
        revisions::bump(conn, Topic::Projects)?;
        return wait(conn, now, (project, due));
    };
    if review.state == ReviewState::Closed {
        return Ok(Review::Done);
    }
    let due = scored_by(app, rules, now);
    if seat_new(conn, app, (project, due), &sitting)? > 0 {
        // Somebody came in from behind: everybody who has not locked has the days again.
        store::step(conn, &project.id, (review.state, ReviewState::Scoring), (now, due))?;
        return wait(conn, now, (project, due));
    }
    let late = now >= review.due_at;
    match review.state {
        ReviewState::Scoring => scoring(conn, app, (project, rules), (&review, &sitting)),
        ReviewState::Consensus => {
            let ids: Vec<String> = sitting.iter().map(|seat| seat.id.clone()).collect();
            let asked = store::deviations(conn, &app.keys, &ids)?;
            let sheets = store::sheets(conn, &project.id)?;
            let open = sheets.iter().any(|sheet| !sheet.is_settled() && asked.iter().any(|one| one.seat == sheet.seat));
            if open && !late {
                wait(conn, now, (project, review.due_at))
            } else {
                to_chair(conn, app, (project, rules), (&review, &sitting))
            }
        }
        ReviewState::Closing if late => {
            conclude(conn, app, (project, rules), &sitting)?;
            Ok(Review::On)
        }
        ReviewState::Closing => wait(conn, now, (project, review.due_at)),
        ReviewState::Closed => Ok(Review::Waiting),
    }
}

fn scored_by(app: &App, rules: &Policy, now: Instant) -> Instant {
    app.calendars.now().deadline(rules.term(now, rules.review.score_wd)).at
}

/// The calendar has changed: experts may have longer to score. Hours to confirm and to lock are hours of the clock.
///
/// # Errors
/// Those of the database.
pub fn calendar_changed(conn: &mut DbConn, app: &App) -> Result<()> {
    let (now, mut running) = (app.clock.now(), Vec::new());
    for id in store::scoring(conn)? {
        let project = projects::load(conn, &id)?;
        let Some(review) = store::of_project(conn, &id)?.filter(|_| project.state == ProjectState::Reviewing) else { continue };
        let rules = app.pinned(&project.policy)?;
        let period = Period::WorkingDays(rules.term(review.runs_from, rules.review.score_wd));
        running.push((project, Running { due: review.due_at, period }));
    }
    calendars::lengthen(conn, (&app.calendars.now(), now), running, |conn, project, again| {
        store::set_due(conn, &project.id, again)?;
        wait(conn, now, (&project, again)).map(drop)
    })
}

/// A job looks again at the end of the time that runs; where that has moved, this promises another for its new end.
fn wait(conn: &mut DbConn, now: Instant, (project, at): (&Project, Instant)) -> Result<Review> {
    let once = format!("review {} {}", project.id, at.ms());
    outbox::push_once_at(conn, now, at, &once, &Job::GoOn { project: project.id.to_string() })?;
    Ok(Review::Waiting)
}

/// A sheet for everybody who sits and has none; tells how many there were.
fn seat_new(conn: &mut DbConn, app: &App, (project, due): (&Project, Instant), sitting: &[Seat]) -> Result<usize> {
    let (now, known) = (app.clock.now(), store::sheets(conn, &project.id)?);
    let new: Vec<&Seat> = sitting.iter().filter(|seat| known.iter().all(|sheet| sheet.seat != seat.id)).collect();
    for seat in &new {
        store::open_sheet(conn, (&project.id, &seat.id, &random::blind_id()))?;
        tell(conn, now, (project, seat), ("review-open", due))?;
    }
    Ok(new.len())
}

/// A letter to one expert, with the time it has.
fn tell(conn: &mut DbConn, now: Instant, (project, seat): (&Project, &Seat), (name, due): (&str, Instant)) -> Result<()> {
    let letter = Letter::new(name).with("project", &project.title).with("number", &project.number).with("due", end_text(due));
    let letter = letter.to(format!("/expert/reviews/{}", seat.id));
    experts::tell(conn, now, seat, letter)
}

type Course<'a> = (&'a ReviewRow, &'a [Seat]);

/// Everybody has locked, or the days are over: who has not is absent, and the rest goes on if it is a quorum.
fn scoring(conn: &mut DbConn, app: &App, (project, rules): (&Project, &Policy), (review, sitting): Course<'_>) -> Result<Review> {
    let (now, sheets) = (app.clock.now(), store::sheets(conn, &project.id)?);
    let locked = |seat: &Seat| sheets.iter().any(|sheet: &Sheet| sheet.seat == seat.id && sheet.is_locked());
    let open: Vec<&Seat> = sitting.iter().filter(|seat| !locked(seat)).collect();
    if open.is_empty() {
        return weigh(conn, app, (project, rules), (review, sitting));
    }
    if now < review.due_at {
        return wait(conn, now, (project, review.due_at));
    }
    for seat in open {
        experts::leave(conn, app, (&Actor::platform(), rules), (seat, SeatState::Absent, ""))?;
    }
    Ok(Review::On)
}

/// All scores stand: totals far beside the mean are asked about, or the chair is to lock at once.
fn weigh(conn: &mut DbConn, app: &App, (project, rules): (&Project, &Policy), (review, sitting): Course<'_>) -> Result<Review> {
    let (now, given) = (app.clock.now(), tally::given(conn, sitting)?);
    let entries: Vec<Label> = store::pseudonyms(conn, &project.id)?;
    let found = tally::far(sitting, &given, (&entries, &rules.review));
    let ids: Vec<String> = sitting.iter().map(|seat| seat.id.clone()).collect();
    store::set_deviations(conn, &ids, &found)?;
    if found.is_empty() {
        return to_chair(conn, app, (project, rules), (review, sitting));
    }
    let due = now.plus(i64::from(rules.review.consensus_hours) * HOUR);
    store::step(conn, &project.id, (review.state, ReviewState::Consensus), (now, due))?;
    for seat in sitting.iter().filter(|seat| found.iter().any(|one| one.seat == seat.id)) {
        tell(conn, now, (project, seat), ("review-deviation", due))?;
    }
    wait(conn, now, (project, due))
}

/// The chair, who was drawn first, is to lock.
fn to_chair(conn: &mut DbConn, app: &App, (project, rules): (&Project, &Policy), (review, sitting): Course<'_>) -> Result<Review> {
    let now = app.clock.now();
    let due = now.plus(i64::from(rules.review.chair_hours) * HOUR);
    store::step(conn, &project.id, (review.state, ReviewState::Closing), (now, due))?;
    if let Some(chair) = sitting.first() {
        tell(conn, now, (project, chair), ("review-chair", due))?;
    }
    wait(conn, now, (project, due))
}

/// The review is locked: its result is published, and who sat is opened.
///
/// # Errors
/// [`Error::Conflict`] where it is closed.
pub(super) fn conclude(conn: &mut DbConn, app: &App, (project, rules): (&Project, &Policy), sitting: &[Seat]) -> Result<()> {
    let now = app.clock.now();
    let review = store::of_project(conn, &project.id)?.ok_or(Error::NotFound)?;
    let panel = experts::panel_draw(conn, project)?.ok_or(Error::NotFound)?;
    let scores = tally::scores(conn, &app.keys, (project, &rules.review, (&review.draw, &panel)), sitting)?;
    let logged = selection::keep_choice(conn, now, (&Actor::platform(), &review.draw), (Kind::ReviewScores, &scores))?;
    if bids::names_after(app, project) == Some(Kind::ReviewScores) {
        bids::unblind(conn, app, (&review.draw, logged))?;
    }
    stages::open_sat(conn, app, &panel, &sitting.iter().map(|seat| seat.label.clone()).collect())?;
    experts::open(conn, app, &project.id)?;
    store::open_reasons(conn, &app.keys, &sitting.iter().map(|seat| seat.id.clone()).collect::<Vec<_>>())?;
    store::step(conn, &project.id, (review.state, ReviewState::Closed), (now, now))?;
    outbox::push(conn, now, &Job::GoOn { project: project.id.to_string() })?;
    projects::tell_owner(conn, now, project, Letter::new("review-closed").to(format!("/projects/{}", project.number)))?;
    revisions::bump(conn, Topic::Projects)
}
