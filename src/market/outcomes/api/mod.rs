//! The JSON door: an owner's choice, and the outcome of a project.

mod bodies;

use std::collections::BTreeMap;

use actix_web::{HttpResponse, web};
use serde::Deserialize;
#[cfg(test)]
use utoipa::{OpenApi, ToSchema};

use bodies::{ChoiceBody, OutcomeBody};

use super::doors;
use super::forms::{self, Gaps};
use crate::app::App;
use crate::domain::project::ProjectId;
use crate::error::Result;
use crate::market::documents;
use crate::platform::api::Body;
use crate::platform::auth::{Acting, Owner};
use crate::platform::forms::{Fields, Form};
use crate::platform::page::Ctx;
use crate::platform::routes::Routes;

/// What the JSON door says of this slice.
#[cfg(test)]
#[derive(OpenApi)]
#[openapi(paths(outcome, choice, pick, replies, sheet, document))]
pub struct Described;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/api/v1/projects/{number}/outcome", outcome);
    r.get("/api/v1/owner/projects/{id}/choice", choice).post("/api/v1/owner/projects/{id}/choice", pick);
    r.post("/api/v1/owner/projects/{id}/choice/replies", replies);
    r.post("/api/v1/owner/projects/{id}/choice/sheet", sheet);
    r.get("/api/v1/owner/projects/{id}/choice/{card}/documents/{number}", document);
}

/// Which card, and why. It cannot be changed.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields)]
struct PickBody {
    card: u32,
    reason: String,
    /// Where the owner compares proposals itself: as in `ScoreSheetBody`; what is left out is as it was kept.
    #[serde(default)]
    points: BTreeMap<String, BTreeMap<String, String>>,
    /// Why this card, where it has not most points.
    #[serde(default)]
    instead: String,
    /// Where the owner compares proposals itself: that whoever picks has no interest in anybody who takes part, in the words of the policy.
    #[serde(default)]
    declared: bool,
}

/// The fields of these points.
fn marked(points: BTreeMap<String, BTreeMap<String, String>>) -> impl Iterator<Item = (String, String)> {
    let of = |(card, given): (String, BTreeMap<String, String>)| {
        given.into_iter().map(move |(criterion, text)| (format!("points_{card}_{criterion}"), text))
    };
    points.into_iter().flat_map(of)
}

/// A score sheet as far as it is filled in.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields)]
struct ScoreSheetBody {
    /// Points as text, `12.5`, by the number of a card and the id of a criterion.
    points: BTreeMap<String, BTreeMap<String, String>>,
    #[serde(default)]
    reason: String,
    #[serde(default)]
    instead: String,
}

/// The outcome of a project with everything it follows from.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/projects/{number}/outcome", tag = "outcomes", params(("number" = String, Path)), responses((status = 200, body = OutcomeBody), (status = 404))))]
async fn outcome(app: web::Data<App>, number: web::Path<String>) -> Result<HttpResponse> {
    Ok(HttpResponse::Ok().json(OutcomeBody::of(doors::found(&app, number.into_inner()).await?)))
}

/// The cards of one's own project.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/owner/projects/{id}/choice", tag = "outcomes", params(("id" = String, Path)), responses((status = 200, body = ChoiceBody), (status = 404))))]
async fn choice(app: web::Data<App>, ctx: Ctx, who: Acting<Owner>, id: web::Path<ProjectId>) -> Result<HttpResponse> {
    Ok(HttpResponse::Ok().json(ChoiceBody::of(&doors::choosing(&app, &who, id.into_inner()).await?, ctx.now)))
}

/// What an owner replies in a negotiation: one text for each card of `reply_to`, in that order.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields)]
struct RepliesBody {
    replies: Vec<String>,
}

/// Replies to all who quoted, at once; a further exchange begins.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/owner/projects/{id}/choice/replies", tag = "outcomes", params(("id" = String, Path)), request_body = RepliesBody, responses((status = 204), (status = 404), (status = 409), (status = 422))))]
async fn replies(
    app: web::Data<App>,
    ctx: Ctx,
    who: Acting<Owner>,
    id: web::Path<ProjectId>,
    body: Body<RepliesBody>,
) -> Result<HttpResponse> {
    let sent = body.0.replies;
    let asked: Vec<usize> = (1..=sent.len()).collect();
    let fields = Fields::from_pairs((1..).zip(sent).map(|(at, text): (usize, String)| (format!("reply_{at}"), text)));
    let mut form = Form::submitted(ctx.t, &forms::replies(ctx.t, &asked), fields);
    let words = forms::read_replies(&mut form, asked.len()).ok_or_else(|| form.as_error())?;
    doors::reply(&app, &who, (id.into_inner(), words)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Picks a card, once.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/owner/projects/{id}/choice", tag = "outcomes", params(("id" = String, Path)), request_body = PickBody, responses((status = 204), (status = 404), (status = 409), (status = 422))))]
async fn pick(app: web::Data<App>, ctx: Ctx, who: Acting<Owner>, id: web::Path<ProjectId>, body: Body<PickBody>) -> Result<HttpResponse> {
    let id = id.into_inner();
    let choosing = doors::choosing(&app, &who, id.clone()).await?;
    let PickBody { card, reason, points, instead, declared } = body.0;
    let declared = String::from(if declared { "yes" } else { "" });
    let words = [("card", card.to_string()), ("reason", reason), ("instead", instead), ("declared", declared)];
    let words = words.map(|(name, value)| (name.to_owned(), value));
    let fields = Fields::from_pairs(words.into_iter().filter(|(_, value)| !value.is_empty()).chain(marked(points)));
    let mut form = forms::submitted(ctx.t, app.pinned(&choosing.project.policy)?, &choosing, fields);
    let answer = forms::read(&mut form, ctx.t, (&choosing, Gaps::AsKept)).ok_or_else(|| form.as_error())?;
    doors::pick(&app, &who, (id, answer)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Keeps a score sheet, where the owner compares proposals itself, until it picks.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/owner/projects/{id}/choice/sheet", tag = "outcomes", params(("id" = String, Path)), request_body = ScoreSheetBody, responses((status = 204), (status = 404), (status = 409), (status = 422))))]
async fn sheet(
    app: web::Data<App>,
    ctx: Ctx,
    who: Acting<Owner>,
    id: web::Path<ProjectId>,
    body: Body<ScoreSheetBody>,
) -> Result<HttpResponse> {
    let id = id.into_inner();
    let choosing = doors::choosing(&app, &who, id.clone()).await?;
    let ScoreSheetBody { points, reason, instead } = body.0;
    let fields = Fields::from_pairs(marked(points).chain([("reason".to_owned(), reason), ("instead".to_owned(), instead)]));
    let mut form = forms::submitted(ctx.t, app.pinned(&choosing.project.policy)?, &choosing, fields);
    let written = forms::written(&mut form, ctx.t, &choosing).ok_or_else(|| form.as_error())?;
    doors::save(&app, &who, (id, written)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// A document of the proposal behind a card; one that is withheld or not open is not found.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/owner/projects/{id}/choice/{card}/documents/{number}", tag = "outcomes", params(("id" = String, Path), ("card" = String, Path), ("number" = String, Path)), responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>), (status = 404))))]
async fn document(app: web::Data<App>, who: Acting<Owner>, path: web::Path<(ProjectId, String, String)>) -> Result<HttpResponse> {
    documents::answer_unknown(&app, doors::document(&app, &who, path.into_inner()).await?).await
}
