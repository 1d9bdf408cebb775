//! The JSON door: an agency's filing, and the operators' check, through the same services as the pages.

use std::collections::BTreeMap;

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
#[cfg(test)]
use utoipa::{OpenApi, ToSchema};

use super::doors;
use super::pages::place;
use super::service::{self, Returned};
use super::tasks;
use crate::app::App;
use crate::domain::agency::Draft;
use crate::domain::filing::{Fault, Filing, FilingId};
use crate::error::{Error, Problem, Result, Say};
use crate::market::documents::{self, DocumentBody, DocumentId};
use crate::platform::api::{Body, Sent};
use crate::platform::auth::{Acting, Agency, AgencyManager, Operator};
use crate::platform::forms::Explain;
use crate::platform::page::Ctx;
use crate::platform::routes::Routes;

/// What the JSON door says of this slice.
#[cfg(test)]
#[derive(OpenApi)]
#[openapi(paths(own, replace, submit, filings, filing, pass, return_, add_scan, scan, filed_scan))]
pub struct Described;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/api/v1/agency/filing", own).put("/api/v1/agency/filing", replace).post("/api/v1/agency/filing/submit", submit);
    r.post("/api/v1/agency/documents", add_scan).get("/api/v1/agency/documents/{document}", scan);
    r.get("/api/v1/filings/{id}/documents/{document}", filed_scan);
    r.get("/api/v1/filings", filings).get("/api/v1/filings/{id}", filing);
    r.post("/api/v1/filings/{id}/pass", pass).post("/api/v1/filings/{id}/return", return_);
}

/// A field that keeps a filing from being handed in.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct FaultBody {
    field: String,
    message: String,
}

/// A filing.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct FilingBody {
    id: String,
    agency: String,
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
    faults: Vec<FaultBody>,
}

