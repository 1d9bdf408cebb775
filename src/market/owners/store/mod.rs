//! All SQL of the slice.

pub mod entries;
pub mod filings;
