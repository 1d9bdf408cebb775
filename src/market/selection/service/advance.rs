//! From the freeze to the opened winner, one step at a time. Which step comes next follows from what is stored ([`Progress::next`]); so whoever
//! comes back after a crash goes on where it was.

use crate::app::App;
use crate::db::DbConn;
use crate::domain::draw::{Dice, Document, DrawId, DrawState, Freeze, Next, OfficerCommit, Progress, Reveal, Secret, Who, commitment};
use crate::domain::event::Kind;
use crate::domain::role::Role;
use crate::domain::time::{Instant, SECOND};
use crate::error::{Error, Result};
use crate::market::selection::store::draws::{self, Draw};
use crate::market::selection::store::{documents, parties};
use crate::market::{accounts, bids, projects, witnesses};
use crate::platform::keys::Purpose;

use super::officers::{self, Verdict};
use super::progress::{approval_file, progress, refusal_file, reveal_file};
use super::request::sealed_for;
use super::{alert, beacon, cosigned, letter, lock, put, resolve};

/// How long the market waits before it asks a silent party again.
const ASK_AGAIN: i64 = 10 * SECOND;

/// What a step came to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// This was done; more may follow at once.
    Done(Next),
    /// Somebody is silent; again then.
    Wait(Instant),
    /// Nothing is left to do.
    End,
}

/// Goes on until there is nothing to do at this instant; tells when to go on, if ever.
pub async fn advance(app: &App, draw: &DrawId) -> Result<Option<Instant>> {
    loop {
        match step(app, draw).await? {
            Outcome::Done(_) => {}
            Outcome::Wait(until) => return Ok(Some(until)),
            Outcome::End => return Ok(None),
        }
    }
}

/// Does the next step of a draw, in a transaction of its own. What was logged before lies under a signed head first (draw-v1 §4, "ckpt").
pub async fn step(app: &App, draw: &DrawId) -> Result<Outcome> {
    let (id, now) = (draw.clone(), app.clock.now());
    app.log.settle(&app.db, now).await?;
    let shared = app.clone();
    let (draw, progress) = app.db.read(move |conn| progress(conn, &shared, &id)).await?;
    let next = progress.next(now);
    if !cosigned::holds(app, &draw.id, (&progress, &next)).await? {
        return Ok(Outcome::Wait(again(&draw, &progress, now)));
    }
    if matches!(next, Next::Applicants | Next::Reveal(_)) {
        bids::begin(app, &draw.id).await?;
    }
    match &next {
        // An officer on another machine calls when it is ready; what it says is taken as it comes.
        Next::Inspect(officer) | Next::Reveal(Who::Officer(officer)) if !witnesses::is_inside(app, officer) => {
            Ok(Outcome::Wait(again(&draw, &progress, now)))
        }
        Next::Inspect(officer) => match officers::verdict(app, officer, &draw.id).await {
            Ok(verdict) => apply(app, &draw.id, next, move |conn, app, draw| keep_verdict(conn, app, draw, &verdict)).await,
            Err(e) => Ok(silent(&draw, &progress, now, &e)),
        },
        Next::Reveal(who) => match reveal_of(app, &draw, who).await {
            Ok(reveal) => apply(app, &draw.id, next, move |conn, app, draw| keep_reveal(conn, app, draw, &reveal)).await,
            Err(e) => Ok(silent(&draw, &progress, now, &e)),
        },
        // Whoever reveals or throws brings it by itself, and what it brings goes on from there.
        Next::Applicants => Ok(Outcome::Wait(progress.midpoint().max(now.plus(SECOND)))),
        Next::Throw(_) => Ok(Outcome::Wait(draw.reveal_by)),
        Next::Objections(until) => Ok(Outcome::Wait(*until)),
        Next::Beacon(round) => beacon::look(app, &draw, &progress, *round).await,
        Next::Seed | Next::Void => apply(app, &draw.id, next, resolve::conclude).await,
        Next::Result => apply(app, &draw.id, next, resolve::result).await,
        Next::Open => apply(app, &draw.id, next, resolve::open).await,
        Next::End if draw.state == DrawState::Frozen && now < draw.reveal_by => Ok(Outcome::Wait(draw.reveal_by)),
        Next::End | Next::Refused => Ok(Outcome::End),
    }
}

