//! What the monitor saw the last time: the edge of the tree, the key, and the freeze and seed of every draw. A copy of it elsewhere is a witness.

use std::collections::{BTreeMap, BTreeSet};
use std::io::ErrorKind;
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::domain::hash::Hash32;
use crate::domain::log::{Edge, Hash, VerifierKey};

/// What is known of a log.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct State {
    /// The keys that sign heads now, the newest last: two while one takes over from the other, none before the first look.
    pub keys: Vec<VerifierKey>,
    /// The keys that signed before and sign no more; proofs of that time are still theirs.
    pub past: Vec<VerifierKey>,
    /// Witnesses that did not vouch for the head at the last look.
    pub unvouched: BTreeSet<String>,
    /// How many entries were seen.
    pub size: u64,
    /// The hashes of the tree's edge, in hex.
    edge: Vec<Hash32>,
    /// Every draw that was frozen.
    pub draws: BTreeMap<String, Draw>,
    /// Draws whose result or void was seen and whose bundle has not been checked.
    pub due: Vec<String>,
    /// The SHA-256 of every sealed entry by its index, where somebody must know that none was left out: a witness officer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub sealed: Option<BTreeMap<u64, Hash32>>,
    /// What new entries say of changes of the key, until it is known which keys they mean.
    #[serde(skip)]
    pub changes: Vec<Hash32>,
}

/// The hashes the log holds of a draw's documents, by the kind of entry; each kind once.
pub(super) type Draw = BTreeMap<String, Hash32>;

impl State {
    /// The state in the file; an empty one where there is none.
    pub fn read(file: &Path) -> Result<State, String> {
        let wrong = |e: &dyn std::fmt::Display| format!("the state file {} cannot be used: {e}", file.display());
        match std::fs::read_to_string(file) {
            Ok(text) => serde_json::from_str(&text).map_err(|e| wrong(&e)),
            Err(e) if e.kind() == ErrorKind::NotFound => Ok(State::default()),
            Err(e) => Err(wrong(&e)),
        }
    }

    /// Writes the state in one step: a crash leaves the old one or the new one.
    pub fn write(&self, file: &Path) -> Result<(), String> {
        let wrong = |e: &dyn std::fmt::Display| format!("the state file {} cannot be written: {e}", file.display());
        let text = serde_json::to_string_pretty(self).map_err(|e| wrong(&e))?;
        let folder = file.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
        let mut fresh = tempfile::NamedTempFile::new_in(folder).map_err(|e| wrong(&e))?;
        std::io::Write::write_all(&mut fresh, text.as_bytes()).and_then(|()| fresh.as_file().sync_all()).map_err(|e| wrong(&e))?;
        fresh.persist(file).map(drop).map_err(|e| wrong(&e))
    }

    /// The edge from which the tree is grown on.
    pub fn edge(&self) -> Result<Edge, String> {
        let hashes: Vec<Hash> = self.edge.iter().map(|hash| Hash(hash.0)).collect();
        Edge::of(self.size, &hashes).ok_or_else(|| "the state file holds no edge of its size".to_owned())
    }

    /// Keeps the edge of a grown tree.
    pub fn keep(&mut self, edge: &Edge) -> Result<(), String> {
        self.size = edge.size();
        self.edge = edge.hashes().map_err(|e| e.to_string())?.into_iter().map(|hash| Hash32(hash.0)).collect();
        Ok(())
    }
}
