//! Which database, and where.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use secrecy::{ExposeSecret, SecretString};
use url::Url;

/// A database this program can keep its records in.
#[derive(Clone)]
pub enum DatabaseUrl {
    /// A file of the bundled SQLite.
    Sqlite(PathBuf),
    /// A PostgreSQL server; the address may hold a password.
    Postgres(SecretString),
}

const WRITE_INSTEAD: &str = "write sqlite:path/to/file.sqlite or postgres://user:password@host:5432/name";

impl DatabaseUrl {
    /// Whether the database is a file of this program's own.
    pub fn is_embedded(&self) -> bool {
        matches!(self, DatabaseUrl::Sqlite(_))
    }

    /// The address with its password, for the one place that connects.
    pub fn expose(&self) -> String {
        match self {
            DatabaseUrl::Sqlite(path) => format!("sqlite:{}", path.display()),
            DatabaseUrl::Postgres(url) => url.expose_secret().to_owned(),
        }
    }
}

impl FromStr for DatabaseUrl {
    type Err = String;

    /// # Errors
    /// A sentence that says what is wrong with the address, never with the password in it.
    fn from_str(text: &str) -> Result<DatabaseUrl, String> {
        let text = text.trim();
        if let Some(path) = text.strip_prefix("sqlite:") {
            return sqlite(path.strip_prefix("//").unwrap_or(path));
        }
        match text.split_once("://").map(|(scheme, _)| scheme) {
            Some("postgres" | "postgresql") => postgres(text),
            Some("file") => {
                Err("a database file is written with sqlite: in front, such as sqlite:/var/lib/mingxuan/mingxuan.sqlite".to_owned())
            }
            Some(scheme) => Err(format!("`{scheme}` is no database this program knows; {WRITE_INSTEAD}")),
            None => Err(format!("this is not the address of a database; {WRITE_INSTEAD}")),
        }
    }
}

fn sqlite(path: &str) -> Result<DatabaseUrl, String> {
    match path {
        "" => Err(format!("the path of the file is missing; {WRITE_INSTEAD}")),
        ":memory:" => {
            Err("a market in memory would be lost when the program ends; name a file, such as sqlite:./data/mingxuan.sqlite".to_owned())
        }
        path => Ok(DatabaseUrl::Sqlite(PathBuf::from(path))),
    }
}

fn postgres(text: &str) -> Result<DatabaseUrl, String> {
    let url = Url::parse(text).map_err(|problem| format!("the address of PostgreSQL cannot be read ({problem}); a password with special characters must be percent-encoded; {WRITE_INSTEAD}"))?;
    if url.path().trim_matches('/').is_empty() {
        return Err(format!("the name of the database is missing at the end; {WRITE_INSTEAD}"));
    }
    let asks_for_tls = url.query_pairs().any(|(key, value)| key == "sslmode" && !matches!(&*value, "disable" | "allow" | "prefer"));
    if asks_for_tls && cfg!(not(feature = "postgres-tls")) {
        return Err("this program was built without TLS to PostgreSQL; build it with `--features postgres-tls`, or leave sslmode out where the way to the server is safe".to_owned());
    }
    Ok(DatabaseUrl::Postgres(SecretString::from(text)))
}

/// Host and name, never the password.
impl fmt::Display for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            DatabaseUrl::Sqlite(path) => write!(f, "sqlite:{}", path.display()),
            DatabaseUrl::Postgres(url) => match Url::parse(url.expose_secret()) {
                Ok(url) => write!(f, "postgres://{}{}", url.host_str().unwrap_or("local socket"), url.path()),
                Err(_) => f.write_str("postgres://…"),
            },
        }
    }
}

impl fmt::Debug for DatabaseUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DatabaseUrl({self})")
    }
}
