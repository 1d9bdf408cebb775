//! Agencies leave the market of their own will. Law: [`crate::domain::exit`].
//!
//! * A manager asks with a reason; while an operator has not answered, the wish can be taken back. One wish at a time.
//! * Neither asking nor confirming is possible while anything of the agency is open: sign-ups, awards, contracts, credit cases, a suspension.
//! * Confirmed, the agency is out of the directory at once. Its page, contracts, ratings and ledger stay, with a public note of the day it left.
//! * It comes back by a new filing, under its old code, with its old record.

mod api;
mod doors;
mod forms;
mod pages;
mod refusal;
mod service;
mod store;
mod tasks;

use crate::platform::routes::Routes;

pub use service::{ask, calendar_changed, confirm, left_at, open_matters, refuse, take_back};
pub use tasks::{overdue, tasks};

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
