//! The rows of cases. Every change is a compare-and-set on the state, so that of two who decide at once one is told that he was late.

use diesel::prelude::*;

use super::word;
use crate::db::DbConn;
use crate::db::schema::{agencies, blacklist_cases as rows};
use crate::domain::standing::{CaseId, CaseState, EndReason, Grade, Hearing};
use crate::domain::time::Instant;
use crate::error::{Error, Found, Result, one_row};

/// Cases on one page of an officer's list.
pub const PAGE: i64 = 20;

/// A case with the agency it is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Case {
    pub id: CaseId,
    /// The public number; until the bar is in force the id stands here.
    pub number: String,
    pub agency_id: String,
    pub agency_name: String,
    pub uscc: String,
    pub state: CaseState,
    pub grade: Grade,
    /// The rule that was broken, as an official document cites it.
    pub rule: String,
    pub facts: String,
    pub months: u32,
    /// The policy's version the terms come from.
    pub policy: String,
    pub drafted_by: String,
    pub drafted_at: Instant,
    pub notified_at: Option<Instant>,
    pub defence_due: Option<Instant>,
    /// What the agency answered; empty where it did not.
    pub defence: String,
    pub defence_at: Option<Instant>,
    pub decided_by: String,
    pub decided_at: Option<Instant>,
    /// The reasons of the decision, or why the case was given up.
    pub decision: String,
    /// The reply to the points of the answer.
    pub reply: String,
    /// The body whose second person decided.
    pub authority: String,
    /// Whether the entry is on the public list while it is in force.
    pub published: bool,
    pub starts_at: Option<Instant>,
    pub ends_at: Option<Instant>,
    pub ended_at: Option<Instant>,
    pub end_reason: Option<EndReason>,
}

impl Case {
    /// What decides who may take the next step, and when.
    pub fn hearing(&self) -> Hearing<'_> {
        Hearing { state: self.state, drafted_by: &self.drafted_by, due: self.defence_due }
    }

    /// The case as the agency may know it: a decision that has not been served is none yet.
    #[must_use]
    pub fn as_told(self) -> Case {
        if self.state != CaseState::Decided {
            return self;
        }
        let none = String::new;
        let (decided_by, decision, reply, authority) = (none(), none(), none(), none());
        Case { state: CaseState::Defence, decided_at: None, decided_by, decision, reply, authority, ..self }
    }
}

/// All columns of the table, in its order.
#[derive(Queryable)]
pub(super) struct Row {
    id: String,
    number: String,
    agency_id: String,
    state: String,
    grade: String,
    rule: String,
    facts: String,
    months: i64,
    policy: String,
    drafted_by: String,
    drafted_at: i64,
    notified_at: Option<i64>,
    defence_due: Option<i64>,
    defence: String,
    defence_at: Option<i64>,
    decided_by: String,
    decided_at: Option<i64>,
    decision: String,
    authority: String,
    published: bool,
    reply: String,
    starts_at: Option<i64>,
    ends_at: Option<i64>,
    ended_at: Option<i64>,
    end_reason: String,
    _version: i64,
}

pub(super) type Joined = (Row, String, String);

pub(super) fn case((row, agency_name, uscc): Joined) -> Result<Case> {
    let end = Some(row.end_reason.as_str()).filter(|reason| !reason.is_empty());
    Ok(Case {
        id: CaseId(row.id),
        number: row.number,
        agency_id: row.agency_id,
        agency_name,
        uscc,
        state: word("blacklist_cases.state", &row.state, CaseState::parse)?,
        grade: word("blacklist_cases.grade", &row.grade, Grade::parse)?,
        rule: row.rule,
        facts: row.facts,
        months: u32::try_from(row.months).map_err(|_| Error::bad_row("blacklist_cases.months", row.months))?,
        policy: row.policy,
        drafted_by: row.drafted_by,
        drafted_at: Instant(row.drafted_at),
        notified_at: row.notified_at.map(Instant),
        defence_due: row.defence_due.map(Instant),
        defence: row.defence,
        defence_at: row.defence_at.map(Instant),
        decided_by: row.decided_by,
        decided_at: row.decided_at.map(Instant),
        decision: row.decision,
        reply: row.reply,
        authority: row.authority,
        published: row.published,
        starts_at: row.starts_at.map(Instant),
        ends_at: row.ends_at.map(Instant),
        ended_at: row.ended_at.map(Instant),
        end_reason: end.map(|reason| word("blacklist_cases.end_reason", reason, EndReason::parse)).transpose()?,
    })
}

/// A new draft as it is stored.
pub struct NewCase<'a> {
    pub id: &'a CaseId,
    pub agency_id: &'a str,
    pub grade: Grade,
    pub rule: &'a str,
    pub facts: &'a str,
    pub months: u32,
    pub policy: &'a str,
    pub drafted_by: &'a str,
}

pub fn insert(conn: &mut DbConn, now: Instant, new: &NewCase<'_>) -> Result<()> {
    diesel::insert_into(rows::table)
        .values((
            (rows::id.eq(new.id.as_str()), rows::number.eq(new.id.as_str()), rows::agency_id.eq(new.agency_id)),
            (rows::state.eq(CaseState::Draft.as_str()), rows::grade.eq(new.grade.as_str())),
            (rows::rule.eq(new.rule), rows::facts.eq(new.facts), rows::months.eq(i64::from(new.months)), rows::policy.eq(new.policy)),
            (rows::drafted_by.eq(new.drafted_by), rows::drafted_at.eq(now.ms())),
            (rows::defence.eq(""), rows::decided_by.eq(""), rows::decision.eq(""), rows::reply.eq("")),
            (rows::authority.eq(""), rows::published.eq(false), rows::end_reason.eq(""), rows::version.eq(1_i64)),
        ))
        .execute(conn)?;
    Ok(())
}

