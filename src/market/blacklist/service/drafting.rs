//! A draft: written, corrected or given up by its author, and served on the agency as a notice.

use super::{Logged, impersonal, log_case, pinned, seen_by_office};
use crate::app::App;
use crate::db::DbConn;
use crate::domain::event::Kind;
use crate::domain::standing::{CaseId, CaseState, Grade, Step, term_fits};
use crate::domain::text::{CreditCode, Line, Paragraphs};
use crate::domain::time::Instant;
use crate::error::{Error, Result, Say};
use crate::market::blacklist::store::cases::NewCase;
use crate::market::blacklist::store::{self, Accused, cases, suspensions};
use crate::market::blacklist::{letters, refusal};
use crate::market::documents;
use crate::platform::audit::Visibility;
use crate::platform::auth::{Acting, CreditOfficer};
use crate::platform::files::Stored;
use crate::platform::outbox::{self, Job};
use crate::platform::random;

/// What papers of a case are filed under.
pub(in crate::market::blacklist) const PAPERS: &str = "blacklist-case";

/// What a credit officer writes down.
#[derive(Clone, Debug)]
pub struct Draft {
    pub agency: CreditCode,
    pub grade: Grade,
    /// The rule that was broken, as an official document cites it.
    pub rule: Line<200>,
    /// What happened: it goes on the public list word for word, so it names no person.
    pub facts: Paragraphs<2000>,
    pub months: u32,
    /// Evidence, already in the store of files.
    pub papers: Vec<Stored>,
}

/// Begins a case. Nobody but its author sees it.
///
/// # Errors
/// [`Error::Invalid`] for an unknown agency, a term that does not fit the grade, or facts that name a person.
pub fn draft(conn: &mut DbConn, app: &App, who: &Acting<CreditOfficer>, now: Instant, draft: &Draft) -> Result<CaseId> {
    let accused = checked(conn, app, now, draft)?;
    let id = CaseId(random::blind_id());
    let policy = &app.policies.in_force(now).version;
    cases::insert(conn, now, &row(&id, &accused, draft, (policy.as_str(), who.account.as_str())))?;
    attach(conn, app, who, &id, &draft.papers)?;
    log_draft(conn, now, who, &id, (&accused, draft))?;
    Ok(id)
}

/// Writes one's own draft anew; papers are added to those it has.
///
/// # Errors
/// As [`draft`]; [`Error::NotFound`] for the drafts of others, [`Error::Conflict`] once the agency was told.
pub fn redraft(conn: &mut DbConn, app: &App, who: &Acting<CreditOfficer>, now: Instant, (id, draft): (&CaseId, &Draft)) -> Result<()> {
    let case = seen_by_office(conn, who, id)?;
    case.hearing().may_pursue(who.account.as_str()).map_err(refusal::of)?;
    let accused = checked(conn, app, now, draft)?;
    let policy = &app.policies.in_force(now).version;
    cases::rewrite(conn, &row(id, &accused, draft, (policy.as_str(), who.account.as_str())))?;
    attach(conn, app, who, id, &draft.papers)?;
    log_draft(conn, now, who, id, (&accused, draft))
}

/// Adds evidence to one's own draft.
///
/// # Errors
/// As [`redraft`].
pub fn add_papers(
    conn: &mut DbConn,
    app: &App,
    who: &Acting<CreditOfficer>,
    now: Instant,
    (id, papers): (&CaseId, &[Stored]),
) -> Result<()> {
    let case = seen_by_office(conn, who, id)?;
    case.hearing().may_pursue(who.account.as_str()).map_err(refusal::of)?;
    if case.state != CaseState::Draft {
        return Err(Error::Conflict);
    }
    attach(conn, app, who, id, papers)?;
    let facts: Vec<(&str, &str)> = papers.iter().map(|paper| ("evidence", paper.sha256.as_str())).collect();
    log_case(conn, now, id, &Logged { kind: Kind::BlacklistDraft, actor: &who.actor, facts: &facts, visibility: Visibility::Salted })
}

