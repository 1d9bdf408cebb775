//! Project owners: entry by filing and check. Law: [`crate::domain::owner`].
//!
//! An owner files what its notices need: who it is, who answers for it, where to complain about it. An operator checks it within policy's working
//! days. Only an approved owner posts projects. A change that waits for its check changes nothing.
//!
//! The operators' list of everything that waits for a check stands here too, above both kinds of filings.

mod api;
mod doors;
mod forgetting;
mod forms;
mod pages;
pub mod service;
mod store;
mod tasks;

use crate::platform::routes::Routes;

pub use forgetting::{forget, forgettable};
pub use service::owner_of;
pub use store::entries::{entry, holder_of, profile};
pub use tasks::tasks;

/// Registers both doors.
pub fn routes(r: &mut Routes<'_>) {
    pages::routes(r);
    api::routes(r);
}

/// What the JSON door says of this slice.
#[cfg(test)]
pub fn openapi() -> utoipa::openapi::OpenApi {
    <api::Described as utoipa::OpenApi>::openapi()
}
