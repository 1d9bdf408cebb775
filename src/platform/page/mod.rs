//! What every page has in common: who reads it, in which language, the frame around it and the headers it is sent with.
//!
//! A page is a struct that derives `askama::Template`, has a field `ctx: &Ctx` and extends `layout/base.html`:
//! see `docs/howto/pages-and-forms.md`.

mod columns;
mod error;
mod frame;
mod number;
mod parts;
mod qr;
mod site;

pub use columns::Columns;
pub use error::{Trouble, error_page, plain_error_page, status_text};
pub use frame::{NavItem, routes};
pub use number::{Leaf, PageNumber};
pub use parts::{Markup, Pager, Trail, has_icon};
pub use qr::qr;
pub use site::{Bilingual, Site};

use std::borrow::Cow;
use std::fmt::Display;
use std::sync::Arc;

use actix_web::cookie::{Cookie, SameSite, time};
use actix_web::http::StatusCode;
use actix_web::http::header::{CACHE_CONTROL, CONTENT_LANGUAGE, CONTENT_TYPE, HeaderValue, LOCATION, REFERER, VARY};
use actix_web::{HttpMessage, HttpRequest, HttpResponse};
use askama::Template;

use crate::domain::role::Role;
use crate::domain::time::Instant;
use crate::platform::i18n::{Given, Lang, Msg, T, local_path};
use crate::platform::net;

/// The cookie that carries one message key across a redirect. A forged one can only show another sentence of ours.
const FLASH: &str = "flash";
/// A message may be carried over a redirect if its key says so: `signups-flash-done`.
const FLASH_MARK: &str = "-flash";

/// Somebody signed in, as the page frame needs to know them. Authentication puts it into the request's extensions.
#[derive(Clone, Debug)]
pub struct Viewer {
    pub user_id: String,
    pub name: String,
    /// The organisation acted for; `None` for the staff of the market.
    pub org_name: Option<String>,
    /// What this person acts as at present.
    pub role: Role,
    /// The language this person set in the account.
    pub lang: Option<Lang>,
    /// The token of this session that every form must send back.
    pub csrf: String,
}

/// What every page gets: words, reader, frame. It is the toolbox of the templates: `ctx.t("key")`, `ctx.icon("check")`, `ctx.t.when(at)`.
#[derive(Clone, Debug)]
pub struct Ctx {
    /// Words and formats in the reader's language.
    pub t: T,
    /// Who is signed in.
    pub who: Option<Viewer>,
    /// Path and query of the page the reader is on, for the language link and the current entry of the navigation. For the answer to a
    /// POST it is the page the form stood on, which can be opened again.
    pub path: String,
    /// A sentence about what was just done, already in the reader's language.
    pub flash: Option<String>,
    /// The instant the page is made at.
    pub now: Instant,
    /// The city and the body that runs this market.
    pub site: Arc<Site>,
}

impl Ctx {
    /// The context of a request: language, signed-in viewer (from the extensions) and the message left by a redirect.
    pub fn of(request: &HttpRequest, site: Arc<Site>, now: Instant) -> Ctx {
        let who = request.extensions().get::<Viewer>().cloned();
        let lang = match &who {
            Some(viewer) => Lang::of_user(request, viewer.lang),
            None => Lang::of(request),
        };
        Ctx { t: lang.into(), who, path: path_of(request), flash: flash_of(request, lang.into()), now, site }
    }

    /// A context for a page that answers no particular request, or one whose reader cannot be known because the database is away.
    pub fn bare(lang: Lang, site: Arc<Site>, now: Instant) -> Ctx {
        Ctx { t: lang.into(), who: None, path: "/".to_owned(), flash: None, now, site }
    }

    /// The context of an anonymous reader of the same page in the same language.
    pub fn common(&self) -> Cow<'_, Ctx> {
        if self.is_common() { Cow::Borrowed(self) } else { Cow::Owned(Ctx { who: None, flash: None, ..self.clone() }) }
    }

    /// Whether this page is the same for every anonymous reader of this language, so that its bytes may be kept.
    pub fn is_common(&self) -> bool {
        self.who.is_none() && self.flash.is_none()
    }

    /// The message `key`: see [`T::t`].
    pub fn t(&self, key: impl AsRef<str>) -> String {
        self.t.t(key)
    }

    /// The message `key` with the number `$n`: see [`T::n`].
    pub fn n(&self, key: &str, n: impl Given<i64>) -> String {
        self.t.n(key, n)
    }

    /// The message `key`, to be filled: `ctx.msg("key").with("name", name)`.
    pub fn msg(&self, key: impl AsRef<str>) -> Msg {
        self.t.msg(key)
    }

    /// The message of a stable word: see [`T::word`].
    pub fn word(&self, family: &str, word: impl Display) -> String {
        self.t.word(family, word)
    }

    /// The page as an answer with status 200.
    pub fn ok(&self, page: &impl Template) -> HttpResponse {
        html(self, StatusCode::OK, page)
    }

    /// A form that was refused, shown again with status 422.
    pub fn refused(&self, page: &impl Template) -> HttpResponse {
        html(self, StatusCode::UNPROCESSABLE_ENTITY, page)
    }
}

