//! Sign-ups: one agency, one active entry in a draw, under a blind label that only its receipt opens. Law: [`crate::domain::signup`].
//!
//! * Until the freeze nobody but the agency itself (and the platform's own process) learns who signed up, or how many. Nothing public changes, no
//!   count exists, the log gets fresh random names and a salted hash (audit-v1, "What is secret stays secret").
//! * In time is before the deadline, by the market's clock, inside the transaction; the freeze waits for transactions that were in time.
//! * Where the draw takes them, an agency may lock in a secret of its own before the deadline; what it brings replaces the document it signed up with.
//! * Withdrawn until the deadline, and signed up again if wanted: a new entry with a new label.

mod api;
mod commit;
mod doors;
mod pages;
mod pool;
mod receipt;
mod refusal;
pub mod service;
pub mod facts;
mod store;
mod tasks;

use crate::platform::routes::Routes;

pub use commit::{Promise, commit};
pub use doors::receipt_file;
pub use pool::{may_be_listed, of_draw as pool_of};
pub use refusal::{say, says};
pub use service::{carry_over, judge, judged, sign_up, withdraw};
pub use store::{Signup, active, count_active, count_open, labelled, mine, of_draw, one, set_link, set_outcome, set_outcome_of_active};
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
