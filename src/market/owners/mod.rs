//! Project owners: entry by filing and check. Law: [`crate::domain::owner`].
//!
//! An owner files what its notices need: who it is, who answers for it, where to complain about it. An operator checks it within policy's working
//! days. Only an approved owner posts projects. A change that waits for its check changes nothing.

pub mod service;
mod store;

pub use service::owner_of;
pub use store::entries::{entry, holder_of, profile};