/// Writes a draft anew.
pub fn rewrite(conn: &mut DbConn, new: &NewCase<'_>) -> Result<()> {
    let changed = diesel::update(rows::table.find(new.id.as_str()).filter(rows::state.eq(CaseState::Draft.as_str())))
        .set((
            rows::agency_id.eq(new.agency_id),
            rows::grade.eq(new.grade.as_str()),
            rows::rule.eq(new.rule),
            rows::facts.eq(new.facts),
            rows::months.eq(i64::from(new.months)),
            rows::policy.eq(new.policy),
            rows::version.eq(rows::version + 1),
        ))
        .execute(conn)?;
    one_row(changed)
}

/// A case by its id.
pub fn load(conn: &mut DbConn, id: &CaseId) -> Result<Case> {
    let found = rows::table.inner_join(agencies::table).filter(rows::id.eq(id.as_str()));
    case(found.select((rows::all_columns, agencies::name, agencies::uscc)).first(conn).found()?)
}

/// Moves a case on without writing anything else: the agency's days are over.
pub fn lapse(conn: &mut DbConn, id: &CaseId) -> Result<()> {
    let changed = diesel::update(rows::table.find(id.as_str()).filter(rows::state.eq(CaseState::Notified.as_str())))
        .set((rows::state.eq(CaseState::Defence.as_str()), rows::version.eq(rows::version + 1)))
        .execute(conn)?;
    one_row(changed)
}

/// The agency is told: its days run until `due` (exclusive).
pub fn notify(conn: &mut DbConn, id: &CaseId, now: Instant, due: Instant) -> Result<()> {
    let changed = diesel::update(rows::table.find(id.as_str()).filter(rows::state.eq(CaseState::Draft.as_str())))
        .set((
            rows::state.eq(CaseState::Notified.as_str()),
            rows::notified_at.eq(now.ms()),
            rows::defence_due.eq(due.ms()),
            rows::version.eq(rows::version + 1),
        ))
        .execute(conn)?;
    one_row(changed)
}

/// The agency has answered.
pub fn answer(conn: &mut DbConn, id: &CaseId, now: Instant, words: &str) -> Result<()> {
    let changed = diesel::update(rows::table.find(id.as_str()).filter(rows::state.eq(CaseState::Notified.as_str())))
        .set((
            rows::state.eq(CaseState::Defence.as_str()),
            rows::defence.eq(words),
            rows::defence_at.eq(now.ms()),
            rows::version.eq(rows::version + 1),
        ))
        .execute(conn)?;
    one_row(changed)
}

/// Given up by its author, from the state it was in.
pub fn withdraw(conn: &mut DbConn, case: &Case, now: Instant, reason: &str) -> Result<()> {
    let changed = diesel::update(rows::table.find(case.id.as_str()).filter(rows::state.eq(case.state.as_str())))
        .set((
            rows::state.eq(CaseState::Dismissed.as_str()),
            rows::decision.eq(reason),
            rows::ended_at.eq(now.ms()),
            rows::end_reason.eq(EndReason::Withdrawn.as_str()),
            rows::version.eq(rows::version + 1),
        ))
        .execute(conn)?;
    one_row(changed)
}

/// A decision as it is stored.
pub struct Decided<'a> {
    pub id: &'a CaseId,
    pub to: CaseState,
    pub by: &'a str,
    pub authority: &'a str,
    pub reply: &'a str,
    pub reasons: &'a str,
}

/// Decided, for or against the agency.
pub fn decide(conn: &mut DbConn, now: Instant, decided: &Decided<'_>) -> Result<()> {
    let for_it = decided.to == CaseState::Dismissed;
    let changed = diesel::update(rows::table.find(decided.id.as_str()).filter(rows::state.eq(CaseState::Defence.as_str())))
        .set((
            rows::state.eq(decided.to.as_str()),
            rows::decided_by.eq(decided.by),
            rows::decided_at.eq(now.ms()),
            rows::authority.eq(decided.authority),
            rows::reply.eq(decided.reply),
            rows::decision.eq(decided.reasons),
            rows::ended_at.eq(for_it.then_some(now.ms())),
            rows::end_reason.eq(if for_it { EndReason::Cleared.as_str() } else { "" }),
            rows::version.eq(rows::version + 1),
        ))
        .execute(conn)?;
    one_row(changed)
}

/// A bar as it comes into force.
pub struct Served<'a> {
    pub id: &'a CaseId,
    pub number: &'a str,
    pub starts: Instant,
    pub ends: Instant,
    pub published: bool,
}

/// Served: the bar holds.
pub fn serve(conn: &mut DbConn, served: &Served<'_>) -> Result<()> {
    let changed = diesel::update(rows::table.find(served.id.as_str()).filter(rows::state.eq(CaseState::Decided.as_str())))
        .set((
            rows::state.eq(CaseState::InForce.as_str()),
            rows::number.eq(served.number),
            rows::starts_at.eq(served.starts.ms()),
            rows::ends_at.eq(served.ends.ms()),
            rows::published.eq(served.published),
            rows::version.eq(rows::version + 1),
        ))
        .execute(conn)?;
    one_row(changed)
}

/// The bar is over.
pub fn end(conn: &mut DbConn, id: &CaseId, now: Instant) -> Result<()> {
    let changed = diesel::update(rows::table.find(id.as_str()).filter(rows::state.eq(CaseState::InForce.as_str())))
        .set((
            rows::state.eq(CaseState::Ended.as_str()),
            rows::ended_at.eq(now.ms()),
            rows::end_reason.eq(EndReason::Term.as_str()),
            rows::version.eq(rows::version + 1),
        ))
        .execute(conn)?;
    one_row(changed)
}
