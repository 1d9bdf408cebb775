//! Selection by blind draw: from the request for commitments to the opened winner, and everything the public needs to do it again by itself.
//! Law: [`crate::domain::draw`], and `draw/v1` to the byte.
//!
//! * One draw id is one draw, ever; each of its documents exists once, which the database's primary key guarantees.
//! * What comes next follows from what is stored. A worker that dies between any two steps changes nothing but the time.
//! * The sign-ups are judged again inside the freeze's own transaction; who is rejected stays in the list as `out`, and its reason is told to it alone.
//! * The winner is named, and each alternate as it moves up; nobody else, not even afterwards.
//! * Who was excluded may object while nobody has revealed; a supervisor rules after the result, and who is admitted takes the place of its shadow ticket.
//! * Witness officers run beside the platform (configuration A) or call from machines of their own (B); the page of every draw says what that guarantees
//!   and what it does not.

mod pages;
mod api;
mod objection_door;
mod channel;
mod view;
pub mod service;
pub mod bundle;
mod about;
mod relays;
mod store;
mod tasks;
pub mod jobs;

use crate::platform::routes::Routes;

pub use service::stages;
pub use service::{
    Finding, Ground, Number, OpenedLabel, Order, Ruled, announce_number, closed_at, evidence, first, is_settled, keep_choice, kept_choice,
    lowered, number, open_placed, open_standing, precedes, ranked, ready, rule, rule_on,
};
pub use store::documents::Paper;
pub use store::objections::{Objection, load as objection, waiting as objections_waiting};
pub use tasks::tasks;
pub use view::short_label;

/// Registers both doors.
pub fn routes(r: &mut Routes<'_>) {
    pages::routes(r);
    api::routes(r);
    objection_door::routes(r);
    channel::routes(r);
}

/// What the JSON door says of this slice.
#[cfg(test)]
pub fn openapi() -> utoipa::openapi::OpenApi {
    let mut described = <api::Described as utoipa::OpenApi>::openapi();
    described.merge(<objection_door::Described as utoipa::OpenApi>::openapi());
    described.merge(<channel::Described as utoipa::OpenApi>::openapi());
    described
}
