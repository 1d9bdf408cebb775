//! The JSON door: an owner's filing, and the operators' check, through the same services as the pages.

use std::collections::BTreeMap;

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
#[cfg(test)]
use utoipa::{OpenApi, ToSchema};

use super::doors;
use super::service::{self, Returned};
use super::tasks;
use crate::app::App;
use crate::domain::filing::{Fault, Filing, FilingId};
use crate::domain::owner::Draft;
use crate::error::{Error, Problem, Result, Say};
use crate::market::agencies::service::read_reasons;
use crate::market::documents::{self, DocumentBody, DocumentId};
use crate::platform::api::{Body, Sent};
use crate::platform::auth::{Acting, Operator, Owner, OwnerManager};
use crate::platform::forms::Explain;
use crate::platform::page::Ctx;
use crate::platform::routes::Routes;

/// What the JSON door says of this slice.
#[cfg(test)]
#[derive(OpenApi)]
#[openapi(paths(own, replace, submit, filings, filing, pass, return_, add_scan, scan, filed_scan))]
pub struct Described;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/api/v1/owner/filing", own).put("/api/v1/owner/filing", replace).post("/api/v1/owner/filing/submit", submit);
    r.post("/api/v1/owner/documents", add_scan).get("/api/v1/owner/documents/{document}", scan);
    r.get("/api/v1/owner-filings/{id}/documents/{document}", filed_scan);
    r.get("/api/v1/owner-filings", filings).get("/api/v1/owner-filings/{id}", filing);
    r.post("/api/v1/owner-filings/{id}/pass", pass).post("/api/v1/owner-filings/{id}/return", return_);
}

/// A field that keeps a filing from being handed in.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct OwnerFaultBody {
    field: String,
    message: String,
}

/// An owner's filing.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct OwnerFilingBody {
    id: String,
    owner: String,
    version: i64,
    /// `draft`, `submitted`, `returned` or `passed`.
    state: String,
    /// What was typed, as it was typed.
    #[cfg_attr(test, schema(value_type = Object))]
    draft: Draft,
    /// Field → reason, of a returned filing.
    reasons: BTreeMap<String, String>,
    /// Milliseconds.
    submitted_at: Option<i64>,
    due_at: Option<i64>,
    decided_at: Option<i64>,
    /// What a draft still lacks.
    faults: Vec<OwnerFaultBody>,
}

impl OwnerFilingBody {
    fn of(ctx: &Ctx, filing: Filing<Draft>, faults: &[Fault]) -> OwnerFilingBody {
        OwnerFilingBody {
            faults: faults.iter().map(|fault| OwnerFaultBody { field: fault.field.clone(), message: told(ctx, fault) }).collect(),
            id: filing.id.0,
            owner: filing.org,
            version: filing.version,
            state: filing.state.to_string(),
            draft: filing.draft,
            reasons: filing.reasons,
            submitted_at: filing.submitted_at.map(|at| at.ms()),
            due_at: filing.due_at.map(|at| at.ms()),
            decided_at: filing.decided_at.map(|at| at.ms()),
        }
    }
}

fn told(ctx: &Ctx, fault: &Fault) -> String {
    fault.wrong.explain(ctx.t, &ctx.word("owners", &fault.field))
}

/// One's own filing: the draft, what waits, or the draft of the next version.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/owner/filing", tag = "filings", responses((status = 200, body = OwnerFilingBody))))]
async fn own(app: web::Data<App>, ctx: Ctx, who: Acting<Owner>) -> Result<HttpResponse> {
    let desk = doors::desk(&app, &who).await?;
    let faults = if desk.working.filing.is_open() { desk.faults } else { Vec::new() };
    Ok(HttpResponse::Ok().json(OwnerFilingBody::of(&ctx, desk.working.filing, &faults)))
}

/// Replaces what the draft says. It may be incomplete; `faults` of the answer tells what is.
#[cfg_attr(test, utoipa::path(put, path = "/api/v1/owner/filing", tag = "filings", request_body(content = Object), responses((status = 200, body = OwnerFilingBody), (status = 409), (status = 422))))]
async fn replace(app: web::Data<App>, ctx: Ctx, who: Acting<OwnerManager>, body: Body<Draft>) -> Result<HttpResponse> {
    let (by, draft) = (who.clone(), body.0);
    app.db.write(move |conn| service::save_draft(conn, &by, draft)).await?;
    let desk = doors::desk(&app, &who).await?;
    Ok(HttpResponse::Ok().json(OwnerFilingBody::of(&ctx, desk.working.filing, &desk.faults)))
}

/// Hands the draft in, which has to give the commitment itself.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/owner/filing/submit", tag = "filings", responses((status = 200, body = OwnerFilingBody), (status = 409), (status = 422))))]
async fn submit(app: web::Data<App>, ctx: Ctx, who: Acting<OwnerManager>) -> Result<HttpResponse> {
    let desk = doors::desk(&app, &who).await?;
    if desk.working.filing.is_open() && !desk.faults.is_empty() {
        let problem = |fault: &Fault| Problem::new(&fault.field, Say::new("error-verbatim").with("text", told(&ctx, fault)));
        return Err(Error::Invalid(desk.faults.iter().map(problem).collect()));
    }
    doors::submit(&app, &who).await?;
    let desk = doors::desk(&app, &who).await?;
    Ok(HttpResponse::Ok().json(OwnerFilingBody::of(&ctx, desk.working.filing, &[])))
}

