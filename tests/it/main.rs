//! One binary for everything that is tested through the doors people use.

mod calendar;
mod search;
