//! Whether a public page may have changed, without asking the database where that can be known in memory.
//!
//! Whoever changes what a public page shows calls [`bump`] in the same transaction. On SQLite one process owns the data, so the count lives in
//! memory and is raised after the commit and before the writer's caller is answered: the very next request sees it. On PostgreSQL it is a row,
//! which one thread reads for all who wait ([`Asker`]): a query that began after they asked answers every one of them.
//!
//! Beside the topics there is one count of everything, for what is kept of pages that only one person sees. Nobody has to raise it: on SQLite the
//! writer does after each commit; on PostgreSQL it is the snapshot that a query sees, which is another as soon as anybody's transaction is visible.

use std::cell::RefCell;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};

use diesel::prelude::*;
use tokio::sync::oneshot;

use super::pool::Pool;
use super::schema::revisions;
use super::{DbConn, dialect};
use crate::error::{Error, Result};

crate::text_states! {
    /// What public pages are about.
    pub enum Topic {
        Projects => "projects",
        Agencies => "agencies",
        Blacklist => "blacklist",
    }
}

thread_local! {
    static BUMPED: RefCell<Vec<Topic>> = const { RefCell::new(Vec::new()) };
}

/// Says that what `topic` shows changes with this transaction.
pub fn bump(conn: &mut DbConn, topic: Topic) -> Result<()> {
    if dialect::is_postgres(conn) {
        return dialect::raise_revision(conn, topic.as_str());
    }
    BUMPED.with_borrow_mut(|topics| {
        if !topics.contains(&topic) {
            topics.push(topic);
        }
    });
    Ok(())
}

/// What this thread's transactions bumped since the last call. A rolled-back bump costs one rendering, nothing else.
pub(super) fn take_bumps() -> Vec<Topic> {
    BUMPED.with_borrow_mut(std::mem::take)
}

pub(super) fn forget_bumps() {
    BUMPED.with_borrow_mut(Vec::clear);
}

#[derive(Clone)]
pub(super) enum Revisions {
    Memory(Arc<[AtomicI64]>),
    Stored(Asker),
}

impl Revisions {
    /// In memory, where one process owns the data.
    pub(super) fn in_memory() -> Revisions {
        Revisions::Memory((0..=EVERYTHING).map(|_| AtomicI64::new(1)).collect())
    }

    /// Stored, where several servers share the data.
    pub(super) fn stored(pool: Pool) -> Revisions {
        Revisions::Stored(Asker::start(pool))
    }

    /// The sum of the counts: it grows whenever one of them does.
    pub(super) async fn of(&self, topics: &[Topic]) -> Result<i64> {
        match self {
            Revisions::Memory(counts) => Ok(topics.iter().map(|topic| counts[*topic as usize].load(Ordering::Acquire)).sum()),
            Revisions::Stored(asker) => {
                let counts = asker.ask().await?;
                Ok(topics.iter().map(|topic| counts[*topic as usize]).sum())
            }
        }
    }

    /// A number that is another whenever anything at all has changed.
    pub(super) async fn of_everything(&self) -> Result<i64> {
        match self {
            Revisions::Memory(counts) => Ok(counts[EVERYTHING].load(Ordering::Acquire)),
            Revisions::Stored(asker) => Ok(asker.ask().await?[EVERYTHING]),
        }
    }

    /// Something was written, and these topics have changed.
    pub(super) fn raise(&self, topics: &[Topic]) {
        if let Revisions::Memory(counts) = self {
            counts[EVERYTHING].fetch_add(1, Ordering::AcqRel);
            for topic in topics {
                counts[*topic as usize].fetch_add(1, Ordering::AcqRel);
            }
        }
    }
}

/// Where the count of everything lies, behind those of the topics.
const EVERYTHING: usize = Topic::ALL.len();

/// Every topic's count, in the order of the topics, and that of everything.
type Counts = [i64; EVERYTHING + 1];
type Tell = oneshot::Sender<std::result::Result<Counts, String>>;

/// Reads the stored counts for many readers at once. A reader has to see what was committed before it asked, and no more than that; so whoever
/// asks while a query runs waits for the next one, and is answered together with all who wait.
#[derive(Clone)]
pub(super) struct Asker(Sender<Tell>);

impl Asker {
    fn start(pool: Pool) -> Asker {
        let (asking, waiting) = channel();
        std::thread::Builder::new()
            .name("revisions".into())
            .spawn(move || answer(&waiting, &pool))
            .expect("the operating system gives a thread at start");
        Asker(asking)
    }

    async fn ask(&self) -> Result<Counts> {
        let stopped = || Error::Unavailable("nobody reads the revisions any more".into());
        let (tell, told) = oneshot::channel();
        self.0.send(tell).map_err(|_| stopped())?;
        told.await.map_err(|_| stopped())?.map_err(Error::Unavailable)
    }
}

fn answer(waiting: &Receiver<Tell>, pool: &Pool) {
    while let Ok(first) = waiting.recv() {
        let all: Vec<Tell> = std::iter::once(first).chain(waiting.try_iter()).collect();
        let counts = pool.get().map_err(|e| e.to_string()).and_then(|mut conn| stored(&mut conn).map_err(|e| e.to_string()));
        for tell in all {
            // A reader that hung up does not want to know.
            drop(tell.send(counts.clone()));
        }
    }
}

mod functions {
    diesel::define_sql_function! {
        /// PostgreSQL's text of a value: `format('%s', …)`.
        fn format(pattern: diesel::sql_types::Text, value: diesel::sql_types::Text) -> diesel::sql_types::Text;
    }
    diesel::define_sql_function! {
        /// Which transactions a query of PostgreSQL sees; two that see the same have the same. Read as text through [`format`].
        fn pg_current_snapshot() -> diesel::sql_types::Text;
    }
}

fn stored(conn: &mut DbConn) -> QueryResult<Counts> {
    use functions::{format, pg_current_snapshot};
    let snapshot = || format("%s", pg_current_snapshot());
    let rows: Vec<(String, i64, String)> = revisions::table.select((revisions::topic, revisions::value, snapshot())).load(conn)?;
    let seen = match rows.first() {
        Some((.., seen)) => seen.clone(),
        None => diesel::select(snapshot()).get_result(conn)?,
    };
    let mut hash = DefaultHasher::new();
    seen.hash(&mut hash);
    let mut counts = [0; EVERYTHING + 1];
    counts[EVERYTHING] = hash.finish().cast_signed();
    for (word, value, _) in rows {
        // A newer server beside this one may know more topics.
        if let Some(topic) = Topic::parse(&word) {
            counts[topic as usize] = value;
        }
    }
    Ok(counts)
}
