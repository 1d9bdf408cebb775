//! The shared shell that knows no capability.

pub mod search;
