//! Awards: offered to the winner; accepted or declined within the policy's days; silence, refusal, a bar or a contract that never comes make the next
//! alternate move up, without new randomness (draw-v1 §7). Law: [`crate::domain::award`].
//!
//! * The notice (中选通知书) of every award is public under its serial number, for as long as the market keeps its history; it names no person.
//! * An agency answers its own awards and sees no others than the public does. Its days begin with its own notice, an alternate's too.
//! * Where an objection is upheld, the order of the draw changes, and an award that is only offered follows it; one that is accepted stays.
//! * While something bars the agency, nothing can be accepted; what is not signed yet then goes to the next.

mod pages;
mod api;
mod doors;
mod forms;
mod rulings;
mod ruling_pages;
mod ruling_door;
pub mod service;
mod store;
pub mod jobs;
mod refusal;
mod tasks;

use crate::platform::routes::Routes;

pub use service::{accept, contracted, decline, due, offer_next, pass_on, unsigned};
pub use store::{Award, by_serial, load, of_project, standing_of, unsigned_of};
pub use tasks::tasks;

/// Registers both doors.
pub fn routes(r: &mut Routes<'_>) {
    pages::routes(r);
    api::routes(r);
    ruling_pages::routes(r);
    ruling_door::routes(r);
}

/// What the JSON door says of this slice.
#[cfg(test)]
pub fn openapi() -> utoipa::openapi::OpenApi {
    let mut described = <api::Described as utoipa::OpenApi>::openapi();
    described.merge(<ruling_door::Described as utoipa::OpenApi>::openapi());
    described
}
