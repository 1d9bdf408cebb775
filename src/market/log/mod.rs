//! The audit log for people: its latest head to copy or photograph, how it grew, what happened in a project, and every entry in words. What machines
//! read is `platform::log`.
//!
//! * Nothing stands here that the published entries do not say, but the documents of entries whose documents are public.
//! * What is sealed is shown as what the log holds of it: a time and a hash. Neither project nor party is looked up for it.
//! * Whoever did something finds its receipt under their own account, and finds nobody else's.

mod acts;
mod growth;
mod pages;
mod receipt;
mod store;

use crate::platform::routes::Routes;

/// Registers the pages.
pub fn routes(r: &mut Routes<'_>) {
    pages::routes(r);
    acts::routes(r);
}
