//! All SQL of projects: the rows themselves, and the lists people look through.

mod avoided;
mod lists;
mod marks;
mod notices;
mod rows;

pub use avoided::avoided;
pub use lists::*;
pub use marks::*;
pub use notices::*;
pub use rows::*;
