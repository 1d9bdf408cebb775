//! Whether a public page may have changed, without asking the database where that can be known in memory.
//!
//! Whoever changes what a public page shows calls [`bump`] in the same transaction. On SQLite one process owns the data, so the count lives in
//! memory and is raised after the commit and before the writer's caller is answered: the very next request sees it. On PostgreSQL it is a row.

use std::cell::RefCell;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use diesel::prelude::*;

use super::schema::revisions;
use super::{DbConn, dialect};
use crate::error::Result;

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
    Stored,
}

impl Revisions {
    pub(super) fn for_engine(conn: &mut DbConn) -> Result<Revisions> {
        if dialect::is_postgres(conn) {
            return Ok(Revisions::Stored);
        }
        Ok(Revisions::Memory(Topic::ALL.iter().map(|_| AtomicI64::new(1)).collect()))
    }

    /// The sum of the counts: it grows whenever one of them does.
    pub(super) fn in_memory(&self, topics: &[Topic]) -> Option<i64> {
        match self {
            Revisions::Memory(counts) => Some(topics.iter().map(|topic| counts[*topic as usize].load(Ordering::Acquire)).sum()),
            Revisions::Stored => None,
        }
    }

    pub(super) fn raise(&self, topics: &[Topic]) {
        if let Revisions::Memory(counts) = self {
            for topic in topics {
                counts[*topic as usize].fetch_add(1, Ordering::AcqRel);
            }
        }
    }
}

pub(super) fn stored(conn: &mut DbConn, topics: &[Topic]) -> Result<i64> {
    let words: Vec<&str> = topics.iter().map(|topic| topic.as_str()).collect();
    let counts: Vec<i64> = revisions::table.filter(revisions::topic.eq_any(words)).select(revisions::value).load(conn)?;
    Ok(counts.into_iter().sum())
}
