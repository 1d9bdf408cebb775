//! The demo city: a whole market built by calling the services a user's click calls, from a fixed seed, on a simulated clock.
//!
//! Agencies file and are passed, owners post, agencies sign up, the market's own jobs close, draw and award by the clock; contracts, results and
//! ratings follow; cases are heard. Nothing is inserted beside the services, so a city that builds is a market whose rules fit together.

mod acts;
mod cases;
mod choices;
mod cast;
mod city;
mod comparisons;
mod dice;
pub mod firms;
mod keys;
mod plan;
mod quotes;
mod reviews;
mod scan;
mod secrets;
mod talks;
mod words;

pub use city::{Size, build, doors_open};
pub use keys::{Key, PASSWORD, PRINTED, hand_out, readers};
