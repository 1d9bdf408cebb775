//! The right edge of a tree: the few hashes from which it grows and from which its root follows.

use std::collections::HashMap;

use tlog_tiles::{Error, Hash, HashReader, stored_hash_count, stored_hashes, sub_tree_index, tree_hash};

/// The edge of a tree, growing.
#[derive(Clone, Debug, Default)]
pub struct Edge {
    size: u64,
    hashes: HashMap<u64, Hash>,
}

impl HashReader for Edge {
    fn read_hashes(&self, indexes: &[u64]) -> Result<Vec<Hash>, Error> {
        let one = |n: &u64| self.hashes.get(n).copied().ok_or(Error::IndexesNotInTree);
        indexes.iter().map(one).collect()
    }
}

impl Edge {
    /// The stored numbers of the hashes that make the edge of a tree of this size.
    pub fn numbers(size: u64) -> Vec<u64> {
        sub_tree_index(0, size, Vec::new())
    }

    /// The edge of a tree of `size` from its hashes, in the order of [`Edge::numbers`]; `None` where their number is another.
    pub fn of(size: u64, hashes: &[Hash]) -> Option<Edge> {
        let numbers = Edge::numbers(size);
        (numbers.len() == hashes.len()).then(|| Edge { size, hashes: numbers.into_iter().zip(hashes.iter().copied()).collect() })
    }

    /// How many entries the tree has.
    pub fn size(&self) -> u64 {
        self.size
    }

    /// The hashes of the edge, in the order of [`Edge::numbers`].
    ///
    /// # Errors
    /// Never for an edge that grew here.
    pub fn hashes(&self) -> Result<Vec<Hash>, Error> {
        self.read_hashes(&Edge::numbers(self.size))
    }

    /// Grows by one entry; gives the hashes a store must keep, with their numbers.
    ///
    /// # Errors
    /// Never for an edge made by [`Edge::of`].
    pub fn push(&mut self, entry: &[u8]) -> Result<Vec<(u64, Hash)>, Error> {
        let first = stored_hash_count(self.size);
        let new: Vec<_> = (first..).zip(stored_hashes(self.size, entry, self)?).collect();
        self.hashes.extend(new.iter().copied());
        self.size += 1;
        Ok(new)
    }

    /// Forgets what is not on the edge any more.
    ///
    /// # Errors
    /// Never for an edge that grew here.
    pub fn trim(&mut self) -> Result<(), Error> {
        let hashes = self.hashes()?;
        self.hashes = Edge::numbers(self.size).into_iter().zip(hashes).collect();
        Ok(())
    }

    /// The root of the tree.
    ///
    /// # Errors
    /// Never for an edge that grew here.
    pub fn root(&self) -> Result<Hash, Error> {
        tree_hash(self.size, self)
    }
}
