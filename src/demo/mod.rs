//! The demo city: a whole market built by calling the services a user's click calls, from a fixed seed, on a simulated clock.

mod dice;
pub mod firms;
mod words;
