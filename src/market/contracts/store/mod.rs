//! All SQL of contracts and of the results handed in under them.

mod contracts;
mod deliverables;

pub use contracts::*;
pub use deliverables::*;
