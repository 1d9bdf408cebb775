//! People: accounts, invitations, sessions, second factors, access tokens, and the mails sent to oneself.
//!
//! One account is one person in one organisation, with one role. Whoever acts in two roles has two accounts, so that no session can do what two
//! persons must.

pub mod jobs;
mod letters;

pub use letters::{tell_org, tell_role};
