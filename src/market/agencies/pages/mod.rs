//! The pages of this slice: an agency's own, and the operators' check.

mod check;
mod filing;
mod items;
mod own;
mod rows;

use crate::platform::routes::Routes;

pub use rows::{Scan, place, state};

/// Registers the pages.
pub fn routes(r: &mut Routes<'_>) {
    own::routes(r);
    items::routes(r);
    filing::routes(r);
    check::routes(r);
}
