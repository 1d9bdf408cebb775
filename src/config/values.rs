//! How single values of the configuration are read.

use std::fmt::Display;
use std::net::IpAddr;
use std::str::FromStr;

use secrecy::SecretString;
use serde::{Deserialize, Deserializer, de::Error};
use url::Url;

/// Empty text means "not set"; anything else must parse.
pub(super) fn unless_empty<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: FromStr,
    T::Err: Display,
{
    let text = String::deserialize(deserializer)?;
    if text.trim().is_empty() { Ok(None) } else { text.trim().parse().map(Some).map_err(D::Error::custom) }
}

pub(super) fn secret_unless_empty<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<SecretString>, D::Error> {
    let text = String::deserialize(deserializer)?;
    Ok((!text.trim().is_empty()).then(|| SecretString::from(text.trim())))
}

pub(super) fn address<'de, D: Deserializer<'de>>(deserializer: D) -> Result<IpAddr, D::Error> {
    let text = String::deserialize(deserializer)?;
    text.trim().parse().map_err(|_| {
        D::Error::custom(format!(
            "`{text}` is not an address; write 127.0.0.1 for this machine only, 0.0.0.0 or :: for all networks, or one of its addresses"
        ))
    })
}

pub(super) fn port<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u16, D::Error> {
    let number = i64::deserialize(deserializer)?;
    u16::try_from(number).map_err(|_| D::Error::custom(format!("{number} is not a port; write a number from 0 to 65535")))
}

/// An http or https address, kept with a trailing slash so that `join` stays below it.
pub(super) fn web_address<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Url>, D::Error> {
    let text = String::deserialize(deserializer)?;
    if text.trim().is_empty() { Ok(None) } else { read_address(text.trim()).map(Some).map_err(D::Error::custom) }
}

pub(super) fn web_addresses<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Vec<Url>, D::Error> {
    let texts = Vec::<String>::deserialize(deserializer)?;
    texts.iter().map(|text| read_address(text.trim()).map_err(D::Error::custom)).collect()
}

fn read_address(text: &str) -> Result<Url, String> {
    let wrong = || format!("`{text}` is not a web address; write one such as https://market.example");
    let mut url = Url::parse(text).map_err(|_| wrong())?;
    if !matches!(url.scheme(), "http" | "https") || url.host().is_none() || url.query().is_some() || url.fragment().is_some() {
        return Err(wrong());
    }
    if !url.path().ends_with('/') {
        url.set_path(&format!("{}/", url.path()));
    }
    Ok(url)
}
