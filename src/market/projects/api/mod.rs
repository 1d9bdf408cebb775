//! The JSON door: the public list, an owner's postings and the operators' review, through the same services and the same form as the pages.

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
#[cfg(test)]
use utoipa::{OpenApi, ToSchema};

use super::doors::{self, Act, Finding};
use super::pages::Asked;
use super::service;
use super::store::{self, Listed};
use crate::app::App;
use crate::domain::project::{ProjectId, ProjectState};
use crate::error::Result;
use crate::platform::api::{Body, Query};
use crate::platform::auth::{Acting, Operator, Owner};
use crate::platform::forms::{Fields, Form};
use crate::platform::page::Ctx;
use crate::platform::routes::Routes;

mod bodies;
mod papers;

use bodies::{OwnProjectBody, PostingBody, ProjectRowBody};

/// What the JSON door says of this slice.
#[cfg(test)]
#[derive(OpenApi)]
#[openapi(paths(
    list,
    own,
    one_own,
    create,
    replace,
    submit,
    correct,
    ask_end,
    review,
    approve,
    return_,
    terminate,
    papers::add,
    papers::read,
    papers::remove,
    papers::review,
    reviews,
    refuse_end,
    repost
))]
pub struct Described;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/api/v1/projects", list);
    r.get("/api/v1/owner/projects", own).post("/api/v1/owner/projects", create);
    r.get("/api/v1/owner/projects/{id}", one_own).put("/api/v1/owner/projects/{id}", replace);
    r.post("/api/v1/owner/projects/{id}/submit", submit).post("/api/v1/owner/projects/{id}/corrections", correct);
    r.post("/api/v1/owner/projects/{id}/end", ask_end).post("/api/v1/owner/projects/{id}/documents", papers::add);
    r.post("/api/v1/owner/projects/{id}/repost", repost).get("/api/v1/operations/projects", reviews);
    r.post("/api/v1/operations/projects/{id}/refuse-end", refuse_end);
    r.get("/api/v1/operations/projects/{id}/documents/{document}", papers::review);
    let paper = "/api/v1/owner/projects/{id}/documents/{document}";
    r.get(paper, papers::read).delete(paper, papers::remove);
    r.get("/api/v1/operations/projects/{id}", review).post("/api/v1/operations/projects/{id}/approve", approve);
    r.post("/api/v1/operations/projects/{id}/return", return_).post("/api/v1/operations/projects/{id}/terminate", terminate);
}

/// A page of projects.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct ProjectsBody {
    total: i64,
    projects: Vec<ProjectRowBody>,
}

fn page((rows, total): (Vec<Listed>, i64)) -> HttpResponse {
    HttpResponse::Ok().json(ProjectsBody { total, projects: rows.into_iter().map(ProjectRowBody::of).collect() })
}

/// Published projects, open ones first, twenty a page; by `q`, `item`, `state` and `page`.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/projects", tag = "projects", params(("q" = Option<String>, Query), ("item" = Option<String>, Query), ("state" = Option<String>, Query), ("page" = Option<i64>, Query)), responses((status = 200, body = ProjectsBody))))]
async fn list(app: web::Data<App>, Query(asked): Query<Asked>) -> Result<HttpResponse> {
    let sought = asked.sought();
    Ok(page(app.db.read(move |conn| store::public(conn, &sought)).await?))
}

/// One's own projects, newest first.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/owner/projects", tag = "projects", params(("page" = Option<i64>, Query)), responses((status = 200, body = ProjectsBody))))]
async fn own(app: web::Data<App>, who: Acting<Owner>, Query(asked): Query<Asked>) -> Result<HttpResponse> {
    Ok(page(doors::of_owner(&app, &who, asked.sought().page).await?))
}

async fn sheet_of(app: &App, who: &Acting<Owner>, id: ProjectId) -> Result<HttpResponse> {
    Ok(HttpResponse::Ok().json(OwnProjectBody::of(doors::own_sheet(app, who, id).await?)))
}

