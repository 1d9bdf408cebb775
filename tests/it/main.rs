//! One binary for everything that is tested through the doors people use.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::print_stdout,
    clippy::print_stderr,
    clippy::disallowed_methods,
    reason = "a test ends where an expectation does not hold, says why it skips, and reads its own environment"
)]

mod accounts;
mod awards;
mod bid_law;
mod bids;
mod blacklist;
mod calendar;
mod comparisons;
mod cleaning;
mod contracts;
mod credit;
mod desk;
mod home;
mod negotiations;
mod ratings;
mod reviews;
mod draw_beacon;
mod draw_bundle;
mod draw_faults;
mod draw_hand;
mod draw_law;
mod draw_live;
mod draw_page;
mod draw_parsers;
mod draw_proof_faults;
mod draw_proofs;
mod draw_script;
mod draw_verify;
mod log;
mod leaks;
mod looks;
mod rights;
mod search;
mod selection;
mod witness;
mod witness_outside;
mod tidy;
mod tls;

mod agencies;
mod directory;
mod kept;
mod owners;
mod projects;
mod signups;
mod support;

mod backup;
mod database;
mod demo;
mod erasures;
mod exits;
mod ends;
mod openapi;
mod faults;
mod server;
