//! The officer as a witness of the log: it vouches for a head only when that grew out of the last one it vouched for, and notes it before it says so.

use super::officer::Officer;
use super::store::Store;
use crate::domain::hash::Hash32;
use crate::domain::log::{AddCheckpoint, Cosigner, Hash, Head, Unwitnessed, VerifierKey, WitnessKey};
use crate::domain::time::Instant;
use crate::error::{Error, Result};
use crate::platform::keys::{Keys, Purpose};

/// The name under which an officer vouches for the heads of a log.
pub fn name(origin: &str, officer: &str) -> String {
    format!("{origin}/witness/{officer}")
}

/// The key of the officer of this id whose secrets follow from `keys`, as a witness of the log `origin`.
pub fn key(origin: &str, officer: &str, keys: &Keys) -> Option<WitnessKey> {
    Cosigner::new(&name(origin, officer), &keys.seed(Purpose::WitnessSigning)).map(|own| own.public().clone())
}

impl Officer {
    /// Answers `add-checkpoint` for a log with one of these keys: the line of this officer, or why there is none.
    ///
    /// # Errors
    /// The store's; [`Error::Conflict`] where another head was vouched for meanwhile.
    pub fn add_checkpoint(
        &self,
        store: &mut dyn Store,
        now: Instant,
        (request, keys): (&str, &[VerifierKey]),
    ) -> Result<std::result::Result<String, Unwitnessed>> {
        let judged = AddCheckpoint::parse(request).and_then(|asked| Ok((asked.head(keys)?, asked)));
        let (head, asked) = match judged {
            Ok(judged) => judged,
            Err(why) => return Ok(Err(why)),
        };
        let last = store.head(&head.origin)?;
        if let Err(why) = asked.follows(last.map(|(size, root)| (size, Hash(root.0))), &head) {
            return Ok(Err(why));
        }
        self.vouch(store, now, (&asked.checkpoint, &head)).map(Ok)
    }

    /// The line under a head that this officer has itself seen to have grown out of everything it saw before.
    ///
    /// # Errors
    /// [`Error::Conflict`] for a head smaller than the last it vouched for, or another of that size.
    pub fn vouch(&self, store: &mut dyn Store, now: Instant, (note, head): (&str, &Head)) -> Result<String> {
        let last = store.head(&head.origin)?;
        let own = (head.size, Hash32(head.root.0));
        if last.is_some_and(|last| last.0 > own.0 || last.0 == own.0 && last.1 != own.1) {
            return Err(Error::Conflict);
        }
        let secret = self.keys.seed(Purpose::WitnessSigning);
        let signer = Cosigner::new(&name(&head.origin, self.id.as_str()), &secret).ok_or(Error::Conflict)?;
        if last != Some(own) {
            store.set_head(head, last, now)?;
        }
        signer.cosign(note, now).map_err(|e| Error::caused("vouching for a head", e))
    }
}
