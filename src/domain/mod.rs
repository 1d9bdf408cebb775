//! The law of the market, pure: no database, no web, no clock, no randomness. Time and seeds are given, never asked for.

pub mod states;
pub mod time;
pub mod hash;
pub mod text;
pub mod money;
pub mod calendar;
pub mod role;
pub mod account;
pub mod policy;
pub mod province;
pub mod qualification;
pub mod catalogue;
pub mod filing;
pub mod agency;
pub mod owner;
pub mod draw;
pub mod audit_entry;
pub mod log;
pub mod event;
pub mod standing;
pub mod signup;
pub mod rating;
pub mod contract;
pub mod award;
pub mod credit;
pub mod project;
