//! Projects: drafted by an owner, checked by an operator for form alone, published when every officer's commitment is there, drawn, awarded, served.
//! Law: [`crate::domain::project`].
//!
//! * The operator publishes or returns; it never chooses. The agencies an owner avoids are fixed before publication.
//! * The policy in force at publication is pinned to the project and holds to its end.
//! * A notice never changes. What makes it clearer is a public correction beside it; what would change it ends the project with a public reason,
//!   and the owner posts a new one that names the old.
//! * What happens to a project after publication is decided by higher slices, which call [`advance`], [`fail`] and [`notice`].

mod api;
mod doors;
mod forms;
pub mod jobs;
mod letters;
mod pages;
mod refusal;
pub mod service;
mod store;
mod tasks;
mod ways;
pub mod words;

use crate::platform::routes::Routes;

pub use doors::{THING, papers};
pub use service::{
    NewDraft, advance, approve, ask_end, chosen, correct, create, decided, fail, fail_for, notice, publish, refuse_end, repost, return_,
    revise, submit, tell_owner, terminate,
};
pub use store::{
    Listed, Notice, Project, Sought, Told, among, avoided, current_draw, id_of_public, load, named, notices, open_by_deadline, public,
    set_draw,
};
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
