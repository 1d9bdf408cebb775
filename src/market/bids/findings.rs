//! What cleaning a document came to, in words, and the answer of the check service.

use actix_web::http::header::CACHE_CONTROL;
use actix_web::{HttpRequest, HttpResponse};
use serde::Serialize;

use crate::domain::cleaning::{Cleaned, Place};
use crate::error::{Error, Result};
use crate::platform::i18n::{Msg, T};

/// Sentences of each kind shown at most: whoever has more begins with these.
const SHOWN: usize = 20;

/// What was done to a document and what is left to do.
#[derive(Debug, Serialize)]
pub struct Findings {
    /// What was taken out.
    pub removed: Vec<String>,
    /// What still names the agency.
    pub found: Vec<String>,
    /// What somebody has to look at, because no search can read it.
    pub unread: Vec<String>,
}

impl Findings {
    /// In the reader's language.
    pub fn of(t: T, cleaned: &Cleaned) -> Findings {
        let removed = cleaned.removed.iter().map(|trace| t.msg("cleaning-removed").with("what", t.word("cleaning-trace", trace)));
        let found = cleaned.found.iter().take(SHOWN).map(|found| {
            let what = t.word("cleaning-sought", found.what);
            t.msg("cleaning-found").with("what", what).with("text", &found.text).with("place", place(t, &found.place))
        });
        let places: Vec<String> = cleaned.unread.iter().take(SHOWN).map(|one| place(t, one).to_string()).collect();
        let unread = (!places.is_empty()).then(|| t.msg("cleaning-unread").with("places", places.join(", ")));
        let texts = |all: &mut dyn Iterator<Item = Msg>| all.map(|one| one.to_string()).collect();
        Findings { removed: texts(&mut removed.into_iter()), found: texts(&mut found.into_iter()), unread: texts(&mut unread.into_iter()) }
    }
}

/// The name of a document that is sent to be checked, from the address.
pub fn name(request: &HttpRequest) -> String {
    let pairs = url::form_urlencoded::parse(request.query_string().as_bytes());
    pairs.filter(|(key, _)| key == "name").map(|(_, name)| name.into_owned()).next().unwrap_or_default()
}

/// The cleaned document; the header `Mingxuan-Findings` is percent-encoded JSON with `removed`, `found` and `unread`, lists of sentences.
///
/// # Errors
/// [`Error::Internal`] should the findings be no JSON.
pub fn answer(t: T, cleaned: Cleaned) -> Result<HttpResponse> {
    let said = serde_json::to_string(&Findings::of(t, &cleaned)).map_err(|e| Error::caused("writing findings", e))?;
    let said: String = url::form_urlencoded::byte_serialize(said.as_bytes()).collect::<String>().replace('+', "%20");
    let mut answer = HttpResponse::Ok();
    answer.insert_header(("Mingxuan-Findings", said)).insert_header((CACHE_CONTROL, "no-store"));
    Ok(answer.content_type("application/octet-stream").body(cleaned.bytes))
}

/// A word of the second check as a sentence.
pub fn second(t: T, word: &str) -> String {
    match word.split_once('-') {
        Some(("trace", trace)) => t.msg("bids-finding-trace").with("what", t.word("cleaning-trace", trace)).to_string(),
        Some(("own", what)) => t.msg("bids-finding-own").with("what", t.word("cleaning-sought", what)).to_string(),
        _ => t.t("bids-finding-refused"),
    }
}

/// Where in a document.
pub fn place(t: T, place: &Place) -> Msg {
    match place {
        Place::FileName => t.msg("cleaning-in-name"),
        Place::Page(number) => t.msg("cleaning-on-page").with_n("number", *number as i64),
        Place::Beside => t.msg("cleaning-beside"),
        Place::Part(name) => t.msg("cleaning-in-part").with("name", name),
    }
}
