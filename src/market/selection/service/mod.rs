//! The course of a draw, one step after the other; each step is one transaction, and doing it again does nothing.

mod advance;
mod applicants;
mod beacon;
mod close;
mod cosigned;
mod choice;
mod dice;
mod end;
mod number;
mod objecting;
mod officers;
mod opening;
mod progress;
mod publish;
mod request;
mod resolve;
pub mod stages;
mod taking;

pub use advance::{Outcome, advance, step};
pub use applicants::{AppliedSecret, take_applicant};
pub use beacon::take_signature;
pub use choice::{closed_at, is_settled, keep_choice, kept_choice};
pub use close::{Closed, close};
pub use cosigned::{is_checking, may_reveal};
pub use dice::throw;
pub use end::{commitments_late, project_ended};
pub use number::{Number, announce_number, fix_number, lowered, number};
pub use objecting::{Exclusion, Finding, Ruled, evidence, exclusion, object, rule as rule_on};
pub use officers::{Verdict, commit as commit_asked, inspection};
pub use opening::{Ground, OpenedLabel, Order, first, open_placed, open_standing, precedes, ranked, ready, rule};
pub use progress::progress;
pub use request::{Plan, commit, request};
pub use taking::{go_on, take_pledge, take_reveal, take_verdict};

use crate::app::App;
use crate::db::{DbConn, dialect};
use crate::domain::draw::{Document, DrawId};
use crate::domain::event::Kind;
use crate::domain::policy::Policy;
use crate::domain::project::ProjectId;
use crate::domain::role::Role;
use crate::domain::time::Instant;
use crate::error::{Error, Result};
use crate::market::accounts;
use crate::market::projects::Project;
use crate::market::selection::store::documents;
use crate::market::selection::store::draws::Draw;
use crate::platform::audit::{self, Act, Actor, Logged, Thing, Visibility};
use crate::platform::letter::Letter;

/// The first statement of every step: the freeze waits for sign-ups that were in time, and two workers do one thing once.
fn lock(conn: &mut DbConn, project: &ProjectId) -> Result<()> {
    dialect::lock_in_transaction(conn, &format!("project {project}"))
}

/// Logs something about a draw.
fn log(conn: &mut DbConn, now: Instant, draw: &DrawId, (kind, visibility): (Kind, Visibility), document: String) -> Result<Logged> {
    let (actor, thing) = (Actor::platform(), Thing::open("draw", draw.as_str()));
    audit::record(conn, now, Act { kind, actor: &actor, thing, document, visibility })
}

/// Logs a document everybody may read and keeps it; returns its id in the log. The primary key refuses a second one.
fn put(conn: &mut DbConn, now: Instant, (kind, name): (Kind, &str), draw: &DrawId, document: &impl Document) -> Result<i64> {
    let text = document.to_text();
    let logged = log(conn, now, draw, (kind, Visibility::Public), text.clone())?;
    documents::insert(conn, draw, name, &text, (logged.id, now))?;
    Ok(logged.id)
}

/// The policy pinned on a draw.
fn policy<'a>(app: &'a App, draw: &Draw) -> Result<&'a Policy> {
    app.policies.get(&draw.policy).ok_or_else(|| Error::bad_row("draws.policy", &draw.policy))
}

/// Tells operators and supervisors that a draw needs them.
fn alert(conn: &mut DbConn, now: Instant, letter: &Letter) -> Result<()> {
    accounts::tell_role(conn, now, Role::Operator, letter.clone())?;
    accounts::tell_role(conn, now, Role::Supervisor, letter.clone())
}

/// A letter about a draw of a project, leading to its page.
fn letter(name: &str, project: &Project, draw: &DrawId) -> Letter {
    Letter::new(name).with("project", &project.title).with("number", &project.number).with("draw", draw).to(format!("/draws/{draw}"))
}
