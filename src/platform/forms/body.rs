//! The body of a POST, urlencoded or multipart, as plain values and files. Limits are kept while reading, not after.

use std::collections::BTreeMap;
use std::future::Future;
use std::io::Write;
use std::pin::Pin;

use actix_multipart::{Field as Part, Multipart};
use actix_web::dev::Payload;
use actix_web::http::StatusCode;
use actix_web::http::header::CONTENT_TYPE;
use actix_web::{FromRequest, HttpRequest, ResponseError, web};
use futures_util::StreamExt;
use tempfile::NamedTempFile;

use crate::domain::bid::Object;

/// Bytes of all text values of a form together.
const MOST_TEXT: usize = 256 * 1024;
/// Bytes of one file as people are told, and files in one form.
const MOST_FILE: u64 = 50 * 1000 * 1000;
const MOST_FILES: usize = 10;
/// Values in one form; a browser never sends more of ours.
const MOST_VALUES: usize = 1_000;

/// A file that came with a form. It is deleted when dropped.
#[derive(Debug)]
pub struct Upload {
    /// The name on the sender's machine: for people only, never a path of ours.
    pub name: String,
    pub file: NamedTempFile,
    /// Bytes.
    pub size: u64,
}

/// The values and files of a submitted form, unchecked. Extracting it reads the body.
#[derive(Debug, Default)]
pub struct Fields {
    values: BTreeMap<String, Vec<String>>,
    files: BTreeMap<String, Vec<Upload>>,
}

/// Why a body could not be read.
#[derive(Debug, thiserror::Error)]
pub enum BodyError {
    #[error("the body is larger than the {limit} bytes taken here")]
    TooLarge { limit: u64 },
    #[error("the body is not UTF-8")]
    NotUtf8,
    #[error("the body is neither application/x-www-form-urlencoded nor multipart/form-data")]
    WrongType,
    #[error("the body ended early or is malformed")]
    Broken,
    #[error("an uploaded file could not be kept: {0}")]
    Storage(#[from] std::io::Error),
}

impl ResponseError for BodyError {
    fn status_code(&self) -> StatusCode {
        match self {
            BodyError::TooLarge { .. } => StatusCode::PAYLOAD_TOO_LARGE,
            BodyError::NotUtf8 | BodyError::Broken => StatusCode::BAD_REQUEST,
            BodyError::WrongType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            BodyError::Storage(_) => StatusCode::SERVICE_UNAVAILABLE,
        }
    }
}

impl Fields {
    /// Values given as pairs: for tests and for other doors to the same readers.
    pub fn from_pairs<N: Into<String>, V: Into<String>>(pairs: impl IntoIterator<Item = (N, V)>) -> Fields {
        let mut fields = Fields::default();
        for (name, value) in pairs {
            fields.values.entry(name.into()).or_default().push(value.into());
        }
        fields
    }

    /// The first value of a name.
    pub fn value(&self, name: &str) -> Option<&str> {
        self.values.get(name)?.first().map(String::as_str)
    }

    /// All values, and all files.
    pub fn into_parts(self) -> (BTreeMap<String, Vec<String>>, BTreeMap<String, Vec<Upload>>) {
        (self.values, self.files)
    }

    /// Reads an urlencoded body (or a query string), strictly UTF-8.
    pub fn from_urlencoded(body: &[u8]) -> Result<Fields, BodyError> {
        let text = std::str::from_utf8(body).map_err(|_| BodyError::NotUtf8)?;
        let mut fields = Fields::default();
        for (place, pair) in text.split('&').filter(|pair| !pair.is_empty()).enumerate() {
            if place >= MOST_VALUES {
                return Err(BodyError::TooLarge { limit: MOST_VALUES as u64 });
            }
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            fields.values.entry(decoded(name)?).or_default().push(decoded(value)?);
        }
        Ok(fields)
    }

    async fn from_multipart(mut parts: Multipart) -> Result<Fields, BodyError> {
        let mut fields = Fields::default();
        let mut budget = Budget { text: MOST_TEXT, values: MOST_VALUES, files: MOST_FILES };
        while let Some(part) = parts.next().await {
            let part = part.map_err(|_| BodyError::Broken)?;
            let name = part.name().unwrap_or_default().to_owned();
            let file_name = part.content_disposition().and_then(|header| header.get_filename().map(str::to_owned));
            match file_name {
                // A file field left empty sends a part without a name.
                Some(file_name) if file_name.is_empty() => drain(part).await?,
                Some(file_name) => {
                    budget.files = budget.files.checked_sub(1).ok_or(BodyError::TooLarge { limit: MOST_FILES as u64 })?;
                    fields.files.entry(name).or_default().push(upload(part, file_name).await?);
                }
                None => fields.values.entry(name).or_default().push(budget.text(part).await?),
            }
        }
        Ok(fields)
    }
}

impl FromRequest for Fields {
    type Error = BodyError;
    type Future = Pin<Box<dyn Future<Output = Result<Fields, BodyError>>>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let kind = request.headers().get(CONTENT_TYPE).and_then(|value| value.to_str().ok()).unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default().trim().to_ascii_lowercase();
        match kind.as_str() {
            "application/x-www-form-urlencoded" => {
                let payload = web::Payload::from_request(request, payload);
                Box::pin(async move {
                    let payload = payload.await.map_err(|_| BodyError::Broken)?;
                    let too_large = BodyError::TooLarge { limit: MOST_TEXT as u64 };
                    let body = payload.to_bytes_limited(MOST_TEXT).await.map_err(|_| too_large)?.map_err(|_| BodyError::Broken)?;
                    Fields::from_urlencoded(&body)
                })
            }
            "multipart/form-data" => {
                let parts = Multipart::from_request(request, payload);
                Box::pin(async move { Fields::from_multipart(parts.await.map_err(|_| BodyError::Broken)?).await })
            }
            _ => Box::pin(async { Err(BodyError::WrongType) }),
        }
    }
}

