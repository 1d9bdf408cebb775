//! How an [`Error`] becomes a page or a JSON answer in the reader's language, at the gate, so that nobody else has to.

use actix_web::http::StatusCode;
use actix_web::http::header::{ACCEPT, RETRY_AFTER};
use actix_web::{Error as ActixError, HttpRequest, HttpResponse};
use serde_json::json;

use crate::app::App;
use crate::error::{Error, Result};
use crate::platform::i18n::T;
use crate::platform::page::{Ctx, Trouble, error_page, see_other};
use crate::platform::request::RequestId;

/// Answers every path nobody registered.
pub async fn nothing_here() -> Result<HttpResponse> {
    Err(Error::NotFound)
}

/// A failure as a page, or as JSON for a program. Anything that is no error of ours (a path or query that does not parse) is shown by its status.
pub fn shown(request: &HttpRequest, app: &App, e: &ActixError, id: RequestId) -> HttpResponse {
    let status = e.as_response_error().status_code();
    let own = e.as_error::<Error>();
    if status.is_server_error() {
        tracing::error!(status = status.as_u16(), error = %e, "failed");
    }
    let ctx = Ctx::of(request, app.site.clone(), app.clock.now());
    // The reason in the same language as the page around it.
    let t = ctx.t;
    let retry = match own {
        Some(Error::TooMany { seconds }) => Some(u32::try_from(*seconds).unwrap_or(u32::MAX)),
        Some(Error::Unavailable(_)) => Some(10),
        _ => None,
    };
    let reason = own.and_then(|e| reason(e, t));
    let id = status.is_server_error().then(|| id.to_string());
    if let Some(way) = own.and_then(|e| way_in(request, e)) {
        return see_other(&way, None);
    }
    if is_for_program(request) {
        return as_json(status, own, Told { t, reason, id, retry });
    }
    let reason = reason.or_else(|| sent_in_vain(request, status, t));
    let trouble = Trouble { id, reason, way: way_on(own, t), retry_after: retry };
    error_page(&ctx, status, &trouble)
}

/// A page that is read by nobody yet, or by somebody whose second factor is still missing: they give it and come back. A form that was sent
/// cannot be sent again for them, so it gets the page that says so.
fn way_in(request: &HttpRequest, e: &Error) -> Option<String> {
    if !request.method().is_safe() || request.path().starts_with("/api/") {
        return None;
    }
    let door = match e {
        Error::SignIn => "/sign-in",
        Error::Forbidden(say) if say.key == "error-second-factor" => "/sign-in/second-factor",
        _ => return None,
    };
    let page = request.uri().path_and_query().map_or(request.path(), |asked| asked.as_str());
    let back: String = url::form_urlencoded::byte_serialize(page.as_bytes()).collect();
    Some(format!("{door}?to={back}"))
}

/// What was typed is in this answer's request alone, for pages behind a sign-in are kept by no browser: reloading it sends it again.
fn sent_in_vain(request: &HttpRequest, status: StatusCode, t: T) -> Option<String> {
    (status == StatusCode::SERVICE_UNAVAILABLE && !request.method().is_safe()).then(|| t.t("error-503-sent"))
}

fn reason(e: &Error, t: T) -> Option<String> {
    match e {
        Error::Refused(say) | Error::Forbidden(say) | Error::Malformed(say) => Some(t.say(say)),
        Error::Invalid(problems) => Some(problems.iter().map(|p| t.say(&p.say)).collect::<Vec<_>>().join("\n")),
        Error::TooLarge { limit_mb } => Some(t.msg("error-file-large").with("limit", limit_mb).to_string()),
        _ => None,
    }
}

/// Where to go from a failure that has a place of its own.
fn way_on(e: Option<&Error>, t: T) -> Option<(String, String)> {
    match e {
        Some(Error::Forbidden(say)) if say.key == "error-second-factor" => {
            Some(("/sign-in/second-factor".to_owned(), t.t("error-way-second-factor")))
        }
        _ => None,
    }
}

/// Whether a program reads the answer: it knocked at a door for programs, or is a page's script and says so.
fn is_for_program(request: &HttpRequest) -> bool {
    request.path().starts_with("/api/") || request.headers().get(ACCEPT).is_some_and(|kind| kind == "application/json")
}

struct Told {
    t: T,
    reason: Option<String>,
    id: Option<String>,
    retry: Option<u32>,
}

fn as_json(status: StatusCode, own: Option<&Error>, told: Told) -> HttpResponse {
    let t = told.t;
    let fields: Vec<_> = match own {
        Some(Error::Invalid(problems)) => {
            problems.iter().map(|p| json!({ "field": p.field, "code": p.say.key, "message": t.say(&p.say) })).collect()
        }
        _ => Vec::new(),
    };
    let code = own.map_or("error", Error::code);
    let message = told.reason.unwrap_or_else(|| crate::platform::page::status_text(t, status));
    let mut answer = HttpResponse::build(status);
    if let Some(seconds) = told.retry {
        answer.insert_header((RETRY_AFTER, seconds));
    }
    answer.json(json!({ "error": { "code": code, "message": message, "fields": fields, "id": told.id } }))
}
