//! The market's figures: how many agencies from how many provinces, how many projects, and the working days from notice to result. Each is a
//! count or a mean over what is public already; nothing here lets anybody guess how many agencies signed up where. Measure:
//! [`crate::domain::calendar::Calendar::working_days_between`].

mod api;
mod figures;
mod store;

pub use figures::{Figures, Month, figures};

use crate::platform::routes::Routes;

/// Registers the JSON door.
pub fn routes(r: &mut Routes<'_>) {
    api::routes(r);
}

/// What the JSON door says of this slice.
#[cfg(test)]
pub fn openapi() -> utoipa::openapi::OpenApi {
    <api::Described as utoipa::OpenApi>::openapi()
}
