//! Credit: an append-only ledger of entries, each with source, points, rule and expiry; the score is a pure function of it at an instant.
//! Law: [`crate::domain::credit`].
//!
//! Everything is public and explained: which entry counts how much today, by which rule, until when, and what the score was at any past instant.

mod pages;
mod api;
mod views;
pub mod service;
mod store;
pub mod jobs;

use crate::platform::routes::Routes;

pub use service::{NewEntry, deduct, enter, levels, reverse, score, tenths_of};
pub use store::entries;

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