/// An owner's filing that waits.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct OwnerWaitingBody {
    id: String,
    name: String,
    /// Whether it changes an entry in effect.
    change: bool,
    submitted_at: i64,
    due_at: i64,
}

/// Filings of owners that wait for their check, the earliest due first.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/owner-filings", tag = "filings", responses((status = 200, body = Vec<OwnerWaitingBody>))))]
async fn filings(app: web::Data<App>, _who: Acting<Operator>) -> Result<HttpResponse> {
    let row = |waiting: tasks::Waiting| OwnerWaitingBody {
        id: waiting.id.0,
        name: waiting.name,
        change: waiting.change,
        submitted_at: waiting.submitted_at.ms(),
        due_at: waiting.due_at.ms(),
    };
    let waiting = app.db.read(tasks::waiting).await?;
    Ok(HttpResponse::Ok().json(waiting.into_iter().map(row).collect::<Vec<_>>()))
}

/// One filing that was handed in.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/owner-filings/{id}", tag = "filings", params(("id" = String, Path)), responses((status = 200, body = OwnerFilingBody), (status = 404))))]
async fn filing(app: web::Data<App>, ctx: Ctx, _who: Acting<Operator>, id: web::Path<FilingId>) -> Result<HttpResponse> {
    let case = doors::case(&app, id.into_inner()).await?;
    Ok(HttpResponse::Ok().json(OwnerFilingBody::of(&ctx, case.filing, &[])))
}

/// Passes a filing.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/owner-filings/{id}/pass", tag = "filings", params(("id" = String, Path)), responses((status = 204), (status = 404), (status = 409), (status = 422))))]
async fn pass(app: web::Data<App>, who: Acting<Operator>, id: web::Path<FilingId>) -> Result<HttpResponse> {
    doors::pass(&app, &who, id.into_inner()).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Why a filing is returned.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields)]
struct OwnerReasonsBody {
    /// Field → reason; `general` for what is about no single field. At least one, at most 500 characters each.
    reasons: BTreeMap<String, String>,
}

/// Returns a filing with reasons.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/owner-filings/{id}/return", tag = "filings", params(("id" = String, Path)), request_body = OwnerReasonsBody, responses((status = 204), (status = 404), (status = 409), (status = 422))))]
async fn return_(
    app: web::Data<App>,
    who: Acting<Operator>,
    id: web::Path<FilingId>,
    body: Body<OwnerReasonsBody>,
) -> Result<HttpResponse> {
    let reasons = read_reasons(body.0.reasons)?;
    doors::return_(&app, &who, Returned { filing: id.into_inner(), reasons }).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Keeps scans; a draft names them by their ids.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/owner/documents", tag = "filings", request_body(content = crate::platform::api::FilesBody, content_type = "multipart/form-data"), responses((status = 200, body = Vec<DocumentBody>), (status = 422))))]
async fn add_scan(app: web::Data<App>, who: Acting<OwnerManager>, sent: Sent) -> Result<HttpResponse> {
    let files = app.files.clone();
    let kept = tokio::task::spawn_blocking(move || sent.0.iter().map(|upload| files.take("file", upload)).collect::<Result<Vec<_>>>());
    let (kept, shared) = (kept.await.map_err(|e| Error::caused("keeping scans", e))??, app.clone());
    let attached = app.db.write(move |conn| {
        let mut own = Vec::new();
        for scan in kept {
            let id = service::attach_scan(conn, &shared, &who, scan)?;
            own.push(documents::one(conn, &id.into(), (service::THING, who.org.as_str()))?);
        }
        Ok(own)
    });
    Ok(HttpResponse::Ok().json(attached.await?.into_iter().map(DocumentBody::of).collect::<Vec<_>>()))
}

/// A scan of one's own.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/owner/documents/{document}", tag = "filings", params(("document" = String, Path)), responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>), (status = 404))))]
async fn scan(app: web::Data<App>, who: Acting<Owner>, document: web::Path<DocumentId>) -> Result<HttpResponse> {
    let org = who.org.clone();
    let found = app.db.read(move |conn| documents::one(conn, &document, (service::THING, org.as_str()))).await?;
    documents::answer(&app, found).await
}

/// A scan of whoever handed this filing in.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/owner-filings/{id}/documents/{document}", tag = "filings", params(("id" = String, Path), ("document" = String, Path)), responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>), (status = 404))))]
async fn filed_scan(app: web::Data<App>, _who: Acting<Operator>, at: web::Path<(FilingId, DocumentId)>) -> Result<HttpResponse> {
    let (id, document) = at.into_inner();
    let org = doors::case(&app, id).await?.filing.org;
    let found = app.db.read(move |conn| documents::one(conn, &document, (service::THING, &org))).await?;
    documents::answer(&app, found).await
}
