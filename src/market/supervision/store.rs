//! What is overdue and what is on its way, from the tables of the slices below.

use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::{agency_filings, awards, draws, organisations, owner_filings, projects};
use crate::domain::award::AwardState;
use crate::domain::draw::EntrySource;
use crate::domain::filing::FilingState;
use crate::domain::project::ProjectState;
use crate::domain::time::Instant;
use crate::error::{Error, Result, Say};
use crate::platform::task::Task;

/// Overdue things of one kind shown at most.
const MOST: i64 = 50;

/// A thing and when it was due.
type Due = (String, i64);

/// Checks, reviews and answers whose time is over.
pub fn overdue(conn: &mut DbConn, now: Instant) -> Result<Vec<Task>> {
    let agencies: Vec<Due> = agency_filings::table
        .inner_join(organisations::table)
        .filter(agency_filings::state.eq(FilingState::Submitted.as_str()).and(agency_filings::due_at.le(now.ms())))
        .order(agency_filings::due_at)
        .limit(MOST)
        .select((organisations::name, agency_filings::due_at))
        .load(conn)?;
    let owners: Vec<Due> = owner_filings::table
        .inner_join(organisations::table)
        .filter(owner_filings::state.eq(FilingState::Submitted.as_str()).and(owner_filings::due_at.le(now.ms())))
        .order(owner_filings::due_at)
        .limit(MOST)
        .select((organisations::name, owner_filings::due_at))
        .load(conn)?;
    let reviews: Vec<Due> = projects::table
        .filter(projects::state.eq(ProjectState::InReview.as_str()).and(projects::review_due.le(now.ms())))
        .order(projects::review_due)
        .limit(MOST)
        .select((projects::title, projects::review_due))
        .load(conn)?;
    let answers: Vec<Due> = awards::table
        .inner_join(projects::table)
        .filter(awards::state.eq(AwardState::Offered.as_str()).and(awards::due_at.le(now.ms())))
        .order(awards::due_at)
        .limit(MOST)
        .select((projects::title, awards::due_at))
        .load(conn)?;
    let tasks = tasks("supervision-agency-check", agencies).chain(tasks("supervision-owner-check", owners));
    Ok(tasks.chain(self::tasks("supervision-review", reviews)).chain(self::tasks("supervision-award", answers)).collect())
}

fn tasks(what: &'static str, found: Vec<Due>) -> impl Iterator<Item = Task> {
    found.into_iter().map(move |(title, due)| Task {
        what: Say::new(what),
        title,
        href: String::new(),
        due: Some(Instant(due)),
        provisional: false,
    })
}

/// Where a draw is, as far as anybody may know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Point {
    /// The witnesses' commitments are awaited.
    Commitments { due: Instant, late: bool },
    /// Sign-up is open.
    Open { closes: Instant },
    /// Sign-up is over: frozen, revealed, ranked.
    Drawing { closed: Instant },
    /// Drawn: experts review, or the owner chooses.
    Deciding { state: ProjectState, closed: Instant },
}

/// A draw on its way.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DrawOnItsWay {
    /// The project's number and title.
    pub number: String,
    pub title: String,
    pub draw: String,
    pub point: Point,
}

/// The draws of projects that have no result yet, each project's latest.
pub fn draws(conn: &mut DbConn, now: Instant) -> Result<Vec<DrawOnItsWay>> {
    type Row = (String, String, String, String, String, i64, i64);
    const ON_THEIR_WAY: [ProjectState; 5] =
        [ProjectState::AwaitingCommitments, ProjectState::Open, ProjectState::Drawing, ProjectState::Reviewing, ProjectState::Choosing];
    let rows: Vec<Row> = draws::table
        .inner_join(projects::table)
        .filter(projects::state.eq_any(ON_THEIR_WAY.map(ProjectState::as_str)))
        .filter(draws::entries.eq(EntrySource::Signups.as_str()))
        .order((draws::project_id, draws::attempt.desc()))
        .select((draws::project_id, projects::number, projects::title, draws::id, projects::state, draws::commit_due, draws::closes_at))
        .load(conn)?;
    let mut latest: Vec<(String, DrawOnItsWay, Instant)> = Vec::new();
    for (project, number, title, draw, state, due, closes) in rows {
        if latest.last().is_some_and(|(before, ..)| *before == project) {
            continue;
        }
        let (due, closes) = (Instant(due), Instant(closes));
        let point = match ProjectState::parse(&state) {
            Some(ProjectState::AwaitingCommitments) => Point::Commitments { due, late: due <= now },
            Some(ProjectState::Open) => Point::Open { closes },
            Some(ProjectState::Drawing) => Point::Drawing { closed: closes },
            Some(state @ (ProjectState::Reviewing | ProjectState::Choosing)) => Point::Deciding { state, closed: closes },
            _ => return Err(Error::bad_row("projects.state", &state)),
        };
        let at = if let Point::Commitments { due, .. } = point { due } else { closes };
        latest.push((project, DrawOnItsWay { number, title, draw, point }, at));
    }
    latest.sort_by_key(|(.., at)| *at);
    Ok(latest.into_iter().map(|(_, draw, _)| draw).collect())
}
