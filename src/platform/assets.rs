//! Style sheet, script and pictures, embedded in the binary and served under a name that changes with the content.
//!
//! `/static/<hash>/<name>` may be kept for a year by every cache; `/static/<name>` is for people and for links in mails and must be revalidated.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE, ETAG, IF_NONE_MATCH, X_CONTENT_TYPE_OPTIONS};
use actix_web::{HttpRequest, HttpResponse, web};
use rust_embed::{EmbeddedFile, RustEmbed};

use crate::platform::routes::Routes;

#[derive(RustEmbed)]
#[folder = "web/static/"]
struct Embedded;

/// Hex digits of the SHA-256 in the address: 48 bits tell the versions of one file apart.
const HASH_DIGITS: usize = 12;
/// A year, the longest that RFC 9111 caches are expected to honour.
const IMMUTABLE: &str = "public, max-age=31536000, immutable";

static ADDRESSES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    Embedded::iter()
        .filter_map(|name| Embedded::get(&name).map(|file| (name.to_string(), format!("/static/{}/{name}", hash_of(&file)))))
        .collect()
});

/// The address of an embedded file for a page, for example `asset("mingxuan.css")`. Every name in a template is checked by a test;
/// an unknown one leads to `/static/missing`, which answers 404.
pub fn asset(name: &str) -> &'static str {
    ADDRESSES.get(name).map_or("/static/missing", String::as_str)
}

/// Whether a file of this name is embedded.
pub fn exists(name: &str) -> bool {
    ADDRESSES.contains_key(name)
}

/// `GET /static/{name}` and `GET /static/{hash}/{name}`.
pub fn routes(r: &mut Routes<'_>) {
    r.get("/static/{name:.*}", serve);
}

async fn serve(request: HttpRequest, tail: web::Path<String>) -> HttpResponse {
    let (hash, name) = match tail.split_once('/') {
        Some((hash, name)) if is_hash(hash) => (Some(hash), name),
        _ => (None, tail.as_str()),
    };
    let Some(file) = Embedded::get(name) else { return HttpResponse::NotFound().finish() };
    let current = hash_of(&file);
    let tag = format!("\"{current}\"");
    // An address of an older version still shows the page its style, but must not be kept as if it were that version.
    let keep = if hash == Some(current.as_str()) { IMMUTABLE } else { "public, no-cache" };
    if request.headers().get(IF_NONE_MATCH).is_some_and(|seen| seen.as_bytes() == tag.as_bytes()) {
        return HttpResponse::NotModified().insert_header((ETAG, tag)).insert_header((CACHE_CONTROL, keep)).finish();
    }
    HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, media_type(name)))
        .insert_header((CACHE_CONTROL, keep))
        .insert_header((ETAG, tag))
        .insert_header((X_CONTENT_TYPE_OPTIONS, "nosniff"))
        .body(file.data)
}

fn hash_of(file: &EmbeddedFile) -> String {
    hex::encode(file.metadata.sha256_hash())[..HASH_DIGITS].to_owned()
}

fn is_hash(text: &str) -> bool {
    text.len() == HASH_DIGITS && text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn media_type(name: &str) -> &'static str {
    match name.rsplit('.').next() {
        Some("css") => "text/css; charset=utf-8",
        Some("js") => "text/javascript; charset=utf-8",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        Some("ico") => "image/x-icon",
        Some("py" | "txt") => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    }
}
