//! Agencies: entry by filing and formal check, the version in effect, the public directory.

mod found;

pub use found::FOUND;
