//! Which language a request is answered in, and the link that changes it.

use actix_web::cookie::{Cookie, SameSite, time};
use actix_web::http::header::{ACCEPT_LANGUAGE, CACHE_CONTROL, LOCATION};
use actix_web::{HttpRequest, HttpResponse, web};
use serde::Deserialize;

use super::Lang;

use crate::platform::net;
use crate::platform::routes::Routes;

/// The cookie that keeps the choice; it holds the language's tag and nothing else.
const COOKIE: &str = "lang";

impl Lang {
    /// The language of a request by its cookie and `Accept-Language` alone: what a kept public page may depend on.
    pub fn of(request: &HttpRequest) -> Lang {
        Lang::chosen(request).unwrap_or_else(|| Lang::preferred(request))
    }

    /// The language of a request by somebody signed in, whose own setting counts unless this browser was told otherwise.
    pub fn of_user(request: &HttpRequest, setting: Option<Lang>) -> Lang {
        Lang::chosen(request).or(setting).unwrap_or_else(|| Lang::preferred(request))
    }

    /// The cookie that makes this language hold for this browser for a year: sent by the link, at sign-in and when settings are saved.
    pub fn cookie(self) -> Cookie<'static> {
        Cookie::build(COOKIE, self.as_str()).path("/").same_site(SameSite::Lax).http_only(true).max_age(time::Duration::days(365)).finish()
    }

    fn chosen(request: &HttpRequest) -> Option<Lang> {
        net::cookie(request, COOKIE).and_then(|cookie| Lang::parse(cookie.value()))
    }

    fn preferred(request: &HttpRequest) -> Lang {
        request.headers().get(ACCEPT_LANGUAGE).map_or(Lang::Zh, |header| preferred_of(header.as_bytes()))
    }
}

/// The better liked of our languages in an `Accept-Language` header; Chinese where neither is named. Every page asks this: it is read once, as bytes.
fn preferred_of(header: &[u8]) -> Lang {
    let (mut zh, mut en) = (0.0_f32, 0.0_f32);
    for range in header.split(|byte| *byte == b',') {
        let mut parts = range.split(|byte| *byte == b';').map(<[u8]>::trim_ascii);
        let primary = parts.next().and_then(|tag| tag.split(|byte| *byte == b'-').next()).unwrap_or_default();
        let best = match primary {
            [b'z' | b'Z', b'h' | b'H'] => &mut zh,
            [b'e' | b'E', b'n' | b'N'] => &mut en,
            _ => continue,
        };
        let weight = match parts.find_map(|part| part.strip_prefix(b"q=")) {
            None => Some(1.0),
            Some(number) => str::from_utf8(number).ok().and_then(|number| number.parse().ok()),
        };
        *best = best.max(weight.unwrap_or(0.0));
    }
    if en > zh { Lang::En } else { Lang::Zh }
}

/// `GET /lang/{code}?to=/path`: keeps the choice in a cookie and goes back. Works without JavaScript.
pub fn routes(r: &mut Routes<'_>) {
    r.get("/lang/{code}", switch);
}

#[derive(Deserialize)]
struct Back {
    #[serde(default)]
    to: String,
}

async fn switch(code: web::Path<String>, back: web::Query<Back>) -> HttpResponse {
    let Some(lang) = Lang::parse(&code) else { return HttpResponse::NotFound().finish() };
    let to = local_path(&back.to).unwrap_or("/");
    HttpResponse::SeeOther().insert_header((LOCATION, to)).insert_header((CACHE_CONTROL, "no-store")).cookie(lang.cookie()).finish()
}

/// The text itself if it is a path on this site; `None` for anything a browser could read as another site.
///
/// Browsers take `//host` and `/\host` as another host and drop tabs and line breaks before they look.
pub fn local_path(text: &str) -> Option<&str> {
    let plain = text.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    (plain && text.starts_with('/') && !text.starts_with("//")).then_some(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_is_weighed() {
        for (header, lang) in [
            ("", Lang::Zh),
            ("fr", Lang::Zh),
            ("en", Lang::En),
            ("en-GB,en;q=0.9", Lang::En),
            ("zh-CN,zh;q=0.9,en;q=0.8", Lang::Zh),
            ("en;q=0.4, zh-TW;q=0.5", Lang::Zh),
            ("fr, en;q=0.5, zh;q=0.1", Lang::En),
            ("en;q=0", Lang::Zh),
            ("en;q=oops", Lang::Zh),
            ("EN", Lang::En),
            ("eng, e", Lang::Zh),
            (",;, en-US ;q=0.3 , zh ; q=0.2", Lang::En),
        ] {
            assert_eq!(preferred_of(header.as_bytes()), lang, "{header}");
        }
    }

    #[test]
    fn only_paths_on_this_site_are_gone_back_to() {
        for good in ["/", "/projects?q=%E6%B5%8B&page=2", "/agencies/a#rate"] {
            assert_eq!(local_path(good), Some(good));
        }
        for bad in
            ["", "projects", "//evil.example", "/\\evil.example", "https://evil.example", "/\t/evil.example", "javascript:alert(1)", "/a b"]
        {
            assert_eq!(local_path(bad), None, "{bad}");
        }
    }
}
