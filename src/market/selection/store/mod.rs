//! The rows of draws, of those who commit to them, and of their documents.

pub mod documents;
pub mod draws;
pub mod entries;
pub mod objections;
pub mod parties;
pub mod results;
