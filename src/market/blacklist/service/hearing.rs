//! The hearing: the agency answers once, or its days pass.

use super::drafting::PAPERS;
use super::{Logged, log_case, seen_by_agency};
use crate::app::App;
use crate::db::DbConn;
use crate::domain::event::Kind;
use crate::domain::standing::{CaseId, Step};
use crate::domain::text::Paragraphs;
use crate::domain::time::Instant;
use crate::error::Result;
use crate::market::blacklist::store::cases::{self, Case};
use crate::market::blacklist::{letters, refusal};
use crate::market::documents;
use crate::platform::audit::{Actor, Visibility};
use crate::platform::auth::{Acting, Agency};
use crate::platform::files::Stored;

/// What an agency says to a case.
#[derive(Clone, Debug)]
pub struct Answer {
    pub case: CaseId,
    pub words: Paragraphs<4000>,
    /// Papers that support it, already in the store of files.
    pub papers: Vec<Stored>,
}

/// The agency answers: from then on a second person may decide.
///
/// # Errors
/// [`crate::error::Error::NotFound`] for cases of others, [`crate::error::Error::Refused`] after the deadline, `Conflict` for a second answer.
pub fn answer(conn: &mut DbConn, app: &App, who: &Acting<Agency>, now: Instant, answer: &Answer) -> Result<()> {
    let case = seen_by_agency(conn, who, &answer.case)?;
    case.hearing().may_answer(now).map_err(refusal::of)?;
    case.state.after(Step::Answer).map_err(refusal::of)?;
    cases::answer(conn, &case.id, now, answer.words.as_str())?;
    let mut hashes = Vec::new();
    for paper in &answer.papers {
        hashes.push(paper.sha256.clone());
        documents::attach(conn, app, who, paper.clone(), PAPERS, case.id.as_str(), "defence")?;
    }
    let facts = [("agency", case.uscc.as_str()), ("answer", answer.words.as_str()), ("papers", &hashes.join(" "))];
    log_case(
        conn,
        now,
        &case.id,
        &Logged { kind: Kind::BlacklistDefence, actor: &who.actor, facts: &facts, visibility: Visibility::Salted },
    )?;
    letters::answered(conn, now, &case)
}

/// The agency's days are over without an answer; nothing happens where it has answered, or the case was given up. Safe to call twice.
pub fn lapse(conn: &mut DbConn, now: Instant, id: &CaseId) -> Result<()> {
    let case = cases::load(conn, id)?;
    if case.hearing().is_closed(now).is_err() || case.state.after(Step::Answer).is_err() {
        return Ok(());
    }
    close(conn, now, &case)
}

/// Closes the hearing of a case whose days are over.
pub(super) fn close(conn: &mut DbConn, now: Instant, case: &Case) -> Result<()> {
    cases::lapse(conn, &case.id)?;
    let facts = [("agency", case.uscc.as_str()), ("answer", "none")];
    let logged = Logged { kind: Kind::BlacklistDefence, actor: &Actor::platform(), facts: &facts, visibility: Visibility::Salted };
    log_case(conn, now, &case.id, &logged)?;
    letters::lapsed(conn, now, case)
}
