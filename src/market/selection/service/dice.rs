//! Public dice: thrown last, after the platform's own reveal lies under a signed head, and entered by a supervisor (draw-v1 §2, ceremony officer).

use std::sync::Arc;

use crate::app::App;
use crate::db::{DbConn, Topic, revisions};
use crate::domain::draw::{Ceremony, Digits, Document, DrawId, Freeze, Next, OfficerId, Reveal, Throw, Who, ceremony_reveal};
use crate::domain::event::Kind;
use crate::error::{Error, Result, Say};
use crate::market::selection::store::draws::Draw;
use crate::market::selection::store::{documents, parties};
use crate::platform::audit::{self, Act, Thing, Visibility};
use crate::platform::auth::Identity;

use super::advance::{advance, apply};
use super::progress::{progress, reveal_file};

/// Keeps what the dice showed; the draw goes on from there. The log says who entered it.
///
/// # Errors
/// [`Error::NotFound`] for a draw that is none; [`Error::Refused`] while the dice are not awaited, or not any more.
pub async fn throw(app: &App, who: Arc<Identity>, draw: DrawId, digits: Digits) -> Result<()> {
    let (shared, id) = (app.clone(), draw.clone());
    let next = app.db.read(move |conn| Ok(progress(conn, &shared, &id)?.1.next(shared.clock.now()))).await?;
    let Next::Throw(officer) = next.clone() else { return Err(Error::Refused(Say::new(untimely(&next)))) };
    // The platform's reveal first: what is only in the database could still be taken back.
    app.log.settle(&app.db, app.clock.now()).await?;
    apply(app, &draw, next, move |conn, app, draw| keep(conn, app, draw, (&who, &officer, &digits))).await?;
    advance(app, &draw).await.map(drop)
}

fn untimely(next: &Next) -> &'static str {
    match next {
        Next::Inspect(_) | Next::Objections(_) | Next::Applicants | Next::Reveal(_) => "selection-throw-too-early",
        _ => "selection-throw-not-awaited",
    }
}

fn keep(conn: &mut DbConn, app: &App, draw: &Draw, (who, officer, digits): (&Identity, &OfficerId, &Digits)) -> Result<()> {
    let now = app.clock.now();
    let ceremony = Ceremony { draw: draw.id.clone(), throws: vec![Throw { officer: officer.clone(), digits: digits.clone() }] };
    let text = ceremony.to_text();
    let thing = Thing::open("draw", draw.id.as_str());
    let act = Act { kind: Kind::DrawCeremony, actor: &who.actor, thing, document: text.clone(), visibility: Visibility::Public };
    let logged = audit::record(conn, now, act)?;
    documents::insert(conn, &draw.id, Ceremony::FILE, &text, (logged.id, now))?;
    let freeze: Freeze = documents::load(conn, &draw.id)?;
    let (thrower, secret) = (Who::Officer(officer.clone()), ceremony_reveal(&draw.id, digits));
    let reveal = Reveal { draw: draw.id.clone(), freeze: freeze.hash(), who: thrower.clone(), secret };
    super::put(conn, now, (Kind::DrawReveal, &reveal_file(&thrower)), &draw.id, &reveal)?;
    parties::set_reveal(conn, &draw.id, &thrower, &secret, now)?;
    revisions::bump(conn, Topic::Projects)
}
