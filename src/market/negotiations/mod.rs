//! A negotiation with those who were drawn, under pseudonyms, in up to three exchanges. Law: [`crate::domain::method::negotiation`] and
//! [`crate::domain::method::talks`]; the numbers are the policy's `methods.negotiation`.
//!
//! * Those drawn quote in the same minutes, and the owner sees their quotes when these are over. Then it replies to all who quoted, at once, or to
//!   nobody; only after a reply is there a further exchange. Nobody sees what another quoted or was told, and a quote is not taken back.
//! * A reply that would lead around the market is refused: numbers, addresses, names of agencies. Which agencies take part plays no part in that.
//! * Whoever takes part finds its own thread by its sign-up. Rows link nobody: the seat of a thread is a code that only the market's key makes, quotes
//!   and replies lie sealed with that key, and the log has salted hashes under fresh names.
//! * When the owner picks, or has let its time pass, everything that was said is published under the pseudonyms (choice/negotiation.txt).
//! * All turns together fit into one day of the office.

mod pages;
mod api;
mod doors;
mod forms;
pub mod refusal;
pub mod service;
mod store;
mod tasks;

use crate::platform::routes::Routes;

pub use forms::words as quote_words;
pub use service::course::{Next, begin, calendar_changed, close, delay, go_on};
pub use service::replies::{heard, is_asked, reply};
pub use service::{Exchange, Talk, Turn, quote, talk_of};
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
