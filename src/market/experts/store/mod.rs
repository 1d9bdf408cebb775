//! All SQL of the slice.

pub mod pool;
pub mod seats;
