//! The platform's side of the wire: what it says to a witness officer, and whether the answer is what was asked for.

use crate::app::App;
use crate::db::DbConn;
use crate::domain::draw::{
    Approval, Close, Document, DrawId, Freeze, Label, Notice, OfficerId, Opening, Pledge, Pool, Refusal, RegistryId, Request, Reveal,
    Roster, RosterEntry, Secret,
};
use crate::domain::event::Kind;
use crate::error::{Error, Result};
use crate::market::bids;
use crate::market::selection::about;
use crate::market::selection::store::documents::{self, Paper};
use crate::market::selection::store::entries;
use crate::market::signups::{self, Signup};
use crate::platform::audit;
use crate::platform::log::reading;
use crate::witness;
use crate::witness::wire::{Answer, Inspection, Message, Sealing, Shown, malformed};

/// An officer's answer to a freeze.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    Approved(Approval),
    Refused(Refusal),
}

async fn say(app: &App, officer: &OfficerId, message: &Message) -> Result<Answer> {
    let answer = witness::inside(app, officer.clone(), &message.text()?).await?;
    Answer::read(&answer)
}

fn unexpected(officer: &OfficerId) -> Error {
    Error::internal(format!("officer:{officer} answered something else than was asked"))
}

/// What an officer is asked to commit to.
pub fn commit(conn: &mut DbConn, request: &Request) -> Result<Message> {
    let sealing = match bids::committee(conn, &request.draw)? {
        None => None,
        Some((committee, round)) => {
            let about = documents::find(conn, &request.draw, about::FILE)?.ok_or(Error::NotFound)?.body;
            Some(Sealing { about, committee: committee.to_text(), round: round.unsigned_abs() })
        }
    };
    Ok(Message::Commit { request: request.to_text(), sealing })
}

/// Asks for a commitment.
pub async fn pledge(app: &App, officer: &OfficerId, request: &Request) -> Result<Pledge> {
    let asked = request.clone();
    let message = app.db.read(move |conn| commit(conn, &asked)).await?;
    let answer = say(app, officer, &message).await?;
    let Answer::Pledge(text) = answer else { return Err(unexpected(officer)) };
    let pledge = Pledge::parse(text).map_err(malformed)?;
    let fits = pledge.draw == request.draw && pledge.request == request.hash() && pledge.officer == *officer;
    if fits { Ok(pledge) } else { Err(unexpected(officer)) }
}

/// Asks for the check of a freeze.
pub async fn verdict(app: &App, officer: &OfficerId, draw: &DrawId) -> Result<Verdict> {
    let (id, own) = (draw.clone(), app.clone());
    let shown = app.db.read(move |conn| inspection(conn, &own, &id)).await?;
    let freeze = crate::domain::draw::Hash32::of(&shown.freeze);
    match say(app, officer, &Message::Inspect(Box::new(shown))).await? {
        Answer::Approval(text) => {
            let approval = Approval::parse(text).map_err(malformed)?;
            let fits = approval.draw == *draw && approval.freeze == freeze && approval.officer == *officer;
            if fits { Ok(Verdict::Approved(approval)) } else { Err(unexpected(officer)) }
        }
        Answer::Refusal(text) => {
            let refusal = Refusal::parse(text).map_err(malformed)?;
            let fits = refusal.draw == *draw && refusal.freeze == freeze && refusal.officer == *officer;
            if fits { Ok(Verdict::Refused(refusal)) } else { Err(unexpected(officer)) }
        }
        _ => Err(unexpected(officer)),
    }
}

/// Asks for the reveal under a freeze.
pub async fn reveal(app: &App, officer: &OfficerId, freeze: &Freeze) -> Result<Reveal> {
    let message = Message::Reveal { draw: freeze.draw().to_string(), freeze: freeze.hash().to_string() };
    let Answer::Reveal(text) = say(app, officer, &message).await? else { return Err(unexpected(officer)) };
    let reveal = Reveal::parse(text).map_err(malformed)?;
    if reveal.draw == *freeze.draw() && reveal.freeze == freeze.hash() { Ok(reveal) } else { Err(unexpected(officer)) }
}

/// Everything an officer needs to check the freeze of a draw: roster and openings leave this process only on its channel.
pub fn inspection(conn: &mut DbConn, app: &App, draw: &DrawId) -> Result<Inspection> {
    let paper = |conn: &mut DbConn, name: &str| documents::find(conn, draw, name)?.ok_or(Error::NotFound);
    let (notice, close, freeze) = (paper(conn, Notice::FILE)?, paper(conn, Close::FILE)?, paper(conn, Freeze::FILE)?);
    let pool = documents::find(conn, draw, Pool::FILE)?;
    let (from, to) = (index(&notice)?, index(&close)?);
    let roster = roster(conn, app, (&freeze.read()?, from))?;
    let received = audit::openings(conn, Kind::EntryReceived, from, to)?;
    Ok(Inspection {
        notice_index: from,
        close_index: to,
        notice: notice.body,
        pool: pool.map(|Paper { body, .. }| body),
        close: close.body,
        freeze: freeze.body,
        roster: roster.to_text(),
        received: received.into_iter().map(shown).collect::<Result<_>>()?,
    })
}

fn shown(opening: audit::Opening) -> Result<Shown> {
    let salt = opening.salt.ok_or_else(|| Error::bad_row("log_documents.salt", "none, though the entry was sealed"))?;
    let index = opening.index.ok_or_else(|| Error::internal("an entry of the log without a place"))?;
    Ok(Shown { index, entry: opening.entry, salt, document: opening.document })
}

/// Who is behind the labels: sign-ups, or what was drawn from the list of the notice, whose place then stands for theirs.
fn roster(conn: &mut DbConn, app: &App, (freeze, notice): (&Freeze, u64)) -> Result<Roster> {
    let given = entries::of(conn, &app.keys, freeze.draw())?;
    if !given.is_empty() {
        let behind = |Opening { label, registry_id, label_nonce }| RosterEntry { label, registry_id, label_nonce, log_index: notice };
        return Ok(Roster::new(freeze, given.into_iter().map(behind).collect()));
    }
    let signups = signups::active(conn, freeze.draw().as_str())?;
    let ids: Vec<i64> = signups.iter().map(|signup| signup.log_id).collect();
    let places = reading::positions(conn, &ids)?;
    let entries = signups.iter().map(|signup| entry(signup, places.get(&signup.log_id))).collect::<Result<_>>()?;
    Ok(Roster::new(freeze, entries))
}

fn entry(signup: &Signup, place: Option<&u64>) -> Result<RosterEntry> {
    let bad = |column: &str| Error::bad_row(column, &signup.id);
    Ok(RosterEntry {
        label: Label::parse(&signup.label).ok_or_else(|| bad("signups.label"))?,
        registry_id: RegistryId::parse(&signup.uscc).ok_or_else(|| bad("signups.profile"))?,
        label_nonce: Secret::parse(&signup.label_nonce).ok_or_else(|| bad("signups.label_nonce"))?,
        log_index: *place.ok_or_else(|| bad("signups.log_id"))?,
    })
}

/// Where a document lies. A step begins with the log settled, so what an earlier step logged has its place.
fn index(paper: &Paper) -> Result<u64> {
    let index = paper.log_index.ok_or_else(|| Error::internal(format!("{} has no place in the log", paper.name)))?;
    Ok(index.unsigned_abs())
}
