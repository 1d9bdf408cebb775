//! The JSON door: ratings to read, to give and to answer.

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
#[cfg(test)]
use utoipa::{OpenApi, ToSchema};

use super::store::{Original, Rating};
use super::{doors, forms};
use crate::app::App;
use crate::domain::rating::Parts;
use crate::error::{Error, Result};
use crate::platform::api::{Body, Query};
use crate::platform::auth::{Acting, Agency, Owner};
use crate::platform::forms::{Fields, Form};
use crate::platform::page::{Ctx, Leaf};
use crate::platform::routes::Routes;

/// What the JSON door says of this slice.
#[cfg(test)]
#[derive(OpenApi)]
#[openapi(paths(show, of_agency, rate, amend, answer))]
pub struct Described;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/api/v1/contracts/{id}/rating", show).post("/api/v1/contracts/{id}/rating", rate).put("/api/v1/contracts/{id}/rating", amend);
    r.post("/api/v1/contracts/{id}/rating/answer", answer);
    r.get("/api/v1/agencies/{id}/ratings", of_agency);
}

/// A rating.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct RatingBody {
    id: String,
    contract: String,
    title: String,
    /// 1 to 5 each.
    quality: i64,
    timeliness: i64,
    attitude: i64,
    charge: i64,
    compliance: i64,
    words: String,
    /// Made by the owner's silence; it counts nowhere.
    by_default: bool,
    rated_at: String,
    answer: Option<String>,
    answered_at: Option<String>,
    /// What it said before it was amended.
    original: Option<OriginalBody>,
}

/// What a rating said before it was amended.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct OriginalBody {
    /// 1 to 5 each.
    quality: i64,
    timeliness: i64,
    attitude: i64,
    charge: i64,
    compliance: i64,
    words: String,
    rated_at: String,
    answer: Option<String>,
}

impl OriginalBody {
    fn of(original: Original) -> OriginalBody {
        let Parts { quality, timeliness, attitude, charge, compliance } = original.parts;
        let (words, rated_at) = (original.words, original.rated_at.wire());
        let answer = Some(original.answer).filter(|answer| !answer.is_empty());
        OriginalBody { quality, timeliness, attitude, charge, compliance, words, rated_at, answer }
    }
}

impl RatingBody {
    fn of(rating: Rating) -> RatingBody {
        let Parts { quality, timeliness, attitude, charge, compliance } = rating.parts;
        let answered = rating.answered_at.ms() > 0;
        RatingBody {
            id: rating.id,
            contract: rating.contract,
            title: rating.project_title,
            quality,
            timeliness,
            attitude,
            charge,
            compliance,
            words: rating.words,
            by_default: rating.by_default,
            rated_at: rating.rated_at.wire(),
            answer: answered.then_some(rating.answer),
            answered_at: answered.then(|| rating.answered_at.wire()),
            original: rating.original.map(OriginalBody::of),
        }
    }
}

/// A page of ratings.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct Ratings {
    total: i64,
    rows: Vec<RatingBody>,
}

/// What an owner gives.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields)]
struct GivenBody {
    /// 1 to 5 each.
    quality: i64,
    timeliness: i64,
    attitude: i64,
    charge: i64,
    compliance: i64,
    words: String,
}

/// What an agency answers.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields)]
struct RatingAnswer {
    answer: String,
}

/// The rating of a contract.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/contracts/{id}/rating", tag = "ratings", params(("id" = String, Path)), responses((status = 200, body = RatingBody), (status = 404))))]
async fn show(app: web::Data<App>, id: web::Path<String>) -> Result<HttpResponse> {
    let seen = doors::of_contract(&app, None, id.into_inner()).await?;
    Ok(HttpResponse::Ok().json(RatingBody::of(seen.rating.ok_or(Error::NotFound)?)))
}

/// The ratings of an agency, newest first.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/agencies/{id}/ratings", tag = "ratings", params(("id" = String, Path), ("page" = Option<i64>, Query)), responses((status = 200, body = Ratings), (status = 404))))]
async fn of_agency(app: web::Data<App>, id: web::Path<String>, Query(asked): Query<Leaf>) -> Result<HttpResponse> {
    let (_, rows, total) = doors::of_agency(&app, id.into_inner(), asked.page()).await?;
    Ok(HttpResponse::Ok().json(Ratings { total, rows: rows.into_iter().map(RatingBody::of).collect() }))
}

/// Rates a contract, once.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/contracts/{id}/rating", tag = "ratings", params(("id" = String, Path)), request_body = GivenBody, responses((status = 204), (status = 409), (status = 422))))]
async fn rate(app: web::Data<App>, ctx: Ctx, who: Acting<Owner>, id: web::Path<String>, body: Body<GivenBody>) -> Result<HttpResponse> {
    doors::rate(&app, &who, id.into_inner(), given(&ctx, body.0)?).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Amends one's rating, once and within the policy's days; what it said before stays public.
#[cfg_attr(test, utoipa::path(put, path = "/api/v1/contracts/{id}/rating", tag = "ratings", params(("id" = String, Path)), request_body = GivenBody, responses((status = 204), (status = 404), (status = 409), (status = 422))))]
async fn amend(app: web::Data<App>, ctx: Ctx, who: Acting<Owner>, id: web::Path<String>, body: Body<GivenBody>) -> Result<HttpResponse> {
    doors::amend(&app, &who, id.into_inner(), given(&ctx, body.0)?).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// The same fields as the page's form, so that both doors refuse the same things in the same words.
fn given(ctx: &Ctx, body: GivenBody) -> Result<(Parts, String)> {
    let GivenBody { quality, timeliness, attitude, charge, compliance, words } = body;
    let parts = Parts { quality, timeliness, attitude, charge, compliance };
    let points = parts.named().map(|(name, points)| (name, points.to_string()));
    let pairs = points.iter().map(|(name, points)| (*name, points.as_str())).chain([("words", words.as_str())]);
    let mut form = Form::submitted(ctx.t, forms::RATING, Fields::from_pairs(pairs));
    forms::offer(&mut form, ctx.t);
    forms::rating(&mut form).ok_or_else(|| form.as_error())
}

/// Answers a rating, once.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/contracts/{id}/rating/answer", tag = "ratings", params(("id" = String, Path)), request_body = RatingAnswer, responses((status = 204), (status = 409), (status = 422))))]
async fn answer(
    app: web::Data<App>,
    ctx: Ctx,
    who: Acting<Agency>,
    id: web::Path<String>,
    body: Body<RatingAnswer>,
) -> Result<HttpResponse> {
    let mut form = Form::submitted(ctx.t, forms::ANSWER, Fields::from_pairs([("answer", body.0.answer)]));
    let words = forms::answer(&mut form).ok_or_else(|| form.as_error())?;
    doors::answer(&app, &who, id.into_inner(), words).await?;
    Ok(HttpResponse::NoContent().finish())
}
