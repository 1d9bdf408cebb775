//! The log as C2SP tlog-tiles: a head that changes, and everything else fixed for ever, so that any cache and any plain copy will do.

use actix_web::http::header::{self, CACHE_CONTROL, CONTENT_TYPE, ETag, EntityTag, Header, IfNoneMatch, X_CONTENT_TYPE_OPTIONS};
use actix_web::{HttpRequest, HttpResponse, web};

use super::reading;
use crate::app::App;
use crate::error::{Error, Result};
use crate::platform::keys::sha256_hex;
use crate::platform::routes::Routes;

const FOR_EVER: &str = "public, max-age=31536000, immutable";
const A_WHILE: &str = "public, max-age=300";
const TEXT: &str = "text/plain; charset=utf-8";

/// `/checkpoint`, tiles, entries, proofs, and the key.
pub fn routes(r: &mut Routes<'_>) {
    r.get("/checkpoint", checkpoint).get("/tile/{path:.*}", tile).get("/proof/{index}.tlog-proof", proof).get("/log.vkey", key);
}

/// The latest signed head; nothing before the first.
async fn checkpoint(app: web::Data<App>, request: HttpRequest) -> Result<HttpResponse> {
    let head = app.db.read(reading::head).await?.ok_or(Error::NotFound)?;
    let tag = EntityTag::new_strong(sha256_hex(head.note.as_bytes()));
    let same = match IfNoneMatch::parse(&request) {
        Ok(IfNoneMatch::Items(tags)) => tags.iter().any(|known| known.weak_eq(&tag)),
        _ => false,
    };
    let mut answer = if same { HttpResponse::NotModified() } else { HttpResponse::Ok() };
    answer.insert_header(ETag(tag)).insert_header((CACHE_CONTROL, "no-cache"));
    Ok(if same { answer.finish() } else { answer.insert_header((CONTENT_TYPE, TEXT)).body(head.note) })
}

async fn tile(app: web::Data<App>, path: web::Path<String>) -> Result<HttpResponse> {
    let path = path.into_inner();
    let bytes = app.db.read(move |conn| reading::tile(conn, &path)).await?;
    Ok(fixed("application/octet-stream", bytes))
}

async fn proof(app: web::Data<App>, index: web::Path<String>) -> Result<HttpResponse> {
    let index = index.parse::<u64>().ok().filter(|n| n.to_string() == *index).ok_or(Error::NotFound)?;
    let proof = app.db.read(move |conn| reading::proof(conn, index)).await?;
    // Witnesses may still add their lines, and a head they vouch for is taken rather than an earlier one they do not.
    let mut answer = fixed(TEXT, proof.to_string().into_bytes());
    answer.headers_mut().insert(CACHE_CONTROL, header::HeaderValue::from_static(A_WHILE));
    Ok(answer)
}

/// The keys heads are signed with, one on a line, the newest last.
async fn key(app: web::Data<App>) -> Result<HttpResponse> {
    let keys = app.db.read(reading::keys).await?;
    let text: String = keys.iter().map(|key| format!("{}\n", key.as_str())).collect();
    Ok(HttpResponse::Ok().insert_header((CONTENT_TYPE, TEXT)).insert_header((CACHE_CONTROL, "no-cache")).body(text))
}

fn fixed(kind: &'static str, bytes: Vec<u8>) -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, kind))
        .insert_header((CACHE_CONTROL, header::HeaderValue::from_static(FOR_EVER)))
        .insert_header((X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .body(bytes)
}
