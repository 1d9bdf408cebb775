//! What an agency gets once its entry is taken.

use actix_web::HttpResponse;
use askama::Template;
use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde::Serialize;

use crate::error::{Error, Result};
use crate::market::bids::service::Taken;
use crate::platform::log::receipt::ReceiptFile;
use crate::platform::page::{self, Ctx};

/// What is given once, because the market could not find it again.
#[derive(Template)]
#[template(path = "bids/kept.html")]
struct KeptPage<'a> {
    ctx: &'a Ctx,
    href: String,
    /// Name, text, and the same as an address by which a browser saves it.
    files: Vec<(String, String, String)>,
    typed: bool,
}

/// The answer to an entry that was taken.
///
/// # Errors
/// [`Error::Internal`] should what is kept be no JSON.
pub fn done(ctx: &Ctx, id: &str, taken: &Taken) -> Result<HttpResponse> {
    let Some(hidden) = &taken.hidden else {
        return Ok(page::see_other(&format!("/signups/{id}/quote"), Some("bids-flash-sealed")));
    };
    let short = taken.entry.label.get(2..10).unwrap_or_default();
    let proof = Proof { pseudonym: &taken.entry.label, hidden_salt: hidden.to_string(), proof: &taken.receipt };
    let written = |e| Error::caused("writing what an agency keeps", e);
    let mut files = vec![(format!("quote-receipt-{short}.json"), serde_json::to_string_pretty(&proof).map_err(written)?)];
    if let Some(private) = &taken.private {
        files.push((format!("private-{short}.json"), serde_json::to_string_pretty(private).map_err(written)?));
    }
    let saved = |text: &str| format!("data:application/json;base64,{}", BASE64.encode(text));
    let files = files.into_iter().map(|(name, text)| (name, saved(&text), text)).map(|(name, saved, text)| (name, text, saved)).collect();
    Ok(ctx.ok(&KeptPage { ctx, href: format!("/signups/{id}/quote"), files, typed: taken.private.is_some() }))
}

/// The receipt of an entry under a pseudonym.
#[derive(Serialize)]
struct Proof<'a> {
    pseudonym: &'a str,
    hidden_salt: String,
    #[serde(flatten)]
    proof: &'a ReceiptFile,
}
