//! The list of the dishonest (失信名单): a case is drafted with facts, evidence and rule by one credit officer, the agency is told and may answer,
//! a second person decides, and the bar holds from the moment it is served until it ends by itself. An interim suspension is its own act of two
//! persons. Law: [`crate::domain::standing`].
//!
//! * A draft is seen by nobody but its author. From the notice on, the agency, the credit officers and the supervisors see the case; nobody else.
//! * The agency answers once, before its days are over. Then another credit officer than the author decides, replying to what the agency said.
//!   Operators decide nothing here: whoever runs the market does not punish in it.
//! * The public sees an entry from the moment it is in force until its last, and only grades that policy publishes. No person is named in it.
//! * Every step is logged; what is not public at that instant is logged with a salt.
//!
//! What a bar does elsewhere is no business of this slice: sign-up, freeze, award and contract read [`standing`] inside their own transactions,
//! and [`crate::platform::outbox::Job::StandingChanged`] makes them look again at once.

mod pages;
mod api;
mod views;
mod doors;
mod forms;
mod service;
mod store;
pub mod jobs;
mod letters;
mod refusal;
mod tasks;

use crate::platform::routes::Routes;

pub use service::decision::{self, Decision, Outcome};
pub use service::drafting::{self, Draft};
pub use service::hearing;
pub use service::suspension::{self, Proposal};
pub use store::cases::Case;
pub use store::listed::{PublicBar, public_bars};
pub use store::suspensions::Suspension;
pub use store::{standing, standings};
pub use tasks::{overdue, pending, tasks};

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
