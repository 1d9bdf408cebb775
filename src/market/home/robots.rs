//! What search engines may fetch. The list of the dishonest is not closed to them here: its pages say themselves that they are not to be kept,
//! and only who fetches a page reads that.

use actix_web::HttpResponse;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_TYPE};

const ROBOTS: &str = "User-agent: *\n\
Disallow: /account\n\
Disallow: /admin\n\
Disallow: /agency/\n\
Disallow: /api/\n\
Disallow: /credit/\n\
Disallow: /desk\n\
Disallow: /lang/\n\
Disallow: /owner/\n\
Disallow: /register\n\
Disallow: /sign-in\n";

pub async fn show() -> HttpResponse {
    HttpResponse::Ok()
        .insert_header((CONTENT_TYPE, "text/plain; charset=utf-8"))
        .insert_header((CACHE_CONTROL, "public, max-age=3600"))
        .body(ROBOTS)
}