/// One of one's own projects.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/owner/projects/{id}", tag = "projects", params(("id" = String, Path)), responses((status = 200, body = OwnProjectBody), (status = 404))))]
async fn one_own(app: web::Data<App>, who: Acting<Owner>, id: web::Path<ProjectId>) -> Result<HttpResponse> {
    sheet_of(&app, &who, id.into_inner()).await
}

/// A new draft.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/owner/projects", tag = "projects", request_body = PostingBody, responses((status = 200, body = OwnProjectBody), (status = 409), (status = 422))))]
async fn create(app: web::Data<App>, ctx: Ctx, who: Acting<Owner>, body: Body<PostingBody>) -> Result<HttpResponse> {
    let posting = body.0.read(&app, &ctx)?;
    let id = doors::save(&app, &who, (None, posting), Vec::new()).await?;
    sheet_of(&app, &who, id).await
}

/// Replaces what a draft says.
#[cfg_attr(test, utoipa::path(put, path = "/api/v1/owner/projects/{id}", tag = "projects", params(("id" = String, Path)), request_body = PostingBody, responses((status = 200, body = OwnProjectBody), (status = 404), (status = 409), (status = 422))))]
async fn replace(
    app: web::Data<App>,
    ctx: Ctx,
    who: Acting<Owner>,
    id: web::Path<ProjectId>,
    body: Body<PostingBody>,
) -> Result<HttpResponse> {
    let posting = body.0.read(&app, &ctx)?;
    let id = doors::save(&app, &who, (Some(id.into_inner()), posting), Vec::new()).await?;
    sheet_of(&app, &who, id).await
}

/// Hands a draft in for review.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/owner/projects/{id}/submit", tag = "projects", params(("id" = String, Path)), responses((status = 200, body = OwnProjectBody), (status = 404), (status = 409), (status = 422))))]
async fn submit(app: web::Data<App>, who: Acting<Owner>, id: web::Path<ProjectId>) -> Result<HttpResponse> {
    doors::submit(&app, &who, &id).await?;
    sheet_of(&app, &who, id.into_inner()).await
}

/// Words with a reason or a clarification.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields)]
struct WordsBody {
    /// At most 1,000 characters, never empty.
    words: String,
}

/// The words of a body, under the rules of the page's form.
fn words(ctx: &Ctx, body: WordsBody) -> Result<String> {
    use crate::platform::forms::Field;
    const FIELDS: &[Field] = &[Field::area("words", "projects-reason").max(1_000)];
    let mut form = Form::submitted(ctx.t, FIELDS, Fields::from_pairs([("words", body.words)]));
    let words = form.text("words");
    form.accepted().map(|()| words).ok_or_else(|| form.as_error())
}

/// Publishes a clarification beside the notice.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/owner/projects/{id}/corrections", tag = "projects", params(("id" = String, Path)), request_body = WordsBody, responses((status = 204), (status = 404), (status = 409), (status = 422))))]
async fn correct(
    app: web::Data<App>,
    ctx: Ctx,
    who: Acting<Owner>,
    id: web::Path<ProjectId>,
    body: Body<WordsBody>,
) -> Result<HttpResponse> {
    act(&app, &who, (service::correct, id.into_inner()), words(&ctx, body.0)?).await
}

/// Ends a project nobody has seen, or asks an operator to end a public one.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/owner/projects/{id}/end", tag = "projects", params(("id" = String, Path)), request_body = WordsBody, responses((status = 204), (status = 404), (status = 409), (status = 422))))]
async fn ask_end(
    app: web::Data<App>,
    ctx: Ctx,
    who: Acting<Owner>,
    id: web::Path<ProjectId>,
    body: Body<WordsBody>,
) -> Result<HttpResponse> {
    act(&app, &who, (service::ask_end, id.into_inner()), words(&ctx, body.0)?).await
}

