//! Agencies: entry by filing and formal check, the version in effect, the public directory. Law: [`crate::domain::agency`].
//!
//! * An agency files what the catalogue demands of the items it offers, and nothing more. A draft keeps what was typed, right or wrong.
//! * An operator checks the form alone, within policy's working days: passes it, or returns it with a reason for each field.
//! * What was passed is in effect and public at once; a change that waits shows nowhere. The code of an entry never changes.
//! * Two organisations may file the same code; who passes first has it, and the unique index has the last word.

mod api;
pub mod doors;
pub mod due;
mod explain;
mod forms;
mod found;
pub mod jobs;
pub mod pages;
pub mod service;
mod store;
mod tasks;

use crate::platform::routes::Routes;

pub use found::FOUND;
pub use service::{agency_of, forget, forgettable, set_credit, standing_changed, withdraw};
pub use store::entries::{code_of, count_listed, entry, holder_of, listed_names, offered, offering, profile, profiles};
pub use store::papers::offers_of;
pub use tasks::{Waiting, tasks, waiting};

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
