//! Forgetting a person on two signatures. Law: [`crate::domain::erasure`].
//!
//! * What is erased: everything that names the person or lets them in, and the documents and salts behind the log's entries about their account.
//! * What stays: the entries and their proofs, and the pseudonym under which the person acted. The page of such an entry says that its document was
//!   erased, when and why; the erasure itself is a public entry.

mod pages;
mod service;
mod store;
mod tasks;

use crate::platform::routes::Routes;

pub use store::{Gone, of_document};
pub use tasks::tasks;

/// Registers the doors.
pub fn routes(r: &mut Routes<'_>) {
    pages::routes(r);
}
