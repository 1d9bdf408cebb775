//! The course of sealed quotes; each step is one transaction, and doing it again does nothing.

mod blind;
mod files;
mod found;
mod keys;
mod links;
mod members;
mod number;
mod opening;
mod releasing;
mod rounds;
mod sealing;
mod stating;
mod typing;
mod unsealing;

pub use blind::{facts, take_back};
pub use files::{allowed, came, own_words};
pub use found::{excludes, is_checked};
pub use keys::{prepare, take_keys, unanswered};
pub use links::{link, open_links, opened_links, unblind, unblind_asked};
pub use opening::{Published, is_opened, mark, offers, opening, papers, show_key};
pub use releasing::{Outcome, advance, release_asked, step, take_release};
pub use rounds::{assign, begin, close, committee, has_links, is_blind, names_after, open_after_number, sealed, wanted};
pub use sealing::{Desk, Taken, desk, receipt, take};
pub use typing::{SealedDocument, Typed, seal_document, seal_here, under};
pub use unsealing::{document, documents_of, keep, turned, unseal, unsealed};

use crate::db::{DbConn, dialect};
use crate::domain::draw::Document;
use crate::domain::event::Kind;
use crate::domain::project::ProjectId;
use crate::domain::time::Instant;
use crate::error::Result;
use crate::platform::audit::{self, Act, Actor, Thing, Visibility};

use super::store::documents;
use super::store::rounds::Round;

/// The first statement of every step; the freeze and everything sealed in time wait for each other by it.
fn lock(conn: &mut DbConn, project: &ProjectId) -> Result<()> {
    dialect::lock_in_transaction(conn, &format!("project {project}"))
}

/// Logs a document everybody may read and keeps it.
fn put<D: Document>(conn: &mut DbConn, now: Instant, kind: Kind, (round, document): (&Round, &D)) -> Result<()> {
    let (actor, thing) = (Actor::platform(), Thing::open("draw", round.draw.as_str()));
    let text = document.to_text();
    let logged = audit::record(conn, now, Act { kind, actor: &actor, thing, document: text.clone(), visibility: Visibility::Public })?;
    documents::insert(conn, round, (D::FILE, &text), (logged.id, now))
}
