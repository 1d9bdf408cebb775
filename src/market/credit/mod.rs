//! Credit: an append-only ledger of entries, each with source, points, rule and expiry; the score is a pure function of it at an instant.
//! Law: [`crate::domain::credit`].

pub mod service;
mod store;

pub use service::{NewEntry, deduct, enter, refresh, score};
pub use store::entries;