impl FilingBody {
    fn of(ctx: &Ctx, filing: Filing<Draft>, faults: &[Fault]) -> FilingBody {
        FilingBody {
            faults: faults.iter().map(|fault| FaultBody { field: fault.field.clone(), message: told(ctx, &filing.draft, fault) }).collect(),
            id: filing.id.0,
            agency: filing.org,
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

fn told(ctx: &Ctx, draft: &Draft, fault: &Fault) -> String {
    fault.wrong.explain(ctx.t, &place(ctx.t, draft, &fault.field).0)
}

/// One's own filing: the draft, what waits, or the draft of the next version.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/agency/filing", tag = "filings", responses((status = 200, body = FilingBody))))]
async fn own(app: web::Data<App>, ctx: Ctx, who: Acting<Agency>) -> Result<HttpResponse> {
    let desk = doors::desk(&app, &who, ctx.now).await?;
    let faults = if desk.working.filing.is_open() { desk.faults } else { Vec::new() };
    Ok(HttpResponse::Ok().json(FilingBody::of(&ctx, desk.working.filing, &faults)))
}

/// Replaces what the draft says. It may be incomplete; `faults` of the answer tells what is.
#[cfg_attr(test, utoipa::path(put, path = "/api/v1/agency/filing", tag = "filings", request_body(content = Object), responses((status = 200, body = FilingBody), (status = 409), (status = 422))))]
async fn replace(app: web::Data<App>, ctx: Ctx, who: Acting<AgencyManager>, body: Body<Draft>) -> Result<HttpResponse> {
    let (by, draft) = (who.clone(), body.0);
    app.db.write(move |conn| service::save_draft(conn, &by, draft)).await?;
    let desk = doors::desk(&app, &who, ctx.now).await?;
    Ok(HttpResponse::Ok().json(FilingBody::of(&ctx, desk.working.filing, &desk.faults)))
}

/// Hands the draft in, which has to give the commitment itself.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/agency/filing/submit", tag = "filings", responses((status = 200, body = FilingBody), (status = 409), (status = 422))))]
async fn submit(app: web::Data<App>, ctx: Ctx, who: Acting<AgencyManager>) -> Result<HttpResponse> {
    let desk = doors::desk(&app, &who, ctx.now).await?;
    if desk.working.filing.is_open() && !desk.faults.is_empty() {
        let draft = &desk.working.filing.draft;
        let problem = |fault: &Fault| Problem::new(&fault.field, Say::new("error-verbatim").with("text", told(&ctx, draft, fault)));
        return Err(Error::Invalid(desk.faults.iter().map(problem).collect()));
    }
    let (shared, by, now) = (app.clone(), who.clone(), ctx.now);
    app.db.write(move |conn| service::submit(conn, &shared, &by, now)).await?;
    let desk = doors::desk(&app, &who, ctx.now).await?;
    Ok(HttpResponse::Ok().json(FilingBody::of(&ctx, desk.working.filing, &[])))
}

/// A filing that waits.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct WaitingBody {
    id: String,
    name: String,
    province: String,
    /// Whether it changes an entry in effect.
    change: bool,
    submitted_at: i64,
    due_at: i64,
}

/// Filings that wait for their check, the earliest due first.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/filings", tag = "filings", responses((status = 200, body = Vec<WaitingBody>))))]
async fn filings(app: web::Data<App>, _who: Acting<Operator>) -> Result<HttpResponse> {
    let row = |waiting: tasks::Waiting| WaitingBody {
        id: waiting.id.0,
        name: waiting.name,
        province: waiting.province,
        change: waiting.change,
        submitted_at: waiting.submitted_at.ms(),
        due_at: waiting.due_at.ms(),
    };
    let waiting = app.db.read(tasks::waiting).await?;
    Ok(HttpResponse::Ok().json(waiting.into_iter().map(row).collect::<Vec<_>>()))
}

/// One filing that was handed in.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/filings/{id}", tag = "filings", params(("id" = String, Path)), responses((status = 200, body = FilingBody), (status = 404))))]
async fn filing(app: web::Data<App>, ctx: Ctx, _who: Acting<Operator>, id: web::Path<FilingId>) -> Result<HttpResponse> {
    let case = doors::case(&app, id.into_inner()).await?;
    Ok(HttpResponse::Ok().json(FilingBody::of(&ctx, case.filing, &[])))
}

/// Passes a filing.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/filings/{id}/pass", tag = "filings", params(("id" = String, Path)), responses((status = 204), (status = 404), (status = 409), (status = 422))))]
async fn pass(app: web::Data<App>, who: Acting<Operator>, id: web::Path<FilingId>) -> Result<HttpResponse> {
    doors::pass(&app, &who, id.into_inner()).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Why a filing is returned.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields)]
struct ReasonsBody {
    /// Field → reason; `general` for what is about no single field. At least one, at most 500 characters each.
    reasons: BTreeMap<String, String>,
}

/// Returns a filing with reasons.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/filings/{id}/return", tag = "filings", params(("id" = String, Path)), request_body = ReasonsBody, responses((status = 204), (status = 404), (status = 409), (status = 422))))]
async fn return_(app: web::Data<App>, who: Acting<Operator>, id: web::Path<FilingId>, body: Body<ReasonsBody>) -> Result<HttpResponse> {
    let reasons = service::read_reasons(body.0.reasons)?;
    doors::return_(&app, &who, Returned { filing: id.into_inner(), reasons }).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Keeps scans; a draft names them by their ids.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/agency/documents", tag = "filings", request_body(content = crate::platform::api::FilesBody, content_type = "multipart/form-data"), responses((status = 200, body = Vec<DocumentBody>), (status = 422))))]
async fn add_scan(app: web::Data<App>, who: Acting<AgencyManager>, sent: Sent) -> Result<HttpResponse> {
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
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/agency/documents/{document}", tag = "filings", params(("document" = String, Path)), responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>), (status = 404))))]
async fn scan(app: web::Data<App>, who: Acting<Agency>, document: web::Path<DocumentId>) -> Result<HttpResponse> {
    let org = who.org.clone();
    let found = app.db.read(move |conn| documents::one(conn, &document, (service::THING, org.as_str()))).await?;
    documents::answer(&app, found).await
}

/// A scan of whoever handed this filing in.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/filings/{id}/documents/{document}", tag = "filings", params(("id" = String, Path), ("document" = String, Path)), responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>), (status = 404))))]
async fn filed_scan(app: web::Data<App>, _who: Acting<Operator>, at: web::Path<(FilingId, DocumentId)>) -> Result<HttpResponse> {
    let (id, document) = at.into_inner();
    let org = doors::case(&app, id).await?.filing.org;
    let found = app.db.read(move |conn| documents::one(conn, &document, (service::THING, &org))).await?;
    documents::answer(&app, found).await
}
