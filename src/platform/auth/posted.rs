//! A submitted form, checked before anybody reads it: its type, its size, UTF-8, and the token that binds it to the session.

use std::collections::BTreeMap;
use std::future::Future;
use std::pin::Pin;

use actix_multipart::Multipart;
use actix_web::dev::Payload;
use actix_web::{FromRequest, HttpRequest, web};
use futures_util::StreamExt;

use super::acting::session_token;
use super::session;
use crate::app::App;
use crate::error::{Error, Result, Say};
use crate::platform::keys::same_secret;

/// Bytes of text in a form at most.
const TEXT_LIMIT: usize = 256 * 1024;
/// Fields in a form at most.
const FIELD_LIMIT: usize = 2_000;

/// A submitted form. Taking it as an argument is what makes a handler safe from forged forms.
#[derive(Debug, Default)]
pub struct Posted {
    /// Values by field, in the order sent; trimmed of nothing, exactly as typed.
    pub values: BTreeMap<String, Vec<String>>,
    /// Files by field.
    pub uploads: Vec<Upload>,
}

/// A file that arrived; its bytes lie in a temporary file that vanishes with this value.
#[derive(Debug)]
pub struct Upload {
    pub field: String,
    /// The name the browser gave, hostile until cleaned.
    pub file_name: String,
    pub file: tempfile::NamedTempFile,
    pub size: u64,
}

impl Posted {
    /// The first value of a field, trimmed; empty where there is none.
    pub fn text(&self, field: &str) -> &str {
        self.values.get(field).and_then(|values| values.first()).map_or("", |value| value.trim())
    }

    /// All values of a field.
    pub fn all(&self, field: &str) -> &[String] {
        self.values.get(field).map_or(&[], Vec::as_slice)
    }

    /// Whether a box was ticked or a button of this name pressed.
    pub fn has(&self, field: &str) -> bool {
        !self.text(field).is_empty()
    }

    /// The file of a field, if one was chosen.
    pub fn upload(&self, field: &str) -> Option<&Upload> {
        self.uploads.iter().find(|upload| upload.field == field)
    }
}

impl FromRequest for Posted {
    type Error = Error;
    type Future = Pin<Box<dyn Future<Output = Result<Posted>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let request = request.clone();
        let payload = payload.take();
        Box::pin(async move {
            let app = request.app_data::<web::Data<App>>().ok_or_else(|| Error::internal("the app is not part of the request"))?.clone();
            let kind = request.headers().get("content-type").and_then(|v| v.to_str().ok()).unwrap_or_default().to_owned();
            let posted = if kind.starts_with("multipart/form-data") {
                multipart(Multipart::new(request.headers(), payload), app.config.storage.max_file_mb).await?
            } else if kind.starts_with("application/x-www-form-urlencoded") || kind.is_empty() {
                urlencoded(payload).await?
            } else {
                return Err(Error::Malformed(Say::new("error-form-type")));
            };
            check_token(&request, &app, &posted)?;
            Ok(posted)
        })
    }
}

/// A form of a signed-in browser must carry its session's token. Before sign-in there is no session to ride on; the origin check stands alone.
fn check_token(request: &HttpRequest, app: &App, posted: &Posted) -> Result<()> {
    let Some(token) = session_token(request) else { return Ok(()) };
    if same_secret(&session::form_token(&app.keys, &token), posted.text("csrf")) {
        return Ok(());
    }
    Err(Error::Malformed(Say::new("error-form-token")))
}

