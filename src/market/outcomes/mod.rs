//! From a project's draw to its outcome, where more stages follow the draw: each is applied to the order of the draw, and the last says who is asked
//! first. Law: [`crate::domain::method`].
//!
//! * A draw that is not the last stage opens nobody. Only who is awarded is named, at the end.
//! * Nothing goes on before every objection to the frozen list is ruled on: from then on the order of the draw stays, but for strikes.
//! * An owner that chooses sees cards with comparable facts in bands, in an order of their own; no label, no name, nothing by which a card could be
//!   found elsewhere. It picks once, with a reason; the pick is logged before anybody is named and cannot be changed. Silence: the first drawn.
//! * An owner that compares proposals itself reads them, scores them by the criteria of the notice and declares to have no interest in anybody who takes
//!   part. Its sheet is published with the pick; whoever is picked has most points, or a reason says why not.
//! * Where those drawn negotiate first, the owner replies to all of them at once or to nobody, and may pick whenever it has the turn. Silence: nobody.
//! * What the outcome goes by is published under pseudonyms with every place and every exclusion, so that anybody can compute it again.

mod pages;
mod api;
mod doors;
mod forms;
mod words;
mod talk_words;
mod compared_words;
mod scored_words;
mod lowered_words;
mod refusal;
pub mod service;
mod cards;
mod comparison;
mod order;
mod lowered;
mod review;
mod talks;
mod store;
mod tasks;
pub mod jobs;

use crate::platform::routes::Routes;

pub use cards::Card;
pub use comparison::{Marks, Sheet};
pub use order::{first, open_next, price, quoted, ranked, ready};
pub use service::{Answer, pick};
pub use store::{Choice, cards, choice_of};
pub use talks::{asked, delay, reply};
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
