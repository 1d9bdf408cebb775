//! Rendered public pages, kept until what they show changes.
//!
//! A page is kept under its address, its language, the revision of what it shows ([`crate::db::revisions`]) and the minute (pages say how much
//! time is left). Whoever changes what the page shows raises the revision in the same transaction, so the very next request renders anew.

use std::collections::HashMap;
use std::sync::RwLock;

use actix_web::web::Bytes;

use super::i18n::Lang;

/// Pages at most; a page more empties the shelf, which costs one rendering each.
const SHELF: usize = 2_000;

/// What a kept page is valid for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// Path and query.
    pub address: String,
    pub lang: Lang,
}

/// The state of the market a page was rendered from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    pub revision: i64,
    pub minute: i64,
}

/// The shelf. Shared by all threads of a server.
#[derive(Default)]
pub struct KeptPages(RwLock<HashMap<Key, (Stamp, Bytes)>>);

impl KeptPages {
    /// The page, if it was rendered from exactly this state.
    pub fn find(&self, key: &Key, stamp: Stamp) -> Option<Bytes> {
        let shelf = self.0.read().unwrap_or_else(std::sync::PoisonError::into_inner);
        shelf.get(key).filter(|(kept, _)| *kept == stamp).map(|(_, page)| page.clone())
    }

    /// Keeps a page.
    pub fn keep(&self, key: Key, stamp: Stamp, page: Bytes) {
        let mut shelf = self.0.write().unwrap_or_else(std::sync::PoisonError::into_inner);
        if shelf.len() >= SHELF {
            shelf.clear();
        }
        shelf.insert(key, (stamp, page));
    }
}
