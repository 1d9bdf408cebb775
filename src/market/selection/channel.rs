//! The door of outside witness officers: what a draw needs of them, and what they say. Everything follows from what is stored, so an officer that
//! was away learns on its next call what it missed, and saying the same twice changes nothing.

use actix_web::{HttpResponse, web};
#[cfg(test)]
use utoipa::OpenApi;

use super::service::{self, Verdict};
use super::store::{documents, parties};
use crate::app::App;
use crate::db::DbConn;
use crate::domain::bid::{Keys, Release};
use crate::domain::draw::{Approval, Document, DrawId, DrawState, Freeze, Next, OfficerId, Pledge, Refusal, Request, Reveal, Who};
use crate::error::{Error, Result};
use crate::market::bids;
use crate::market::witnesses::{self, Spoken};
use crate::platform::routes::Routes;
use crate::witness::outside;
use crate::witness::wire::{Answer, Message, malformed};

/// What the JSON door says of this part.
#[cfg(test)]
#[derive(OpenApi)]
#[openapi(paths(asks, answers))]
pub struct Described;

pub fn routes(r: &mut Routes<'_>) {
    r.get(outside::ASKS, asks).post(outside::ANSWERS, answers);
}

/// What is asked of the calling officer now: a list of messages.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/witness/asks", tag = "witnesses", responses((status = 200, body = [Object]), (status = 401))))]
async fn asks(app: web::Data<App>, spoken: Spoken) -> Result<HttpResponse> {
    let shared = app.clone();
    let asked = app.db.read(move |conn| asked(conn, &shared, &spoken.officer)).await?;
    Ok(HttpResponse::Ok().insert_header(("cache-control", "no-store")).json(asked))
}

fn asked(conn: &mut DbConn, app: &App, officer: &OfficerId) -> Result<Vec<Message>> {
    let (mut asked, mut checking) = (bids::unanswered(conn, officer)?, false);
    asked.extend(bids::release_asked(conn, app, officer)?);
    asked.extend(bids::unblind_asked(conn, app, officer)?);
    for (draw, state) in parties::awaited(conn, &Who::Officer(officer.clone()))? {
        if state == DrawState::Requested {
            let request: Request = documents::load(conn, &draw)?;
            asked.push(service::commit_asked(conn, &request)?);
        } else {
            let (said, unchecked) = after_freeze(conn, app, &draw, officer)?;
            asked.extend(said);
            checking |= unchecked;
        }
    }
    if !checking && let Some(question) = witnesses::question(conn, app, officer)? {
        asked.push(Message::Cosign { request: question.to_string() });
    }
    Ok(asked)
}

/// What a frozen draw needs of an officer now, and whether the officer has yet to check its freeze.
fn after_freeze(conn: &mut DbConn, app: &App, draw: &DrawId, officer: &OfficerId) -> Result<(Option<Message>, bool)> {
    let progress = service::progress(conn, app, draw)?.1;
    let next = progress.next(app.clock.now());
    let checking = service::is_checking(&progress, &next, officer);
    let asked = match next {
        Next::Inspect(next) if next == *officer => Some(Message::Inspect(Box::new(service::inspection(conn, app, draw)?))),
        Next::Reveal(Who::Officer(next)) if next == *officer && service::may_reveal(conn, app, draw, &progress)? => {
            let freeze: Freeze = documents::load(conn, draw)?;
            Some(Message::Reveal { draw: draw.to_string(), freeze: freeze.hash().to_string() })
        }
        _ => None,
    };
    Ok((asked, checking))
}

/// What the calling officer answers: a commitment, an approval, a refusal or a reveal.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/witness/answers", tag = "witnesses", request_body = Object, responses((status = 204), (status = 400), (status = 401), (status = 409))))]
async fn answers(app: web::Data<App>, spoken: Spoken) -> Result<HttpResponse> {
    take(&app, &spoken.officer, Answer::read(&spoken.body)?).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Keeps an answer in the place of the draw it belongs to.
async fn take(app: &App, officer: &OfficerId, answer: Answer) -> Result<()> {
    match answer {
        Answer::Keys(text) => {
            let keys = Keys::parse(text).map_err(malformed)?;
            bids::take_keys(app, officer, keys).await
        }
        Answer::Release(text) => {
            let release = Release::parse(text).map_err(malformed)?;
            bids::take_release(app, officer, release).await
        }
        Answer::Pledge(text) => {
            let pledge = Pledge::parse(text).map_err(malformed)?;
            own(officer, &pledge.officer)?;
            service::take_pledge(app, pledge).await
        }
        Answer::Approval(text) => {
            let approval = Approval::parse(text).map_err(malformed)?;
            own(officer, &approval.officer)?;
            service::take_verdict(app, approval.draw.clone(), Verdict::Approved(approval)).await
        }
        Answer::Refusal(text) => {
            let refusal = Refusal::parse(text).map_err(malformed)?;
            own(officer, &refusal.officer)?;
            service::take_verdict(app, refusal.draw.clone(), Verdict::Refused(refusal)).await
        }
        Answer::Reveal(text) => {
            let reveal = Reveal::parse(text).map_err(malformed)?;
            let who = Who::Officer(officer.clone());
            if reveal.who != who { Err(Error::NotFound) } else { service::take_reveal(app, reveal).await }
        }
        Answer::Cosignature(note) => {
            witnesses::take(app, officer, note).await?;
            service::go_on(app, officer).await
        }
    }
}

/// An officer speaks for itself alone.
fn own(caller: &OfficerId, named: &OfficerId) -> Result<()> {
    if caller == named { Ok(()) } else { Err(Error::NotFound) }
}
