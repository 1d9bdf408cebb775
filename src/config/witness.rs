//! Who watches the draws and the log.

use serde::{Deserialize, Deserializer, de::Error};
use url::Url;

use crate::domain::log::WitnessKey;

/// The witness officers of this program.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Witness {
    /// Ids of the officers that run inside this program.
    pub inside: Vec<String>,
    /// Witnesses of the wide world that are asked to vouch for the log.
    #[serde(deserialize_with = "cosigners")]
    pub cosigners: Vec<Cosigner>,
}

/// A witness that answers C2SP tlog-witness.
#[derive(Clone, Debug)]
pub struct Cosigner {
    /// Below which `add-checkpoint` is.
    pub url: Url,
    pub key: WitnessKey,
}

fn cosigners<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Cosigner>, D::Error> {
    let read = |text: &String| {
        let (url, key) = text.split_once(' ')?;
        let mut url = Url::parse(url).ok().filter(|url| matches!(url.scheme(), "http" | "https") && url.query().is_none())?;
        if !url.path().ends_with('/') {
            url.set_path(&format!("{}/", url.path()));
        }
        Some(Cosigner { url, key: WitnessKey::parse(key.trim())? })
    };
    let all = Vec::<String>::deserialize(deserializer)?;
    let wrong = |text: &String| {
        D::Error::custom(format!("`{text}` is no witness; write its address, a blank and its key: https://witness.example name+hash+key"))
    };
    all.iter().map(|text| read(text).ok_or_else(|| wrong(text))).collect()
}
