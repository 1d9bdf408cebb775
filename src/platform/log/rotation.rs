//! Another key for the heads. The new one signs beside the old for as long as readers need to notice (`rotate`, then `retire`); where the old one is
//! lost, or the log begins anew under another name, it signs alone (`replace`), and every reader has to be told.
//!
//! The new key lies on disk before the change is committed, and takes its place after it; whoever signs next finishes what a crash left.

use std::path::{Path, PathBuf};

use super::key::{self, Key, KeyState};
use super::sequencer::LOCK;
use crate::db::{DbConn, dialect};
use crate::domain::event::Kind;
use crate::domain::log::{KeyAct, KeyChange, VerifierKey};
use crate::domain::time::Instant;
use crate::error::{Error, Result};
use crate::platform::audit::{self, Act, Actor, Thing, Visibility};
use crate::platform::random;

/// Where the old key lies while it still signs.
pub(super) fn old_file(file: &Path) -> PathBuf {
    file.with_extension("key.old")
}

/// Where a new key lies until it takes its place.
fn new_file(file: &Path) -> PathBuf {
    file.with_extension("key.new")
}

/// Changes the log's key and logs it; gives what was done. Call [`finish`] once it is committed; whoever signs next does so too.
///
/// # Errors
/// [`Error::Setup`] with a sentence that helps, where the change has no place.
pub fn change(conn: &mut DbConn, (act, now): (KeyAct, Instant), (origin, file): (&str, &Path)) -> Result<KeyChange> {
    dialect::lock_in_transaction(conn, LOCK)?;
    let mut state = key::state(conn)?;
    finish(file, &state)?;
    let refused = |why: &str| Err(Error::Setup(why.to_owned()));
    let Some(last) = state.known.last().cloned() else { return refused("the log has no key yet; it gets one when it begins") };
    let change = match (act, state.leaving.take()) {
        (KeyAct::Retire, Some(old)) => KeyChange { act, old, new: last },
        (KeyAct::Retire, None) => return refused("one key signs alone; there is none to retire"),
        (KeyAct::Rotate, Some(_)) => return refused("two keys sign already; retire the old one first"),
        (KeyAct::Rotate, None) if key::read(file)?.is_none_or(|own| own.public() != &last) || last.name() != origin => {
            return refused("the key that signs now is not in its file, or the log has another name; a key that is lost is replaced");
        }
        (KeyAct::Rotate, None) => {
            state.leaving = Some(last.clone());
            KeyChange { act, old: last, new: fresh(origin, file)? }
        }
        (KeyAct::Replace, _) => KeyChange { act, old: last, new: fresh(origin, file)? },
    };
    if act != KeyAct::Retire {
        state.known.push(change.new.clone());
    }
    key::put_state(conn, &state)?;
    let (actor, thing) = (Actor::platform(), Thing::open("log", "key"));
    let logged = Act { kind: Kind::LogKey, actor: &actor, thing, document: change.to_string(), visibility: Visibility::Public };
    audit::record(conn, now, logged)?;
    Ok(change)
}

fn fresh(origin: &str, file: &Path) -> Result<VerifierKey> {
    let (key, text) = Key::fresh(origin, random::secret32()?);
    let path = new_file(file);
    // What lies there belongs to a change that was never committed.
    let written = remove(&path).and_then(|()| key::write_private(&path, &text));
    written.map_err(|e| Error::Setup(format!("{} cannot be written: {e}", path.display())))?;
    Ok(key.public().clone())
}

/// Puts the files where the committed state has them.
///
/// # Errors
/// [`Error::Setup`] where a file cannot be moved.
pub(super) fn finish(file: &Path, state: &KeyState) -> Result<()> {
    let (old, new) = (old_file(file), new_file(file));
    let failed = |e: std::io::Error| Error::Setup(format!("the key files beside {} cannot be put in place: {e}", file.display()));
    if key::read(&new)?.is_some_and(|key| Some(key.public()) == state.known.last()) {
        if file.exists() {
            std::fs::rename(file, &old).map_err(failed)?;
        }
        std::fs::rename(&new, file).map_err(failed)?;
    }
    let in_place = key::read(file)?.is_some_and(|key| Some(key.public()) == state.known.last());
    // A key that was replaced is kept: nobody should throw away what may have been lost by mistake. One that was retired signs nothing any more.
    if in_place && state.leaving.is_none() && key::read(&old)?.is_some_and(|key| state.known.contains(key.public())) {
        std::fs::rename(&old, file.with_extension("key.retired")).map_err(failed)?;
    }
    Ok(())
}

/// [`finish`] for whoever has just committed a change.
///
/// # Errors
/// As [`finish`].
pub fn settle_files(conn: &mut DbConn, file: &Path) -> Result<()> {
    finish(file, &key::state(conn)?)
}

fn remove(path: &Path) -> std::io::Result<()> {
    match std::fs::remove_file(path) {
        Err(e) if e.kind() != std::io::ErrorKind::NotFound => Err(e),
        _ => Ok(()),
    }
}
