//! Where the policy excludes a proposal for what the check after the opening found in its documents: found.txt, which says so in the open.

use crate::app::App;
use crate::db::DbConn;
use crate::domain::bid::{Found, FoundLine, Opening};
use crate::domain::draw::{Document, DrawId, Label};
use crate::domain::event::Kind;
use crate::domain::policy::OnFound;
use crate::error::{Error, Result};
use crate::market::bids::store::rounds::{self, Round};
use crate::market::bids::store::{documents, files};
use crate::market::projects::{self, Project};
use crate::platform::outbox::{self, Job};

use super::files::allowed;
use super::put;

/// Whether a finding excludes the whole proposal of this project.
pub fn excludes(app: &App, project: &Project) -> bool {
    allowed(app, project).is_some_and(|bids| bids.found == OnFound::Exclude)
}

/// Whether what comes next need not wait for the check of documents: where a finding excludes, nothing goes on before it.
///
/// # Errors
/// Those of the database.
pub fn is_checked(conn: &mut DbConn, app: &App, (project, draw): (&Project, &DrawId)) -> Result<bool> {
    if !excludes(app, project) {
        return Ok(true);
    }
    let Some(round) = rounds::of_draw(conn, draw.as_str())? else { return Ok(true) };
    Ok(of(conn, &round)?.is_some() || files::of_draw(conn, draw.as_str())?.is_empty())
}

/// found.txt of a round, where there is one.
pub(super) fn of(conn: &mut DbConn, round: &Round) -> Result<Option<Found>> {
    Ok(documents::find::<Found>(conn, round)?.map(|(found, _)| found))
}

/// All documents of a draw were checked: what was found is published where it excludes, and the way goes on.
pub(super) fn publish(conn: &mut DbConn, app: &App, round: &Round) -> Result<()> {
    let project = projects::load(conn, &round.project)?;
    if !excludes(app, &project) {
        return Ok(());
    }
    let mut lines = Vec::new();
    for (entry, files) in files::of_draw(conn, &round.draw)? {
        let label = Label::parse(&entry.label).ok_or_else(|| Error::bad_row("bid_entries.label", &entry.label))?;
        let of = |file: &files::SealedFile| Some(FoundLine { label: label.clone(), number: file.number, finding: file.against()? });
        lines.extend(files.iter().filter_map(of));
    }
    lines.sort_unstable();
    let (now, opening) = (app.clock.now(), documents::load::<Opening>(conn, round)?);
    let found = Found { project: opening.project.clone(), opening: opening.hash(), lines };
    put(conn, now, Kind::BidFound, (round, &found))?;
    outbox::push(conn, now, &Job::GoOn { project: project.id.to_string() })
}
