//! All SQL of projects: the rows themselves, and the lists people look through.

mod lists;
mod rows;

pub use lists::*;
pub use rows::*;
