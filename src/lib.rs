//! Mingxuan 明选: an online supermarket for intermediary services whose draws anyone can re-compute.
//!
//! Read in this order: `domain` is the law, `market` the story, `platform` and `db` what both stand on.
#![forbid(unsafe_op_in_unsafe_fn)]

// libpq is linked from source; with TLS it needs the symbols this crate brings.
#[cfg(feature = "postgres-tls")]
extern crate openssl_sys as _;

pub mod cli;
pub mod app;
pub mod backup;
pub mod config;
pub mod db;
pub mod demo;
pub mod defaults;
pub mod domain;
pub mod error;
pub mod market;
pub mod witness;
pub mod monitor;
pub mod platform;
pub mod verify;
pub mod server;
pub mod worker;
