//! The log as an RFC 6962 tree in rows, under signed heads (audit-v1). What happens is written into `log_pending` with the change itself
//! (`platform::audit`); from there the sequencer takes it into the tree, and everybody may read it here.
//!
//! * [`sequencer`] is the only writer of the tree. It takes what is pending by presence and never remembers how far it came.
//! * [`rotation`] gives the log another key.
//! * [`Log::settle`] returns when everything written before lies under a signed head: a step of a draw waits for that, everything else is swept up
//!   within a second.
//! * [`cosigning`] asks witnesses to vouch for heads and keeps their lines.
//! * [`receipt`] is the file that proves an entry to its author.
//! * [`reading`] gives heads, tiles, entries and proofs; [`pages`] serves them as C2SP tlog-tiles.

pub mod cosigning;
mod key;
pub mod pages;
pub mod reading;
pub mod receipt;
pub mod rotation;
pub mod sequencer;
mod tree;

use std::path::PathBuf;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::watch;

use crate::app::App;
use crate::db::Db;
use crate::domain::time::Instant;
use crate::error::Result;

pub use key::{Key, Signing};
use sequencer::Advanced;
pub use tree::{Discord, examine};

/// How often a worker sweeps up what is pending.
const SWEEP: Duration = Duration::from_millis(700);

/// The log of this market. Cheap to clone. The key is read by the first who signs, so that a process that only serves pages never holds it.
#[derive(Clone)]
pub struct Log(Arc<Inner>);

struct Inner {
    origin: String,
    key_file: PathBuf,
    signing: Mutex<Option<Signing>>,
}

impl Log {
    /// A log of this name, signed with the key in this file.
    pub fn new(origin: &str, key_file: PathBuf) -> Log {
        Log(Arc::new(Inner { origin: origin.to_owned(), key_file, signing: Mutex::new(None) }))
    }

    /// Brings everything pending into the tree, in batches, and signs the head if it has grown. Several may do so at once.
    ///
    /// # Errors
    /// [`crate::error::Error::Setup`] where the key is lost or is not the one the log was signed with before.
    pub async fn settle(&self, db: &Db, now: Instant) -> Result<()> {
        if db.read(sequencer::is_settled).await? {
            return Ok(());
        }
        let mut signing = self.signing(db).await?;
        loop {
            let signer = signing.clone();
            match db.write(move |conn| sequencer::advance(conn, &signer, now)).await? {
                Advanced::More => {}
                Advanced::Done => return Ok(()),
                Advanced::OtherKey => {
                    self.keep(None);
                    signing = self.signing(db).await?;
                }
            }
        }
    }

    async fn signing(&self, db: &Db) -> Result<Signing> {
        let kept = self.0.signing.lock().unwrap_or_else(PoisonError::into_inner).clone();
        if let Some(signing) = kept {
            return Ok(signing);
        }
        let (origin, file) = (self.0.origin.clone(), self.0.key_file.clone());
        let signing = db.write(move |conn| Signing::of_log(conn, &origin, &file)).await?;
        self.keep(Some(signing.clone()));
        Ok(signing)
    }

    fn keep(&self, signing: Option<Signing>) {
        *self.0.signing.lock().unwrap_or_else(PoisonError::into_inner) = signing;
    }
}

/// Sweeps until `stop` says so; what is pending then waits for the next start.
pub async fn follow(app: App, mut stop: watch::Receiver<bool>) {
    while !*stop.borrow() {
        if let Err(e) = app.log.settle(&app.db, app.clock.now()).await {
            tracing::error!(error = %e, "the log does not grow; it is tried again");
        }
        tokio::select! {
            () = tokio::time::sleep(SWEEP) => {}
            changed = stop.changed() => if changed.is_err() { return },
        }
    }
}
