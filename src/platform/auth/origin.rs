//! A change from a browser must come from this site: what `Sec-Fetch-Site` and `Origin` say, checked for every unsafe method with a cookie.

use actix_web::HttpRequest;
use actix_web::http::Method;
use actix_web::http::header::{HOST, ORIGIN};

/// Whether the request may change something: it is a reading one, or it comes from a page of this site or from a program that is no browser.
pub fn same_origin(request: &HttpRequest) -> bool {
    if matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS) {
        return true;
    }
    let header = |name: &str| request.headers().get(name).and_then(|value| value.to_str().ok());
    if let Some(site) = header("sec-fetch-site") {
        return matches!(site, "same-origin" | "none");
    }
    match header(ORIGIN.as_str()) {
        // Neither header: an old browser on the form's own page, or a program; the form token decides.
        None => true,
        Some(origin) => {
            let host = header(HOST.as_str()).unwrap_or_default();
            !host.is_empty() && origin.split_once("://").is_some_and(|(_, rest)| rest.eq_ignore_ascii_case(host))
        }
    }
}
