//! The decision of a second person, its service on the agency, and the end of the bar.

use super::{Logged, hearing, log_case, pinned, seen_by_office, standing_changed};
use crate::app::App;
use crate::db::DbConn;
use crate::domain::event::Kind;
use crate::domain::standing::{CaseId, CaseState, Grade, Step, bar_ends};
use crate::domain::text::Paragraphs;
use crate::domain::time::Instant;
use crate::error::{Error, Result, Say};
use crate::market::blacklist::store::cases::{self, Case, Decided, Served};
use crate::market::blacklist::store::{listed, suspensions};
use crate::market::blacklist::{letters, refusal};
use crate::market::credit;
use crate::platform::audit::{Actor, Visibility};
use crate::platform::auth::{Acting, CreditOfficer};
use crate::platform::outbox::{self, Job};

crate::text_states! {
    /// What a second person decides.
    pub enum Outcome {
        Against => "against",
        For => "for",
    }
}

/// A decision with what an official document must say of it.
#[derive(Clone, Debug)]
pub struct Decision {
    pub case: CaseId,
    pub outcome: Outcome,
    /// The reply to the points of the agency's answer; needed where it answered.
    pub reply: Option<Paragraphs<4000>>,
    pub reasons: Paragraphs<4000>,
}

/// Decides a case after its hearing. A bar begins only when the decision is served; a decision for the agency ends the case here.
///
/// # Errors
/// [`Error::Refused`] for the author of the case and before the hearing is closed; [`Error::Conflict`] where it is decided;
/// [`Error::Invalid`] where the agency's answer gets no reply.
pub fn decide(conn: &mut DbConn, who: &Acting<CreditOfficer>, now: Instant, decision: &Decision) -> Result<()> {
    let mut case = seen_by_office(conn, who, &decision.case)?;
    case.hearing().may_decide(who.account.as_str(), now).map_err(refusal::of)?;
    if case.state == CaseState::Notified {
        hearing::close(conn, now, &case)?;
        case.state = CaseState::Defence;
    }
    let step = if decision.outcome == Outcome::Against { Step::DecideAgainst } else { Step::DecideFor };
    let to = case.state.after(step).map_err(refusal::of)?;
    let reply = decision.reply.as_ref().map_or("", Paragraphs::as_str);
    if case.defence_at.is_some() && reply.is_empty() {
        return Err(Error::invalid("reply", Say::new("blacklist-reply-needed")));
    }
    let by = who.account.as_str();
    let reasons = decision.reasons.as_str();
    cases::decide(conn, now, &Decided { id: &case.id, to, by, authority: &who.org_name, reply, reasons })?;
    let facts = [("agency", case.uscc.as_str()), ("outcome", decision.outcome.as_str()), ("reply", reply), ("reasons", reasons)];
    log_case(
        conn,
        now,
        &case.id,
        &Logged { kind: Kind::BlacklistDecide, actor: &who.actor, facts: &facts, visibility: Visibility::Salted },
    )?;
    match decision.outcome {
        Outcome::Against => Ok(()),
        Outcome::For => {
            end_suspensions(conn, now, &who.actor, &case)?;
            letters::cleared(conn, now, &case)
        }
    }
}

/// Serves a decision: the bar holds from this instant. Tells the number of the entry.
///
/// # Errors
/// [`Error::Conflict`] where there is no decision to serve.
pub fn serve(conn: &mut DbConn, app: &App, who: &Acting<CreditOfficer>, now: Instant, id: &CaseId) -> Result<String> {
    let case = seen_by_office(conn, who, id)?;
    case.state.after(Step::Serve).map_err(refusal::of)?;
    let (number, ends) = (listed::next_number(conn, now)?, bar_ends(now, case.months));
    let published = case.grade.term(&pinned(app, &case)?.blacklist).published;
    cases::serve(conn, &Served { id, number: &number, starts: now, ends, published })?;
    log_in_force(conn, now, &case, &InForce { actor: &who.actor, number: &number, ends, published })?;
    end_suspensions(conn, now, &who.actor, &case)?;
    deduct(conn, app, &case)?;
    outbox::push_at(conn, now, ends, &Job::BarEnds { case: id.to_string() })?;
    standing_changed(conn, now, &case.agency_id)?;
    letters::served(conn, now, &case, (&number, ends))?;
    Ok(number)
}

/// Ends a bar whose time has come, by the clock alone; nothing happens where it has ended. Safe to call twice.
pub fn end(conn: &mut DbConn, now: Instant, id: &CaseId) -> Result<()> {
    let case = cases::load(conn, id)?;
    let (CaseState::InForce, Some(ends)) = (case.state, case.ends_at) else { return Ok(()) };
    if now < ends {
        return outbox::push_at(conn, now, ends, &Job::BarEnds { case: id.to_string() });
    }
    cases::end(conn, id, now)?;
    let facts = [("number", case.number.as_str()), ("agency", case.uscc.as_str())];
    let visibility = if case.published { Visibility::Public } else { Visibility::Salted };
    log_case(conn, now, id, &Logged { kind: Kind::BlacklistEnd, actor: &Actor::platform(), facts: &facts, visibility })?;
    standing_changed(conn, now, &case.agency_id)?;
    letters::ended(conn, now, &case)
}

struct InForce<'a> {
    actor: &'a Actor,
    number: &'a str,
    ends: Instant,
    published: bool,
}

fn log_in_force(conn: &mut DbConn, now: Instant, case: &Case, bar: &InForce<'_>) -> Result<()> {
    let (from, until) = (now.wire(), bar.ends.wire());
    let facts = [
        ("number", bar.number),
        ("agency", case.uscc.as_str()),
        ("name", &case.agency_name),
        ("grade", case.grade.as_str()),
        ("rule", &case.rule),
        ("facts", &case.facts),
        ("authority", &case.authority),
        ("from", &from),
        ("until", &until),
    ];
    let visibility = if bar.published { Visibility::Public } else { Visibility::Salted };
    log_case(conn, now, &case.id, &Logged { kind: Kind::BlacklistInForce, actor: bar.actor, facts: &facts, visibility })
}

/// Takes off the points that the case's policy sets for its grade.
fn deduct(conn: &mut DbConn, app: &App, case: &Case) -> Result<()> {
    let rules = &pinned(app, case)?.credit.deductions;
    let (deduction, rule) = match case.grade {
        Grade::Minor => (rules.dishonesty_minor, "dishonesty-minor"),
        Grade::General => (rules.dishonesty_general, "dishonesty-general"),
        Grade::Serious => (rules.dishonesty_serious, "dishonesty-serious"),
    };
    credit::deduct(conn, app, &case.agency_id.as_str().into(), deduction, (rule, case.id.as_str()))
}

fn end_suspensions(conn: &mut DbConn, now: Instant, actor: &Actor, case: &Case) -> Result<()> {
    for suspension in suspensions::of_case(conn, case.id.as_str())? {
        super::suspension::end_with_case(conn, now, actor, &suspension)?;
    }
    Ok(())
}
