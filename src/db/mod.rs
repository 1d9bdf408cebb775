//! One database door for SQLite and PostgreSQL: one enum of connections, one set of diesel queries.
//!
//! * [`Db::read`] lends a read connection, [`Db::write`] runs a closure in one write transaction. Both are for `async` callers; the closure
//!   itself is synchronous, so no `.await` fits inside a transaction.
//! * On SQLite there is one writer thread. It takes what is queued, runs each closure in its own savepoint and commits once (group commit);
//!   an answer leaves only after the commit. On PostgreSQL every write is a transaction of its own on a pooled connection.
//! * [`revisions`] tells readers cheaply whether a public page may have changed.
//! * [`dialect`] is the only file that matches on the engine.

mod connection;
pub mod dialect;
mod migrate;
mod pool;
pub mod revisions;
pub mod rows;
pub mod schema;
mod work;
mod writer;

use std::sync::Arc;

use diesel::connection::TransactionManager;
use diesel::prelude::*;

use crate::error::{Error, Result};

pub use connection::DbConn;
pub use migrate::migration_names;
pub use pool::{embedded_path, tune_sqlite};
pub use revisions::Topic;

/// Where the market's rows live. Cheap to clone.
#[derive(Clone)]
pub struct Db(Arc<Inner>);

struct Inner {
    readers: pool::Pool,
    writer: Writer,
    revisions: revisions::Revisions,
}

enum Writer {
    Thread(writer::WriterThread),
    Pool,
}

/// How durable and how wide the database is opened.
#[derive(Clone, Debug)]
pub struct Options {
    /// Connections for reading (SQLite) or for everything (PostgreSQL).
    pub connections: u32,
    /// `false` only while a demo city is built, which can be built again: SQLite then does not wait for the disk.
    pub durable: bool,
}

impl Default for Options {
    fn default() -> Self {
        Options { connections: 8, durable: true }
    }
}

impl Db {
    /// Opens `sqlite:PATH` (or a bare path) or `postgres://…`, and brings the schema up to date.
    ///
    /// # Errors
    /// [`Error::Setup`] with a sentence that helps when the URL is of no known kind or the database does not answer.
    pub fn open(url: &str, options: &Options) -> Result<Db> {
        let place = pool::Place::parse(url)?;
        place.prepare()?;
        let mut first = place.connect(pool::Purpose::Write { durable: options.durable })?;
        migrate::run(&mut first)?;
        let readers = pool::build(&place, options)?;
        let revisions = if place.is_sqlite() { revisions::Revisions::in_memory() } else { revisions::Revisions::stored(readers.clone()) };
        let writer = if place.is_sqlite() {
            let again = place.clone();
            let durable = options.durable;
            Writer::Thread(writer::WriterThread::start(first, revisions.clone(), move || again.connect(pool::Purpose::Write { durable })))
        } else {
            Writer::Pool
        };
        Ok(Db(Arc::new(Inner { readers, writer, revisions })))
    }

    /// Whether the one-process embedded engine is in use (then one process owns the data folder).
    pub fn is_embedded(&self) -> bool {
        matches!(self.0.writer, Writer::Thread(_))
    }

    /// Runs `work` on a read connection, off the async threads.
    pub async fn read<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut DbConn) -> Result<T> + Send + 'static,
    {
        work::answer(self.read_any(work::any(work)).await)
    }

    /// Runs `work` in one write transaction; `Ok` means it is committed and, on a durable database, on disk.
    /// An `Err` from `work` rolls everything it did back.
    pub async fn write<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut DbConn) -> Result<T> + Send + 'static,
    {
        work::answer(self.write_any(work::any(work)).await)
    }

    /// From now on writes wait for the disk, and what was written without waiting is on it: the end of building a demo city.
    pub async fn make_durable(&self) -> Result<()> {
        match &self.0.writer {
            Writer::Thread(writer) => {
                writer.outside(dialect::make_durable)?.await.map_err(|_| Error::Unavailable("the writer stopped".into()))?
            }
            Writer::Pool => Ok(()),
        }
    }

    /// [`Db::read`] for callers that are not async (command line, tests).
    pub fn read_now<T>(&self, work: impl FnOnce(&mut DbConn) -> Result<T>) -> Result<T> {
        let mut conn = self.0.readers.get().map_err(|e| Error::Unavailable(e.to_string()))?;
        work(&mut conn)
    }

    /// Runs `work` on one moment of the whole database, however long it takes and whatever is written meanwhile.
    pub fn snapshot_now<T>(&self, work: impl FnOnce(&mut DbConn) -> Result<T>) -> Result<T> {
        self.read_now(|conn| {
            dialect::begin_snapshot(conn)?;
            let outcome = work(conn);
            <DbConn as Connection>::TransactionManager::rollback_transaction(conn)?;
            outcome
        })
    }

    /// [`Db::write`] for callers that are not async. Must not be called on an async thread.
    pub fn write_now<T, F>(&self, work: F) -> Result<T>
    where
        T: Send + 'static,
        F: FnOnce(&mut DbConn) -> Result<T> + Send + 'static,
    {
        let work = work::any(work);
        work::answer(match &self.0.writer {
            Writer::Thread(writer) => writer.submit(work)?.blocking_recv().map_err(|_| Error::Unavailable("the writer stopped".into()))?,
            Writer::Pool => self.write_pooled(work),
        })
    }

    async fn read_any(&self, work: work::Work) -> Result<work::Answer> {
        let db = self.clone();
        off_the_async_threads(Box::new(move || db.read_now(work))).await
    }

    async fn write_any(&self, work: work::Work) -> Result<work::Answer> {
        match &self.0.writer {
            Writer::Thread(writer) => writer.submit(work)?.await.map_err(|_| Error::Unavailable("the writer stopped".into()))?,
            Writer::Pool => {
                let db = self.clone();
                off_the_async_threads(Box::new(move || db.write_pooled(work))).await
            }
        }
    }

    fn write_pooled(&self, work: work::Work) -> Result<work::Answer> {
        let mut conn = self.0.readers.get().map_err(|e| Error::Unavailable(e.to_string()))?;
        let outcome = writer::transaction(&mut conn, work);
        revisions::forget_bumps();
        outcome
    }

    /// How often what one of `topics` shows has changed; equal numbers mean an unchanged page.
    /// In memory on SQLite; on PostgreSQL by a query that began after the call, shared with all who wait.
    pub async fn revision_of(&self, topics: &[Topic]) -> Result<i64> {
        self.0.revisions.of(topics).await
    }

    /// A number that is another whenever anything at all in the database has changed, for what is kept of what one person sees. As
    /// [`Db::revision_of`], and with the same cost.
    pub async fn revision(&self) -> Result<i64> {
        self.0.revisions.of_everything().await
    }
}

async fn off_the_async_threads(work: Box<dyn FnOnce() -> Result<work::Answer> + Send>) -> Result<work::Answer> {
    tokio::task::spawn_blocking(work).await.map_err(|e| Error::internal(format!("a database task died: {e}")))?
}
