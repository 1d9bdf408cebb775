//! What waits for somebody: one line of a work list, from whichever slice knows it.

use crate::domain::time::Instant;
use crate::error::Say;

/// A task on a work list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// What is to be done, in words: `Say::new("agencies-task-check")`.
    pub what: Say,
    /// The thing it is about, by name.
    pub title: String,
    /// Where to do it.
    pub href: String,
    /// By when; `None` where no rule sets a time.
    pub due: Option<Instant>,
    /// Whether the deadline was counted in a year without an official table.
    pub provisional: bool,
}
