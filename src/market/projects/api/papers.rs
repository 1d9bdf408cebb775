//! The JSON door to a draft's attachments.

use actix_web::{HttpResponse, web};

use crate::app::App;
use crate::domain::project::ProjectId;
use crate::error::Result;
use crate::market::documents::{self, DocumentBody, DocumentId};
use crate::market::projects::doors;
use crate::platform::api::Sent;
use crate::platform::auth::{Acting, Operator, Owner};

/// Adds files to a draft.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/owner/projects/{id}/documents", tag = "projects", params(("id" = String, Path)), request_body(content = crate::platform::api::FilesBody, content_type = "multipart/form-data"), responses((status = 200, body = Vec<DocumentBody>), (status = 404), (status = 409), (status = 422))))]
pub async fn add(app: web::Data<App>, who: Acting<Owner>, id: web::Path<ProjectId>, sent: Sent) -> Result<HttpResponse> {
    let id = id.into_inner();
    let files = doors::keep(&app, sent.0).await?;
    doors::add_papers(&app, &who, id.clone(), files).await?;
    let papers = doors::own_sheet(&app, &who, id).await?.papers;
    Ok(HttpResponse::Ok().json(papers.into_iter().map(DocumentBody::of).collect::<Vec<_>>()))
}

/// A file of one's own project.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/owner/projects/{id}/documents/{document}", tag = "projects", params(("id" = String, Path), ("document" = String, Path)), responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>), (status = 404))))]
pub async fn read(app: web::Data<App>, who: Acting<Owner>, at: web::Path<(ProjectId, DocumentId)>) -> Result<HttpResponse> {
    let (id, document) = at.into_inner();
    let sheet = doors::own_sheet(&app, &who, id).await?;
    documents::answer(&app, doors::paper(&app, &sheet.project.id, document).await?).await
}

/// Takes a file off a draft.
#[cfg_attr(test, utoipa::path(delete, path = "/api/v1/owner/projects/{id}/documents/{document}", tag = "projects", params(("id" = String, Path), ("document" = String, Path)), responses((status = 204), (status = 404), (status = 409))))]
pub async fn remove(app: web::Data<App>, who: Acting<Owner>, at: web::Path<(ProjectId, DocumentId)>) -> Result<HttpResponse> {
    let (id, document) = at.into_inner();
    doors::remove_paper(&app, &who, id, document).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// A file of a project that was handed in.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/operations/projects/{id}/documents/{document}", tag = "projects", params(("id" = String, Path), ("document" = String, Path)), responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>), (status = 404))))]
pub async fn review(app: web::Data<App>, _who: Acting<Operator>, at: web::Path<(ProjectId, DocumentId)>) -> Result<HttpResponse> {
    let (id, document) = at.into_inner();
    let sheet = doors::office_sheet(&app, id).await?;
    documents::answer(&app, doors::paper(&app, &sheet.project.id, document).await?).await
}
