//! How an agency is chosen: every method is a pure function from frozen inputs to an ordered outcome, with what decided each place and the rule of
//! each exclusion. `docs/methods.md` tells them in words, and its worked examples are the tests of this module.
//!
//! A project's way to its outcome is a list of [`Stage`]s, applied one after the other to the labels that the freeze admitted, which begin in the
//! order of the draw. A stage keeps, drops or re-orders labels; where it finds two equal, credit decides, and after it the draw: never the time of
//! arrival. The draw was committed to before any quote was known, so nobody can steer it (ADR 12).
//!
//! Read in this order: [`ratio`] and [`quote`] (exact numbers), [`row`] and [`stage`] (what goes in), [`criteria`], [`average`], [`lowered`] and [`run`] (what is
//! done), [`inputs`] and [`outcome`] (the documents `choice/v1`), then what stands beside the list of stages.

pub mod ratio;
pub mod quote;
pub mod row;
pub mod stage;

pub mod criteria;
pub mod average;
pub mod lowered;
pub mod run;

pub mod inputs;
mod choosable;
pub mod outcome;
pub mod pick;

pub mod way;
pub mod panel;
pub mod scores;
pub mod comparison;
pub mod direct;
pub mod negotiation;
pub mod talks;
pub mod reply;

#[cfg(test)]
mod golden;
#[cfg(test)]
mod properties;

pub use comparison::Comparison;
pub use inputs::Inputs;
pub use lowered::Lowered;
pub use outcome::{Exclusion, Ground, Outcome, Place, Rule};
pub use pick::{Pick, Picked};
pub use quote::{Bounds, Offer, Quote};
pub use ratio::Ratio;
pub use row::Row;
pub use run::{Step, outcome, steps};
pub use scores::Scores;
pub use stage::Stage;
pub use talks::Talks;
pub use way::Way;
