//! How far a draw has come, read from what is stored.

use crate::app::App;
use crate::db::DbConn;
use crate::domain::draw::terms::CEREMONY;
use crate::domain::draw::{
    BeaconWait, Document, DrawId, DrawState, EntrySource, Freeze, Nonces, Notice, OfficerId, OfficerProgress, Progress, Status, Who,
};
use crate::domain::project::ProjectState;
use crate::domain::time::{DAY, Instant, MINUTE};
use crate::error::Result;
use crate::market::projects;
use crate::market::selection::store::draws::{self, Draw};
use crate::market::selection::store::{documents, objections, parties};

use super::policy;

/// The beginning of the names of applicants' reveals.
pub(super) const OF_APPLICANTS: &str = "reveal-applicant-";

/// How far a draw has come. A draw whose project was ended goes nowhere.
pub fn progress(conn: &mut DbConn, app: &App, id: &DrawId) -> Result<(Draw, Progress)> {
    let draw = draws::load(conn, id.as_str())?;
    let (names, parties) = (documents::names(conn, id)?, parties::of(conn, id)?);
    let has = |name: &str| names.iter().any(|one| one == name);
    let officers = parties.iter().filter_map(|party| {
        let Who::Officer(officer) = &party.who else { return None };
        let verdict = match (has(&approval_file(officer)), has(&refusal_file(officer))) {
            (_, true) => Some(false),
            (true, false) => Some(true),
            (false, false) => None,
        };
        Some(OfficerProgress { id: officer.clone(), dice: officer.as_str() == CEREMONY, verdict, revealed: party.reveal.is_some() })
    });
    let goes_on =
        draw.state != DrawState::Frozen && draw.state != DrawState::Revealed || runs(&draw, projects::load(conn, &draw.project)?.state);
    let mut progress = Progress {
        state: if goes_on { draw.state } else { DrawState::Lapsed },
        officers: officers.collect(),
        silent_applicants: silent_applicants(conn, &draw, &names)?,
        platform_revealed: parties.iter().any(|party| party.who == Who::Platform && party.reveal.is_some()),
        beacon: beacon(conn, app, &draw)?,
        objections_until: None,
        opened: has("opened.txt") || is_opened_later(conn, &draw)?,
        closes: draw.closes_at,
        reveal_by: draw.reveal_by,
    };
    progress.objections_until = objections_until(conn, app, &draw)?.map(|until| until.min(progress.platform_at()));
    Ok((draw, progress))
}

/// Whether somebody else opens its labels: what nobody signed up for, if ever, whoever asked for it; and what other stages follow, the last of them.
fn is_opened_later(conn: &mut DbConn, draw: &Draw) -> Result<bool> {
    Ok(draw.entries != EntrySource::Signups || !projects::load(conn, &draw.project)?.spec.way.is_draw())
}

/// Whether the project of a frozen draw is where that draw goes on.
fn runs(draw: &Draw, state: ProjectState) -> bool {
    if draw.entries == EntrySource::Signups { state == ProjectState::Drawing } else { !state.is_over() }
}

/// Until when the policy lets the excluded object, while one of them has not.
fn objections_until(conn: &mut DbConn, app: &App, draw: &Draw) -> Result<Option<Instant>> {
    if draw.state != DrawState::Frozen || draw.entries != EntrySource::Signups {
        return Ok(None);
    }
    let Some(paper) = documents::find(conn, &draw.id, Freeze::FILE)? else { return Ok(None) };
    let excluded = paper.read::<Freeze>()?.entries().iter().filter(|entry| entry.status == Status::Out).count();
    if excluded == 0 || objections::count(conn, &draw.id)? >= excluded {
        return Ok(None);
    }
    Ok(Some(Instant(paper.at).plus(i64::from(policy(app, draw)?.draw.objection_minutes) * MINUTE)))
}

fn silent_applicants(conn: &mut DbConn, draw: &Draw, names: &[String]) -> Result<usize> {
    if draw.terms.nonces == Nonces::None || draw.state != DrawState::Frozen {
        return Ok(0);
    }
    let freeze: Freeze = documents::load(conn, &draw.id)?;
    let committed = freeze.entries().iter().filter(|entry| entry.commitment.is_some()).count();
    Ok(committed.saturating_sub(names.iter().filter(|name| name.starts_with(OF_APPLICANTS)).count()))
}

fn beacon(conn: &mut DbConn, app: &App, draw: &Draw) -> Result<Option<BeaconWait>> {
    if draw.state != DrawState::Frozen {
        return Ok(None);
    }
    let days = i64::from(policy(app, draw)?.draw.beacon_days);
    let round = documents::load::<Notice>(conn, &draw.id)?.beacon;
    Ok(round.map(|round| BeaconWait { round, until: round.time().plus(days * DAY) }))
}

/// The stored name of an officer's approval.
pub(in crate::market::selection) fn approval_file(officer: &OfficerId) -> String {
    format!("approval-{officer}.txt")
}

/// The stored name of an officer's refusal.
pub(in crate::market::selection) fn refusal_file(officer: &OfficerId) -> String {
    format!("refusal-{officer}.txt")
}

/// The stored name of a reveal.
pub(in crate::market::selection) fn reveal_file(who: &Who) -> String {
    format!("reveal-{}.txt", who.to_string().replace(':', "-"))
}