/// Does a step if it is still the next one, with the project's lock held.
pub(super) async fn apply<F>(app: &App, draw: &DrawId, next: Next, work: F) -> Result<Outcome>
where
    F: FnOnce(&mut DbConn, &App, &Draw) -> Result<()> + Send + 'static,
{
    let (shared, draw, expected) = (app.clone(), draw.clone(), next.clone());
    app.db
        .write(move |conn| {
            let project = draws::load(conn, draw.as_str())?.project;
            lock(conn, &project)?;
            let (draw, progress) = progress(conn, &shared, &draw)?;
            // Between reading and now somebody else may have done it; time only moves a silence to its end.
            if progress.next(shared.clock.now()) == expected { work(conn, &shared, &draw) } else { Ok(()) }
        })
        .await?;
    Ok(Outcome::Done(next))
}

/// Somebody did not do its part: asked again soon, and at the latest when its time is over.
fn silent(draw: &Draw, progress: &Progress, now: Instant, why: &Error) -> Outcome {
    tracing::warn!(draw = %draw.id, error = %why, "a party of a draw is silent; it is asked again until its time is over");
    Outcome::Wait(again(draw, progress, now))
}

/// When a silent party is looked for again.
fn again(draw: &Draw, progress: &Progress, now: Instant) -> Instant {
    let last = if now < progress.platform_at() { progress.platform_at() } else { draw.reveal_by };
    now.plus(ASK_AGAIN).min(last.max(now.plus(SECOND)))
}

pub(super) fn keep_verdict(conn: &mut DbConn, app: &App, draw: &Draw, verdict: &Verdict) -> Result<()> {
    let now = app.clock.now();
    match verdict {
        Verdict::Approved(approval) => {
            documents::insert(conn, &draw.id, &approval_file(&approval.officer), &approval.to_text(), (0, now))?;
        }
        Verdict::Refused(refusal) => {
            put(conn, now, (Kind::WitnessRefusal, &refusal_file(&refusal.officer)), &draw.id, refusal)?;
            let project = projects::load(conn, &draw.project)?;
            alert(conn, now, &letter("draw-refused", &project, &draw.id).with("reason", &refusal.reason))?;
        }
    }
    crate::db::revisions::bump(conn, crate::db::Topic::Projects)
}

async fn reveal_of(app: &App, draw: &Draw, who: &Who) -> Result<Reveal> {
    let id = draw.id.clone();
    let freeze: Freeze = app.db.read(move |conn| documents::load(conn, &id)).await?;
    let reveal = match who {
        Who::Officer(officer) => officers::reveal(app, officer, &freeze).await?,
        _ => own_reveal(app, draw, &freeze).await?,
    };
    check(app, reveal, who).await
}

/// A reveal that does not open its commitment is none: whoever sent it is silent.
pub(super) async fn check(app: &App, reveal: Reveal, who: &Who) -> Result<Reveal> {
    let id = reveal.draw.clone();
    let parties = app.db.read(move |conn| parties::of(conn, &id)).await?;
    let promised = parties.iter().find(|party| party.who == *who).and_then(|party| party.commitment);
    let opened = OfficerCommit::Sealed(commitment(&reveal.draw, who, &reveal.secret));
    let fits = reveal.who == *who && promised == Some(opened);
    if fits { Ok(reveal) } else { Err(Error::internal(format!("{who} revealed what it had not committed to"))) }
}

async fn own_reveal(app: &App, draw: &Draw, freeze: &Freeze) -> Result<Reveal> {
    let id = draw.id.clone();
    let parties = app.db.read(move |conn| parties::of(conn, &id)).await?;
    let own = parties.iter().find(|party| party.who == Who::Platform).ok_or(Error::NotFound)?;
    let text = app.keys.open_text(Purpose::Rows, &sealed_for(&draw.id), &own.sealed)?;
    let secret = Secret::parse(&text).ok_or_else(|| Error::internal("the platform's secret is none"))?;
    Ok(Reveal { draw: draw.id.clone(), freeze: freeze.hash(), who: Who::Platform, secret })
}

pub(super) fn keep_reveal(conn: &mut DbConn, app: &App, draw: &Draw, reveal: &Reveal) -> Result<()> {
    let now = app.clock.now();
    put(conn, now, (Kind::DrawReveal, &reveal_file(&reveal.who)), &draw.id, reveal)?;
    parties::set_reveal(conn, &draw.id, &reveal.who, &reveal.secret, now)?;
    if reveal.who == Who::Platform && draw.terms.dice == Dice::Public {
        let project = projects::load(conn, &draw.project)?;
        let told = letter("draw-throw", &project, &draw.id).to(format!("/draws/{}/ceremony", draw.id));
        accounts::tell_role(conn, now, Role::Supervisor, told)?;
    }
    crate::db::revisions::bump(conn, crate::db::Topic::Projects)
}
