//! The rows of awards.

use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::{awards, projects};
use crate::domain::agency::AgencyId;
use crate::domain::award::AwardState;
use crate::domain::money::Fen;
use crate::domain::owner::OwnerId;
use crate::domain::project::ProjectId;
use crate::domain::time::Instant;
use crate::error::{Error, Found, Result, one_row};

/// An award.
#[derive(Clone, Debug)]
pub struct Award {
    pub id: String,
    /// The number on the notice: `MXZX-2026-000123`.
    pub serial: String,
    pub project: ProjectId,
    pub draw: String,
    /// Place in the ranking, from 1.
    pub rank: i64,
    pub label: String,
    pub agency: AgencyId,
    pub owner: OwnerId,
    pub state: AwardState,
    pub price: Fen,
    pub offered_at: Instant,
    pub due_at: Instant,
    pub decided_at: Instant,
    pub reason: String,
}

#[derive(Queryable)]
struct Row {
    id: String,
    serial: String,
    project_id: String,
    draw_id: String,
    rank: i64,
    label: String,
    agency_id: String,
    owner_id: String,
    state: String,
    price_fen: i64,
    offered_at: i64,
    due_at: i64,
    decided_at: i64,
    _decided_by: String,
    reason: String,
    _version: i64,
}

impl TryFrom<Row> for Award {
    type Error = Error;

    fn try_from(row: Row) -> Result<Award> {
        Ok(Award {
            state: AwardState::parse(&row.state).ok_or_else(|| Error::bad_row("awards.state", &row.state))?,
            id: row.id,
            serial: row.serial,
            project: ProjectId(row.project_id),
            draw: row.draw_id,
            rank: row.rank,
            label: row.label,
            agency: AgencyId(row.agency_id),
            owner: OwnerId(row.owner_id),
            price: Fen(row.price_fen),
            offered_at: Instant(row.offered_at),
            due_at: Instant(row.due_at),
            decided_at: Instant(row.decided_at),
            reason: row.reason,
        })
    }
}

/// A new award. One of a project stands at a time.
pub fn insert(conn: &mut DbConn, award: &Award) -> diesel::QueryResult<()> {
    diesel::insert_into(awards::table)
        .values((
            (
                awards::id.eq(&award.id),
                awards::serial.eq(&award.serial),
                awards::project_id.eq(award.project.as_str()),
                awards::draw_id.eq(&award.draw),
                awards::rank.eq(award.rank),
                awards::label.eq(&award.label),
                awards::agency_id.eq(award.agency.as_str()),
                awards::owner_id.eq(award.owner.as_str()),
            ),
            (
                awards::state.eq(award.state.as_str()),
                awards::price_fen.eq(award.price.0),
                awards::offered_at.eq(award.offered_at.ms()),
                awards::due_at.eq(award.due_at.ms()),
                awards::decided_at.eq(0),
                awards::decided_by.eq(""),
                awards::reason.eq(""),
                awards::version.eq(1),
            ),
        ))
        .execute(conn)?;
    Ok(())
}

/// One award.
pub fn load(conn: &mut DbConn, id: &str) -> Result<Award> {
    awards::table.find(id).first::<Row>(conn).found()?.try_into()
}

/// An award by the number on its notice.
pub fn by_serial(conn: &mut DbConn, serial: &str) -> Result<Award> {
    awards::table.filter(awards::serial.eq(serial)).first::<Row>(conn).found()?.try_into()
}

/// The highest serial of a year, for the next one.
pub fn last_serial(conn: &mut DbConn, prefix: &str) -> Result<Option<String>> {
    let found = awards::table.filter(awards::serial.like(format!("{prefix}%"))).select(awards::serial).order(awards::serial.desc());
    Ok(found.first(conn).optional()?)
}

/// The awards of a project, by rank.
pub fn of_project(conn: &mut DbConn, project: &ProjectId) -> Result<Vec<Award>> {
    let rows: Vec<Row> = awards::table.filter(awards::project_id.eq(project.as_str())).order(awards::rank).load(conn)?;
    rows.into_iter().map(Award::try_from).collect()
}