/// What a form may still send.
struct Budget {
    text: usize,
    values: usize,
    files: usize,
}

impl Budget {
    async fn text(&mut self, mut part: Part) -> Result<String, BodyError> {
        self.values = self.values.checked_sub(1).ok_or(BodyError::TooLarge { limit: MOST_VALUES as u64 })?;
        let mut bytes = Vec::new();
        while let Some(chunk) = part.next().await {
            let chunk = chunk.map_err(|_| BodyError::Broken)?;
            self.text = self.text.checked_sub(chunk.len()).ok_or(BodyError::TooLarge { limit: MOST_TEXT as u64 })?;
            bytes.extend_from_slice(&chunk);
        }
        String::from_utf8(bytes).map_err(|_| BodyError::NotUtf8)
    }
}

async fn upload(mut part: Part, name: String) -> Result<Upload, BodyError> {
    let mut file = web::block(NamedTempFile::new).await.map_err(|_| BodyError::Broken)??;
    // What is sealed may be as large as what it seals.
    let (mut size, most) = (0, Object::File(1).longest_payload(MOST_FILE));
    while let Some(chunk) = part.next().await {
        let chunk = chunk.map_err(|_| BodyError::Broken)?;
        size += chunk.len() as u64;
        if size > most {
            return Err(BodyError::TooLarge { limit: MOST_FILE });
        }
        file = web::block(move || file.write_all(&chunk).map(|()| file)).await.map_err(|_| BodyError::Broken)??;
    }
    Ok(Upload { name, file, size })
}

async fn drain(mut part: Part) -> Result<(), BodyError> {
    while let Some(chunk) = part.next().await {
        chunk.map_err(|_| BodyError::Broken)?;
    }
    Ok(())
}

fn decoded(text: &str) -> Result<String, BodyError> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'+' => b' ',
            b'%' => {
                let digit = |byte: Option<u8>| byte.and_then(|byte| (byte as char).to_digit(16));
                let (high, low) = (digit(rest.next()), digit(rest.next()));
                high.zip(low).map(|(high, low)| (high * 16 + low) as u8).ok_or(BodyError::Broken)?
            }
            plain => plain,
        });
    }
    String::from_utf8(bytes).map_err(|_| BodyError::NotUtf8)
}

#[cfg(test)]
mod tests {
    use actix_web::test::TestRequest;

    use super::*;

    async fn read(kind: &str, body: Vec<u8>) -> Result<Fields, BodyError> {
        let (request, mut payload) = TestRequest::post().insert_header((CONTENT_TYPE, kind)).set_payload(body).to_http_parts();
        Fields::from_request(&request, &mut payload).await
    }

    fn part(header: &str, content: &[u8]) -> Vec<u8> {
        [format!("--B\r\nContent-Disposition: form-data; {header}\r\n\r\n").as_bytes(), content, b"\r\n"].concat()
    }

    async fn parts(parts: &[Vec<u8>]) -> Result<Fields, BodyError> {
        read("multipart/form-data; boundary=B", [parts.concat().as_slice(), b"--B--\r\n"].concat()).await
    }

    #[actix_web::test]
    async fn values_and_files_come_apart() {
        let sent = [
            part("name=\"title\"", "测绘".as_bytes()),
            part("name=\"scan\"; filename=\"证书.pdf\"", b"%PDF-1.7"),
            part("name=\"scan\"; filename=\"\"", b""),
        ];
        let fields = parts(&sent).await.unwrap();
        assert_eq!(fields.value("title"), Some("测绘"));
        let (_, files) = fields.into_parts();
        let scans = &files["scan"];
        assert_eq!((scans.len(), scans[0].name.as_str(), scans[0].size), (1, "证书.pdf", 8));
        assert_eq!(std::fs::read(scans[0].file.path()).unwrap(), b"%PDF-1.7");
    }

    #[actix_web::test]
    async fn what_cannot_be_read_is_refused_and_nothing_is_guessed() {
        let form = "application/x-www-form-urlencoded";
        assert!(matches!(read(form, vec![b'a'; MOST_TEXT + 1]).await, Err(BodyError::TooLarge { .. })));
        assert!(matches!(read(form, b"a=\xff".to_vec()).await, Err(BodyError::NotUtf8)));
        assert!(matches!(read("text/plain", b"a=1".to_vec()).await, Err(BodyError::WrongType)));
        assert!(matches!(parts(&[part("name=\"title\"", b"\xff")]).await, Err(BodyError::NotUtf8)));
        assert!(matches!(parts(&[part("name=\"title\"", &vec![b'a'; MOST_TEXT + 1])]).await, Err(BodyError::TooLarge { .. })));
        let files = vec![part("name=\"scan\"; filename=\"a.pdf\"", b"x"); MOST_FILES + 1];
        assert!(matches!(parts(&files).await, Err(BodyError::TooLarge { .. })));
        assert!(matches!(read("multipart/form-data; boundary=B", part("name=\"a\"", b"1")).await, Err(BodyError::Broken)));
    }
}
