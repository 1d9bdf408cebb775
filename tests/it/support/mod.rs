//! What the tests stand on: databases of both engines, a market that listens, and people who use it.

#![allow(dead_code, reason = "tests of different slices use different parts")]

pub mod app;
pub mod city;
pub mod database;
pub mod filings;
pub mod forms;
pub mod people;
pub mod program;
pub mod signed;

pub use app::TestApp;
pub use city::City;
pub use database::engines;
pub use signed::Signed;
