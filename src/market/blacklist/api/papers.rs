//! The JSON door to the papers of a case: evidence by its author, and what either side may read.

use actix_web::{HttpResponse, web};

use crate::app::App;
use crate::domain::standing::CaseId;
use crate::error::Result;
use crate::market::blacklist::doors;
use crate::market::blacklist::service::drafting::PAPERS;
use crate::market::blacklist::service::{seen_by_agency, seen_by_office};
use crate::market::blacklist::store::cases::Case;
use crate::market::documents::{self, DocumentBody, DocumentId};
use crate::platform::api::Sent;
use crate::platform::auth::{Acting, Agency, CreditFile, CreditOfficer, Identity};

/// Adds evidence to one's own draft.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/cases/{id}/documents", tag = "cases", params(("id" = String, Path)), request_body(content = crate::platform::api::FilesBody, content_type = "multipart/form-data"), responses((status = 200, body = Vec<DocumentBody>), (status = 404), (status = 409), (status = 422))))]
pub async fn add(app: web::Data<App>, who: Acting<CreditOfficer>, id: web::Path<CaseId>, sent: Sent) -> Result<HttpResponse> {
    let papers = doors::keep(&app, "file", sent.0).await?;
    doors::add_papers(&app, &who, id.clone(), papers).await?;
    of(&app, &who.identity(), (seen_by_office, id.into_inner())).await
}

/// The papers of a case.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/cases/{id}/documents", tag = "cases", params(("id" = String, Path)), responses((status = 200, body = Vec<DocumentBody>), (status = 404))))]
pub async fn list(app: web::Data<App>, who: Acting<CreditFile>, id: web::Path<CaseId>) -> Result<HttpResponse> {
    of(&app, &who.identity(), (seen_by_office, id.into_inner())).await
}

/// One paper of a case.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/cases/{id}/documents/{document}", tag = "cases", params(("id" = String, Path), ("document" = String, Path)), responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>), (status = 404))))]
pub async fn read(app: web::Data<App>, who: Acting<CreditFile>, at: web::Path<(CaseId, DocumentId)>) -> Result<HttpResponse> {
    one(&app, &who.identity(), seen_by_office, at.into_inner()).await
}

/// The papers of a case about one's own agency.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/agency/cases/{id}/documents", tag = "cases", params(("id" = String, Path)), responses((status = 200, body = Vec<DocumentBody>), (status = 404))))]
pub async fn list_own(app: web::Data<App>, who: Acting<Agency>, id: web::Path<CaseId>) -> Result<HttpResponse> {
    of(&app, &who.identity(), (seen_by_agency, id.into_inner())).await
}

/// One paper of a case about one's own agency.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/agency/cases/{id}/documents/{document}", tag = "cases", params(("id" = String, Path), ("document" = String, Path)), responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>), (status = 404))))]
pub async fn read_own(app: web::Data<App>, who: Acting<Agency>, at: web::Path<(CaseId, DocumentId)>) -> Result<HttpResponse> {
    one(&app, &who.identity(), seen_by_agency, at.into_inner()).await
}

/// How a case is seen by somebody, or not at all.
type Seen = fn(&mut crate::db::DbConn, &Identity, &CaseId) -> Result<Case>;

async fn of(app: &App, who: &Identity, (seen, id): (Seen, CaseId)) -> Result<HttpResponse> {
    let who = who.clone();
    let papers = app.db.read(move |conn| seen(conn, &who, &id).and_then(|case| documents::of(conn, PAPERS, case.id.as_str()))).await?;
    Ok(HttpResponse::Ok().json(papers.into_iter().map(DocumentBody::of).collect::<Vec<_>>()))
}

async fn one(app: &App, who: &Identity, seen: Seen, (id, document): (CaseId, DocumentId)) -> Result<HttpResponse> {
    let who = who.clone();
    let found = app.db.read(move |conn| {
        let case = seen(conn, &who, &id)?;
        documents::one(conn, &document, (PAPERS, case.id.as_str()))
    });
    documents::answer(app, found.await?).await
}
