//! The pool of experts, and the panels drawn from it. Law: [`crate::domain::expert`], and `draw/v1` for every draw.
//!
//! * Operators keep the pool: who can judge which items, where they work and worked, and whom they must not judge. An expert has an account of a role of
//!   its own and sees nothing but what it is drawn for.
//! * The draw of a panel is reserved when its project is published, so that the commitments are logged before anybody knows who signs up; it is announced
//!   with the whole pool of the item once sign-up is over, and whoever has a conflict stands in its list as `out`.
//! * Whoever is drawn is asked by mail; silence, a refusal or a conflict asks the next in order. With fewer than the policy's quorum the project fails.
//! * Nobody but the expert itself learns that it sits on a panel before the review is closed: no page and no list shows seats to anybody else, the log
//!   holds invitations and answers sealed, and rows say who it is only to whoever has the market's key (ADR 23).

mod pages;
mod api;
mod doors;
mod forms;
mod refusal;
pub mod service;
mod store;
mod tasks;
pub mod jobs;

use crate::platform::routes::Routes;

pub use service::panel::{Panel, go_on, panel_draw, reserve};
pub use service::pool::{add, change, forgotten, rest};
pub use service::seats::{answer, asked, leave, open, sitting, tell};
pub use store::pool::{PoolExpert, Sought, of_account};
pub use store::seats::{Seat, SeatState, authors, delay, of_account as seats_of, of_project as drawn, seat};
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
