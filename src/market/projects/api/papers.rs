//! The JSON door to a draft's attachments.

use actix_web::{HttpResponse, web};
use serde::Serialize;
use utoipa::ToSchema;

use crate::app::App;
use crate::domain::project::ProjectId;
use crate::error::Result;
use crate::market::documents::{self, Document, DocumentId};
use crate::market::projects::doors;
use crate::platform::api::{FilesBody, Sent};
use crate::platform::auth::{Acting, Owner};

/// A file of a project.
#[derive(Serialize, ToSchema)]
pub struct PaperBody {
    pub id: String,
    pub name: String,
    pub size: i64,
    pub sha256: String,
}

impl PaperBody {
    pub(super) fn of(document: Document) -> PaperBody {
        PaperBody { id: document.id, name: document.file_name, size: document.size, sha256: document.sha256 }
    }
}

/// Adds files to a draft.
#[utoipa::path(post, path = "/api/v1/owner/projects/{id}/documents", tag = "projects", params(("id" = String, Path)), request_body(content = FilesBody, content_type = "multipart/form-data"), responses((status = 200, body = Vec<PaperBody>), (status = 404), (status = 409), (status = 422)))]
pub async fn add(app: web::Data<App>, who: Acting<Owner>, id: web::Path<ProjectId>, sent: Sent) -> Result<HttpResponse> {
    let id = id.into_inner();
    let files = doors::keep(&app, sent.0).await?;
    doors::add_papers(&app, &who, id.clone(), files).await?;
    let papers = doors::own_sheet(&app, &who, id).await?.papers;
    Ok(HttpResponse::Ok().json(papers.into_iter().map(PaperBody::of).collect::<Vec<_>>()))
}

/// A file of one's own project.
#[utoipa::path(get, path = "/api/v1/owner/projects/{id}/documents/{document}", tag = "projects", params(("id" = String, Path), ("document" = String, Path)), responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>), (status = 404)))]
pub async fn read(app: web::Data<App>, who: Acting<Owner>, at: web::Path<(ProjectId, DocumentId)>) -> Result<HttpResponse> {
    let (id, document) = at.into_inner();
    let sheet = doors::own_sheet(&app, &who, id).await?;
    documents::answer(&app, doors::paper(&app, &sheet.project.id, document).await?).await
}

/// Takes a file off a draft.
#[utoipa::path(delete, path = "/api/v1/owner/projects/{id}/documents/{document}", tag = "projects", params(("id" = String, Path), ("document" = String, Path)), responses((status = 204), (status = 404), (status = 409)))]
pub async fn remove(app: web::Data<App>, who: Acting<Owner>, at: web::Path<(ProjectId, DocumentId)>) -> Result<HttpResponse> {
    let (id, document) = at.into_inner();
    doors::remove_paper(&app, &who, id, document).await?;
    Ok(HttpResponse::NoContent().finish())
}
