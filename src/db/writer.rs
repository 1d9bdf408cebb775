//! SQLite's one writer: a thread that takes what is queued, runs each piece in its own savepoint and commits once.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};

use diesel::connection::TransactionManager;
use diesel::prelude::*;
use tokio::sync::oneshot;

use super::revisions::{Revisions, take_bumps};
use super::work::{Answer, Work};
use super::{DbConn, revisions};
use crate::error::{Error, Result};

type Manager = <DbConn as Connection>::TransactionManager;

/// Pieces in one commit at most; more waiting would only lengthen the first caller's wait.
const GROUP: usize = 64;
/// Pieces that may wait; beyond that the market says it is busy instead of growing without bound.
const QUEUE: usize = 4096;

/// What the writer is asked.
enum Piece {
    /// In a transaction, with its neighbours; its caller hears once the fate of the commit is known.
    Inside(Work, Caller),
    /// On the bare connection, between transactions.
    Outside(Box<dyn FnOnce(&mut DbConn) + Send>),
}

/// Who waits for what a piece gives back.
type Caller = oneshot::Sender<Result<Answer>>;

pub(super) struct WriterThread {
    queue: SyncSender<Piece>,
}

impl WriterThread {
    pub(super) fn start(conn: DbConn, revisions: Revisions, reconnect: impl Fn() -> Result<DbConn> + Send + 'static) -> WriterThread {
        let (queue, waiting) = sync_channel(QUEUE);
        std::thread::Builder::new()
            .name("writer".into())
            .spawn(move || run(conn, &waiting, &revisions, &reconnect))
            .expect("the operating system gives a thread at start");
        WriterThread { queue }
    }

    pub(super) fn submit(&self, work: Work) -> Result<oneshot::Receiver<Result<Answer>>> {
        let (tell, told) = oneshot::channel();
        self.send(Piece::Inside(work, tell))?;
        Ok(told)
    }

    /// Runs `work` on the bare connection, between transactions.
    pub(super) fn outside(&self, work: impl FnOnce(&mut DbConn) -> Result<()> + Send + 'static) -> Result<oneshot::Receiver<Result<()>>> {
        let (tell, told) = oneshot::channel();
        // A caller that hung up does not want to know.
        self.send(Piece::Outside(Box::new(move |conn| drop(tell.send(work(conn))))))?;
        Ok(told)
    }

    fn send(&self, piece: Piece) -> Result<()> {
        self.queue.try_send(piece).map_err(|e| match e {
            TrySendError::Full(_) => Error::Unavailable("too many writes are waiting".into()),
            TrySendError::Disconnected(_) => Error::Unavailable("the writer stopped".into()),
        })
    }
}

/// Runs `work` in a transaction (a savepoint where one is open); a panic in it is a rolled-back fault, not a broken connection.
pub(super) fn transaction(conn: &mut DbConn, work: Work) -> Result<Answer> {
    Manager::begin_transaction(conn)?;
    let outcome =
        catch_unwind(AssertUnwindSafe(|| work(conn))).unwrap_or_else(|_| Err(Error::internal("a write panicked; it was rolled back")));
    match outcome {
        Ok(value) => Manager::commit_transaction(conn).map(|()| value).map_err(Error::from),
        Err(e) => {
            if let Err(broken) = Manager::rollback_transaction(conn) {
                tracing::warn!(error = %broken, "rolling a write back");
            }
            Err(e)
        }
    }
}

fn in_transaction(conn: &mut DbConn) -> bool {
    match Manager::transaction_manager_status_mut(conn) {
        diesel::connection::TransactionManagerStatus::Valid(status) => status.transaction_depth().is_some(),
        diesel::connection::TransactionManagerStatus::InError => false,
    }
}

fn run(mut conn: DbConn, waiting: &Receiver<Piece>, revisions: &Revisions, reconnect: &dyn Fn() -> Result<DbConn>) {
    let mut kept = None;
    while let Some(piece) = kept.take().or_else(|| waiting.recv().ok()) {
        let first = match piece {
            Piece::Inside(work, caller) => (work, caller),
            Piece::Outside(work) => {
                work(&mut conn);
                continue;
            }
        };
        let fate = group(&mut conn, first, (waiting, &mut kept));
        revisions.raise(&take_bumps());
        let broken = fate.commit.is_err();
        for (outcome, caller) in fate.outcomes {
            // A caller that hung up does not want to know.
            drop(caller.send(after(&fate.commit, outcome)));
        }
        if broken {
            revisions::forget_bumps();
            match reconnect() {
                Ok(fresh) => conn = fresh,
                Err(e) => tracing::error!(error = %e, "the writer could not open its connection again; it will try with the next write"),
            }
        }
    }
}

/// What the caller of a piece hears after the commit.
fn after(commit: &std::result::Result<(), String>, outcome: Result<Answer>) -> Result<Answer> {
    match commit {
        Ok(()) => outcome,
        // A refusal stays a refusal: it was decided on what was read, and nothing of it needed the commit.
        Err(_) if matches!(&outcome, Err(e) if !e.is_unavailable()) => outcome,
        Err(why) => Err(Error::Unavailable(why.clone())),
    }
}

struct Fate {
    commit: std::result::Result<(), String>,
    outcomes: Vec<(Result<Answer>, Caller)>,
}

/// One transaction of what is waiting; a piece that must run outside ends it and is kept.
fn group(conn: &mut DbConn, first: (Work, Caller), (waiting, kept): (&Receiver<Piece>, &mut Option<Piece>)) -> Fate {
    let mut outcomes = Vec::new();
    if let Err(e) = begin(conn) {
        // Run the piece against the broken connection so that its caller hears of it.
        let (work, caller) = first;
        outcomes.push((transaction(conn, work), caller));
        return Fate { commit: Err(format!("the database cannot begin a transaction: {e}")), outcomes };
    }
    let mut next = Some(first);
    while let Some((work, caller)) = next {
        outcomes.push((transaction(conn, work), caller));
        // SQLite rolls the whole transaction back itself, when the disk is full for example.
        if !in_transaction(conn) {
            return Fate { commit: Err("the database rolled the transaction back".into()), outcomes };
        }
        next = match if outcomes.len() < GROUP { waiting.try_recv().ok() } else { None } {
            Some(Piece::Inside(work, caller)) => Some((work, caller)),
            other => {
                *kept = other;
                None
            }
        };
    }
    let commit = Manager::commit_transaction(conn).map_err(|e| e.to_string());
    if commit.is_err()
        && let Err(e) = Manager::rollback_transaction(conn)
    {
        tracing::warn!(error = %e, "rolling back after a failed commit");
    }
    Fate { commit, outcomes }
}

fn begin(conn: &mut DbConn) -> QueryResult<()> {
    super::dialect::begin_immediate(conn)
}