async fn urlencoded(mut payload: Payload) -> Result<Posted> {
    let mut bytes = Vec::new();
    while let Some(chunk) = payload.next().await {
        let chunk = chunk.map_err(|_| Error::Malformed(Say::new("error-form-broken")))?;
        if bytes.len() + chunk.len() > TEXT_LIMIT {
            return Err(Error::Malformed(Say::new("error-form-long").with("limit", TEXT_LIMIT / 1024)));
        }
        bytes.extend_from_slice(&chunk);
    }
    let mut posted = Posted::default();
    for (fields, pair) in bytes.split(|b| *b == b'&').filter(|pair| !pair.is_empty()).enumerate() {
        if fields >= FIELD_LIMIT {
            return Err(Error::Malformed(Say::new("error-form-long").with("limit", TEXT_LIMIT / 1024)));
        }
        let cut = pair.iter().position(|b| *b == b'=').unwrap_or(pair.len());
        let name = decoded(&pair[..cut])?;
        let value = decoded(pair.get(cut + 1..).unwrap_or_default())?;
        posted.values.entry(name).or_default().push(value);
    }
    Ok(posted)
}

/// Percent-decoding that refuses what is not UTF-8 instead of repairing it: repaired text is not what was typed.
fn decoded(bytes: &[u8]) -> Result<String> {
    let mut out = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let [first, tail @ ..] = rest {
        rest = tail;
        match (first, tail) {
            (b'+', _) => out.push(b' '),
            (b'%', [high, low, after @ ..]) if high.is_ascii_hexdigit() && low.is_ascii_hexdigit() => {
                let digit = |d: u8| (d as char).to_digit(16).unwrap_or(0) as u8;
                out.push(digit(*high) << 4 | digit(*low));
                rest = after;
            }
            (other, _) => out.push(*other),
        }
    }
    String::from_utf8(out).map_err(|_| Error::Malformed(Say::new("error-form-utf8")))
}

async fn multipart(mut parts: Multipart, limit_mb: u64) -> Result<Posted> {
    let broken = |_| Error::Malformed(Say::new("error-form-broken"));
    let mut posted = Posted::default();
    let (mut text_bytes, mut fields) = (0, 0);
    while let Some(part) = parts.next().await {
        let mut part = part.map_err(broken)?;
        fields += 1;
        if fields > FIELD_LIMIT {
            return Err(Error::Malformed(Say::new("error-form-long").with("limit", TEXT_LIMIT / 1024)));
        }
        let name = part.name().unwrap_or_default().to_owned();
        let file_name = part.content_disposition().and_then(|d| d.get_filename()).map(str::to_owned);
        match file_name {
            None => {
                let mut bytes = Vec::new();
                while let Some(chunk) = part.next().await {
                    let chunk = chunk.map_err(broken)?;
                    text_bytes += chunk.len();
                    if text_bytes > TEXT_LIMIT {
                        return Err(Error::Malformed(Say::new("error-form-long").with("limit", TEXT_LIMIT / 1024)));
                    }
                    bytes.extend_from_slice(&chunk);
                }
                let value = String::from_utf8(bytes).map_err(|_| Error::Malformed(Say::new("error-form-utf8")))?;
                posted.values.entry(name).or_default().push(value);
            }
            Some(file_name) => {
                if let Some(upload) = received(&mut part, name, file_name, limit_mb).await? {
                    posted.uploads.push(upload);
                }
            }
        }
    }
    Ok(posted)
}

/// Writes a file part to disk as it comes. A field whose file was not chosen arrives empty and without a name: no upload.
async fn received(part: &mut actix_multipart::Field, field: String, file_name: String, limit_mb: u64) -> Result<Option<Upload>> {
    use std::io::Write;
    let disk = |e: std::io::Error| Error::Unavailable(format!("keeping an upload: {e}"));
    let mut file = tempfile::NamedTempFile::new().map_err(disk)?;
    let mut size = 0_u64;
    while let Some(chunk) = part.next().await {
        let chunk = chunk.map_err(|_| Error::Malformed(Say::new("error-form-broken")))?;
        size += chunk.len() as u64;
        if size > limit_mb * 1_048_576 {
            return Err(Error::TooLarge { limit_mb });
        }
        file.write_all(&chunk).map_err(disk)?;
    }
    if size == 0 && file_name.is_empty() {
        return Ok(None);
    }
    Ok(Some(Upload { field, file_name, file, size }))
}
