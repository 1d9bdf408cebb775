//! The JSON door of an expert's desk.

use std::collections::BTreeMap;

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
#[cfg(test)]
use utoipa::{OpenApi, ToSchema};

use super::doors::{self, Desk, Proposal};
use super::{forms, pages};
use crate::app::App;
use crate::error::Result;
use crate::market::bids::proposals::FileBody;
use crate::market::documents;
use crate::platform::api::Body;
use crate::platform::auth::{Acting, Expert};
use crate::platform::forms::{Fields, Form};
use crate::platform::page::Ctx;
use crate::platform::routes::Routes;

/// What the JSON door says of this slice.
#[cfg(test)]
#[derive(OpenApi)]
#[openapi(paths(desk, document, save, lock, recuse, close))]
pub struct Described;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/api/v1/expert/reviews/{id}", desk);
    r.post("/api/v1/expert/reviews/{id}/lock", lock);
    r.post("/api/v1/expert/reviews/{id}/recuse", recuse);
    r.post("/api/v1/expert/reviews/{id}/close", close);
    r.post("/api/v1/expert/reviews/{id}/proposals/{pseudonym}", save);
    r.get("/api/v1/expert/reviews/{id}/proposals/{pseudonym}/documents/{number}", document);
}

/// A proposal in this expert's own order.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct ReviewedBody {
    pseudonym: String,
    /// As it stands in the opened entry: `amount-fen <n>`, `discount-bp <n>` or `none`.
    quote: String,
    days: Option<u64>,
    files: Vec<FileBody>,
    /// Hundredths of points by criterion, as far as they are given.
    points: BTreeMap<String, u32>,
    /// What all experts gave in total, in the order of the draw; empty before all have locked.
    totals: Vec<u32>,
    /// Whether the own total lies far beside the mean and needs a reason.
    deviates: bool,
}

impl ReviewedBody {
    fn of(desk: &Desk, one: &Proposal) -> ReviewedBody {
        let own = desk.given.iter().filter(|((pseudonym, _), _)| *pseudonym == one.pseudonym);
        ReviewedBody {
            pseudonym: one.pseudonym.to_string(),
            quote: one.entry.quote.to_string(),
            days: one.entry.days,
            files: one.files.iter().map(FileBody::of).collect(),
            points: own.map(|((_, criterion), points)| (criterion.clone(), *points)).collect(),
            totals: one.totals.clone(),
            deviates: one.deviation.is_some(),
        }
    }
}

/// An expert's desk.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct ReviewDeskBody {
    project: String,
    /// `scoring`, `consensus`, `closing` or `closed`.
    state: &'static str,
    /// The first instant that is too late.
    due: String,
    /// Whether the own sheet is locked.
    locked: bool,
    /// Whether this expert is to lock the review.
    chairs: bool,
    /// Points by criterion, 100 in all.
    weights: BTreeMap<String, u32>,
    proposals: Vec<ReviewedBody>,
}

/// One's own desk; another's is not found.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/expert/reviews/{id}", tag = "reviews", params(("id" = String, Path)), responses((status = 200, body = ReviewDeskBody), (status = 404))))]
async fn desk(app: web::Data<App>, who: Acting<Expert>, id: web::Path<String>) -> Result<HttpResponse> {
    let desk = doors::desk(&app, &who, id.into_inner()).await?;
    Ok(HttpResponse::Ok().json(ReviewDeskBody {
        project: desk.at.project.number.clone(),
        state: desk.at.review.state.as_str(),
        due: desk.at.review.due_at.wire(),
        locked: desk.at.sheet.is_locked(),
        chairs: desk.chairs,
        weights: desk.at.project.spec.way.weights.iter().cloned().collect(),
        proposals: desk.proposals.iter().map(|one| ReviewedBody::of(&desk, one)).collect(),
    }))
}

/// A document of a proposal; one that is withheld or not open is not found.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/expert/reviews/{id}/proposals/{pseudonym}/documents/{number}", tag = "reviews", params(("id" = String, Path), ("pseudonym" = String, Path), ("number" = String, Path)), responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>), (status = 404))))]
async fn document(app: web::Data<App>, who: Acting<Expert>, path: web::Path<(String, String, String)>) -> Result<HttpResponse> {
    documents::answer_unknown(&app, doors::document(&app, &who, path.into_inner()).await?).await
}

/// Points of one proposal as text, `12.5`, by criterion; what is left out has none yet.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields)]
struct MarksBody {
    points: BTreeMap<String, String>,
    /// Where the total lay far beside the mean: why it lies where it lies.
    #[serde(default)]
    reason: String,
}

/// Keeps points; they count with the lock of the sheet.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/expert/reviews/{id}/proposals/{pseudonym}", tag = "reviews", params(("id" = String, Path), ("pseudonym" = String, Path)), request_body = MarksBody, responses((status = 204), (status = 404), (status = 409), (status = 422))))]
async fn save(
    app: web::Data<App>,
    ctx: Ctx,
    who: Acting<Expert>,
    path: web::Path<(String, String)>,
    body: Body<MarksBody>,
) -> Result<HttpResponse> {
    let (id, pseudonym) = path.into_inner();
    let desk = doors::desk(&app, &who, id.clone()).await?;
    let one = pages::proposal(&desk, &pseudonym)?;
    let points = body.0.points.into_iter().map(|(criterion, text)| (forms::field_of(&criterion), text));
    let pairs: Vec<(String, String)> = points.chain([("reason".to_owned(), body.0.reason)]).collect();
    let mut form = forms::submitted(ctx.t, app.pinned(&desk.at.project.policy)?, (&desk, one), Fields::from_pairs(pairs));
    let marks = forms::marks(&mut form, ctx.t, (&desk, one)).ok_or_else(|| form.as_error())?;
    doors::save(&app, &who, (id, one.pseudonym.clone(), marks)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Locks one's own sheet for good.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/expert/reviews/{id}/lock", tag = "reviews", params(("id" = String, Path)), responses((status = 204), (status = 404), (status = 409))))]
async fn lock(app: web::Data<App>, who: Acting<Expert>, id: web::Path<String>) -> Result<HttpResponse> {
    doors::lock(&app, &who, id.into_inner()).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Why an expert leaves.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields)]
struct RecusalBody {
    /// 1 to 500 characters.
    reason: String,
}

/// Leaves the review for a conflict; what was given counts nothing.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/expert/reviews/{id}/recuse", tag = "reviews", params(("id" = String, Path)), request_body = RecusalBody, responses((status = 204), (status = 404), (status = 409), (status = 422))))]
async fn recuse(
    app: web::Data<App>,
    ctx: Ctx,
    who: Acting<Expert>,
    id: web::Path<String>,
    body: Body<RecusalBody>,
) -> Result<HttpResponse> {
    let mut form = Form::submitted(ctx.t, forms::RECUSE, Fields::from_pairs([("reason", body.0.reason)]));
    let reason = forms::recusal(&mut form).ok_or_else(|| form.as_error())?;
    doors::recuse(&app, &who, (id.into_inner(), reason)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// The chair locks the review.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/expert/reviews/{id}/close", tag = "reviews", params(("id" = String, Path)), responses((status = 204), (status = 404), (status = 409))))]
async fn close(app: web::Data<App>, who: Acting<Expert>, id: web::Path<String>) -> Result<HttpResponse> {
    doors::close(&app, &who, id.into_inner()).await?;
    Ok(HttpResponse::NoContent().finish())
}
