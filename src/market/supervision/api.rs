//! The JSON door: a supervisor stops a project, and two persons let it go on.

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
#[cfg(test)]
use utoipa::{OpenApi, ToSchema};

use super::pages::{REASON, found, reason};
use crate::app::App;
use crate::domain::halt::Halt;
use crate::error::Result;
use crate::market::halts;
use crate::platform::api::Body;
use crate::platform::auth::{Acting, Resuming, Supervisor};
use crate::platform::forms::{Fields, Form};
use crate::platform::page::Ctx;
use crate::platform::routes::Routes;

/// What the JSON door says of this slice.
#[cfg(test)]
#[derive(OpenApi)]
#[openapi(paths(show, stop, ask, agree))]
pub struct Described;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/api/v1/supervision/{number}", show).post("/api/v1/supervision/{number}/stop", stop);
    r.post("/api/v1/supervision/{number}/ask", ask).post("/api/v1/supervision/{number}/agree", agree);
}

/// A stop of a project.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct HaltBody {
    /// `in-force`, or `asked` where a second person has to agree that it goes on.
    state: String,
    reason: String,
    at: String,
    /// Why it may go on.
    resume_reason: Option<String>,
}

impl HaltBody {
    fn of(halt: Halt) -> HaltBody {
        let resume_reason = Some(halt.resume_reason).filter(|reason| !reason.is_empty());
        HaltBody { state: halt.state.to_string(), reason: halt.reason, at: halt.at.wire(), resume_reason }
    }
}

/// A project as supervision sees it.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct WatchedBody {
    number: String,
    state: String,
    /// Empty while none is allotted.
    draw: String,
    /// The stop in force.
    halt: Option<HaltBody>,
}

/// Why; everybody reads it.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields)]
struct HaltReasonBody {
    /// 1 to 500 characters.
    reason: String,
}

fn told(ctx: &Ctx, body: HaltReasonBody) -> Result<String> {
    let mut form = Form::submitted(ctx.t, REASON, Fields::from_pairs([("reason", body.reason)]));
    reason(&mut form).ok_or_else(|| form.as_error())
}

/// Where a project is, and whether it is stopped.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/supervision/{number}", tag = "supervision", params(("number" = String, Path)), responses((status = 200, body = WatchedBody), (status = 404))))]
async fn show(app: web::Data<App>, _who: Acting<Resuming>, number: web::Path<String>) -> Result<HttpResponse> {
    let found = found(&app, number.into_inner()).await?;
    let (number, state) = (found.project.number, found.project.state.to_string());
    Ok(HttpResponse::Ok().json(WatchedBody { number, state, draw: found.draw, halt: found.halt.map(HaltBody::of) }))
}

/// Stops a project.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/supervision/{number}/stop", tag = "supervision", params(("number" = String, Path)), request_body = HaltReasonBody, responses((status = 204), (status = 404), (status = 409), (status = 422))))]
async fn stop(
    app: web::Data<App>,
    ctx: Ctx,
    who: Acting<Supervisor>,
    number: web::Path<String>,
    body: Body<HaltReasonBody>,
) -> Result<HttpResponse> {
    let reason = told(&ctx, body.0)?;
    halts::stop(&app, &who, found(&app, number.into_inner()).await?.project.id, reason).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Asks that it goes on.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/supervision/{number}/ask", tag = "supervision", params(("number" = String, Path)), request_body = HaltReasonBody, responses((status = 204), (status = 404), (status = 409), (status = 422))))]
async fn ask(
    app: web::Data<App>,
    ctx: Ctx,
    who: Acting<Supervisor>,
    number: web::Path<String>,
    body: Body<HaltReasonBody>,
) -> Result<HttpResponse> {
    let reason = told(&ctx, body.0)?;
    halts::ask(&app, &who, found(&app, number.into_inner()).await?.project.id, reason).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Agrees that it goes on; never whoever asked.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/supervision/{number}/agree", tag = "supervision", params(("number" = String, Path)), responses((status = 204), (status = 404), (status = 409))))]
async fn agree(app: web::Data<App>, who: Acting<Resuming>, number: web::Path<String>) -> Result<HttpResponse> {
    halts::agree(&app, &who, found(&app, number.into_inner()).await?.project.id).await?;
    Ok(HttpResponse::NoContent().finish())
}
