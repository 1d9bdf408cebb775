//! The rows of sign-ups.

use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::{projects, signups};
use crate::domain::agency::AgencyId;
use crate::domain::project::{ProjectId, ProjectState};
use crate::domain::signup::SignupState;
use crate::domain::time::Instant;
use crate::error::{Error, Found, Result, one_row};

/// Sign-ups on a page.
pub const PAGE: i64 = 20;

/// A sign-up with its secrets; whoever holds one may know who signed up.
#[derive(Clone, Debug)]
pub struct Signup {
    pub id: String,
    pub draw: String,
    pub project: ProjectId,
    pub agency: AgencyId,
    pub account: String,
    pub state: SignupState,
    pub label: String,
    pub label_nonce: String,
    pub commitment: String,
    /// Salt of the log entry's body.
    pub salt: String,
    /// Where the entry lies in the log.
    pub log_id: i64,
    pub received_at: Instant,
    pub ended_at: Instant,
    /// `in`, `out`, `winner`, `alternate`, … once the draw is frozen; empty before.
    pub outcome: String,
    pub outcome_reason: String,
    /// USCC of the agency when it signed up.
    pub uscc: String,
    /// The sealed link to the pseudonym of its entry; empty while it has none.
    pub link: String,
}

#[derive(Queryable)]
struct Row {
    id: String,
    draw_id: String,
    project_id: String,
    agency_id: String,
    account_id: String,
    state: String,
    label: String,
    label_nonce: String,
    commitment: String,
    salt: String,
    log_id: i64,
    received_at: i64,
    ended_at: i64,
    _carried_from: Option<String>,
    outcome: String,
    outcome_reason: String,
    profile: String,
    link: String,
}

impl TryFrom<Row> for Signup {
    type Error = Error;

    fn try_from(row: Row) -> Result<Signup> {
        Ok(Signup {
            state: SignupState::parse(&row.state).ok_or_else(|| Error::bad_row("signups.state", &row.state))?,
            id: row.id,
            draw: row.draw_id,
            project: ProjectId(row.project_id),
            agency: AgencyId(row.agency_id),
            account: row.account_id,
            label: row.label,
            label_nonce: row.label_nonce,
            commitment: row.commitment,
            salt: row.salt,
            log_id: row.log_id,
            received_at: Instant(row.received_at),
            ended_at: Instant(row.ended_at),
            outcome: row.outcome,
            outcome_reason: row.outcome_reason,
            uscc: row.profile,
            link: row.link,
        })
    }
}

/// A new sign-up. The unique index refuses a second active one of the same agency in the same draw.
pub fn insert(conn: &mut DbConn, new: &Signup, carried_from: Option<&str>) -> diesel::QueryResult<()> {
    diesel::insert_into(signups::table)
        .values((
            (
                signups::id.eq(&new.id),
                signups::draw_id.eq(&new.draw),
                signups::project_id.eq(new.project.as_str()),
                signups::agency_id.eq(new.agency.as_str()),
                signups::account_id.eq(&new.account),
                signups::state.eq(new.state.as_str()),
                signups::label.eq(&new.label),
                signups::label_nonce.eq(&new.label_nonce),
                signups::commitment.eq(&new.commitment),
            ),
            (
                signups::salt.eq(&new.salt),
                signups::log_id.eq(new.log_id),
                signups::received_at.eq(new.received_at.ms()),
                signups::ended_at.eq(0),
                signups::carried_from.eq(carried_from),
                signups::outcome.eq(""),
                signups::outcome_reason.eq(""),
                signups::profile.eq(&new.uscc),
                signups::link.eq(&new.link),
            ),
        ))
        .execute(conn)?;
    Ok(())
}

/// One sign-up.
pub fn one(conn: &mut DbConn, id: &str) -> Result<Signup> {
    signups::table.find(id).first::<Row>(conn).found()?.try_into()
}

/// The active sign-ups of a draw, by label: for the freeze and the roster alone.
pub fn active(conn: &mut DbConn, draw: &str) -> Result<Vec<Signup>> {
    let found = signups::table.filter(signups::draw_id.eq(draw)).filter(signups::state.eq(SignupState::Active.as_str()));
    let rows: Vec<Row> = found.order(signups::label).load(conn)?;
    rows.into_iter().map(Signup::try_from).collect()
}

/// How many are active: for the one decision at the deadline, shown nowhere before.
pub fn count_active(conn: &mut DbConn, draw: &str) -> Result<i64> {
    let found = signups::table.filter(signups::draw_id.eq(draw)).filter(signups::state.eq(SignupState::Active.as_str()));
    Ok(found.count().get_result(conn)?)
}

/// Every sign-up of a draw, ended ones too.
pub fn of_draw(conn: &mut DbConn, draw: &str) -> Result<Vec<Signup>> {
    let rows: Vec<Row> = signups::table.filter(signups::draw_id.eq(draw)).order(signups::label).load(conn)?;
    rows.into_iter().map(Signup::try_from).collect()
}

