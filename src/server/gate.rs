//! The gate: what every request comes in by and every answer goes out by. An id for the log, the reasons to turn somebody away, failures in the
//! reader's language, and the headers that keep a browser safe.
//!
//! It is one middleware and not one for each of these, because every request of everybody passes it.

use std::time::{Duration, Instant};

use actix_web::body::{BoxBody, EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::http::{Method, StatusCode};
use actix_web::middleware::Next;
use actix_web::{Error as ActixError, HttpRequest, HttpResponse, web};

use super::errors;
use crate::app::App;
use crate::error::{Error, Say};
use crate::platform::auth;
use crate::platform::page::{Ctx, Trouble, error_page};
use crate::platform::request::RequestId;
use crate::platform::telemetry;

/// No script or style but our own files, no frames, no plugins, forms only to ourselves.
const CSP: &str = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; \
                   form-action 'self'; frame-ancestors 'none'; base-uri 'none'; manifest-src 'self'";

static HARDENED: [(HeaderName, HeaderValue); 6] = [
    (header::CONTENT_SECURITY_POLICY, HeaderValue::from_static(CSP)),
    (header::X_CONTENT_TYPE_OPTIONS, HeaderValue::from_static("nosniff")),
    (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
    (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    (HeaderName::from_static("permissions-policy"), HeaderValue::from_static("camera=(), geolocation=(), microphone=()")),
];

/// A browser that was here by https comes by https for a year.
const STRICT: HeaderValue = HeaderValue::from_static("max-age=31536000");

/// A request that took longer than this has a line of its own in the log.
const SLOW: Duration = Duration::from_millis(500);

type Answered<B> = ServiceResponse<EitherBody<B, BoxBody>>;

/// Lets a request in, or turns it away, and sends the answer out. Every line logged on the way carries the request's id.
pub async fn pass<B: MessageBody + 'static>(request: ServiceRequest, next: Next<B>) -> Result<Answered<B>, ActixError> {
    let id = RequestId::next();
    id.answers(answered(request, next, id)).await
}

async fn answered<B: MessageBody + 'static>(request: ServiceRequest, next: Next<B>, id: RequestId) -> Result<Answered<B>, ActixError> {
    let started = Instant::now();
    let method = request.method().clone();
    let app = request.app_data::<web::Data<App>>().ok_or_else(|| Error::internal("the app is not part of the request"))?.clone();
    let answer = match turned_away(request.request(), &app) {
        None => next.call(request).await?.map_into_left_body(),
        Some(answer) => request.into_response(answer).map_into_right_body(),
    };
    let mut answer = match answer.response().error() {
        None => answer,
        Some(e) => {
            let page = errors::shown(answer.request(), &app, e, id);
            answer.into_response(page).map_into_right_body()
        }
    };
    harden(answer.headers_mut(), app.config.is_https());
    note(&answer, &method, started.elapsed());
    Ok(answer)
}

/// Why somebody is not let in: they knock too often, a change comes from a page of another site, or there is nothing to see yet.
fn turned_away(request: &HttpRequest, app: &App) -> Option<HttpResponse> {
    if let Err(refused) = app.limits.request(request, &app.config.server) {
        return Some(HttpResponse::from_error(refused));
    }
    if !auth::same_origin(request) {
        return Some(HttpResponse::from_error(Error::Malformed(Say::new("error-origin"))));
    }
    let built = app.progress.get() >= 1000;
    let always = || ["/healthz", "/readyz", "/metrics"].contains(&request.path()) || request.path().starts_with("/static/");
    if built || always() { None } else { Some(being_built(request, app)) }
}

/// While a demo city is built there is nothing to see but how far it is.
fn being_built(request: &HttpRequest, app: &App) -> HttpResponse {
    let ctx = Ctx::of(request, app.site.clone(), app.clock.now());
    let reason = ctx.t.msg("error-building").with("percent", app.progress.get() / 10).to_string();
    let trouble = Trouble { reason: Some(reason), retry_after: Some(5), ..Trouble::default() };
    error_page(&ctx, StatusCode::SERVICE_UNAVAILABLE, &trouble)
}

/// Adds the headers that keep a browser safe.
fn harden(headers: &mut HeaderMap, https: bool) {
    for (name, value) in &HARDENED {
        // A file that was handed in brings a stricter policy of its own.
        if !headers.contains_key(name) {
            headers.insert(name.clone(), value.clone());
        }
    }
    if https {
        headers.insert(header::STRICT_TRANSPORT_SECURITY, STRICT);
    }
}

/// Logs every request that changes something, is slow or fails; a page read in peace costs no line.
fn note<B>(answer: &ServiceResponse<B>, method: &Method, took: Duration) {
    let status = answer.status();
    telemetry::count(status, took);
    if !method.is_safe() || status.is_server_error() || took > SLOW {
        // Finding the pattern compares the path with every route; only a line that is written is worth it.
        let route = answer.request().match_pattern().unwrap_or_else(|| "(none)".to_owned());
        tracing::info!(%method, route, status = status.as_u16(), ms = took.as_millis() as u64, "answered");
    }
}
