//! How requests reach the server: by the HTTP client that everything else uses, so that there is one, with the same certificates and the same limits.

use async_trait::async_trait;
use futures_util::io::{AsyncRead, AsyncReadExt};
use meilisearch_sdk::errors::Error;
use meilisearch_sdk::request::{HttpClient, Method, parse_response};
use reqwest::header::{AUTHORIZATION, CONTENT_TYPE, HeaderMap, HeaderValue};
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;
use serde::de::DeserializeOwned;

use super::fault::MeiliFault;

/// The connections to one server, with its key. A server that answers with another address is not followed: the key would go there too.
#[derive(Clone, Debug)]
pub(super) struct Wire(reqwest::Client);

impl Wire {
    /// # Errors
    /// A key that cannot stand in an HTTP header.
    pub(super) fn new(key: Option<&SecretString>) -> Result<Wire, MeiliFault> {
        let mut headers = HeaderMap::new();
        if let Some(key) = key {
            let bearer = HeaderValue::from_str(&format!("Bearer {}", key.expose_secret()));
            let mut bearer = bearer.map_err(|_| MeiliFault::Unsendable)?;
            bearer.set_sensitive(true);
            headers.insert(AUTHORIZATION, bearer);
        }
        let client = reqwest::Client::builder().default_headers(headers).redirect(reqwest::redirect::Policy::none()).build();
        Ok(Wire(client.map_err(|_| MeiliFault::Unsendable)?))
    }
}

#[async_trait]
impl HttpClient for Wire {
    async fn stream_request<Q, B, Output>(&self, url: &str, method: Method<Q, B>, kind: &str, expected: u16) -> Result<Output, Error>
    where
        Q: Serialize + Send + Sync,
        B: AsyncRead + Send + Sync + 'static,
        Output: DeserializeOwned + 'static,
    {
        let url = format!("{url}{}", yaup::to_string(method.query())?);
        let mut request = self.0.request(verb(&method), &url);
        if let Some(body) = method.into_body() {
            let mut bytes = Vec::new();
            std::pin::pin!(body).read_to_end(&mut bytes).await.map_err(|error| Error::Other(error.into()))?;
            request = request.header(CONTENT_TYPE, kind).body(bytes);
        }
        let answer = request.send().await.map_err(unreachable)?;
        let status = answer.status().as_u16();
        let text = answer.text().await.map_err(unreachable)?;
        parse_response(status, expected, if text.is_empty() { "null" } else { &text }, url)
    }
}

/// The fault goes through the client's own kind of error and is known again on the other side.
fn unreachable(_: reqwest::Error) -> Error {
    Error::Other(Box::new(MeiliFault::Unreachable))
}

fn verb<Q, B>(method: &Method<Q, B>) -> reqwest::Method {
    match method {
        Method::Get { .. } => reqwest::Method::GET,
        Method::Post { .. } => reqwest::Method::POST,
        Method::Patch { .. } => reqwest::Method::PATCH,
        Method::Put { .. } => reqwest::Method::PUT,
        Method::Delete { .. } => reqwest::Method::DELETE,
    }
}