/// Tells the agency: facts, planned grade, its rights, and until when it may answer.
///
/// # Errors
/// [`Error::NotFound`] for the drafts of others, [`Error::Conflict`] once the agency was told.
pub fn notify(conn: &mut DbConn, app: &App, who: &Acting<CreditOfficer>, now: Instant, id: &CaseId) -> Result<()> {
    let case = seen_by_office(conn, who, id)?;
    case.hearing().may_pursue(who.account.as_str()).map_err(refusal::of)?;
    case.state.after(Step::Notify).map_err(refusal::of)?;
    let policy = pinned(app, &case)?;
    let due = app.calendars.now().deadline(policy.term(now, policy.blacklist.defence_wd));
    cases::notify(conn, id, now, due.at)?;
    let facts = [("agency", case.uscc.as_str()), ("answer-before", &due.at.wire())];
    log_case(conn, now, id, &Logged { kind: Kind::BlacklistNotify, actor: &who.actor, facts: &facts, visibility: Visibility::Salted })?;
    outbox::push_at(conn, now, due.at, &Job::DefenceDue { case: id.to_string() })?;
    letters::notified(conn, now, &case, due.at)
}

/// Gives a case up before its hearing is closed; the agency hears of it if it had been told.
///
/// # Errors
/// [`Error::Refused`] for anybody but the author, [`Error::Conflict`] after the hearing: then a second person decides.
pub fn withdraw(conn: &mut DbConn, who: &Acting<CreditOfficer>, now: Instant, (id, reason): (&CaseId, &str)) -> Result<()> {
    let case = seen_by_office(conn, who, id)?;
    case.hearing().may_pursue(who.account.as_str()).map_err(refusal::of)?;
    case.state.after(Step::Withdraw).map_err(refusal::of)?;
    cases::withdraw(conn, &case, now, reason)?;
    let facts = [("agency", case.uscc.as_str()), ("reason", reason)];
    log_case(conn, now, id, &Logged { kind: Kind::BlacklistWithdraw, actor: &who.actor, facts: &facts, visibility: Visibility::Salted })?;
    for suspension in suspensions::of_case(conn, id.as_str())? {
        super::suspension::end_with_case(conn, now, &who.actor, &suspension)?;
    }
    if case.state == CaseState::Draft { Ok(()) } else { letters::withdrawn(conn, now, &case) }
}

fn checked(conn: &mut DbConn, app: &App, now: Instant, draft: &Draft) -> Result<Accused> {
    term_fits(draft.grade, draft.months, &app.policies.in_force(now).blacklist).map_err(|refused| refusal::on("months", refused))?;
    let unknown = || Error::invalid("agency", Say::new("blacklist-no-such-agency").with("code", draft.agency.as_str()));
    let accused = store::accused(conn, draft.agency.as_str())?.ok_or_else(unknown)?;
    impersonal("facts", draft.facts.as_str(), &accused)?;
    impersonal("rule", draft.rule.as_str(), &accused)?;
    Ok(accused)
}

fn row<'a>(id: &'a CaseId, accused: &'a Accused, draft: &'a Draft, (policy, drafted_by): (&'a str, &'a str)) -> NewCase<'a> {
    NewCase {
        id,
        agency_id: &accused.id,
        grade: draft.grade,
        rule: draft.rule.as_str(),
        facts: draft.facts.as_str(),
        months: draft.months,
        policy,
        drafted_by,
    }
}

fn attach(conn: &mut DbConn, app: &App, who: &Acting<CreditOfficer>, id: &CaseId, papers: &[Stored]) -> Result<()> {
    for paper in papers {
        documents::attach(conn, app, who, paper.clone(), PAPERS, id.as_str(), "evidence")?;
    }
    Ok(())
}

fn log_draft(
    conn: &mut DbConn,
    now: Instant,
    who: &Acting<CreditOfficer>,
    id: &CaseId,
    (accused, draft): (&Accused, &Draft),
) -> Result<()> {
    let months = draft.months.to_string();
    let papers: Vec<String> = draft.papers.iter().map(|paper| paper.sha256.clone()).collect();
    let facts = [
        ("agency", draft.agency.as_str()),
        ("name", &accused.name),
        ("grade", draft.grade.as_str()),
        ("months", &months),
        ("rule", draft.rule.as_str()),
        ("facts", draft.facts.as_str()),
        ("evidence", &papers.join(" ")),
    ];
    log_case(conn, now, id, &Logged { kind: Kind::BlacklistDraft, actor: &who.actor, facts: &facts, visibility: Visibility::Salted })
}