/// The award of a project that is offered, accepted or under contract.
pub fn standing_of(conn: &mut DbConn, project: &ProjectId) -> Result<Option<Award>> {
    let states = [AwardState::Offered, AwardState::Accepted, AwardState::Contracted].map(AwardState::as_str);
    awards::table
        .filter(awards::project_id.eq(project.as_str()))
        .filter(awards::state.eq_any(states))
        .first::<Row>(conn)
        .optional()?
        .map(Award::try_from)
        .transpose()
}

/// Awards on a page of a list.
pub const PAGE: i64 = 20;

/// An award with the project it is about.
#[derive(Clone, Debug)]
pub struct Listed {
    pub award: Award,
    pub title: String,
    /// The project's number.
    pub number: String,
}

/// A page of an agency's awards, newest first, and how many there are.
pub fn of_agency(conn: &mut DbConn, agency: &str, page: i64) -> Result<(Vec<Listed>, i64)> {
    let total = awards::table.filter(awards::agency_id.eq(agency)).count().get_result(conn)?;
    let rows: Vec<(Row, String, String)> = awards::table
        .inner_join(projects::table)
        .filter(awards::agency_id.eq(agency))
        .order((awards::offered_at.desc(), awards::id))
        .offset((page.max(1) - 1) * PAGE)
        .limit(PAGE)
        .select((awards::all_columns, projects::title, projects::number))
        .load(conn)?;
    let listed = |(row, title, number): (Row, String, String)| Ok(Listed { award: row.try_into()?, title, number });
    Ok((rows.into_iter().map(listed).collect::<Result<_>>()?, total))
}

/// The awards an agency has still to answer, the earliest deadline first.
pub fn offered_to(conn: &mut DbConn, agency: &str) -> Result<Vec<Listed>> {
    let rows: Vec<(Row, String, String)> = awards::table
        .inner_join(projects::table)
        .filter(awards::agency_id.eq(agency).and(awards::state.eq(AwardState::Offered.as_str())))
        .order((awards::due_at, awards::id))
        .limit(100)
        .select((awards::all_columns, projects::title, projects::number))
        .load(conn)?;
    rows.into_iter().map(|(row, title, number)| Ok(Listed { award: row.try_into()?, title, number })).collect()
}

/// An agency's awards that have not come to a contract: a bar ends them.
pub fn unsigned_of(conn: &mut DbConn, agency: &AgencyId) -> Result<Vec<Award>> {
    let states = [AwardState::Offered, AwardState::Accepted].map(AwardState::as_str);
    let rows: Vec<Row> = awards::table.filter(awards::agency_id.eq(agency.as_str())).filter(awards::state.eq_any(states)).load(conn)?;
    rows.into_iter().map(Award::try_from).collect()
}

/// The awards whose time to answer is not over.
pub fn offered(conn: &mut DbConn, now: Instant) -> Result<Vec<Award>> {
    let open = awards::table.filter(awards::state.eq(AwardState::Offered.as_str())).filter(awards::due_at.gt(now.ms()));
    let rows: Vec<Row> = open.load(conn)?;
    rows.into_iter().map(Award::try_from).collect()
}

/// Moves an award on; a conflict where somebody was faster.
pub fn step(conn: &mut DbConn, award: &Award, to: AwardState, (at, by, reason): (Instant, &str, &str)) -> Result<()> {
    let found = awards::table.find(&award.id).filter(awards::state.eq(award.state.as_str()));
    let set = (
        awards::state.eq(to.as_str()),
        awards::decided_at.eq(at.ms()),
        awards::decided_by.eq(by),
        awards::reason.eq(reason),
        awards::version.eq(awards::version + 1),
    );
    one_row(diesel::update(found).set(set).execute(conn)?)
}

/// A deadline moves later.
pub fn set_due(conn: &mut DbConn, id: &str, due: Instant) -> Result<()> {
    one_row(diesel::update(awards::table.find(id)).set(awards::due_at.eq(due.ms())).execute(conn)?)
}
