//! The JSON door: what everybody may know of a contract, and the steps of its two sides.

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
#[cfg(test)]
use utoipa::{OpenApi, ToSchema};

use super::doors::{self, Known, Whole};
use super::forms;
use super::service::side_of;
use super::store::{self, Contract, Deliverable};
use crate::app::App;
use crate::domain::time::Instant;
use crate::error::Result;
use crate::market::documents::{self, Document, DocumentBody, DocumentId};
use crate::platform::api::{Body, Query, WithFiles, filled};
use crate::platform::auth::{Acting, Agency, Owner, Party};
use crate::platform::page::{Ctx, Leaf};
use crate::platform::routes::Routes;

/// What the JSON door says of this slice.
#[cfg(test)]
#[derive(OpenApi)]
#[openapi(paths(show, list, own, register, confirm, back, deliver, accept, return_result, paper))]
pub struct Described;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/api/v1/contracts", list).get("/api/v1/contracts/{id}", show).get("/api/v1/contracts/{id}/own", own);
    r.post("/api/v1/contracts/{id}/register", register).post("/api/v1/contracts/{id}/confirm", confirm);
    r.post("/api/v1/contracts/{id}/return", back).post("/api/v1/contracts/{id}/results", deliver);
    r.get("/api/v1/contracts/{id}/documents/{document}", paper);
    r.post("/api/v1/contracts/{id}/results/accept", accept).post("/api/v1/contracts/{id}/results/return", return_result);
}

/// A contract as everybody may know it from the moment it is in force.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct PublicBody {
    id: String,
    project: String,
    award: String,
    title: String,
    owner: String,
    agency: String,
    number: String,
    amount_fen: i64,
    signed_on: String,
    starts_on: String,
    ends_on: String,
    state: &'static str,
    confirmed_at: Option<String>,
    accepted_at: Option<String>,
}

impl PublicBody {
    fn of(known: Known) -> PublicBody {
        let once = |at: Instant| (at.ms() > 0).then(|| at.wire());
        let Known { contract, project, serial, owner, agency, .. } = known;
        PublicBody {
            state: contract.state.as_str(),
            confirmed_at: once(contract.confirmed_at),
            accepted_at: once(contract.accepted_at),
            amount_fen: contract.amount.0,
            id: contract.id,
            project: project.number,
            award: serial,
            title: contract.title,
            owner,
            agency,
            number: contract.number,
            signed_on: contract.signed_on,
            starts_on: contract.starts_on,
            ends_on: contract.ends_on,
        }
    }
}

/// A result handed in.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct ResultBody {
    position: i64,
    /// `submitted`, `returned` or `accepted`.
    state: String,
    note: String,
    reply: String,
    submitted_at: String,
    accept_before: String,
    documents: Vec<DocumentBody>,
}

impl ResultBody {
    fn of((result, papers): (Deliverable, Vec<Document>)) -> ResultBody {
        ResultBody {
            documents: papers.into_iter().map(DocumentBody::of).collect(),
            position: result.position,
            submitted_at: Instant(result.submitted_at).wire(),
            accept_before: Instant(result.due_at).wire(),
            state: result.state,
            note: result.note,
            reply: result.reply,
        }
    }
}

/// A contract as its two sides see it.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct OwnBody {
    contract: PublicBody,
    content: String,
    /// `owner` or `agency`, once registered.
    registered_by: Option<&'static str>,
    return_reason: String,
    /// By when the next step is due.
    due: String,
    /// The scan of the signed contract.
    scan: Option<DocumentBody>,
    results: Vec<ResultBody>,
}

/// One's own contract in a list.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct Line {
    id: String,
    title: String,
    number: String,
    state: &'static str,
    amount_fen: i64,
    due: String,
}

impl Line {
    fn of(contract: Contract) -> Line {
        Line {
            state: contract.state.as_str(),
            amount_fen: contract.amount.0,
            due: contract.due_at.wire(),
            id: contract.id,
            title: contract.title,
            number: contract.number,
        }
    }
}

/// A page of a list.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct Lines {
    total: i64,
    rows: Vec<Line>,
}

/// What one side registers.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields)]
struct RegistrationBody {
    number: String,
    /// 万元, as in the form: `9.8`.
    amount: String,
    content: String,
    /// Days: `2026-12-01`.
    signed_on: String,
    starts_on: String,
    ends_on: String,
}

/// Words.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields)]
struct ContractWords {
    words: String,
}

/// What an owner says of a result.
fn reply(ctx: &Ctx, body: &ContractWords) -> Result<String> {
    let mut form = filled(ctx, forms::REPLY, &[("reply", &body.words)]);
    forms::reply(&mut form).ok_or_else(|| form.as_error())
}

fn done() -> HttpResponse {
    HttpResponse::NoContent().finish()
}

/// A contract that is or was in force.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/contracts/{id}", tag = "contracts", params(("id" = String, Path)), responses((status = 200, body = PublicBody), (status = 404))))]
async fn show(app: web::Data<App>, id: web::Path<String>) -> Result<HttpResponse> {
    Ok(HttpResponse::Ok().json(PublicBody::of(doors::public(&app, id.into_inner()).await?)))
}

/// One's own contracts.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/contracts", tag = "contracts", params(("page" = Option<i64>, Query)), responses((status = 200, body = Lines))))]
async fn list(app: web::Data<App>, who: Acting<Party>, Query(asked): Query<Leaf>) -> Result<HttpResponse> {
    let (side, org, page) = (side_of(&who), who.org.clone(), asked.page());
    let (found, total) = app.db.read(move |conn| store::of_side(conn, side, org.as_str(), page)).await?;
    Ok(HttpResponse::Ok().json(Lines { total, rows: found.into_iter().map(Line::of).collect() }))
}

