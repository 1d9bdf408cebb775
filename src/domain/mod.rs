//! The law of the market, pure: no database, no web, no clock, no randomness. Time and seeds are given, never asked for.

pub mod audit_entry;
pub mod draw;
pub mod hash;
pub mod money;
pub mod role;
pub mod states;
pub mod text;
pub mod time;
