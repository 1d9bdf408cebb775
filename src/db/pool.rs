//! Connections: how a URL becomes one, and the pool that lends them.

use std::ops::{Deref, DerefMut};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

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

/// How long a connection that answered is believed to live. A round trip before every use would halve what a server can do; a server that
/// restarted is noticed within this time, and until then a reader is told to try again.
const BELIEVED: Duration = Duration::from_secs(1);

/// A connection of the pool, and when it last proved that its server is there.
pub(super) struct Lent {
    conn: DbConn,
    proven: Instant,
}

impl Deref for Lent {
    type Target = DbConn;

    fn deref(&self) -> &DbConn {
        &self.conn
    }
}

impl DerefMut for Lent {
    fn deref_mut(&mut self) -> &mut DbConn {
        &mut self.conn
    }
}

/// Makes connections for the pool.
#[derive(Debug)]
pub(super) struct Lender {
    place: Place,
    purpose: Purpose,
}

impl r2d2::ManageConnection for Lender {
    type Connection = Lent;
    type Error = r2d2::Error;

    fn connect(&self) -> std::result::Result<Lent, r2d2::Error> {
        let made = self.place.connect(self.purpose);
        let conn = made.map_err(|e| r2d2::Error::ConnectionError(ConnectionError::BadConnection(e.to_string())))?;
        Ok(Lent { conn, proven: Instant::now() })
    }

    fn is_valid(&self, lent: &mut Lent) -> std::result::Result<(), r2d2::Error> {
        if lent.proven.elapsed() >= BELIEVED {
            lent.ping().map_err(r2d2::Error::QueryError)?;
            lent.proven = Instant::now();
        }
        Ok(())
    }

    fn has_broken(&self, lent: &mut Lent) -> bool {
        R2D2Connection::is_broken(&mut lent.conn)
    }
}

pub(super) fn build(place: &Place, options: &Options) -> Result<Pool> {
    let purpose = if place.is_sqlite() { Purpose::Read } else { Purpose::Write { durable: options.durable } };
    r2d2::Pool::builder()
        .max_size(options.connections)
        .min_idle(Some(1))
        .connection_timeout(Duration::from_secs(3))
        // PostgreSQL may restart under us, an embedded file cannot.
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
