//! People: accounts, invitations, sessions, second factors, access tokens, and the mails sent to oneself.
//!
//! One account is one person in one organisation, with one role. Whoever acts in two roles has two accounts, so that no session can do what two
//! persons must.

mod api;
mod forms;
pub mod jobs;
mod letters;
mod pages;
mod service;
mod store;
mod tasks;
mod year;

pub use letters::{tell_org, tell_role};
pub use service::{
    NewAccount, activate, create_organisation, enrol_factor, first_link, forget, forgettable, identity, invite, link_for, office,
    pool_of_experts, rename_organisation, use_link,
};

pub use tasks::tasks;

use crate::platform::routes::Routes;

/// The doors of this slice.
pub fn routes(r: &mut Routes<'_>) {
    pages::routes(r);
    api::routes(r);
}

/// What the JSON door says of this slice.
#[cfg(test)]
pub fn openapi() -> utoipa::openapi::OpenApi {
    <api::Described as utoipa::OpenApi>::openapi()
}
