//! All SQL of the slice.

pub mod entries;
pub mod filings;
pub mod papers;
