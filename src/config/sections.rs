//! The sections of the configuration, typed. What each key means for an operator is said in `config/default.toml`.

use std::net::IpAddr;
use std::path::{Path, PathBuf};

use secrecy::SecretString;
use serde::Deserialize;
use url::Url;

use super::values::{address, port, secret_unless_empty, unless_empty, web_address, web_addresses};
use super::{DatabaseUrl, Network, Socket};
use crate::text_states;

/// Where and how the server listens.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Server {
    /// The address to listen on.
    #[serde(deserialize_with = "address")]
    pub bind: IpAddr,
    /// The port to listen on; 0 takes a free one.
    #[serde(deserialize_with = "port")]
    pub port: u16,
    /// The address people type, where it is not the one listened on.
    #[serde(deserialize_with = "web_address")]
    pub public_url: Option<Url>,
    /// The certificate chain, PEM.
    #[serde(deserialize_with = "unless_empty")]
    pub tls_cert: Option<PathBuf>,
    /// The private key of the certificate, PEM.
    #[serde(deserialize_with = "unless_empty")]
    pub tls_key: Option<PathBuf>,
    /// The proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<Network>,
    /// Whether plain http on an address others can reach is allowed.
    pub insecure_http: bool,
    /// Threads that answer requests; 0 means one for each processor.
    pub workers: usize,
    /// Seconds a stopping server waits for requests and the job in hand.
    pub shutdown_seconds: u64,
}

impl Server {
    /// Certificate and key, where the server speaks TLS by itself.
    pub fn tls(&self) -> Option<(&Path, &Path)> {
        self.tls_cert.as_deref().zip(self.tls_key.as_deref())
    }
}

/// Where the records are.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Database {
    /// The database; see [`super::Config::database_url`] for the default.
    #[serde(deserialize_with = "unless_empty")]
    pub url: Option<DatabaseUrl>,
    /// Reading connections on SQLite.
    pub sqlite_readers: u32,
    /// Connections to PostgreSQL at most.
    pub postgres_connections: u32,
    /// Seconds a request waits for a free connection.
    pub wait_seconds: u64,
}

text_states! {
    /// How the operator wants mail to leave.
    pub enum MailTransport { Auto => "auto", Smtp => "smtp", Files => "files", Memory => "memory" }
}

text_states! {
    /// How the connection to the SMTP host is protected.
    pub enum SmtpSecurity { StartTls => "starttls", Tls => "tls", None => "none" }
}

/// How mail leaves.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Mail {
    /// The operator's choice; [`Mail::smtp`] resolves `auto`.
    pub transport: MailTransport,
    /// The sender of every mail, `name <address>`.
    pub from: String,
    /// The host that takes mail for delivery.
    #[serde(deserialize_with = "unless_empty")]
    pub smtp_host: Option<String>,
    /// Its port.
    #[serde(deserialize_with = "port")]
    pub smtp_port: u16,
    /// The account to sign in with.
    #[serde(deserialize_with = "unless_empty")]
    pub smtp_user: Option<String>,
    /// The password of that account.
    #[serde(deserialize_with = "secret_unless_empty")]
    pub smtp_password: Option<SecretString>,
    /// How the connection is protected.
    pub smtp_security: SmtpSecurity,
}

impl Mail {
    /// The SMTP host, where mail leaves through one.
    pub fn smtp(&self) -> Option<&str> {
        match self.transport {
            MailTransport::Auto | MailTransport::Smtp => self.smtp_host.as_deref(),
            MailTransport::Files | MailTransport::Memory => None,
        }
    }
}

/// A search server beside the built-in engine.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Search {
    /// The address of a Meilisearch server.
    #[serde(deserialize_with = "web_address")]
    pub meilisearch_url: Option<Url>,
    /// The key that may write there.
    #[serde(deserialize_with = "secret_unless_empty")]
    pub meilisearch_key: Option<SecretString>,
    /// The first part of the names of the indexes there.
    pub meilisearch_prefix: String,
}

/// Where uploaded files are.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Storage {
    /// The folder for files; see [`super::Config::files_dir`] for the default.
    #[serde(deserialize_with = "unless_empty")]
    pub files_dir: Option<PathBuf>,
    /// The largest file, in MiB.
    pub max_file_mb: u64,
    /// The virus scanner that sees every file before it is kept.
    #[serde(deserialize_with = "unless_empty")]
    pub clamd: Option<Socket>,
}

impl Storage {
    /// The largest file, in bytes.
    pub fn max_file_bytes(&self) -> u64 {
        self.max_file_mb.saturating_mul(1_048_576)
    }
}

/// Where the key is that encrypts files and sealed records.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Secrets {
    /// The key file; see [`super::Config::key_file`] for the default.
    #[serde(deserialize_with = "unless_empty")]
    pub key_file: Option<PathBuf>,
    /// The file with the key that signs the heads of the log; see [`super::Config::log_key_file`] for the default.
    #[serde(deserialize_with = "unless_empty")]
    pub log_key_file: Option<PathBuf>,
}

/// Sessions, lockout and links.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Security {
    /// Hours until a session ends.
    pub session_hours: u32,
    /// Minutes without a request until a session ends.
    pub session_idle_minutes: u32,
    /// Wrong passwords in a row until an account is locked.
    pub lockout_attempts: u32,
    /// Minutes a locked account stays locked.
    pub lockout_minutes: u32,
    /// Minutes the link of a password mail works.
    pub reset_minutes: u32,
    /// Days an invitation works.
    pub invitation_days: u32,
    /// Passwords checked at the same time.
    pub password_checks: usize,
}

/// How often somebody may knock, a minute; 0 means no limit.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// Sign-in and password-reset attempts from one client address.
    pub sign_in_per_minute: u32,
    /// Changes by one account.
    pub changes_per_minute: u32,
    /// API requests with one access token.
    pub api_per_minute: u32,
    /// Requests from one client address.
    pub requests_per_minute: u32,
    /// Secrets and signatures brought to draws from one client address.
    pub reveals_per_minute: u32,
}

/// Who does the jobs.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Worker {
    /// Whether `serve` does them too.
    pub inside_serve: bool,
    /// Milliseconds between two looks for a job.
    pub poll_ms: u64,
}

/// Where the public beacon is asked.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Beacon {
    /// The relays, in the order in which they are tried.
    #[serde(deserialize_with = "web_addresses")]
    pub relays: Vec<Url>,
}

/// Who may read the figures.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Metrics {
    /// The bearer token for other machines.
    #[serde(deserialize_with = "secret_unless_empty")]
    pub token: Option<SecretString>,
}

/// Whose market this is.
#[derive(Clone, Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Market {
    /// Files with further versions of the policy.
    pub policies: Vec<PathBuf>,
    /// The place served, in Chinese.
    pub city_zh: String,
    /// The place served, in English.
    pub city_en: String,
    /// Who runs the market, in Chinese.
    pub host_zh: String,
    /// Who runs the market, in English.
    pub host_en: String,
    /// The telephone of the service desk.
    pub service_phone: String,
    /// The telephone of the supervising authority.
    pub supervision_phone: String,
    /// The name under which the audit log is signed (audit/v1, C2SP checkpoint origin).
    pub log_origin: String,
    /// Whether every page says that all of it is made up.
    pub demonstration: bool,
}
