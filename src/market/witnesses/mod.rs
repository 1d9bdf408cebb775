//! The witness officers outside this program: whose keys they are, who let them in, and whether a request is really theirs.
//! Law: [`crate::domain::witness`] and [`crate::witness::signed`].
//!
//! * A key is let in by an administrator and a supervisor, and leaves by both; the list is public, so that everybody can compare it with paper.
//! * Every officer vouches for the heads of the log; the market keeps its lines.
//! * An officer that leaves still ends the draws it committed to.

mod pages;
mod api;
mod caller;
mod cosign;
pub mod cosigners;
mod policy;
pub mod service;
mod store;
mod tasks;

use crate::platform::routes::Routes;

pub use caller::Spoken;
pub use cosign::{ask_inside, cover, is_inside, keys, officers, question, take, vouched_before};
pub use store::{Enrolled, committing, is_outside};
pub use tasks::tasks;

/// Registers both doors.
pub fn routes(r: &mut Routes<'_>) {
    pages::routes(r);
    policy::routes(r);
    api::routes(r);
}

/// What the JSON door says of this slice.
#[cfg(test)]
pub fn openapi() -> utoipa::openapi::OpenApi {
    <api::Described as utoipa::OpenApi>::openapi()
}
