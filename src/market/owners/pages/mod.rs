//! The pages of this slice: an owner's own, the operators' check, and their list of all filings.

mod check;
mod list;
mod own;

use crate::platform::routes::Routes;

/// Registers the pages.
pub fn routes(r: &mut Routes<'_>) {
    own::routes(r);
    list::routes(r);
    check::routes(r);
}
