//! Where people arrive: the home page for the public, the work list for whoever is signed in, the rules in numbers for whoever asks why.
//!
//! * The home page shows what is public and nothing that could tell how many agencies signed up anywhere.
//! * The work list collects what each slice says waits for this person ([`crate::platform::task::Task`]): overdue first, then today, then later.
//! * The rules page says every number of the policy in force in a sentence, and lists all versions.

mod desk;
mod due;
mod front;
mod numbers;
mod robots;
mod rules;
mod store;
mod work;

use crate::platform::routes::Routes;

/// Registers both doors.
pub fn routes(r: &mut Routes<'_>) {
    r.get("/", front::show).get("/desk", desk::show).get("/rules", rules::show).get("/robots.txt", robots::show);
    r.get("/api/v1/desk", desk::as_json);
}

/// What the JSON door says of this slice.
#[cfg(test)]
pub fn openapi() -> utoipa::openapi::OpenApi {
    <desk::Described as utoipa::OpenApi>::openapi()
}
