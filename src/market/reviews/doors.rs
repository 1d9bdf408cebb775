//! The use cases as pages and programs reach them: one transaction each.

use super::proposals;
use super::service::sheets::{self, AtDesk, Marks};
use super::service::total;
use super::store::{self, DeviationRow, Given, ReviewState};
use crate::app::App;
use crate::db::DbConn;
use crate::domain::bid::Entry;
use crate::domain::draw::{Hash32, Label};
use crate::error::{Error, Result};
use crate::market::bids;
use crate::market::bids::proposals::{File, files, readable};
use crate::market::documents::Paper;
use crate::market::experts;
use crate::platform::auth::{Acting, Expert, Identity};

/// One proposal as its reviewer sees it.
pub struct Proposal {
    /// Its number in this expert's own order, from 1.
    pub n: usize,
    pub pseudonym: Label,
    pub entry: Entry,
    pub files: Vec<File>,
    /// How many criteria have points.
    pub filled: usize,
    /// In hundredths of a point.
    pub total: u32,
    /// What all seats gave in total, in the order of the draw; empty before all have locked.
    pub totals: Vec<u32>,
    /// Where the own total lay far beside the mean.
    pub deviation: Option<DeviationRow>,
    /// Whether its points can be changed now.
    pub open: bool,
}

/// An expert's desk.
pub struct Desk {
    pub at: AtDesk,
    pub proposals: Vec<Proposal>,
    pub given: Given,
    /// Whether this expert is to lock the review now.
    pub chairs: bool,
    /// Which of the columns of totals is its own, from 1.
    pub own: usize,
}

/// One's own desk.
///
/// # Errors
/// [`Error::NotFound`] for another's, and for who does not sit.
pub async fn desk(app: &App, who: &Acting<Expert>, id: String) -> Result<Desk> {
    let (shared, who) = (app.clone(), who.identity());
    app.db.read(move |conn| read(conn, &shared, &who, &id)).await
}

fn read(conn: &mut DbConn, app: &App, who: &Identity, id: &str) -> Result<Desk> {
    let at = sheets::at_desk(conn, app, who, id)?;
    let now = app.clock.now();
    let sitting = experts::sitting(conn, app, &at.project.id)?;
    let given = store::given(conn, id)?;
    let deviations = store::deviations(conn, &app.keys, &[id.to_owned()])?;
    // What others gave is not even read before all have locked.
    let all: Vec<Given> = match at.review.state {
        ReviewState::Scoring => Vec::new(),
        _ => sitting.iter().map(|seat| store::given(conn, &seat.id)).collect::<Result<_>>()?,
    };
    let mut entries: Vec<(Label, Entry)> = proposals::of(conn, (&at.project.id, &at.review.draw))?.into_iter().collect();
    // An order of this expert's own, which nobody can tell anything from.
    entries.sort_by_key(|(pseudonym, _)| Hash32::of(format!("{} {pseudonym}", at.sheet.shuffle)).to_string());
    let policy = app.pinned(&at.project.policy)?;
    let own = sitting.iter().position(|seat| seat.id == at.seat.id).map_or(0, |at| at + 1);
    let (documents, told) = (bids::documents_of(conn, &at.review.draw)?, (policy.bids.found, own == 1));
    let mut found = Vec::new();
    for (n, (pseudonym, entry)) in (1..).zip(entries) {
        let points: Vec<u32> = given.iter().filter(|((one, _), _)| *one == pseudonym).map(|(_, points)| *points).collect();
        found.push(Proposal {
            n,
            filled: points.len(),
            total: points.iter().sum(),
            totals: all.iter().map(|given| total(given, &pseudonym)).collect(),
            deviation: deviations.iter().find(|one| one.pseudonym == pseudonym).cloned(),
            files: files(&entry, documents.get(&pseudonym).map_or(&[], Vec::as_slice), told),
            open: sheets::may_write(&at, &deviations, (&pseudonym, now)).is_ok(),
            pseudonym,
            entry,
        });
    }
    Ok(Desk { chairs: own == 1 && at.review.state == ReviewState::Closing, own, proposals: found, given, at })
}

/// One document of a proposal, by its place in it.
///
/// # Errors
/// [`Error::NotFound`] for another's desk, another review's proposal, and what is not open or is withheld.
pub async fn document(app: &App, who: &Acting<Expert>, (id, pseudonym, number): (String, String, String)) -> Result<Paper> {
    let (shared, who) = (app.clone(), who.identity());
    app.db
        .read(move |conn| {
            let at = sheets::at_desk(conn, &shared, &who, &id)?;
            let rule = shared.pinned(&at.project.policy)?.bids.found;
            let reviewed = proposals::of(conn, (&at.project.id, &at.review.draw))?;
            let pseudonym = reviewed.keys().find(|one| one.as_str() == pseudonym).ok_or(Error::NotFound)?;
            readable(conn, &at.review.draw, (pseudonym, &number), rule)
        })
        .await
}

/// See [`sheets::save`].
pub async fn save(app: &App, who: &Acting<Expert>, (id, pseudonym, marks): (String, Label, Marks)) -> Result<()> {
    let (shared, who) = (app.clone(), who.identity());
    app.db.write(move |conn| sheets::save(conn, &shared, &who, (&id, &pseudonym, &marks))).await
}

/// See [`sheets::lock`].
pub async fn lock(app: &App, who: &Acting<Expert>, id: String) -> Result<()> {
    let (shared, who) = (app.clone(), who.identity());
    app.db.write(move |conn| sheets::lock(conn, &shared, &who, &id)).await
}

/// See [`sheets::recuse`].
pub async fn recuse(app: &App, who: &Acting<Expert>, (id, reason): (String, String)) -> Result<()> {
    let (shared, who) = (app.clone(), who.identity());
    app.db.write(move |conn| sheets::recuse(conn, &shared, &who, (&id, &reason))).await
}

/// See [`sheets::close`].
pub async fn close(app: &App, who: &Acting<Expert>, id: String) -> Result<()> {
    let (shared, who) = (app.clone(), who.identity());
    app.db.write(move |conn| sheets::close(conn, &shared, &who, &id)).await
}
