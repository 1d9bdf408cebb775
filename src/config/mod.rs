//! What an operator may set. Read once into types, checked once, passed down; there is no global.
//!
//! The sources, later ones first: flags, `MINGXUAN_…` environment, file, and `config/default.toml`, which is part of the
//! program and names every key with a sentence. [`layers`] puts them on top of each other and refuses keys that do not
//! exist; [`check`] refuses what is well-formed but would be unsafe or cannot work.

mod check;
mod database_url;
mod layers;
mod log_lines;
mod network;
mod refused;
mod sections;
mod socket;
mod values;
mod witness;
#[cfg(test)]
mod tests;

use std::net::SocketAddr;
use std::path::{Path, PathBuf};

use serde::Deserialize;
use url::Url;

pub use database_url::DatabaseUrl;
pub use layers::{Layers, Origin, Sources};
pub use log_lines::{Log, LogFormat};
pub use network::Network;
pub use refused::{Refusals, Refused};
pub use sections::*;
pub use socket::Socket;
pub use witness::{Cosigner, Witness};

/// Everything an operator may set.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Config {
    /// The folder in which the program keeps all that is its own.
    pub data_dir: PathBuf,
    /// Where and how the server listens.
    pub server: Server,
    /// Where the records are.
    pub database: Database,
    /// How mail leaves.
    pub mail: Mail,
    /// A search server beside the built-in engine.
    pub search: Search,
    /// Where uploaded files are.
    pub storage: Storage,
    /// Where the key is that encrypts files and sealed records.
    pub secrets: Secrets,
    /// Sessions, lockout and links.
    pub security: Security,
    /// How often somebody may knock.
    pub limits: Limits,
    /// Who does the jobs.
    pub worker: Worker,
    /// The witness officers of this program.
    pub witness: Witness,
    /// Where the public beacon is asked.
    pub beacon: Beacon,
    /// Who may read the figures.
    pub metrics: Metrics,
    /// How log lines look.
    pub log: Log,
    /// Whose market this is.
    pub market: Market,
}

impl Config {
    /// Reads all sources and checks the result for production.
    ///
    /// # Errors
    /// Every refusal at once, each a sentence that names the key, what is wrong and what to write instead.
    pub fn load(sources: &Sources) -> Result<Config, Refusals> {
        let config = Layers::read(sources)?.config()?;
        config.check()?;
        Ok(config)
    }

    /// The defaults in a folder of a test's own: a free port, mail kept in memory, no limits on how often a test may knock.
    pub fn for_tests(data_dir: &Path) -> Config {
        let folder = data_dir.to_string_lossy();
        let flags = [
            ("data_dir", &*folder),
            ("server.port", "0"),
            ("mail.transport", "memory"),
            ("limits.sign_in_per_minute", "0"),
            ("limits.changes_per_minute", "0"),
            ("limits.api_per_minute", "0"),
            ("limits.requests_per_minute", "0"),
            ("limits.reveals_per_minute", "0"),
            ("beacon.relays", ""),
        ];
        let flags = flags.map(|(key, value)| (key, value.to_owned())).to_vec();
        let sources = Sources { flags, ..Sources::default() };
        Layers::read(&sources).and_then(|layers| layers.config()).expect("the built-in defaults are complete")
    }

    /// The database the market is in.
    pub fn database_url(&self) -> DatabaseUrl {
        self.database.url.clone().unwrap_or_else(|| DatabaseUrl::Sqlite(self.data_dir.join("mingxuan.sqlite")))
    }

    /// The file of the embedded database, where that is in use.
    pub fn database_file(&self) -> Option<PathBuf> {
        match self.database_url() {
            DatabaseUrl::Sqlite(path) => Some(path),
            DatabaseUrl::Postgres(_) => None,
        }
    }

    /// The folder for uploaded files.
    pub fn files_dir(&self) -> PathBuf {
        self.storage.files_dir.clone().unwrap_or_else(|| self.data_dir.join("files"))
    }

    /// The folder for `.eml` files where no SMTP host is set.
    pub fn mail_dir(&self) -> PathBuf {
        self.data_dir.join("mail")
    }

    /// The folder of this server's own search index.
    pub fn search_dir(&self) -> PathBuf {
        self.data_dir.join("search")
    }

    /// The file with the key that encrypts files and sealed records.
    pub fn key_file(&self) -> PathBuf {
        self.secrets.key_file.clone().unwrap_or_else(|| self.data_dir.join("secret.key"))
    }

    /// The file with the key that signs the heads of the log.
    pub fn log_key_file(&self) -> PathBuf {
        self.secrets.log_key_file.clone().unwrap_or_else(|| self.data_dir.join("log.key"))
    }

    /// The address to listen on.
    pub fn listen_on(&self) -> SocketAddr {
        SocketAddr::new(self.server.bind, self.server.port)
    }

    /// The address people type, with a trailing slash, so that `join("projects/…")` stays below it.
    pub fn public_url(&self) -> Url {
        self.public_url_at(self.listen_on())
    }

    /// Like [`Config::public_url`] where the port was taken freely and is known only after listening.
    pub fn public_url_at(&self, listening: SocketAddr) -> Url {
        let scheme = if self.is_https() { "https" } else { "http" };
        self.server
            .public_url
            .clone()
            .unwrap_or_else(|| Url::parse(&format!("{scheme}://{listening}/")).expect("a socket address is a valid host and port"))
    }

    /// The address people type, without a slash at its end: for links in mails, QR codes and documents.
    pub fn base_url(&self) -> String {
        self.public_url().as_str().trim_end_matches('/').to_owned()
    }

    /// Whether people reach this market through https, so that cookies may insist on it.
    pub fn is_https(&self) -> bool {
        self.server.public_url.as_ref().map_or(self.server.tls().is_some(), |url| url.scheme() == "https")
    }
}
