//! Contracts: registered by one side, confirmed by the other, never beyond what notice and award allow; then results, handed in and accepted.
//! Law: [`crate::domain::contract`].
//!
//! * Papers and texts are read by the two sides alone; for everybody else they do not exist. That there is a contract, between whom, for how much
//!   and until when, is public from the moment it is in force.
//! * An agency that is barred before that moment gets no contract. Afterwards the contract goes on.
//! * Silence never accepts a result; what an owner owes is shown as overdue to the owner and to operators.

mod pages;
mod api;
mod doors;
mod forms;
mod views;
pub mod service;
mod store;
pub mod jobs;
mod refusal;
mod tasks;

use crate::platform::routes::Routes;

pub use service::{Registration, accept_result, begin, close, confirm, deliver, register, return_, return_result};
pub use store::{Awaiting, Contract, Deliverable, count_unfinished, deliverables, load, of_award, of_side, waiting};
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
