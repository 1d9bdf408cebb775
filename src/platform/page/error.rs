//! Pages for when something did not work: what happened, why, and a way on.

use actix_web::HttpResponse;
use actix_web::http::StatusCode;
use actix_web::http::header::{CONTENT_TYPE, RETRY_AFTER};
use askama::Template;

use super::{Ctx, html};
use crate::platform::i18n::{Lang, T};

/// What more there is to say about a failure than its status.
#[derive(Clone, Debug, Default)]
pub struct Trouble {
    /// The number under which the log tells more; shown on pages for faults of ours.
    pub id: Option<String>,
    /// Why, in the reader's language, instead of the general sentence: fact, rule, next step.
    pub reason: Option<String>,
    /// A way on of this case, shown first: address and label in the reader's language.
    pub way: Option<(String, String)>,
    /// Seconds after which trying again makes sense.
    pub retry_after: Option<u32>,
}

#[derive(Template)]
#[template(path = "errors/error.html")]
struct ErrorPage<'a> {
    ctx: &'a Ctx,
    code: u16,
    title: String,
    text: String,
    id: Option<&'a str>,
    wait: Option<String>,
    ways: Vec<(String, String)>,
}

/// The page for a status, in the reader's language.
pub fn error_page(ctx: &Ctx, status: StatusCode, trouble: &Trouble) -> HttpResponse {
    let page = ErrorPage {
        ctx,
        code: status.as_u16(),
        title: said(ctx.t, status, "title"),
        text: trouble.reason.clone().unwrap_or_else(|| said(ctx.t, status, "text")),
        id: trouble.id.as_deref(),
        wait: trouble.retry_after.map(|seconds| wait_text(ctx.t, seconds)),
        ways: trouble.way.iter().cloned().chain(ways(ctx, status)).collect(),
    };
    let mut answer = html(ctx, status, &page);
    if let Some(seconds) = trouble.retry_after {
        answer.headers_mut().insert(RETRY_AFTER, seconds.into());
    }
    answer
}

/// The same words without the frame, for when the frame itself cannot be made.
pub fn plain_error_page(lang: Lang, status: StatusCode) -> HttpResponse {
    let t = T { lang };
    let (title, text) = (said(t, status, "title"), said(t, status, "text"));
    let body = format!(
        "<!DOCTYPE html><html lang=\"{lang}\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{title}</title><h1>{title}</h1><p>{text}</p><p><a href=\"/\">{}</a></p></html>",
        t.t("error-way-home")
    );
    HttpResponse::build(status).insert_header((CONTENT_TYPE, "text/html; charset=utf-8")).body(body)
}

/// What a status means, in one sentence.
pub fn status_text(t: T, status: StatusCode) -> String {
    said(t, status, "text")
}

/// The statuses that have words of their own; all others share one general page.
const KNOWN: &[u16] = &[400, 401, 403, 404, 405, 409, 413, 422, 429, 500, 503];

fn said(t: T, status: StatusCode, part: &str) -> String {
    match status.as_u16() {
        code if KNOWN.contains(&code) => t.t(format!("error-{code}-{part}")),
        code if code >= 500 => t.t(format!("error-500-{part}")),
        _ => t.t(format!("error-other-{part}")),
    }
}

fn wait_text(t: T, seconds: u32) -> String {
    // Rounded up to whole minutes: who comes back a little late is served, who comes too early is not.
    let seconds = if seconds > 60 { seconds.div_ceil(60).saturating_mul(60) } else { seconds };
    t.msg("error-retry-after").with("time", t.lasting(i64::from(seconds) * 1_000)).to_string()
}

fn ways(ctx: &Ctx, status: StatusCode) -> Vec<(String, String)> {
    let way = |href: &str, key: &str| (href.to_owned(), ctx.t(key));
    let mut ways = Vec::new();
    if status == StatusCode::UNAUTHORIZED && ctx.who.is_none() {
        let back: String = url::form_urlencoded::byte_serialize(ctx.path.as_bytes()).collect();
        ways.push(way(&format!("/sign-in?to={back}"), "error-way-sign-in"));
    }
    if status.is_server_error() || status == StatusCode::CONFLICT {
        ways.push(way(&ctx.path, "error-way-again"));
    }
    if ctx.who.is_some() {
        ways.push(way("/desk", "error-way-desk"));
    }
    ways.extend([way("/", "error-way-home"), way("/projects", "error-way-projects"), way("/agencies", "error-way-agencies")]);
    ways
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use actix_web::body::to_bytes;

    use super::super::Site;
    use super::*;
    use crate::domain::time::Instant;

    async fn shown(lang: Lang, status: u16, trouble: &Trouble) -> String {
        let ctx = Ctx::bare(lang, Arc::new(Site::of_lincheng()), Instant(0));
        let answer = error_page(&ctx, StatusCode::from_u16(status).unwrap(), trouble);
        assert_eq!(answer.status().as_u16(), status);
        String::from_utf8(to_bytes(answer.into_body()).await.unwrap().to_vec()).unwrap()
    }

    #[actix_web::test]
    async fn every_status_has_words_in_both_languages_and_a_way_on() {
        for status in KNOWN.iter().copied().chain([410, 502]) {
            for lang in Lang::ALL {
                let page = shown(*lang, status, &Trouble::default()).await;
                assert!(!page.contains('⟦'), "{status} in {lang} lacks a message");
                assert!(page.contains("href=\"/projects\""), "{status} has no way on");
            }
        }
    }

    #[actix_web::test]
    async fn the_reason_and_the_number_are_shown_and_escaped() {
        let trouble =
            Trouble { id: Some("f-17".into()), reason: Some("<b>期限已过</b>".into()), retry_after: Some(90), ..Trouble::default() };
        let page = shown(Lang::Zh, 500, &trouble).await;
        assert!(page.contains("f-17") && page.contains("期限已过") && !page.contains("<b>期限已过"));
        assert!(page.contains("请在2分钟后再试"));
    }
}
