//! The JSON door to the supervisor's rulings on objections.

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
#[cfg(test)]
use utoipa::{OpenApi, ToSchema};

use super::ruling_pages::{RULING, offered, read};
use super::rulings::{self, Case};
use crate::app::App;
use crate::error::Result;
use crate::platform::api::Body;
use crate::platform::auth::{Acting, Supervisor};
use crate::platform::forms::{Fields, Form};
use crate::platform::page::Ctx;
use crate::platform::routes::Routes;

/// What the JSON door says of this part.
#[cfg(test)]
#[derive(OpenApi)]
#[openapi(paths(list, rule))]
pub struct Described;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/api/v1/objections", list).post("/api/v1/objections/{id}/ruling", rule);
}

/// An objection that waits for a ruling.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct RulingCaseBody {
    id: String,
    draw: String,
    project: String,
    title: String,
    agency: String,
    label: String,
    /// Why it was excluded, a stable word.
    excluded: String,
    grounds: String,
    at: String,
    log_index: Option<i64>,
}

impl RulingCaseBody {
    fn of(case: Case) -> RulingCaseBody {
        RulingCaseBody {
            id: case.objection.id,
            draw: case.objection.draw,
            project: case.project.number,
            title: case.project.title,
            agency: case.agency,
            label: case.objection.label,
            excluded: case.excluded,
            grounds: case.objection.grounds,
            at: case.objection.at.wire(),
            log_index: case.objection.log_index,
        }
    }
}

/// The objections that wait for a ruling, the oldest first.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/objections", tag = "draws", responses((status = 200, body = [RulingCaseBody]))))]
async fn list(app: web::Data<App>, _who: Acting<Supervisor>) -> Result<HttpResponse> {
    let cases = app.db.read(rulings::waiting).await?;
    Ok(HttpResponse::Ok().json(cases.into_iter().map(RulingCaseBody::of).collect::<Vec<_>>()))
}

/// A ruling.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields)]
struct RulingBody {
    /// `admit` or `refuse`.
    ruling: String,
    reason: String,
}

/// Rules on an objection, once.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/objections/{id}/ruling", tag = "draws", params(("id" = String, Path)), request_body = RulingBody, responses((status = 204), (status = 404), (status = 409), (status = 422))))]
async fn rule(
    app: web::Data<App>,
    ctx: Ctx,
    who: Acting<Supervisor>,
    id: web::Path<String>,
    body: Body<RulingBody>,
) -> Result<HttpResponse> {
    let pairs = [("ruling", body.0.ruling), ("reason", body.0.reason)];
    let mut form = Form::submitted(ctx.t, RULING, Fields::from_pairs(pairs));
    offered(&mut form, ctx.t);
    let (finding, reason) = read(&mut form).ok_or_else(|| form.as_error())?;
    rulings::rule(&app, &who, (id.into_inner(), finding, reason)).await?;
    Ok(HttpResponse::NoContent().finish())
}