/// An agency's own active sign-up in a draw.
pub fn mine(conn: &mut DbConn, draw: &str, agency: &AgencyId) -> Result<Option<Signup>> {
    signups::table
        .filter(signups::draw_id.eq(draw))
        .filter(signups::agency_id.eq(agency.as_str()))
        .filter(signups::state.eq(SignupState::Active.as_str()))
        .first::<Row>(conn)
        .optional()?
        .map(Signup::try_from)
        .transpose()
}

/// An agency's own sign-ups, newest first, a page of them; and how many there are.
pub fn of_agency(conn: &mut DbConn, agency: &AgencyId, page: i64) -> Result<(Vec<Signup>, i64)> {
    let own = signups::table.filter(signups::agency_id.eq(agency.as_str()));
    let total = own.count().get_result(conn)?;
    let rows: Vec<Row> =
        own.order((signups::received_at.desc(), signups::id)).offset((page.max(1) - 1).saturating_mul(PAGE)).limit(PAGE).load(conn)?;
    Ok((rows.into_iter().map(Signup::try_from).collect::<Result<_>>()?, total))
}

/// An agency's active sign-ups that came over from an earlier draw and whose list is not frozen yet.
pub fn carried_open(conn: &mut DbConn, agency: &AgencyId) -> Result<Vec<Signup>> {
    let own = signups::table.filter(signups::agency_id.eq(agency.as_str())).filter(signups::state.eq(SignupState::Active.as_str()));
    let rows: Vec<Row> = own.filter(signups::carried_from.is_not_null()).filter(signups::outcome.eq("")).limit(100).load(conn)?;
    rows.into_iter().map(Signup::try_from).collect()
}

/// Sign-ups of an agency that may still come to an award: their draw has no result, or they are alternates of a project without a contract.
pub fn count_open(conn: &mut DbConn, agency: &AgencyId) -> Result<usize> {
    use ProjectState as S;
    let undecided = [S::AwaitingCommitments, S::Open, S::Drawing, S::Reviewing, S::Choosing].map(S::as_str);
    let may_win = projects::state.eq_any(undecided).and(signups::outcome.ne("out"));
    let may_follow = projects::state.eq(ProjectState::Selected.as_str()).and(signups::outcome.eq("alternate"));
    let own = signups::agency_id.eq(agency.as_str()).and(signups::state.eq(SignupState::Active.as_str()));
    let found: i64 = signups::table.inner_join(projects::table).filter(own.and(may_win.or(may_follow))).count().get_result(conn)?;
    Ok(usize::try_from(found).unwrap_or(usize::MAX))
}

/// Ends a sign-up; [`Error::Conflict`] where it has ended.
pub fn end(conn: &mut DbConn, id: &str, to: SignupState, at: Instant) -> Result<()> {
    let active = signups::table.find(id).filter(signups::state.eq(SignupState::Active.as_str()));
    one_row(diesel::update(active).set((signups::state.eq(to.as_str()), signups::ended_at.eq(at.ms()))).execute(conn)?)
}

/// Notes the commitment of an active sign-up, and the log entry that holds it: the last one counts.
pub fn set_commitment(conn: &mut DbConn, id: &str, commitment: &str, (salt, log_id): (&str, i64)) -> Result<()> {
    let active = signups::table.find(id).filter(signups::state.eq(SignupState::Active.as_str()));
    let set = (signups::commitment.eq(commitment), signups::salt.eq(salt), signups::log_id.eq(log_id));
    one_row(diesel::update(active).set(set).execute(conn)?)
}

/// Keeps the sealed link to the pseudonym of a sign-up's entry, or takes it away.
pub fn set_link(conn: &mut DbConn, id: &str, link: &str) -> Result<()> {
    one_row(diesel::update(signups::table.find(id)).set(signups::link.eq(link)).execute(conn)?)
}

/// Notes what became of a sign-up.
pub fn set_outcome(conn: &mut DbConn, id: &str, outcome: &str, reason: &str) -> Result<()> {
    let set = (signups::outcome.eq(outcome), signups::outcome_reason.eq(reason));
    one_row(diesel::update(signups::table.find(id)).set(set).execute(conn)?)
}

/// Notes the same of every active sign-up of a draw.
pub fn set_outcome_of_active(conn: &mut DbConn, draw: &str, outcome: &str) -> Result<()> {
    let active = signups::table.filter(signups::draw_id.eq(draw)).filter(signups::state.eq(SignupState::Active.as_str()));
    diesel::update(active).set(signups::outcome.eq(outcome)).execute(conn)?;
    Ok(())
}

/// The sign-up under a label: for opening it.
pub fn labelled(conn: &mut DbConn, label: &str) -> Result<Signup> {
    signups::table.filter(signups::label.eq(label)).first::<Row>(conn).found()?.try_into()
}
