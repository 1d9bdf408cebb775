//! What an outside officer says by itself, put where the market would have put an answer it had asked for.

use crate::app::App;
use crate::domain::draw::{Document, DrawId, DrawState, Hash32, Next, OfficerId, Pledge, Request, Reveal, Who};
use crate::error::{Error, Result};
use crate::market::selection::store::draws::Draw;
use crate::market::selection::store::{documents, parties};

use super::advance::{advance, apply, check, keep_reveal, keep_verdict};
use super::cosigned::may_reveal;
use super::officers::Verdict;
use super::progress::progress;
use super::{publish, request};

/// Keeps a commitment; the project goes on when it was the last.
///
/// # Errors
/// [`Error::NotFound`] for a draw this officer is no part of; [`Error::Conflict`] for an answer to another request.
pub async fn take_pledge(app: &App, pledge: Pledge) -> Result<()> {
    let shared = app.clone();
    app.db
        .write(move |conn| {
            let asked: Request = documents::find(conn, &pledge.draw, Request::FILE)?.ok_or(Error::NotFound)?.read()?;
            if asked.hash() != pledge.request {
                return Err(Error::Conflict);
            }
            takes_part(conn, &pledge.draw, &pledge.officer)?;
            request::keep(conn, shared.clock.now(), &pledge.officer, &pledge)?;
            publish::publish(conn, &shared, &pledge.draw)
        })
        .await
}

/// Keeps an officer's verdict on the freeze, when it is its turn; out of turn it changes nothing.
///
/// # Errors
/// [`Error::NotFound`] for a draw this officer is no part of; [`Error::Conflict`] for another freeze.
pub async fn take_verdict(app: &App, draw: DrawId, verdict: Verdict) -> Result<()> {
    let (officer, freeze) = match &verdict {
        Verdict::Approved(approval) => (approval.officer.clone(), approval.freeze),
        Verdict::Refused(refusal) => (refusal.officer.clone(), refusal.freeze),
    };
    known(app, &draw, &officer, freeze).await?;
    let (id, next) = (draw, Next::Inspect(officer));
    apply(app, &id, next, move |conn, app, draw| keep_verdict(conn, app, draw, &verdict)).await?;
    advance(app, &id).await.map(drop)
}

/// Keeps an officer's reveal, when it is its turn.
///
/// # Errors
/// [`Error::NotFound`] for a draw this officer is no part of; [`Error::Conflict`] for another freeze, or a secret that does not open its commitment.
pub async fn take_reveal(app: &App, reveal: Reveal) -> Result<()> {
    let Who::Officer(officer) = reveal.who.clone() else { return Err(Error::NotFound) };
    known(app, &reveal.draw, &officer, reveal.freeze).await?;
    let (id, who) = (reveal.draw.clone(), Who::Officer(officer));
    let reveal = check(app, reveal, &who).await.map_err(|_| Error::Conflict)?;
    let keep = move |conn: &mut crate::db::DbConn, app: &App, draw: &Draw| {
        let progress = progress(conn, app, &draw.id)?.1;
        if may_reveal(conn, app, &draw.id, &progress)? { keep_reveal(conn, app, draw, &reveal) } else { Err(Error::Conflict) }
    };
    apply(app, &id, Next::Reveal(who), keep).await?;
    advance(app, &id).await.map(drop)
}

/// Goes on with the draws that waited for an officer to vouch for the log.
pub async fn go_on(app: &App, officer: &OfficerId) -> Result<()> {
    let who = Who::Officer(officer.clone());
    let waiting = app.db.read(move |conn| parties::awaited(conn, &who)).await?;
    for (draw, _) in waiting.into_iter().filter(|(_, state)| *state == DrawState::Frozen) {
        advance(app, &draw).await?;
    }
    Ok(())
}

/// Whether the officer is part of this draw and speaks of its freeze.
async fn known(app: &App, draw: &DrawId, officer: &OfficerId, freeze: Hash32) -> Result<()> {
    let (id, officer) = (draw.clone(), officer.clone());
    app.db
        .read(move |conn| {
            takes_part(conn, &id, &officer)?;
            let own = documents::find(conn, &id, crate::domain::draw::Freeze::FILE)?.ok_or(Error::NotFound)?;
            if own.sha256 == freeze.to_string() { Ok(()) } else { Err(Error::Conflict) }
        })
        .await
}

fn takes_part(conn: &mut crate::db::DbConn, draw: &DrawId, officer: &OfficerId) -> Result<()> {
    let who = Who::Officer(officer.clone());
    if parties::of(conn, draw)?.iter().any(|party| party.who == who) { Ok(()) } else { Err(Error::NotFound) }
}
