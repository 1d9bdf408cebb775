//! What an expert does: saves points, locks its sheet, answers for a deviation, leaves, and, as the chair, locks the review.

use super::course::conclude;
use super::log;
use crate::app::App;
use crate::db::{DbConn, dialect};
use crate::domain::draw::Label;
use crate::domain::project::{ProjectId, ProjectState};
use crate::error::{Error, Result, Say};
use crate::market::experts::{self, Seat, SeatState};
use crate::market::projects::{self, Project};
use crate::market::reviews::refusal::Refused;
use crate::market::reviews::store::{self, DeviationRow, ReviewRow, ReviewState, Sheet};
use crate::platform::auth::Identity;
use crate::platform::outbox::{self, Job};

/// A seat that takes part in a review now.
pub struct AtDesk {
    pub seat: Seat,
    pub project: Project,
    pub review: ReviewRow,
    pub sheet: Sheet,
}

/// One's own seat in a review; while it is held nobody else changes anything about the project.
///
/// # Errors
/// [`Error::NotFound`] for another's, and for who does not sit or no longer does.
pub fn at_desk(conn: &mut DbConn, app: &App, who: &Identity, id: &str) -> Result<AtDesk> {
    let seat = experts::seat(conn, &app.keys, (&who.account, id))?;
    if seat.state != SeatState::Accepted {
        return Err(Error::NotFound);
    }
    let review = store::of_project(conn, &seat.project)?.ok_or(Error::NotFound)?;
    Ok(AtDesk { project: projects::load(conn, &seat.project)?, sheet: store::sheet(conn, id)?, review, seat })
}

fn locked(conn: &mut DbConn, app: &App, who: &Identity, id: &str) -> Result<AtDesk> {
    let project = experts::seat(conn, &app.keys, (&who.account, id))?.project;
    dialect::lock_in_transaction(conn, &format!("project {project}"))?;
    let desk = at_desk(conn, app, who, id)?;
    if desk.project.state != ProjectState::Reviewing || desk.review.state == ReviewState::Closed {
        Err(Refused::Over.into())
    } else {
        Ok(desk)
    }
}

fn go_on(conn: &mut DbConn, app: &App, project: &ProjectId) -> Result<()> {
    outbox::push(conn, app.clock.now(), &Job::GoOn { project: project.to_string() })
}

/// The points of one proposal as far as they are filled in, in hundredths, and why the total lies where it lies.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Marks {
    pub points: Vec<(String, u32)>,
    /// Asked for only where the total lay far beside the mean.
    pub reason: String,
}

/// Keeps points. They count with the lock of the sheet; after it only those of a total far beside the mean can still be changed.
///
/// # Errors
/// [`Error::NotFound`] for a pseudonym that is none here; [`Error::Refused`] once the sheet is locked, its time is over, or the review is.
pub fn save(conn: &mut DbConn, app: &App, who: &Identity, (id, pseudonym, marks): (&str, &Label, &Marks)) -> Result<()> {
    let (now, desk) = (app.clock.now(), locked(conn, app, who, id)?);
    if !store::pseudonyms(conn, &desk.project.id)?.contains(pseudonym) {
        return Err(Error::NotFound);
    }
    let asked = store::deviations(conn, &app.keys, std::slice::from_ref(&desk.seat.id))?;
    may_write(&desk, &asked, (pseudonym, now))?;
    if desk.review.state == ReviewState::Consensus {
        if marks.points.len() < desk.project.spec.way.weights.len() {
            return Err(Refused::Gaps { n: 1 }.into());
        }
        store::set_reason(conn, &app.keys, (id, pseudonym), &marks.reason)?;
    }
    store::keep(conn, (id, pseudonym), &marks.points)
}

/// Whether the points of a proposal can be changed now; `asked` are the seat's deviations.
pub(in crate::market::reviews) fn may_write(
    desk: &AtDesk,
    asked: &[DeviationRow],
    (pseudonym, now): (&Label, crate::domain::time::Instant),
) -> Result<()> {
    let late = now >= desk.review.due_at;
    match desk.review.state {
        _ if late => Err(Refused::TooLate { since: desk.review.due_at }.into()),
        ReviewState::Scoring if desk.sheet.is_locked() => Err(Refused::Locked.into()),
        ReviewState::Scoring => Ok(()),
        ReviewState::Consensus if desk.sheet.is_settled() => Err(Refused::Locked.into()),
        ReviewState::Consensus => {
            if asked.iter().any(|one| one.pseudonym == *pseudonym) {
                Ok(())
            } else {
                Err(Refused::Locked.into())
            }
        }
        ReviewState::Closing | ReviewState::Closed => Err(Refused::Locked.into()),
    }
}

