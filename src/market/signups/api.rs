//! The JSON door: a project as the public sees it, and an agency's own sign-ups.

use actix_web::{HttpResponse, web};
use serde::Serialize;
#[cfg(test)]
use utoipa::{OpenApi, ToSchema};

use super::commit::Promise;
use super::doors::{self, Shown};
use super::receipt::SignupReceipt;
use crate::app::App;
use crate::domain::draw::Hash32;
use crate::domain::project::Spec;
use crate::error::{Error, Result, Say};
use crate::market::documents::DocumentBody;
use crate::platform::api::{Body, Query};
use crate::platform::auth::{Acting, Agency};
use crate::platform::page::Leaf;
use crate::platform::routes::Routes;

/// What the JSON door says of this slice.
#[cfg(test)]
#[derive(OpenApi)]
#[openapi(paths(project, own, sign_up, one, commit, withdraw))]
pub struct Described;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/api/v1/projects/{number}", project).post("/api/v1/projects/{number}/signups", sign_up);
    r.get("/api/v1/signups", own).get("/api/v1/signups/{id}", one).delete("/api/v1/signups/{id}", withdraw);
    r.put("/api/v1/signups/{id}/commitment", commit);
}

/// A public notice.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct ProjectNoticeBody {
    kind: String,
    body: String,
    at: i64,
    log_index: Option<u64>,
}

/// The agency that was chosen.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct ChosenBody {
    id: String,
    name: String,
}

/// A published project. Nothing in it tells who signed up, or how many.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct ProjectBody {
    number: String,
    title: String,
    state: String,
    item: String,
    owner: String,
    price_kind: String,
    price_fen: i64,
    #[cfg_attr(test, schema(value_type = Object))]
    spec: Spec,
    policy: String,
    draw: String,
    published_at: i64,
    opens_at: i64,
    closes_at: i64,
    reveal_by: i64,
    select_by: i64,
    decided_at: i64,
    /// Why it failed, a stable word, or the public reason of its termination; empty otherwise.
    end_reason: String,
    /// The agency whose award stands.
    chosen: Option<ChosenBody>,
    replaces: Option<String>,
    notices: Vec<ProjectNoticeBody>,
    /// The attachments; each is at `/projects/{number}/documents/{id}`.
    documents: Vec<DocumentBody>,
}

impl ProjectBody {
    fn of(shown: Shown) -> ProjectBody {
        let Shown { project, owner_name, notices, draw, chosen, papers } = shown;
        let notice = |one: crate::market::projects::Told| ProjectNoticeBody {
            kind: one.kind.to_string(),
            body: one.body,
            at: one.at.ms(),
            log_index: one.log_index,
        };
        ProjectBody {
            number: project.number,
            title: project.title,
            state: project.state.to_string(),
            item: project.item,
            owner: owner_name,
            price_kind: project.price_kind.to_string(),
            price_fen: project.price.0,
            spec: project.spec,
            policy: project.policy.0,
            draw,
            published_at: project.published_at.ms(),
            opens_at: project.opens_at.ms(),
            closes_at: project.closes_at.ms(),
            reveal_by: project.reveal_by.ms(),
            select_by: project.select_by.ms(),
            decided_at: project.decided_at.ms(),
            end_reason: project.end_reason,
            chosen: chosen.map(|(id, name)| ChosenBody { id: id.0, name }),
            replaces: project.replaces,
            notices: notices.into_iter().map(notice).collect(),
            documents: papers.into_iter().map(DocumentBody::of).collect(),
        }
    }
}

/// A published project by its number.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/projects/{number}", tag = "projects", params(("number" = String, Path)), responses((status = 200, body = ProjectBody), (status = 404))))]
async fn project(app: web::Data<App>, number: web::Path<String>) -> Result<HttpResponse> {
    Ok(HttpResponse::Ok().json(ProjectBody::of(doors::shown(&app, number.into_inner()).await?)))
}

/// One's own sign-up in a list.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct SignupRowBody {
    id: String,
    project: String,
    title: String,
    state: String,
    outcome: String,
    received_at: i64,
}

/// A page of one's own sign-ups.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct SignupsBody {
    total: i64,
    signups: Vec<SignupRowBody>,
}

/// One's own sign-ups, newest first, twenty a page.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/signups", tag = "signups", params(("page" = Option<i64>, Query)), responses((status = 200, body = SignupsBody))))]
async fn own(app: web::Data<App>, who: Acting<Agency>, Query(asked): Query<Leaf>) -> Result<HttpResponse> {
    let (own, total) = doors::own(&app, &who, asked.page()).await?;
    let row = |(signup, project): (super::Signup, crate::market::projects::Listed)| SignupRowBody {
        id: signup.id,
        project: project.number,
        title: project.title,
        state: signup.state.to_string(),
        outcome: signup.outcome,
        received_at: signup.received_at.ms(),
    };
    Ok(HttpResponse::Ok().json(SignupsBody { total, signups: own.into_iter().map(row).collect() }))
}

/// Signs up; the answer is the receipt.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/projects/{number}/signups", tag = "signups", params(("number" = String, Path)), responses((status = 201, body = SignupReceipt), (status = 404), (status = 409))))]
async fn sign_up(app: web::Data<App>, who: Acting<Agency>, number: web::Path<String>) -> Result<HttpResponse> {
    let signup = doors::sign_up(&app, &who, number.into_inner()).await?;
    let receipt = doors::receipt(&app, &who, signup.id).await?;
    Ok(HttpResponse::Created().json(SignupReceipt::of(&receipt)))
}

/// The receipt of one's own sign-up.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/signups/{id}", tag = "signups", params(("id" = String, Path)), responses((status = 200, body = SignupReceipt), (status = 404))))]
async fn one(app: web::Data<App>, who: Acting<Agency>, id: web::Path<String>) -> Result<HttpResponse> {
    Ok(HttpResponse::Ok().json(SignupReceipt::of(&doors::receipt(&app, &who, id.into_inner()).await?)))
}

/// The fingerprint of a secret of one's own.
#[derive(serde::Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields)]
struct CommitmentBody {
    /// 64 lower-case hexadecimal digits, as `mingxuan nonce` prints them; the secret stays where it was made.
    commitment: String,
}

/// Locks in a secret of one's own before the deadline, where the draw takes them; the answer is the new receipt.
#[cfg_attr(test, utoipa::path(put, path = "/api/v1/signups/{id}/commitment", tag = "signups", params(("id" = String, Path)), request_body = CommitmentBody, responses((status = 200, body = SignupReceipt), (status = 404), (status = 409), (status = 422))))]
async fn commit(app: web::Data<App>, who: Acting<Agency>, id: web::Path<String>, body: Body<CommitmentBody>) -> Result<HttpResponse> {
    let commitment = Hash32::parse(&body.0.commitment).ok_or_else(|| Error::invalid("commitment", Say::new("signups-commit-digits")))?;
    let signup = doors::commit(&app, &who, (id.into_inner(), Promise::Commitment(commitment))).await?;
    Ok(HttpResponse::Ok().json(SignupReceipt::of(&doors::receipt(&app, &who, signup.id).await?)))
}

/// Withdraws before the deadline.
#[cfg_attr(test, utoipa::path(delete, path = "/api/v1/signups/{id}", tag = "signups", params(("id" = String, Path)), responses((status = 204), (status = 404), (status = 409))))]
async fn withdraw(app: web::Data<App>, who: Acting<Agency>, id: web::Path<String>) -> Result<HttpResponse> {
    doors::withdraw(&app, &who, id.into_inner()).await?;
    Ok(HttpResponse::NoContent().finish())
}
