//! Contracts: registered by one side, confirmed by the other, never beyond what notice and award allow; then results, handed in and accepted.
//! Law: [`crate::domain::contract`]. Papers are read by the two sides alone; that there is a contract, between whom and for how much, is public.

pub mod jobs;
mod refusal;
pub mod service;
mod store;

pub use service::{Registration, accept_result, begin, close, confirm, deliver, register, return_, return_result};
pub use store::{Contract, Deliverable, deliverables, load, of_award, of_side};
