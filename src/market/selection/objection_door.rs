//! The JSON door to an agency's objection against its exclusion at the freeze.

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
#[cfg(test)]
use utoipa::{OpenApi, ToSchema};

use super::pages::objection;
use super::service::{self, Exclusion};
use crate::app::App;
use crate::domain::time::Instant;
use crate::error::Result;
use crate::platform::api::Body;
use crate::platform::auth::{Acting, Agency};
use crate::platform::forms::{Fields, Form};
use crate::platform::page::Ctx;
use crate::platform::routes::Routes;

/// What the JSON door says of this part.
#[cfg(test)]
#[derive(OpenApi)]
#[openapi(paths(one, object))]
pub struct Described;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/api/v1/signups/{id}/objection", one).post("/api/v1/signups/{id}/objection", object);
}

/// How one's own excluded sign-up stands.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct ExclusionBody {
    draw: String,
    label: String,
    /// Why it was excluded, a stable word; empty once it is admitted.
    excluded: String,
    /// Until when an objection is taken; none when it is not, or not any more.
    until: Option<String>,
    objection: Option<ObjectionBody>,
}

/// An objection and what became of it.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct ObjectionBody {
    grounds: String,
    at: String,
    log_index: Option<i64>,
    /// `open`, `admitted` or `refused`.
    state: String,
    /// The supervisor's reason; empty before the ruling.
    reason: String,
}

impl ExclusionBody {
    fn of(found: Exclusion) -> ExclusionBody {
        let excluded = if found.signup.outcome == "out" { found.signup.outcome_reason } else { String::new() };
        ExclusionBody {
            draw: found.signup.draw,
            label: found.signup.label,
            excluded,
            until: found.until.map(Instant::wire),
            objection: found.objection.map(|one| ObjectionBody {
                grounds: one.grounds,
                at: one.at.wire(),
                log_index: one.log_index,
                state: one.state.to_string(),
                reason: one.reason,
            }),
        }
    }
}

/// What an agency says.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields)]
struct GroundsBody {
    grounds: String,
}

async fn found(app: &App, who: &Acting<Agency>, signup: String) -> Result<HttpResponse> {
    let (shared, who) = (app.clone(), who.identity());
    let found = app.db.read(move |conn| service::exclusion(conn, &shared, &who, &signup)).await?;
    Ok(HttpResponse::Ok().json(ExclusionBody::of(found)))
}

/// One's own exclusion, and the objection against it.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/signups/{id}/objection", tag = "signups", params(("id" = String, Path)), responses((status = 200, body = ExclusionBody), (status = 404))))]
async fn one(app: web::Data<App>, who: Acting<Agency>, id: web::Path<String>) -> Result<HttpResponse> {
    found(&app, &who, id.into_inner()).await
}

/// Objects, while nobody has revealed.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/signups/{id}/objection", tag = "signups", params(("id" = String, Path)), request_body = GroundsBody, responses((status = 200, body = ExclusionBody), (status = 404), (status = 409), (status = 422))))]
async fn object(
    app: web::Data<App>,
    ctx: Ctx,
    who: Acting<Agency>,
    id: web::Path<String>,
    body: Body<GroundsBody>,
) -> Result<HttpResponse> {
    let mut form = Form::submitted(ctx.t, objection::OBJECTION, Fields::from_pairs([("grounds", body.0.grounds)]));
    let grounds = objection::grounds(&mut form).ok_or_else(|| form.as_error())?;
    service::object(&app, &who.identity(), (id.clone(), grounds)).await?;
    found(&app, &who, id.into_inner()).await
}
