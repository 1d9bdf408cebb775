//! SQLite's one writer: a thread that takes what is queued, runs each piece in its own savepoint and commits once.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, SyncSender, TrySendError, sync_channel};

use diesel::connection::TransactionManager;
use diesel::prelude::*;
use tokio::sync::oneshot;

use super::revisions::{Revisions, take_bumps};
use super::{DbConn, revisions};
use crate::error::{Error, Result};

type Manager = <DbConn as Connection>::TransactionManager;

/// Pieces in one commit at most; more waiting would only lengthen the first caller's wait.
const GROUP: usize = 64;
/// Pieces that may wait; beyond that the market says it is busy instead of growing without bound.
const QUEUE: usize = 4096;

/// Answers the caller once the fate of the commit is known.
type Answer = Box<dyn FnOnce(std::result::Result<(), String>) + Send>;
type Work = Box<dyn FnOnce(&mut DbConn) -> Done + Send>;

/// What the writer is asked.
enum Piece {
    /// In a transaction, with its neighbours.
    Inside(Work),
    /// On the bare connection, between transactions.
    Outside(Box<dyn FnOnce(&mut DbConn) + Send>),
}

struct Done {
    answer: Answer,
    /// The piece found the whole transaction gone (SQLite rolled it back itself, as it does when the disk is full).
    lost: bool,
}

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

    pub(super) fn submit<T, F>(&self, work: F) -> Result<oneshot::Receiver<Result<T>>>
    where
        T: Send + 'static,
        F: FnOnce(&mut DbConn) -> Result<T> + Send + 'static,
    {
        let (tell, told) = oneshot::channel::<Result<T>>();
        let piece: Work = Box::new(move |conn| {
            let outcome = transaction(conn, work);
            let lost = !in_transaction(conn);
            Done {
                lost,
                answer: Box::new(move |commit| {
                    let answer = match commit {
                        Ok(()) => outcome,
                        // A refusal stays a refusal: it was decided on what was read, and nothing of it needed the commit.
                        Err(_) if matches!(&outcome, Err(e) if !e.is_unavailable()) => outcome,
                        Err(why) => Err(Error::Unavailable(why)),
                    };
                    // A caller that hung up does not want to know.
                    drop(tell.send(answer));
                }),
            }
        });
        self.send(Piece::Inside(piece))?;
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
pub(super) fn transaction<T>(conn: &mut DbConn, work: impl FnOnce(&mut DbConn) -> Result<T>) -> Result<T> {
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
            Piece::Inside(work) => work,
            Piece::Outside(work) => {
                work(&mut conn);
                continue;
            }
        };
        let fate = group(&mut conn, first, (waiting, &mut kept));
        revisions.raise(&take_bumps());
        let broken = fate.commit.is_err();
        for answer in fate.answers {
            answer(fate.commit.clone());
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

struct Fate {
    commit: std::result::Result<(), String>,
    answers: Vec<Answer>,
}

/// One transaction of what is waiting; a piece that must run outside ends it and is kept.
fn group(conn: &mut DbConn, first: Work, (waiting, kept): (&Receiver<Piece>, &mut Option<Piece>)) -> Fate {
    let mut answers = Vec::new();
    if let Err(e) = begin(conn) {
        // Nothing ran: run the piece against the broken connection so that its caller hears of it.
        answers.push(first(conn).answer);
        return Fate { commit: Err(format!("the database cannot begin a transaction: {e}")), answers };
    }
    let mut next = Some(first);
    while let Some(piece) = next {
        let done = piece(conn);
        answers.push(done.answer);
        if done.lost {
            return Fate { commit: Err("the database rolled the transaction back".into()), answers };
        }
        next = match if answers.len() < GROUP { waiting.try_recv().ok() } else { None } {
            Some(Piece::Inside(work)) => Some(work),
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
    Fate { commit, answers }
}

fn begin(conn: &mut DbConn) -> QueryResult<()> {
    super::dialect::begin_immediate(conn)
}
