//! What can be done with a project: drafted and reviewed by people, moved on by the slices that come later.

mod course;
mod ending;
mod naming;
mod posting;

pub use super::letters::tell_owner;
pub use course::{advance, chosen, decided, fail, fail_for, notice, publish, terminate};
pub use ending::{ask_end, correct, refuse_end, repost};
pub use posting::{NewDraft, add_papers, approve, create, own, remove_paper, return_, revise, submit};

use crate::db::DbConn;
use crate::domain::event::Kind;
use crate::domain::time::Instant;
use crate::error::Result;
use crate::platform::audit::{self, Act, Actor, Logged, Thing, Visibility};

use super::store::Project;

/// One line of the log about a project.
/// Logs what happened to a project: a document of its number and these facts.
///
/// # Errors
/// Those of the database.
pub fn log(
    conn: &mut DbConn,
    now: Instant,
    (actor, project): (&Actor, &Project),
    (kind, visibility): (Kind, Visibility),
    facts: &[(&str, &str)],
) -> Result<Logged> {
    let number = [("project", project.number.as_str())];
    let facts: Vec<(&str, &str)> = number.into_iter().chain(facts.iter().copied()).collect();
    let document = audit::document(&format!("market/v1 {kind}"), &facts);
    let thing = Thing { kind: "project", id: project.id.to_string(), public: project.number.clone() };
    audit::record(conn, now, Act { kind, actor, thing, document, visibility })
}
