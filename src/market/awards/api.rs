//! The JSON door: the public notice, an agency's own awards, and its answers.

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
#[cfg(test)]
use utoipa::{OpenApi, ToSchema};

use super::doors::{self, Whole};
use super::forms;
use super::store::{self, Listed};
use crate::app::App;
use crate::domain::time::Instant;
use crate::error::Result;
use crate::platform::api::{Body, Query};
use crate::platform::auth::{Acting, Agency};
use crate::platform::forms::{Fields, Form};
use crate::platform::page::{Ctx, Leaf};
use crate::platform::routes::Routes;

/// What the JSON door says of this slice.
#[cfg(test)]
#[derive(OpenApi)]
#[openapi(paths(notice, own, one, accept, decline))]
pub struct Described;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/api/v1/awards/{serial}", notice);
    r.get("/api/v1/agency/awards", own).get("/api/v1/agency/awards/{id}", one);
    r.post("/api/v1/agency/awards/{id}/accept", accept).post("/api/v1/agency/awards/{id}/decline", decline);
}

/// An award as the public knows it.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct NoticeBody {
    serial: String,
    project: String,
    title: String,
    owner: String,
    agency: String,
    uscc: String,
    draw: String,
    label: String,
    /// Place in the ranking, from 1.
    rank: i64,
    ranked: usize,
    price_fen: i64,
    state: &'static str,
    offered_at: String,
    /// The first instant that is too late to answer.
    answer_before: String,
    decided_at: Option<String>,
    /// The notice as it was logged, one fact a line.
    document: Option<String>,
    /// SHA-256 of `document`, and the index of its log entry.
    sha256: Option<String>,
    log_index: Option<i64>,
}

impl NoticeBody {
    fn of(found: Whole) -> NoticeBody {
        let decided = found.award.decided_at;
        let (sha256, log_index) = found.fingerprint().unzip();
        NoticeBody {
            serial: found.award.serial,
            project: found.project.number,
            title: found.project.title,
            owner: found.owner,
            agency: found.agency,
            uscc: found.uscc,
            draw: found.award.draw,
            label: found.award.label,
            rank: found.award.rank,
            ranked: found.ranked,
            price_fen: found.award.price.0,
            state: found.award.state.as_str(),
            offered_at: found.award.offered_at.wire(),
            answer_before: found.due.wire(),
            decided_at: (decided.ms() > 0).then(|| decided.wire()),
            document: found.document.map(|past| past.document),
            sha256,
            log_index: log_index.flatten(),
        }
    }
}

/// One's own award in a list.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct OwnAward {
    id: String,
    serial: String,
    project: String,
    title: String,
    state: &'static str,
    price_fen: i64,
    offered_at: String,
    answer_before: String,
    /// What was said when it was declined.
    reason: Option<String>,
}

impl OwnAward {
    fn of(listed: Listed) -> OwnAward {
        let Listed { award, title, number } = listed;
        OwnAward {
            state: award.state.as_str(),
            price_fen: award.price.0,
            offered_at: Instant::wire(award.offered_at),
            answer_before: award.due_at.wire(),
            reason: Some(award.reason).filter(|reason| !reason.is_empty()),
            id: award.id,
            serial: award.serial,
            project: number,
            title,
        }
    }
}

/// A page of a list.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct OwnAwards {
    total: i64,
    rows: Vec<OwnAward>,
}

/// Why it is declined.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields)]
struct DeclineBody {
    reason: String,
}

/// The award behind a serial number.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/awards/{serial}", tag = "awards", params(("serial" = String, Path)), responses((status = 200, body = NoticeBody), (status = 404))))]
async fn notice(app: web::Data<App>, serial: web::Path<String>) -> Result<HttpResponse> {
    Ok(HttpResponse::Ok().json(NoticeBody::of(doors::public(&app, serial.into_inner()).await?)))
}

/// One's own awards, newest first.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/agency/awards", tag = "awards", params(("page" = Option<i64>, Query)), responses((status = 200, body = OwnAwards))))]
async fn own(app: web::Data<App>, who: Acting<Agency>, Query(asked): Query<Leaf>) -> Result<HttpResponse> {
    let (org, page) = (who.org.clone(), asked.page());
    let (found, total) = app.db.read(move |conn| store::of_agency(conn, org.as_str(), page)).await?;
    Ok(HttpResponse::Ok().json(OwnAwards { total, rows: found.into_iter().map(OwnAward::of).collect() }))
}

/// One of one's own awards.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/agency/awards/{id}", tag = "awards", params(("id" = String, Path)), responses((status = 200, body = NoticeBody), (status = 404))))]
async fn one(app: web::Data<App>, who: Acting<Agency>, id: web::Path<String>) -> Result<HttpResponse> {
    Ok(HttpResponse::Ok().json(NoticeBody::of(doors::own(&app, &who, id.into_inner()).await?)))
}

/// Accepts.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/agency/awards/{id}/accept", tag = "awards", params(("id" = String, Path)), responses((status = 204), (status = 409))))]
async fn accept(app: web::Data<App>, who: Acting<Agency>, id: web::Path<String>) -> Result<HttpResponse> {
    doors::accept(&app, &who, id.into_inner()).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Declines with a reason.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/agency/awards/{id}/decline", tag = "awards", params(("id" = String, Path)), request_body = DeclineBody, responses((status = 204), (status = 409), (status = 422))))]
async fn decline(
    app: web::Data<App>,
    ctx: Ctx,
    who: Acting<Agency>,
    id: web::Path<String>,
    body: Body<DeclineBody>,
) -> Result<HttpResponse> {
    let mut form = Form::submitted(ctx.t, forms::DECLINE, Fields::from_pairs([("reason", body.0.reason)]));
    let reason = forms::reason(&mut form).ok_or_else(|| form.as_error())?;
    doors::decline(&app, &who, id.into_inner(), reason).await?;
    Ok(HttpResponse::NoContent().finish())
}
