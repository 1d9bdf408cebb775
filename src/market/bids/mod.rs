//! Quotes sealed until the opening: keys before the notice, envelopes until the deadline, and the opening in two steps after the freeze.
//! Law: [`crate::domain::bid`], and `bid/v1` to the byte.
//!
//! * Every member of the committee, the platform and each witness officer, makes keys for the project alone, before the notice, which names them.
//! * An agency that has signed up seals its quote under its label: in its browser, with `mingxuan seal`, or, where the policy allows it, by letting
//!   the market seal what it types. The last envelope before the deadline counts; it goes with the sign-up when that is withdrawn.
//! * Nobody releases a key before every officer has approved the freeze and vouches for the log that holds it; and where a drawn number lowers an average,
//!   before that number is in the log: an officer wants to see it there.
//! * First it is said of every envelope whether it opens; what is missing for want of a key its agency may open itself, unseen; then all quotes are
//!   published at once. What cannot be opened stays in the list with its reason.
//! * Documents beside quotes are opened and checked once all quotes are published. What follows from a finding is policy: nothing, that the document is
//!   withheld, or that the whole proposal is excluded, which is published with its kind ([`crate::domain::bid::found`]).
//! * Where a review or a blind choice follows, an entry lies under a pseudonym that every sheet has anew. What it stands for is sealed, beside the sign-up,
//!   to keys of their own, and opened once the log holds the act after which names may be opened; until then neither rows nor who reads them can tell
//!   ([`crate::domain::bid::link`]), and whoever replaces an entry shows the salt of the one before ([`crate::domain::bid::claim`]).
//! * A round of keys is used once. A draw that follows a void one has a second round, made with the first.

mod pages;
mod api;
mod doors;
pub mod findings;
pub mod forms;
pub mod refusal;
mod sheet;
pub mod service;
pub mod proposals;
mod store;
mod tasks;
pub mod jobs;

use crate::platform::routes::Routes;

pub use service::{
    assign, begin, close, committee, documents_of, excludes, facts, is_blind, is_checked, is_opened, link, mark, names_after, offers,
    open_after_number, opened_links, opening, papers, release_asked, sealed, take_keys, take_release, unanswered, unblind, unblind_asked,
    wanted,
};
pub use store::files::{SealedFile, Shown, Unsealed, stored, unsealed};
pub use store::rounds::project_of;

pub use tasks::tasks;

/// Registers both doors.
pub fn routes(r: &mut Routes<'_>) {
    pages::routes(r);
    api::routes(r);
}

/// What the JSON door says of this slice.
#[cfg(test)]
pub fn openapi() -> utoipa::openapi::OpenApi {
    <api::Described as utoipa::OpenApi>::openapi()
}
