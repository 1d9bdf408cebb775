//! What a market publishes, fetched with bounds: whoever answers may be the one who is watched.

use std::time::Duration;

use url::Url;

/// The longest answer of each kind.
const HEAD: usize = 1 << 20;
const ENTRIES: usize = 256 * (65_535 + 2);
const BUNDLE: usize = 512 << 20;
/// How long one answer may take.
const PATIENCE: Duration = Duration::from_secs(60);

/// A market to look at.
pub(super) struct Market {
    base: Url,
    client: reqwest::Client,
}

impl Market {
    /// The market at `url`, reached with a client of this module's own.
    pub fn at(url: &Url) -> Result<Market, String> {
        let client = reqwest::Client::builder().timeout(PATIENCE).redirect(reqwest::redirect::Policy::limited(3)).build();
        Ok(Market::with(url, client.map_err(|e| format!("no HTTP client: {e}"))?))
    }

    /// The market at `url`, reached with a client that is there already and knows whom to trust.
    pub fn with(url: &Url, client: reqwest::Client) -> Market {
        let mut base = url.clone();
        if !base.path().ends_with('/') {
            base.set_path(&format!("{}/", base.path()));
        }
        Market { base, client }
    }

    /// The head; `None` where the market says that there is none.
    pub async fn checkpoint(&self) -> Result<String, String> {
        self.text("checkpoint").await
    }

    pub async fn keys(&self) -> Result<String, String> {
        self.text("log.vkey").await
    }

    /// A bundle of `width` entries, the `n`-th of the log.
    pub async fn entries(&self, n: u64, width: u64) -> Result<Vec<Vec<u8>>, String> {
        let partial = if width == 256 { String::new() } else { format!(".p/{width}") };
        let path = format!("tile/entries/{}{partial}", number(n));
        let bytes = self.get(&path, ENTRIES).await?;
        split(&bytes).filter(|entries| entries.len() as u64 == width).ok_or_else(|| format!("{path} is no bundle of {width} entries"))
    }

    pub async fn bundle(&self, draw: &str) -> Result<Vec<u8>, String> {
        self.get(&format!("draws/{draw}/bundle.zip"), BUNDLE).await
    }

    async fn text(&self, path: &str) -> Result<String, String> {
        String::from_utf8(self.get(path, HEAD).await?).map_err(|_| format!("{path} is no text"))
    }

    async fn get(&self, path: &str, longest: usize) -> Result<Vec<u8>, String> {
        let url = self.base.join(path).map_err(|e| format!("{path}: {e}"))?;
        let said = |e: &dyn std::fmt::Display| format!("{url} does not answer: {e}");
        let mut answer = self.client.get(url.clone()).send().await.map_err(|e| said(&e))?;
        if !answer.status().is_success() {
            return Err(said(&answer.status()));
        }
        let mut bytes = Vec::new();
        while let Some(part) = answer.chunk().await.map_err(|e| said(&e))? {
            bytes.extend_from_slice(&part);
            if bytes.len() > longest {
                return Err(said(&"far too much"));
            }
        }
        Ok(bytes)
    }
}

/// `1234567` → `x001/x234/567` (C2SP tlog-tiles).
fn number(n: u64) -> String {
    let mut path = format!("{:03}", n % 1000);
    let mut rest = n / 1000;
    while rest > 0 {
        path = format!("x{:03}/{path}", rest % 1000);
        rest /= 1000;
    }
    path
}

/// Entries after their lengths; `None` where bytes are missing or left.
fn split(mut bytes: &[u8]) -> Option<Vec<Vec<u8>>> {
    let mut entries = Vec::new();
    while let [high, low, rest @ ..] = bytes {
        let (entry, after) = rest.split_at_checked(usize::from(u16::from_be_bytes([*high, *low])))?;
        entries.push(entry.to_vec());
        bytes = after;
    }
    bytes.is_empty().then_some(entries)
}

#[cfg(test)]
mod tests {
    use super::{number, split};

    #[test]
    fn numbers_are_written_as_tiles_are_named() {
        assert_eq!([number(0), number(999), number(1000), number(1_234_067)], ["000", "999", "x001/000", "x001/x234/067"]);
    }

    #[test]
    fn a_bundle_is_whole_or_none() {
        assert_eq!(split(&[0, 1, b'a', 0, 0, 0, 2, b'b', b'c']), Some(vec![b"a".to_vec(), Vec::new(), b"bc".to_vec()]));
        assert_eq!(split(&[0, 2, b'a']), None);
        assert_eq!(split(&[0]), None);
    }
}