/// Locks one's own sheet: its scores stand. In the second round it says that every deviation is answered for.
///
/// # Errors
/// [`Error::Refused`] with what is missing, and once it is locked.
pub fn lock(conn: &mut DbConn, app: &App, who: &Identity, id: &str) -> Result<()> {
    let (now, desk) = (app.clock.now(), locked(conn, app, who, id)?);
    if now >= desk.review.due_at {
        return Err(Refused::TooLate { since: desk.review.due_at }.into());
    }
    match desk.review.state {
        ReviewState::Scoring if !desk.sheet.is_locked() => {
            let wanted = store::pseudonyms(conn, &desk.project.id)?.len() * desk.project.spec.way.weights.len();
            let given = store::given(conn, id)?;
            if given.len() < wanted {
                return Err(Refused::Gaps { n: wanted - given.len() }.into());
            }
            store::lock_sheet(conn, id, now)?;
        }
        ReviewState::Consensus if !desk.sheet.is_settled() => {
            let asked = store::deviations(conn, &app.keys, std::slice::from_ref(&desk.seat.id))?;
            let open = asked.iter().filter(|one| one.reason.is_empty()).count();
            if asked.is_empty() || open > 0 {
                return Err(if open > 0 { Refused::Reasons { n: open } } else { Refused::Locked }.into());
            }
            store::settle_sheet(conn, id, now)?;
        }
        _ => return Err(Refused::Locked.into()),
    }
    note(conn, app, &desk)?;
    go_on(conn, app, &desk.project.id)
}

/// The log keeps, sealed, what stood on a sheet when it was locked; of a reason, whose words tell who writes them to whoever reads our rows, the hash under
/// the seat's salt.
fn note(conn: &mut DbConn, app: &App, desk: &AtDesk) -> Result<()> {
    let given = store::given(conn, &desk.seat.id)?;
    let mut facts: Vec<(String, String)> = vec![("word".to_owned(), format!("locked-{}", desk.review.state))];
    facts.extend(given.iter().map(|((pseudonym, criterion), points)| ("points".to_owned(), format!("{pseudonym} {criterion} {points}"))));
    let asked = store::deviations(conn, &app.keys, std::slice::from_ref(&desk.seat.id))?;
    let hashed = |one: DeviationRow| ("reason-hash".to_owned(), format!("{} {}", one.pseudonym, desk.seat.salted(&one.reason)));
    facts.extend(asked.into_iter().map(hashed));
    let facts: Vec<(&str, &str)> = facts.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    log(conn, app.clock.now(), (&desk.project, &desk.seat, &facts))
}

/// Somebody finds a conflict while reading: it leaves, and what it gave counts nothing.
///
/// # Errors
/// [`Error::NotFound`] for who does not sit; [`Error::Refused`] once the review is closed.
pub fn recuse(conn: &mut DbConn, app: &App, who: &Identity, (id, reason): (&str, &str)) -> Result<()> {
    let desk = locked(conn, app, who, id)?;
    let rules = app.pinned(&desk.project.policy)?;
    experts::leave(conn, app, (&desk.seat.author(), rules), (&desk.seat, SeatState::Recused, reason))
}

/// The chair locks the review.
///
/// # Errors
/// [`Error::NotFound`] for anybody but the chair; [`Error::Refused`] before everybody is done.
pub fn close(conn: &mut DbConn, app: &App, who: &Identity, id: &str) -> Result<()> {
    let desk = locked(conn, app, who, id)?;
    let (rules, sitting) = (app.pinned(&desk.project.policy)?, experts::sitting(conn, app, &desk.project.id)?);
    if sitting.first().is_none_or(|chair| chair.id != desk.seat.id) {
        return Err(Error::NotFound);
    }
    // Somebody has left since, and the next is being asked.
    let sheets = store::sheets(conn, &desk.project.id)?;
    let done = sitting.iter().all(|seat| sheets.iter().any(|sheet| sheet.seat == seat.id && sheet.is_locked()));
    if desk.review.state != ReviewState::Closing || !done || sitting.len() < rules.review.quorum as usize {
        return Err(Error::Refused(Say::new("reviews-not-yet")));
    }
    log(conn, app.clock.now(), (&desk.project, &desk.seat, &[("word", "chair-locked")]))?;
    conclude(conn, app, (&desk.project, rules), &sitting)
}
