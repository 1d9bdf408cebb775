//! Connections: how a URL becomes one, and the pool that lends them.

use std::path::{Path, PathBuf};
use std::time::Duration;

use diesel::connection::SimpleConnection;
use diesel::prelude::*;
use diesel::r2d2::{self, R2D2Connection};

use super::{DbConn, Options};
use crate::error::{Error, Result};

pub(super) type Pool = r2d2::Pool<Lender>;

/// What a connection is for; SQLite's readers cannot write.
#[derive(Clone, Copy, Debug)]
pub(super) enum Purpose {
    Read,
    Write { durable: bool },
}

/// A parsed database URL.
#[derive(Clone, Debug)]
pub(super) enum Place {
    Sqlite(PathBuf),
    Pg(String),
}

impl Place {
    pub(super) fn parse(url: &str) -> Result<Place> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Ok(Place::Pg(url.to_owned()));
        }
        let path = url.strip_prefix("sqlite://").or_else(|| url.strip_prefix("sqlite:")).unwrap_or(url);
        if path.contains("://") || path.is_empty() {
            return Err(Error::Setup(format!(
                "database.url {:?} is not understood: write sqlite:PATH (for example sqlite:data/mingxuan.db) or postgres://user@host/name",
                without_password(url)
            )));
        }
        Ok(Place::Sqlite(PathBuf::from(path)))
    }

    pub(super) fn is_sqlite(&self) -> bool {
        matches!(self, Place::Sqlite(_))
    }

    /// Makes the folder an embedded database lies in.
    pub(super) fn prepare(&self) -> Result<()> {
        if let Place::Sqlite(path) = self
            && let Some(folder) = path.parent().filter(|p| !p.as_os_str().is_empty())
        {
            std::fs::create_dir_all(folder).map_err(|e| Error::Setup(format!("cannot make the folder {}: {e}", folder.display())))?;
        }
        Ok(())
    }

    #[allow(clippy::disallowed_methods, reason = "the one place where connections are made")]
    pub(super) fn connect(&self, purpose: Purpose) -> Result<DbConn> {
        match self {
            Place::Sqlite(path) => {
                let refused = |e: String| Error::Setup(format!("cannot open the database {}: {e}", path.display()));
                let mut conn = SqliteConnection::establish(&path.to_string_lossy()).map_err(|e| refused(e.to_string()))?;
                conn.batch_execute(&sqlite_settings(purpose)).map_err(|e| refused(e.to_string()))?;
                Ok(super::dialect::of_sqlite(conn))
            }
            Place::Pg(url) => PgConnection::establish(url).map(super::dialect::of_postgres).map_err(|e| {
                Error::Setup(format!(
                    "the database at {} does not answer: {e}. Check database.url (postgres://user:password@host:port/name) and that the server runs",
                    without_password(url)
                ))
            }),
        }
    }
}

fn sqlite_settings(purpose: Purpose) -> String {
    let common =
        "PRAGMA busy_timeout=5000; PRAGMA foreign_keys=ON; PRAGMA mmap_size=268435456; PRAGMA cache_size=-8000; PRAGMA temp_store=MEMORY;";
    match purpose {
        Purpose::Read => format!("{common} PRAGMA query_only=ON;"),
        Purpose::Write { durable } => {
            let wait = if durable { "FULL" } else { "OFF" };
            format!("{common} PRAGMA journal_mode=WAL; PRAGMA synchronous={wait};")
        }
    }
}

/// A URL fit for messages: the password is masked.
pub(super) fn without_password(text: &str) -> String {
    match url::Url::parse(text) {
        Ok(mut parsed) if parsed.password().is_some() => {
            let masked = parsed.set_password(Some("***")).is_ok();
            if masked { parsed.to_string() } else { "(unprintable)".to_owned() }
        }
        _ => text.to_owned(),
    }
}

/// Makes connections for the pool.
#[derive(Debug)]
pub(super) struct Lender {
    place: Place,
    purpose: Purpose,
}

impl r2d2::ManageConnection for Lender {
    type Connection = DbConn;
    type Error = r2d2::Error;

    fn connect(&self) -> std::result::Result<DbConn, r2d2::Error> {
        self.place.connect(self.purpose).map_err(|e| r2d2::Error::ConnectionError(ConnectionError::BadConnection(e.to_string())))
    }

    fn is_valid(&self, conn: &mut DbConn) -> std::result::Result<(), r2d2::Error> {
        conn.ping().map_err(r2d2::Error::QueryError)
    }

    fn has_broken(&self, conn: &mut DbConn) -> bool {
        R2D2Connection::is_broken(conn)
    }
}

pub(super) fn build(place: &Place, options: &Options) -> Result<Pool> {
    let purpose = if place.is_sqlite() { Purpose::Read } else { Purpose::Write { durable: options.durable } };
    r2d2::Pool::builder()
        .max_size(options.connections)
        .min_idle(Some(1))
        .connection_timeout(Duration::from_secs(3))
        // PostgreSQL may restart under us; a ping costs a round trip, a dead connection costs a reader's page.
        .test_on_check_out(!place.is_sqlite())
        .build(Lender { place: place.clone(), purpose })
        .map_err(|e| Error::Setup(format!("cannot open connections to the database: {e}")))
}

/// Turns SQLite's memory statistics off, which serialise every connection of the process behind one lock. Call before the first connection.
#[allow(unsafe_code, reason = "SQLite has no safe way to set this")]
pub fn tune_sqlite() {
    // SAFETY: called once at the start of the process, before any SQLite connection exists, as sqlite3_config demands.
    unsafe {
        libsqlite3_sys::sqlite3_config(libsqlite3_sys::SQLITE_CONFIG_MEMSTATUS, 0);
    }
}

/// The path of an embedded database URL, if it is one.
pub fn embedded_path(url: &str) -> Option<PathBuf> {
    match Place::parse(url) {
        Ok(Place::Sqlite(path)) => Some(Path::new(&path).to_owned()),
        _ => None,
    }
}
