//! The pages of this slice: the public list, an owner's own projects, and the operators' review. The page of a project stands with the sign-ups,
//! which it shows an agency its own of.

mod draft;
mod list;
mod own;
mod review;

use crate::platform::routes::Routes;

pub use list::Asked;

/// Registers the pages.
pub fn routes(r: &mut Routes<'_>) {
    list::routes(r);
    draft::routes(r);
    own::routes(r);
    review::routes(r);
}
