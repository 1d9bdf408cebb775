//! Ratings: by the owner, once per contract, after acceptance and within the policy's days; the agency may answer once. Silence leaves a neutral
//! rating that counts nowhere. Law: [`crate::domain::rating`].
//!
//! * A rating and its answer are public with the words as they were written. A given rating is never taken back; its owner may
//!   amend it once within the policy's days, and what it said before stays public beside it.
//! * It enters the ledger of [`crate::market::credit`] in the same transaction, by the policy the project was published under.

mod amend;
mod pages;
mod api;
mod doors;
mod forms;
pub mod service;
mod store;
pub mod jobs;
mod tasks;

use crate::platform::routes::Routes;

pub use amend::amend;
pub use service::{answer, rate};
pub use store::{Rating, of_agency, of_contract};
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
