//! People: accounts, invitations, sessions, second factors, access tokens, and the mails sent to oneself.
//!
//! One account is one person in one organisation, with one role. Whoever acts in two roles has two accounts, so that no session can do what two
//! persons must.

mod forms;
pub mod jobs;
mod letters;
mod pages;
mod service;
mod store;

pub use letters::{tell_org, tell_role};
pub use pages::routes;
pub use service::{
    NewAccount, activate, create_organisation, enrol_factor, first_link, identity, invite, link_for, office, rename_organisation, use_link,
};
