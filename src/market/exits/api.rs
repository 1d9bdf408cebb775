//! The JSON door: an agency asks to leave, an operator answers.

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
#[cfg(test)]
use utoipa::{OpenApi, ToSchema};

use super::doors;
use super::forms;
use super::store::Exit;
use crate::app::App;
use crate::domain::exit::{ExitId, Open};
use crate::error::Result;
use crate::platform::api::Body;
use crate::platform::auth::{Acting, Agency, AgencyManager, Operator};
use crate::platform::forms::{Fields, Form};
use crate::platform::page::Ctx;
use crate::platform::routes::Routes;

/// What the JSON door says of this slice.
#[cfg(test)]
#[derive(OpenApi)]
#[openapi(paths(own, ask, take_back, waiting, one, confirm, refuse))]
pub struct Described;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/api/v1/agency/exit", own).post("/api/v1/agency/exit", ask).delete("/api/v1/agency/exit", take_back);
    r.get("/api/v1/exits", waiting).get("/api/v1/exits/{id}", one);
    r.post("/api/v1/exits/{id}/confirm", confirm).post("/api/v1/exits/{id}/refuse", refuse);
}

/// What is still open.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct OpenBody {
    signups: usize,
    awards: usize,
    contracts: usize,
    cases: usize,
}

impl OpenBody {
    fn of(open: Open) -> OpenBody {
        OpenBody { signups: open.signups, awards: open.awards, contracts: open.contracts, cases: open.cases }
    }
}

/// A wish to leave.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct ExitBody {
    id: String,
    agency: String,
    name: String,
    /// `asked`, `taken-back`, `refused` or `confirmed`.
    state: String,
    reason: String,
    asked_at: String,
    answer_before: String,
    decided_at: Option<String>,
    /// Why it was refused.
    answer: Option<String>,
}

impl ExitBody {
    fn of(exit: Exit) -> ExitBody {
        ExitBody {
            id: exit.id.0,
            agency: exit.agency.0,
            name: exit.agency_name,
            state: exit.state.to_string(),
            reason: exit.reason,
            asked_at: exit.asked_at.wire(),
            answer_before: exit.due_at.wire(),
            decided_at: (exit.decided_at.ms() > 0).then(|| exit.decided_at.wire()),
            answer: Some(exit.answer).filter(|answer| !answer.is_empty()),
        }
    }
}

/// Where an agency stands with leaving.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct ExitDeskBody {
    /// Whether the agency is in the directory.
    listed: bool,
    open: OpenBody,
    /// The latest first.
    exits: Vec<ExitBody>,
}

/// A wish with what is open now.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct ExitCaseBody {
    exit: ExitBody,
    open: OpenBody,
}

/// Why the agency leaves.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields)]
struct ExitReasonBody {
    /// 1 to 500 characters.
    reason: String,
}

/// One's own wishes to leave, and what is still open.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/agency/exit", tag = "exits", responses((status = 200, body = ExitDeskBody))))]
async fn own(app: web::Data<App>, who: Acting<Agency>) -> Result<HttpResponse> {
    let desk = doors::desk(&app, &who).await?;
    let exits = desk.exits.into_iter().map(ExitBody::of).collect();
    Ok(HttpResponse::Ok().json(ExitDeskBody { listed: desk.listed, open: OpenBody::of(desk.open), exits }))
}

/// Asks to leave the market.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/agency/exit", tag = "exits", request_body = ExitReasonBody, responses((status = 204), (status = 409), (status = 422))))]
async fn ask(app: web::Data<App>, ctx: Ctx, who: Acting<AgencyManager>, body: Body<ExitReasonBody>) -> Result<HttpResponse> {
    let mut form = Form::submitted(ctx.t, forms::ASK, Fields::from_pairs([("reason", body.0.reason)]));
    let reason = forms::reason(&mut form).ok_or_else(|| form.as_error())?;
    doors::ask(&app, &who, reason).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Stays after all.
#[cfg_attr(test, utoipa::path(delete, path = "/api/v1/agency/exit", tag = "exits", responses((status = 204), (status = 404), (status = 409))))]
async fn take_back(app: web::Data<App>, who: Acting<AgencyManager>) -> Result<HttpResponse> {
    doors::take_back(&app, &who).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// The wishes that wait for an answer, the earliest due first.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/exits", tag = "exits", responses((status = 200, body = Vec<ExitBody>))))]
async fn waiting(app: web::Data<App>, _who: Acting<Operator>) -> Result<HttpResponse> {
    Ok(HttpResponse::Ok().json(doors::waiting(&app).await?.into_iter().map(ExitBody::of).collect::<Vec<_>>()))
}

/// One wish.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/exits/{id}", tag = "exits", params(("id" = String, Path)), responses((status = 200, body = ExitCaseBody), (status = 404))))]
async fn one(app: web::Data<App>, _who: Acting<Operator>, id: web::Path<ExitId>) -> Result<HttpResponse> {
    let (exit, open) = doors::case(&app, id.into_inner()).await?;
    Ok(HttpResponse::Ok().json(ExitCaseBody { exit: ExitBody::of(exit), open: OpenBody::of(open) }))
}

/// Confirms: the agency leaves the directory at once.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/exits/{id}/confirm", tag = "exits", params(("id" = String, Path)), responses((status = 204), (status = 404), (status = 409))))]
async fn confirm(app: web::Data<App>, who: Acting<Operator>, id: web::Path<ExitId>) -> Result<HttpResponse> {
    doors::decide(&app, &who, id.into_inner(), None).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Refuses with the reason.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/exits/{id}/refuse", tag = "exits", params(("id" = String, Path)), request_body = ExitReasonBody, responses((status = 204), (status = 404), (status = 409), (status = 422))))]
async fn refuse(
    app: web::Data<App>,
    ctx: Ctx,
    who: Acting<Operator>,
    id: web::Path<ExitId>,
    body: Body<ExitReasonBody>,
) -> Result<HttpResponse> {
    let mut form = Form::submitted(ctx.t, forms::ASK, Fields::from_pairs([("reason", body.0.reason)]));
    let reason = forms::reason(&mut form).ok_or_else(|| form.as_error())?;
    doors::decide(&app, &who, id.into_inner(), Some(reason)).await?;
    Ok(HttpResponse::NoContent().finish())
}
