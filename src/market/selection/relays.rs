//! drand's public relays: any of them will do, because a signature proves itself.

use std::time::Duration;

use reqwest::Client;
use serde::Deserialize;
use url::Url;

use crate::domain::draw::beacon::CHAIN;
use crate::domain::draw::{Round, Signature};

/// How long one relay may take.
const PATIENCE: Duration = Duration::from_secs(8);
/// The longest answer that is read.
const LONGEST: usize = 4_096;

/// What a relay says of a round.
#[derive(Debug, Deserialize)]
pub struct Said {
    pub round: u64,
    pub signature: String,
}

/// The signature of a round from the first relay that has it; `None` where none does. A false one is passed over.
pub async fn signature(relays: &[Url], round: Round) -> Option<Signature> {
    let http = Client::builder().timeout(PATIENCE).redirect(reqwest::redirect::Policy::none()).build();
    let http = http.inspect_err(|e| tracing::error!(error = %e, "connections to the beacon's relays cannot be prepared")).ok()?;
    for relay in relays {
        match ask(&http, relay, round).await {
            Ok(signature) if signature.signs(round) => return Some(signature),
            Ok(_) => tracing::warn!(%relay, round = round.number(), "a relay gives a signature that is not the beacon's"),
            Err(why) => tracing::info!(%relay, round = round.number(), why, "a relay does not have the beacon's signature"),
        }
    }
    None
}

async fn ask(http: &Client, relay: &Url, round: Round) -> Result<Signature, String> {
    let base = relay.as_str().trim_end_matches('/');
    let words = |e: reqwest::Error| e.without_url().to_string();
    let mut answer = http.get(format!("{base}/{CHAIN}/public/{}", round.number())).send().await.map_err(words)?;
    let answer_status = answer.status();
    if !answer_status.is_success() {
        return Err(format!("it answers {answer_status}"));
    }
    let mut body = Vec::new();
    while let Some(piece) = answer.chunk().await.map_err(words)? {
        body.extend_from_slice(&piece);
        if body.len() > LONGEST {
            return Err("it answers too much".to_owned());
        }
    }
    let said: Said = serde_json::from_slice(&body).map_err(|e| e.to_string())?;
    if said.round != round.number() {
        return Err(format!("it answers with round {}", said.round));
    }
    Signature::parse(&said.signature).ok_or_else(|| "its signature is none".to_owned())
}
