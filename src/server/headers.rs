//! What every request and answer goes through: a request id, the check where a change comes from, and the headers that keep a browser safe.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

use actix_web::body::{EitherBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::StatusCode;
use actix_web::http::header::{self, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{Error as ActixError, HttpMessage, web};
use tracing::Instrument;

use crate::app::App;
use crate::error::{Error, Say};
use crate::platform::page::{Ctx, Trouble, error_page};
use crate::platform::{auth, random};
use metrics::{Counter, Histogram};

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

/// The id of a request, for the log and for people who report a fault.
#[derive(Clone, Debug)]
pub struct RequestId(pub String);

impl RequestId {
    /// An id no other request has: this process's word and a number.
    fn next() -> RequestId {
        static PROCESS: LazyLock<String> = LazyLock::new(|| random::blind_id()[..10].to_owned());
        static COUNT: AtomicU64 = AtomicU64::new(1);
        RequestId(format!("{}-{}", *PROCESS, COUNT.fetch_add(1, Ordering::Relaxed)))
    }
}

/// Logs every request that changes something, is slow or fails, with an id; a page read in peace costs no line.
pub async fn trace<B: MessageBody>(request: ServiceRequest, next: Next<B>) -> Result<ServiceResponse<B>, ActixError> {
    let started = std::time::Instant::now();
    let id = RequestId::next();
    request.extensions_mut().insert(id.clone());
    let method = request.method().clone();
    // Every line logged on the way carries the id.
    let span = tracing::info_span!("request", id = %id.0);
    let answer = next.call(request).instrument(span).await?;
    let (status, took) = (answer.status(), started.elapsed());
    count(status, took);
    if !method.is_safe() || status.is_server_error() || took.as_millis() > 500 {
        // Finding the pattern compares the path with every route; only a line that is written is worth it.
        let route = answer.request().match_pattern().unwrap_or_else(|| "(none)".to_owned());
        tracing::info!(request = %id.0, %method, route, status = status.as_u16(), ms = took.as_millis() as u64, "answered");
    }
    Ok(answer)
}

/// Counts by class of status only: how often a door was knocked at may be what is sealed.
fn count(status: StatusCode, took: std::time::Duration) {
    static SERVED: LazyLock<[Counter; 5]> =
        LazyLock::new(|| ["1xx", "2xx", "3xx", "4xx", "5xx"].map(|class| metrics::counter!("http_requests_total", "status" => class)));
    static SECONDS: LazyLock<Histogram> = LazyLock::new(|| metrics::histogram!("http_request_seconds"));
    let class = usize::from(status.as_u16() / 100).clamp(1, 5) - 1;
    SERVED[class].increment(1);
    SECONDS.record(took.as_secs_f64());
}

/// Turns away whoever knocks too often. Probes of the own machine are let through.
pub async fn limit<B: MessageBody + 'static>(request: ServiceRequest, next: Next<B>) -> Result<ServiceResponse<EitherBody<B>>, ActixError> {
    let app = request.app_data::<web::Data<App>>().cloned();
    let refused = app.and_then(|app| app.limits.request(request.request(), &app.config.server).err());
    match refused {
        None => next.call(request).await.map(ServiceResponse::map_into_left_body),
        Some(refused) => Ok(request.error_response(refused).map_into_right_body()),
    }
}

/// While a demo city is built there is nothing to see but how far it is.
pub async fn while_building<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, ActixError> {
    let app = request.app_data::<web::Data<App>>().cloned();
    let open = ["/healthz", "/readyz", "/metrics"].contains(&request.path()) || request.path().starts_with("/static/");
    let Some(app) = app.filter(|app| !open && app.progress.get() < 1000) else {
        return next.call(request).await.map(ServiceResponse::map_into_left_body);
    };
    let ctx = Ctx::of(request.request(), app.site.clone(), app.clock.now());
    let reason = ctx.t.msg("error-building").with("percent", app.progress.get() / 10).to_string();
    let trouble = Trouble { reason: Some(reason), retry_after: Some(5), ..Trouble::default() };
    let page = error_page(&ctx, StatusCode::SERVICE_UNAVAILABLE, &trouble);
    Ok(request.into_response(page).map_into_right_body())
}

/// Refuses changes that come from a page of another site.
pub async fn check_origin<B: MessageBody + 'static>(
    request: ServiceRequest,
    next: Next<B>,
) -> Result<ServiceResponse<EitherBody<B>>, ActixError> {
    if auth::same_origin(&request) {
        return next.call(request).await.map(ServiceResponse::map_into_left_body);
    }
    let refused = Error::Malformed(Say::new("error-origin"));
    Ok(request.error_response(refused).map_into_right_body())
}

/// Adds the headers that keep a browser safe.
pub async fn harden<B: MessageBody>(request: ServiceRequest, next: Next<B>) -> Result<ServiceResponse<B>, ActixError> {
    let secure = request.connection_info().scheme() == "https";
    let mut answer = next.call(request).await?;
    let headers = answer.headers_mut();
    for (name, value) in &HARDENED {
        // A file that was handed in brings a stricter policy of its own.
        if !headers.contains_key(name) {
            headers.insert(name.clone(), value.clone());
        }
    }
    if secure {
        headers.insert(HeaderName::from_static("strict-transport-security"), HeaderValue::from_static("max-age=31536000"));
    }
    Ok(answer)
}
