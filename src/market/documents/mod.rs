//! Files people handed in, and the things they belong to. A file has no rights of its own: whoever may see the thing's papers may read it.

use actix_web::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_SECURITY_POLICY, CONTENT_TYPE, X_CONTENT_TYPE_OPTIONS};
use actix_web::{HttpResponse, web};
use diesel::prelude::*;
use futures_util::stream::try_unfold;
use serde::Serialize;
#[cfg(test)]
use utoipa::ToSchema;

use crate::app::App;
use crate::db::DbConn;
use crate::db::schema::documents;
use crate::domain::time::Instant;
use crate::error::{Error, Found, Result};
use crate::platform::auth::Identity;
use crate::platform::files::{Pieces, Stored};
use crate::platform::random;

crate::text_ids! {
    /// A document.
    DocumentId
}

/// Files a stored file under a thing.
#[allow(clippy::too_many_arguments, reason = "one file, whose it is, and what for")]
pub fn attach(
    conn: &mut DbConn,
    app: &App,
    who: &Identity,
    stored: Stored,
    thing_kind: &str,
    thing_id: &str,
    purpose: &str,
) -> Result<DocumentId> {
    let id = DocumentId(random::blind_id());
    let now: Instant = app.clock.now();
    diesel::insert_into(documents::table)
        .values((
            documents::id.eq(id.as_str()),
            documents::sha256.eq(stored.sha256),
            documents::size.eq(stored.size as i64),
            documents::media_type.eq(stored.media_type),
            documents::file_name.eq(stored.file_name),
            documents::thing_kind.eq(thing_kind),
            documents::thing_id.eq(thing_id),
            documents::purpose.eq(purpose),
            documents::uploaded_by.eq(who.account.as_str()),
            documents::created_at.eq(now.ms()),
        ))
        .execute(conn)?;
    Ok(id)
}

/// A file with the thing it belongs to.
#[derive(Clone, Debug, PartialEq, Eq, Queryable)]
pub struct Document {
    pub id: String,
    pub sha256: String,
    /// Bytes.
    pub size: i64,
    pub media_type: String,
    /// The name for people.
    pub file_name: String,
    pub thing_kind: String,
    pub thing_id: String,
    /// What it is for, in a word of the thing's slice.
    pub purpose: String,
    /// The account that handed it in.
    pub uploaded_by: String,
    pub created_at: i64,
}

/// A file as the JSON door names it.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct DocumentBody {
    pub id: String,
    pub name: String,
    /// Bytes.
    pub size: i64,
    pub media_type: String,
    pub sha256: String,
}

impl DocumentBody {
    /// The file's facts.
    pub fn of(document: Document) -> DocumentBody {
        let Document { id, file_name, size, media_type, sha256, .. } = document;
        DocumentBody { id, name: file_name, size, media_type, sha256 }
    }
}

/// The files of a thing, in the order in which they were handed in.
pub fn of(conn: &mut DbConn, thing_kind: &str, thing_id: &str) -> Result<Vec<Document>> {
    let found = documents::table.filter(documents::thing_kind.eq(thing_kind)).filter(documents::thing_id.eq(thing_id));
    Ok(found.order((documents::created_at, documents::id)).load(conn)?)
}

/// A file of this thing.
///
/// # Errors
/// [`Error::NotFound`] for a file of another thing.
pub fn one(conn: &mut DbConn, id: &DocumentId, (thing_kind, thing_id): (&str, &str)) -> Result<Document> {
    let found = documents::table.find(id.as_str()).filter(documents::thing_kind.eq(thing_kind)).filter(documents::thing_id.eq(thing_id));
    found.first(conn).found()
}

/// Takes a file off a thing; its bytes stay encrypted in the store, where other things may hold the same.
///
/// # Errors
/// [`Error::NotFound`] for a file of another thing.
pub fn remove(conn: &mut DbConn, id: &DocumentId, (thing_kind, thing_id): (&str, &str)) -> Result<()> {
    let found = documents::table.find(id.as_str()).filter(documents::thing_kind.eq(thing_kind)).filter(documents::thing_id.eq(thing_id));
    if diesel::delete(found).execute(conn)? == 1 { Ok(()) } else { Err(Error::NotFound) }
}

/// A stored file for somebody who may read it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paper {
    pub sha256: String,
    /// Bytes.
    pub size: i64,
    /// The name for people.
    pub name: String,
}

/// [`answer`] for a file whose kind nobody vouches for: an agency sealed it.
pub async fn answer_unknown(app: &App, paper: Paper) -> Result<HttpResponse> {
    send(app, paper, "application/octet-stream".to_owned()).await
}

/// The file as an answer: to be saved, never shown by the browser as a page of this site. The caller has checked the rights of its thing.
///
/// # Errors
/// [`Error::Internal`] when the file is gone or was changed on disk.
pub async fn answer(app: &App, document: Document) -> Result<HttpResponse> {
    let Document { sha256, size, media_type, file_name: name, .. } = document;
    send(app, Paper { sha256, size, name }, media_type).await
}

async fn send(app: &App, paper: Paper, media_type: String) -> Result<HttpResponse> {
    let (files, sha256) = (app.files.clone(), paper.sha256);
    // The first piece is opened before anything is answered: a file that was changed is an error and not half a file.
    let begun = read_on(move || files.pieces(&sha256).and_then(following)).await?;
    let rest = try_unfold(begun, |begun| async move {
        let Some((piece, pieces)) = begun else { return Ok::<_, Error>(None) };
        Ok(Some((web::Bytes::from(piece), read_on(move || following(pieces)).await?)))
    });
    let name: String = url::form_urlencoded::byte_serialize(paper.name.as_bytes()).collect::<String>().replace('+', "%20");
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, media_type))
        .insert_header((CONTENT_DISPOSITION, format!("attachment; filename*=UTF-8''{name}")))
        .insert_header((X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .insert_header((CONTENT_SECURITY_POLICY, "sandbox; default-src 'none'"))
        .insert_header((CACHE_CONTROL, "private, no-store"))
        .no_chunking(paper.size.unsigned_abs())
        .streaming(rest))
}

type Begun = Option<(Vec<u8>, Pieces)>;

fn following(mut pieces: Pieces) -> Result<Begun> {
    Ok(pieces.next().transpose()?.map(|piece| (piece, pieces)))
}

async fn read_on(work: impl FnOnce() -> Result<Begun> + Send + 'static) -> Result<Begun> {
    tokio::task::spawn_blocking(work).await.map_err(|e| Error::caused("reading a file", e))?
}
