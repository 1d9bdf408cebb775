//! Applicants open what they committed to at sign-up (draw-v1 §4). Whoever holds the secret may bring it, from any machine; the secret itself says
//! whose it is. Nobody is worse off for not bringing it.

use crate::app::App;
use crate::db::{DbConn, Topic, revisions};
use crate::domain::draw::{Document, DrawId, DrawState, Freeze, FreezeEntry, Label, Next, Progress, Reveal, Secret, Who, commitment};
use crate::domain::event::Kind;
use crate::domain::time::Instant;
use crate::error::{Error, Result, Say};
use crate::market::selection::store::documents;
use crate::market::selection::store::draws::{self, Draw};

use super::advance::advance;
use super::cosigned::may_reveal;
use super::progress::{OF_APPLICANTS, progress, reveal_file};
use super::{lock, put};

/// What somebody brings.
#[derive(Clone, Debug)]
pub struct AppliedSecret {
    pub draw: DrawId,
    pub label: Label,
    pub secret: Secret,
}

/// Keeps an applicant's reveal. Bringing the same again changes nothing.
///
/// # Errors
/// [`Error::NotFound`] for a draw that is none; [`Error::Refused`] with the reason: before every officer approved the list, for a label without a
/// commitment, for a secret that does not open it, and once the time of the applicants is over.
pub async fn take_applicant(app: &App, brought: AppliedSecret) -> Result<()> {
    let (shared, id) = (app.clone(), brought.draw.clone());
    // What was approved lies under a signed head before the first secret is open.
    app.log.settle(&app.db, app.clock.now()).await?;
    app.db
        .write(move |conn| {
            let known = draws::load(conn, brought.draw.as_str())?;
            lock(conn, &known.project)?;
            keep(conn, &shared, &brought)
        })
        .await?;
    advance(app, &id).await.map(drop)
}

fn keep(conn: &mut DbConn, app: &App, brought: &AppliedSecret) -> Result<()> {
    let now = app.clock.now();
    let (draw, progress) = progress(conn, app, &brought.draw)?;
    if matches!(draw.state, DrawState::Requested | DrawState::Open) {
        return Err(too_early(&draw));
    }
    let Some(paper) = documents::find(conn, &draw.id, Freeze::FILE)? else { return Err(refused("selection-reveal-no-list")) };
    let freeze: Freeze = paper.read()?;
    let entry = freeze.entries().iter().find(|entry| entry.label == brought.label);
    let who = Who::Applicant(brought.label.clone());
    opens(entry, &who, brought)?;
    if documents::find(conn, &draw.id, &reveal_file(&who))?.is_some() {
        return Ok(());
    }
    in_time(&draw, &progress, now)?;
    // The first of them needs a list that every officer vouches for; whatever comes after it stands on the same list.
    if !any_before(conn, &draw)? && !may_reveal(conn, app, &draw.id, &progress)? {
        return Err(refused("selection-reveal-unchecked"));
    }
    let reveal = Reveal { draw: draw.id.clone(), freeze: freeze.hash(), who: who.clone(), secret: brought.secret };
    put(conn, now, (Kind::DrawReveal, &reveal_file(&who)), &draw.id, &reveal)?;
    revisions::bump(conn, Topic::Projects)
}

fn any_before(conn: &mut DbConn, draw: &Draw) -> Result<bool> {
    Ok(documents::names(conn, &draw.id)?.iter().any(|name| name.starts_with(OF_APPLICANTS)))
}

/// Whether the secret opens the commitment that stands frozen under the label.
fn opens(entry: Option<&FreezeEntry>, who: &Who, brought: &AppliedSecret) -> Result<()> {
    let entry = entry.ok_or_else(|| refused("selection-reveal-unknown"))?;
    let promised = entry.commitment.ok_or_else(|| refused("selection-reveal-nothing"))?;
    if promised == commitment(&brought.draw, who, &brought.secret) { Ok(()) } else { Err(refused("selection-reveal-wrong")) }
}

fn in_time(draw: &Draw, progress: &Progress, now: Instant) -> Result<()> {
    match progress.next(now) {
        Next::Applicants => Ok(()),
        Next::Objections(until) => Err(Error::Refused(Say::new("selection-reveal-objections").with("until", until.minute_text()))),
        Next::Inspect(_) if now < progress.midpoint() => Err(refused("selection-reveal-unchecked")),
        Next::Refused => Err(refused("selection-reveal-refused")),
        _ => Err(Error::Refused(Say::new("selection-reveal-late").with("until", progress.midpoint().minute_text()).with("draw", &draw.id))),
    }
}

fn too_early(draw: &Draw) -> Error {
    Error::Refused(Say::new("selection-reveal-too-early").with("closes", draw.closes_at.minute_text()))
}

fn refused(key: &'static str) -> Error {
    Error::Refused(Say::new(key))
}