/// A page with the headers all pages have. A template that fails to render is a fault of ours: logged, and answered with the page for it.
pub fn html(ctx: &Ctx, status: StatusCode, page: &impl Template) -> HttpResponse {
    match page.render() {
        Ok(body) => bytes(ctx, status, body),
        Err(error) => {
            tracing::error!(%error, path = %ctx.path, "a page could not be rendered");
            plain_error_page(ctx.t.lang, StatusCode::INTERNAL_SERVER_ERROR)
        }
    }
}

/// Rendered or kept bytes of a page, with the same headers as [`html`].
pub fn bytes(ctx: &Ctx, status: StatusCode, body: impl actix_web::body::MessageBody + 'static) -> HttpResponse {
    // Their letters are looked at while compiling, and not at every answer.
    const HTML: HeaderValue = HeaderValue::from_static("text/html; charset=utf-8");
    const READER: HeaderValue = HeaderValue::from_static("Cookie, Accept-Language");
    const OWN: HeaderValue = HeaderValue::from_static("private, no-store");
    const COMMON: HeaderValue = HeaderValue::from_static("no-cache");
    const ZH: HeaderValue = HeaderValue::from_static(Lang::Zh.as_str());
    const EN: HeaderValue = HeaderValue::from_static(Lang::En.as_str());
    let keep = if ctx.who.is_some() { OWN } else { COMMON };
    let language = match ctx.t.lang {
        Lang::Zh => ZH,
        Lang::En => EN,
    };
    let mut answer = HttpResponse::build(status);
    for header in [(CONTENT_TYPE, HTML), (CONTENT_LANGUAGE, language), (VARY, READER), (CACHE_CONTROL, keep)] {
        answer.insert_header(header);
    }
    if ctx.flash.is_some() {
        answer.cookie(flash_cookie("", time::Duration::ZERO));
    }
    answer.body(body)
}

/// `303 See Other` after a successful POST. `flash` is the key of a message shown once on the next page; it must contain `-flash`.
pub fn see_other(to: &str, flash: Option<&'static str>) -> HttpResponse {
    let mut answer = HttpResponse::SeeOther();
    answer.insert_header((LOCATION, to)).insert_header((CACHE_CONTROL, "no-store"));
    if let Some(key) = flash {
        debug_assert!(key.contains(FLASH_MARK), "a flash message has {FLASH_MARK} in its key: {key}");
        answer.cookie(flash_cookie(key, time::Duration::seconds(60)));
    }
    answer.finish()
}

fn flash_cookie(key: &'static str, age: time::Duration) -> Cookie<'static> {
    Cookie::build(FLASH, key).path("/").same_site(SameSite::Lax).http_only(true).max_age(age).finish()
}

fn path_of(request: &HttpRequest) -> String {
    let own = || request.uri().path_and_query().map_or(request.path(), |asked| asked.as_str()).to_owned();
    if request.method().is_safe() { own() } else { referring_page(request).unwrap_or_else(own) }
}

/// Path and query of the page on this site that sent the request, as browsers say under `Referrer-Policy: same-origin`.
fn referring_page(request: &HttpRequest) -> Option<String> {
    let page = url::Url::parse(request.headers().get(REFERER)?.to_str().ok()?).ok()?;
    let host = page.host_str().map(|host| page.port().map_or_else(|| host.to_owned(), |port| format!("{host}:{port}")))?;
    let path = page.query().map_or_else(|| page.path().to_owned(), |query| format!("{}?{query}", page.path()));
    (host == request.connection_info().host()).then(|| local_path(&path).map(str::to_owned)).flatten()
}

fn flash_of(request: &HttpRequest, t: T) -> Option<String> {
    let cookie = net::cookie(request, FLASH)?;
    (cookie.value().contains(FLASH_MARK) && t.has(cookie.value())).then(|| t.t(cookie.value()))
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    fn seen(request: TestRequest) -> Ctx {
        Ctx::of(&request.insert_header(("host", "market.example:8080")).to_http_request(), Arc::new(Site::of_lincheng()), Instant(0))
    }

    #[test]
    fn the_answer_to_a_post_belongs_to_the_page_its_form_stood_on() {
        let posted = |from: &'static str| seen(TestRequest::post().uri("/projects/1/signups").insert_header(("referer", from))).path;
        assert_eq!(posted("http://market.example:8080/projects/1?tab=2"), "/projects/1?tab=2");
        assert_eq!(posted("http://evil.example/projects/1"), "/projects/1/signups");
        assert_eq!(posted("not an address"), "/projects/1/signups");
        assert_eq!(seen(TestRequest::get().uri("/a?b=1").insert_header(("referer", "http://market.example:8080/c"))).path, "/a?b=1");
    }

    #[test]
    fn a_message_is_carried_over_a_redirect_only_if_it_is_meant_to_be() {
        let flash = |key: &'static str| seen(TestRequest::get().cookie(Cookie::new(FLASH, key))).flash;
        assert_eq!(flash("nav-home"), None);
        assert_eq!(flash("<script>-flash"), None);
        assert_eq!(seen(TestRequest::get()).flash, None);
    }
}
