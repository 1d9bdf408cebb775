//! The market as the officer's program sees it: what it asks for, and the door for the answers.

use std::time::Duration;

use reqwest::{Client, Method, StatusCode};
use serde::Deserialize;
use url::Url;

use crate::domain::draw::OfficerId;
use crate::domain::time::Instant;
use crate::error::{Error, Result};
use crate::witness::signed::{self, Signed, Signing};
use crate::witness::wire::{Answer, Message};

/// How long a market may take for one answer.
const PATIENCE: Duration = Duration::from_secs(30);

/// Where the market lists what it asks.
pub const ASKS: &str = "/api/v1/witness/asks";
/// Where the market takes answers.
pub const ANSWERS: &str = "/api/v1/witness/answers";
/// Where the market tells its time.
pub const TIME: &str = "/api/v1/time";

/// A market, and who speaks to it.
pub struct Market {
    http: Client,
    server: Url,
    officer: OfficerId,
    signing: Signing,
}

/// What the market's clock says.
#[derive(Deserialize)]
struct Clock {
    ms: i64,
}

/// The certificates in a PEM file; one without any would be believed in silence.
fn certificates(pem: &[u8]) -> Result<Vec<reqwest::Certificate>> {
    let none =
        |why: String| Error::Setup(format!("the file of --authority holds no certificate in PEM{why}; name the one the city gave out"));
    let found = reqwest::Certificate::from_pem_bundle(pem).map_err(|e| none(format!(" ({e})")))?;
    if found.is_empty() { Err(none(String::new())) } else { Ok(found) }
}

impl Market {
    /// The market at `server`; `authority` is the certificate (PEM) of an authority of the city's own.
    ///
    /// # Errors
    /// [`Error::Setup`] for a certificate that is none.
    pub fn new(server: Url, officer: OfficerId, signing: Signing, authority: Option<&[u8]>) -> Result<Market> {
        let mut builder = Client::builder().timeout(PATIENCE).redirect(reqwest::redirect::Policy::none());
        if let Some(pem) = authority {
            for certificate in certificates(pem)? {
                builder = builder.add_root_certificate(certificate);
            }
        }
        let http = builder.build().map_err(|e| Error::caused("preparing connections", e))?;
        Ok(Market { http, server, officer, signing })
    }

    /// The connections to the market and its address, for reading what it publishes to everybody.
    pub fn public(&self) -> (&Client, &Url) {
        (&self.http, &self.server)
    }

    /// What the market asks this officer now.
    ///
    /// # Errors
    /// [`Error::SignIn`] where the market does not know the officer's key; [`Error::Unavailable`] where it does not answer.
    pub async fn asks(&self) -> Result<Vec<Message>> {
        let text = self.say(Method::GET, ASKS, String::new()).await?;
        serde_json::from_str(&text).map_err(|e| Error::caused("reading what the market asks", e))
    }

    /// Gives an answer.
    ///
    /// # Errors
    /// As [`Market::asks`]; [`Error::Internal`] where the market did not take it.
    pub async fn answer(&self, answer: &Answer) -> Result<()> {
        self.say(Method::POST, ANSWERS, answer.text()?).await.map(drop)
    }

    async fn say(&self, method: Method, path: &str, body: String) -> Result<String> {
        let at = self.time().await?;
        let request = Signed { officer: &self.officer, at, method: method.as_str(), path, body: &body };
        let signature = self.signing.sign(&request);
        let sent = self
            .http
            .request(method, self.url(path)?)
            .header(signed::OFFICER, self.officer.as_str())
            .header(signed::AT, at.ms())
            .header(signed::SIGNATURE, signature)
            .header("content-type", "application/json")
            .body(body);
        self.read(sent, path).await
    }

    /// The market's own time: a signature is dated by the clock of whoever checks it.
    async fn time(&self) -> Result<Instant> {
        let text = self.read(self.http.get(self.url(TIME)?), TIME).await?;
        let clock: Clock = serde_json::from_str(&text).map_err(|e| Error::caused("reading the market's time", e))?;
        Ok(Instant(clock.ms))
    }

    async fn read(&self, request: reqwest::RequestBuilder, path: &str) -> Result<String> {
        let away = |e: reqwest::Error| Error::Unavailable(format!("{} does not answer: {e}", self.server));
        let answer = request.send().await.map_err(away)?;
        let status = answer.status();
        let text = answer.text().await.map_err(away)?;
        match status {
            StatusCode::UNAUTHORIZED => Err(Error::SignIn),
            status if status.is_success() => Ok(text),
            status if status.is_server_error() => Err(Error::Unavailable(format!("{} answers {status}", self.server))),
            status => Err(Error::internal(format!("{path} answers {status}: {}", text.chars().take(300).collect::<String>()))),
        }
    }

    fn url(&self, path: &str) -> Result<Url> {
        self.server.join(path).map_err(|e| Error::Setup(format!("{} is no address of a market: {e}", self.server)))
    }
}