async fn act(app: &App, who: &crate::platform::auth::Identity, act: (Act, ProjectId), words: String) -> Result<HttpResponse> {
    doors::act(app, who, act, words).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// A project that was handed in.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/operations/projects/{id}", tag = "projects", params(("id" = String, Path)), responses((status = 200, body = OwnProjectBody), (status = 404))))]
async fn review(app: web::Data<App>, _who: Acting<Operator>, id: web::Path<ProjectId>) -> Result<HttpResponse> {
    Ok(HttpResponse::Ok().json(OwnProjectBody::of(doors::office_sheet(&app, id.into_inner()).await?)))
}

/// Finds the form in order; the draw is requested.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/operations/projects/{id}/approve", tag = "projects", params(("id" = String, Path)), responses((status = 204), (status = 404), (status = 409))))]
async fn approve(app: web::Data<App>, who: Acting<Operator>, id: web::Path<ProjectId>) -> Result<HttpResponse> {
    doors::decide(&app, &who, id.into_inner(), Finding::Approve).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Sends a project back with the reason.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/operations/projects/{id}/return", tag = "projects", params(("id" = String, Path)), request_body = WordsBody, responses((status = 204), (status = 404), (status = 409), (status = 422))))]
async fn return_(
    app: web::Data<App>,
    ctx: Ctx,
    who: Acting<Operator>,
    id: web::Path<ProjectId>,
    body: Body<WordsBody>,
) -> Result<HttpResponse> {
    let reason = words(&ctx, body.0)?;
    doors::decide(&app, &who, id.into_inner(), Finding::Return(reason)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Ends a project before its contract, with a public reason.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/operations/projects/{id}/terminate", tag = "projects", params(("id" = String, Path)), request_body = WordsBody, responses((status = 204), (status = 404), (status = 409), (status = 422))))]
async fn terminate(
    app: web::Data<App>,
    ctx: Ctx,
    who: Acting<Operator>,
    id: web::Path<ProjectId>,
    body: Body<WordsBody>,
) -> Result<HttpResponse> {
    act(&app, &who, (service::terminate, id.into_inner()), words(&ctx, body.0)?).await
}

/// What waits for an operator: reviews, and projects whose owner asks for their end.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct ReviewsBody {
    /// The earliest due first.
    reviews: Vec<ReviewRowBody>,
    ends: Vec<ReviewRowBody>,
}

/// A project that waits, by the id under which it is reviewed.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct ReviewRowBody {
    id: String,
    review_due: i64,
    project: ProjectRowBody,
}

impl ReviewRowBody {
    fn all(listed: Vec<Listed>) -> Vec<ReviewRowBody> {
        let row = |one: Listed| ReviewRowBody { id: one.id.clone(), review_due: one.review_due.ms(), project: ProjectRowBody::of(one) };
        listed.into_iter().map(row).collect()
    }
}

/// Projects that wait for an operator.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/operations/projects", tag = "projects", responses((status = 200, body = ReviewsBody))))]
async fn reviews(app: web::Data<App>, _who: Acting<Operator>) -> Result<HttpResponse> {
    let found = app.db.read(|conn| Ok((store::in_state(conn, ProjectState::InReview, 200)?, store::end_asked(conn)?)));
    let (reviews, ends) = found.await?;
    Ok(HttpResponse::Ok().json(ReviewsBody { reviews: ReviewRowBody::all(reviews), ends: ReviewRowBody::all(ends) }))
}

/// Lets a project go on whose owner asked for its end.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/operations/projects/{id}/refuse-end", tag = "projects", params(("id" = String, Path)), request_body = WordsBody, responses((status = 204), (status = 404), (status = 409), (status = 422))))]
async fn refuse_end(
    app: web::Data<App>,
    ctx: Ctx,
    who: Acting<Operator>,
    id: web::Path<ProjectId>,
    body: Body<WordsBody>,
) -> Result<HttpResponse> {
    act(&app, &who, (service::refuse_end, id.into_inner()), words(&ctx, body.0)?).await
}

/// A new draft from a project of one's own that is over.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/owner/projects/{id}/repost", tag = "projects", params(("id" = String, Path)), responses((status = 200, body = OwnProjectBody), (status = 404), (status = 409))))]
async fn repost(app: web::Data<App>, who: Acting<Owner>, id: web::Path<ProjectId>) -> Result<HttpResponse> {
    let new = doors::repost(&app, &who, id.into_inner()).await?;
    sheet_of(&app, &who, new).await
}
