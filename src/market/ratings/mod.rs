//! Ratings: by the owner, once per contract, after acceptance and within the policy's days; the agency may answer once. Silence leaves a neutral
//! rating that counts nowhere. Law: [`crate::domain::rating`].

pub mod jobs;
pub mod service;
mod store;

pub use service::{answer, rate};
pub use store::{Rating, of_agency, of_contract};
