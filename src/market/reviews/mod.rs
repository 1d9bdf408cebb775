//! Proposals are scored by the panel that was drawn, without anybody knowing whose they are. Law: [`crate::domain::method::scores`], and the numbers of
//! the policy's `review`.
//!
//! * Every expert sees the opened entries under pseudonyms of this review alone, in an order of its own, and scores them by the criteria and weights of
//!   the notice. A sheet can be saved half done; it counts from its lock and is not changed afterwards.
//! * Nobody sees what others gave before all have locked. Totals far beside the mean are then confirmed or changed, with reasons; after it the chair, who
//!   was drawn first, locks the review.
//! * Whoever finds a conflict while reading leaves the panel, and what it gave counts nothing. Whoever does not score in time is absent. With fewer than
//!   the quorum the next in the order of the draw are asked.
//! * With the lock the scores, the reasons and who sat are published (choice/scores.txt, the page of the outcome, and the opened draw of the panel). Whose pseudonyms were whose nobody knows
//!   before the committee opens the links: after the scores, or after the owner's choice where one follows.

mod pages;
mod api;
mod doors;
mod forms;
mod refusal;
mod views;
pub mod service;
mod proposals;
mod store;
mod tasks;

use crate::platform::routes::Routes;

pub use forms::{points, typed};
pub use service::course::{Review, calendar_changed, go_on};
pub use service::sheets::{close, lock, recuse, save};
pub use store::{ReviewState, delay, pseudonyms, reasons};
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
