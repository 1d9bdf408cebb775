//! What the tests stand on: databases of both engines.

pub mod database;

pub use database::{Engine, engines};