/// One's own contract with its texts and results.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/contracts/{id}/own", tag = "contracts", params(("id" = String, Path)), responses((status = 200, body = OwnBody), (status = 404))))]
async fn own(app: web::Data<App>, who: Acting<Party>, id: web::Path<String>) -> Result<HttpResponse> {
    let Whole { known, results, scan, .. } = doors::own(&app, &who, id.into_inner()).await?;
    let body = OwnBody {
        content: known.contract.content.clone(),
        registered_by: known.contract.side.map(|side| side.as_str()),
        return_reason: known.contract.return_reason.clone(),
        due: known.due.wire(),
        scan: scan.map(DocumentBody::of),
        contract: PublicBody::of(known),
        results: results.into_iter().map(ResultBody::of).collect(),
    };
    Ok(HttpResponse::Ok().json(body))
}

/// Registers the signed contract; with its scan where the body is `multipart/form-data` (the JSON in the part `body`, the scan in a part `file`).
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/contracts/{id}/register", tag = "contracts", params(("id" = String, Path)), request_body = RegistrationBody, responses((status = 204), (status = 409), (status = 422))))]
async fn register(
    app: web::Data<App>,
    ctx: Ctx,
    who: Acting<Party>,
    id: web::Path<String>,
    sent: WithFiles<RegistrationBody>,
) -> Result<HttpResponse> {
    let RegistrationBody { number, amount, content, signed_on, starts_on, ends_on } = &sent.body;
    let days = [("signed_on", &**signed_on), ("starts_on", starts_on), ("ends_on", ends_on)];
    let pairs = [&[("number", &**number), ("amount", amount), ("content", content)][..], &days[..]].concat();
    let mut form = filled(&ctx, forms::REGISTRATION, &pairs);
    let given = forms::registration(&mut form).ok_or_else(|| form.as_error())?;
    let scan = doors::keep(&app, "file", sent.files).await?.into_iter().next();
    doors::register(&app, &who, id.into_inner(), (given, scan)).await?;
    Ok(done())
}

/// Confirms what the other side registered: the contract is in force.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/contracts/{id}/confirm", tag = "contracts", params(("id" = String, Path)), responses((status = 204), (status = 409))))]
async fn confirm(app: web::Data<App>, who: Acting<Party>, id: web::Path<String>) -> Result<HttpResponse> {
    doors::confirm(&app, &who, id.into_inner()).await?;
    Ok(done())
}

/// Sends back what the other side registered.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/contracts/{id}/return", tag = "contracts", params(("id" = String, Path)), request_body = ContractWords, responses((status = 204), (status = 409), (status = 422))))]
async fn back(app: web::Data<App>, ctx: Ctx, who: Acting<Party>, id: web::Path<String>, body: Body<ContractWords>) -> Result<HttpResponse> {
    let mut form = filled(&ctx, forms::RETURN, &[("reason", &body.0.words)]);
    let reason = forms::reason(&mut form).ok_or_else(|| form.as_error())?;
    doors::return_(&app, &who, id.into_inner(), reason).await?;
    Ok(done())
}

/// Hands a result in; with papers where the body is `multipart/form-data` (the JSON in the part `body`, each paper in a part `file`).
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/contracts/{id}/results", tag = "contracts", params(("id" = String, Path)), request_body = ContractWords, responses((status = 204), (status = 409), (status = 422))))]
async fn deliver(
    app: web::Data<App>,
    ctx: Ctx,
    who: Acting<Agency>,
    id: web::Path<String>,
    sent: WithFiles<ContractWords>,
) -> Result<HttpResponse> {
    let mut form = filled(&ctx, forms::RESULT, &[("note", &sent.body.words)]);
    let note = forms::note(&mut form).ok_or_else(|| form.as_error())?;
    let papers = doors::keep(&app, "file", sent.files).await?;
    doors::deliver(&app, &who, id.into_inner(), (note, papers)).await?;
    Ok(done())
}

/// Accepts the result.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/contracts/{id}/results/accept", tag = "contracts", params(("id" = String, Path)), request_body = ContractWords, responses((status = 204), (status = 409), (status = 422))))]
async fn accept(
    app: web::Data<App>,
    ctx: Ctx,
    who: Acting<Owner>,
    id: web::Path<String>,
    body: Body<ContractWords>,
) -> Result<HttpResponse> {
    doors::accept_result(&app, &who, id.into_inner(), reply(&ctx, &body.0)?).await?;
    Ok(done())
}

/// Sends the result back.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/contracts/{id}/results/return", tag = "contracts", params(("id" = String, Path)), request_body = ContractWords, responses((status = 204), (status = 409), (status = 422))))]
async fn return_result(
    app: web::Data<App>,
    ctx: Ctx,
    who: Acting<Owner>,
    id: web::Path<String>,
    body: Body<ContractWords>,
) -> Result<HttpResponse> {
    doors::return_result(&app, &who, id.into_inner(), reply(&ctx, &body.0)?).await?;
    Ok(done())
}

/// A paper of one's own contract: the scan, or one of a result.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/contracts/{id}/documents/{document}", tag = "contracts", params(("id" = String, Path), ("document" = String, Path)), responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>), (status = 404))))]
async fn paper(app: web::Data<App>, who: Acting<Party>, path: web::Path<(String, DocumentId)>) -> Result<HttpResponse> {
    let (id, document) = path.into_inner();
    documents::answer(&app, doors::paper(&app, &who, id, document).await?).await
}
