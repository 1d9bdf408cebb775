//! The pages of this slice: the public page of a project with the reader's own place on it, and an agency's own sign-ups.

mod own;
mod project;

use crate::platform::routes::Routes;

/// Registers the pages.
pub fn routes(r: &mut Routes<'_>) {
    project::routes(r);
    own::routes(r);
}
