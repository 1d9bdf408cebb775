//! The public register: finding agencies, reading one's entry, and the list of service items with how many agencies offer each.
//!
//! It shows what is in effect, as of now: entries of [`crate::market::agencies`], validity of certificates on this day, bars the public may see.
//! Nothing of a filing that waits, and of people no more than the licence publishes and the agency gave for publication. It stands above the
//! slices whose facts it shows; finding itself is [`crate::platform::search`].

mod agency;
mod api;
mod asked;
mod directory;
mod entry;
mod items;

use crate::platform::routes::Routes;

/// Registers both doors.
pub fn routes(r: &mut Routes<'_>) {
    directory::routes(r);
    items::routes(r);
    agency::routes(r);
    api::routes(r);
}

/// What the JSON door says of this slice.
#[cfg(test)]
pub fn openapi() -> utoipa::openapi::OpenApi {
    <api::Described as utoipa::OpenApi>::openapi()
}
