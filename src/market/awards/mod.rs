//! Awards: offered to the winner; accepted or declined within the policy's days; silence, refusal, a bar or a contract that never comes make the next
//! alternate move up, without new randomness (draw-v1 §7). Law: [`crate::domain::award`].

pub mod jobs;
mod refusal;
pub mod service;
mod store;

pub use service::{accept, contracted, decline, offer_next, pass_on, unsigned};
pub use store::{Award, by_serial, load, of_agency, of_project, standing_of};
