//! The rows of contracts.

use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::contracts;
use crate::domain::agency::AgencyId;
use crate::domain::contract::{ContractState, Side};
use crate::domain::money::Fen;
use crate::domain::owner::OwnerId;
use crate::domain::project::ProjectId;
use crate::domain::time::Instant;
use crate::error::{Error, Found, Result, one_row};

/// A contract. Texts are empty and days are empty texts until it was registered.
#[derive(Clone, Debug)]
pub struct Contract {
    pub id: String,
    pub project: ProjectId,
    pub award: String,
    pub owner: OwnerId,
    pub agency: AgencyId,
    pub state: ContractState,
    pub number: String,
    pub title: String,
    pub amount: Fen,
    pub content: String,
    pub signed_on: String,
    pub starts_on: String,
    pub ends_on: String,
    pub document: Option<String>,
    /// Which side registered it.
    pub side: Option<Side>,
    pub registered_at: Instant,
    pub confirmed_at: Instant,
    pub return_reason: String,
    /// By when the next step is due.
    pub due_at: Instant,
    pub accepted_at: Instant,
    pub rated_at: Instant,
}

#[derive(Queryable)]
struct Row {
    id: String,
    project_id: String,
    award_id: String,
    owner_id: String,
    agency_id: String,
    state: String,
    number: String,
    title: String,
    amount_fen: i64,
    content: String,
    signed_on: String,
    starts_on: String,
    ends_on: String,
    document_id: Option<String>,
    _registered_by: String,
    registered_side: String,
    registered_at: i64,
    _confirmed_by: String,
    confirmed_at: i64,
    return_reason: String,
    due_at: i64,
    accepted_at: i64,
    rated_at: i64,
    _version: i64,
}

impl TryFrom<Row> for Contract {
    type Error = Error;

    fn try_from(row: Row) -> Result<Contract> {
        Ok(Contract {
            state: ContractState::parse(&row.state).ok_or_else(|| Error::bad_row("contracts.state", &row.state))?,
            side: Side::parse(&row.registered_side),
            id: row.id,
            project: ProjectId(row.project_id),
            award: row.award_id,
            owner: OwnerId(row.owner_id),
            agency: AgencyId(row.agency_id),
            number: row.number,
            title: row.title,
            amount: Fen(row.amount_fen),
            content: row.content,
            signed_on: row.signed_on,
            starts_on: row.starts_on,
            ends_on: row.ends_on,
            document: row.document_id,
            registered_at: Instant(row.registered_at),
            confirmed_at: Instant(row.confirmed_at),
            return_reason: row.return_reason,
            due_at: Instant(row.due_at),
            accepted_at: Instant(row.accepted_at),
            rated_at: Instant(row.rated_at),
        })
    }
}

/// A contract that is awaited. One for each award.
pub fn insert(conn: &mut DbConn, new: &Contract) -> diesel::QueryResult<()> {
    diesel::insert_into(contracts::table)
        .values((
            (
                contracts::id.eq(&new.id),
                contracts::project_id.eq(new.project.as_str()),
                contracts::award_id.eq(&new.award),
                contracts::owner_id.eq(new.owner.as_str()),
                contracts::agency_id.eq(new.agency.as_str()),
                contracts::state.eq(new.state.as_str()),
                contracts::number.eq(&new.number),
                contracts::title.eq(&new.title),
                contracts::amount_fen.eq(new.amount.0),
                contracts::content.eq(""),
            ),
            (
                contracts::signed_on.eq(""),
                contracts::starts_on.eq(""),
                contracts::ends_on.eq(""),
                contracts::registered_by.eq(""),
                contracts::registered_side.eq(""),
                contracts::registered_at.eq(0),
                contracts::confirmed_by.eq(""),
                contracts::confirmed_at.eq(0),
                contracts::return_reason.eq(""),
                contracts::due_at.eq(new.due_at.ms()),
            ),
            (contracts::accepted_at.eq(0), contracts::rated_at.eq(0), contracts::version.eq(1)),
        ))
        .execute(conn)?;
    Ok(())
}

/// One contract.
pub fn load(conn: &mut DbConn, id: &str) -> Result<Contract> {
    contracts::table.find(id).first::<Row>(conn).found()?.try_into()
}

/// The contract of an award, if it is awaited or more.
pub fn of_award(conn: &mut DbConn, award: &str) -> Result<Option<Contract>> {
    contracts::table.filter(contracts::award_id.eq(award)).first::<Row>(conn).optional()?.map(Contract::try_from).transpose()
}

/// Contracts on a page of a list.
pub const PAGE: i64 = 20;

/// A page of the contracts of one side, what was touched last first, and how many there are.
pub fn of_side(conn: &mut DbConn, side: Side, org: &str, page: i64) -> Result<(Vec<Contract>, i64)> {
    let found = || {
        let found = contracts::table.into_boxed();
        match side {
            Side::Owner => found.filter(contracts::owner_id.eq(org.to_owned())),
            Side::Agency => found.filter(contracts::agency_id.eq(org.to_owned())),
        }
    };
    let total = found().count().get_result(conn)?;
    let newest = found().order((contracts::due_at.desc(), contracts::id));
    let rows: Vec<Row> = newest.offset((page.max(1) - 1) * PAGE).limit(PAGE).load(conn)?;
    Ok((rows.into_iter().map(Contract::try_from).collect::<Result<_>>()?, total))
}

/// The contracts of one side that wait for somebody, the earliest deadline first.
pub fn waiting(conn: &mut DbConn, side: Side, org: &str) -> Result<Vec<Contract>> {
    let open =
        [ContractState::Awaited, ContractState::Registered, ContractState::InForce, ContractState::Delivered, ContractState::Accepted];
    let found = contracts::table.filter(contracts::state.eq_any(open.map(ContractState::as_str))).into_boxed();
    let found = match side {
        Side::Owner => found.filter(contracts::owner_id.eq(org.to_owned())),
        Side::Agency => found.filter(contracts::agency_id.eq(org.to_owned())),
    };
    let rows: Vec<Row> = found.order((contracts::due_at, contracts::id)).limit(200).load(conn)?;
    rows.into_iter().map(Contract::try_from).collect()
}

/// How many contracts of an agency are not at their end: its work is still to be done or accepted.
pub fn count_unfinished(conn: &mut DbConn, agency: &AgencyId) -> Result<usize> {
    let states = [ContractState::Awaited, ContractState::Registered, ContractState::InForce, ContractState::Delivered];
    let own = contracts::table.filter(contracts::agency_id.eq(agency.as_str()));
    let found: i64 = own.filter(contracts::state.eq_any(states.map(ContractState::as_str))).count().get_result(conn)?;
    Ok(usize::try_from(found).unwrap_or(usize::MAX))
}

/// Contracts whose owner is late with confirming or accepting, the latest first: for those who watch.
pub fn overdue(conn: &mut DbConn, now: Instant) -> Result<Vec<Contract>> {
    let states = [ContractState::Registered, ContractState::Delivered].map(ContractState::as_str);
    let found = contracts::table.filter(contracts::state.eq_any(states)).filter(contracts::due_at.le(now.ms()));
    let rows: Vec<Row> = found.order((contracts::due_at, contracts::id)).limit(100).load(conn)?;
    rows.into_iter().map(Contract::try_from).collect()
}

/// Whose awaited contracts are looked for.
#[derive(Clone, Copy, Debug)]
pub enum Awaiting<'a> {
    Agency(&'a AgencyId),
    Project(&'a ProjectId),
}

/// Contracts that are not in force yet.
pub fn awaited(conn: &mut DbConn, whose: Awaiting<'_>) -> Result<Vec<Contract>> {
    let states = [ContractState::Awaited, ContractState::Registered].map(ContractState::as_str);
    let found = contracts::table.filter(contracts::state.eq_any(states)).into_boxed();
    let found = match whose {
        Awaiting::Agency(id) => found.filter(contracts::agency_id.eq(id.to_string())),
        Awaiting::Project(id) => found.filter(contracts::project_id.eq(id.to_string())),
    };
    let rows: Vec<Row> = found.order(contracts::id).load(conn)?;
    rows.into_iter().map(Contract::try_from).collect()
}

/// The contracts with a deadline that has not passed.
pub fn running(conn: &mut DbConn, now: Instant) -> Result<Vec<Contract>> {
    let states = [ContractState::Awaited, ContractState::Registered, ContractState::Delivered, ContractState::Accepted];
    let found = contracts::table.filter(contracts::state.eq_any(states.map(ContractState::as_str))).filter(contracts::due_at.gt(now.ms()));
    let rows: Vec<Row> = found.load(conn)?;
    rows.into_iter().map(Contract::try_from).collect()
}

/// Moves a contract on; a conflict where somebody was faster.
pub fn step(conn: &mut DbConn, contract: &Contract, to: ContractState, due: Instant) -> Result<()> {
    let found = contracts::table.find(&contract.id).filter(contracts::state.eq(contract.state.as_str()));
    let set = (contracts::state.eq(to.as_str()), contracts::due_at.eq(due.ms()), contracts::version.eq(contracts::version + 1));
    one_row(diesel::update(found).set(set).execute(conn)?)
}

/// What one side registers.
#[derive(Clone, Debug)]
pub struct Terms<'a> {
    pub number: &'a str,
    pub amount: Fen,
    pub content: &'a str,
    pub signed_on: &'a str,
    pub starts_on: &'a str,
    pub ends_on: &'a str,
    pub document: Option<&'a str>,
}

/// Writes down what was registered, by whom and when.
pub fn set_terms(conn: &mut DbConn, id: &str, terms: &Terms<'_>, (side, by, at): (Side, &str, Instant)) -> Result<()> {
    let set = (
        contracts::number.eq(terms.number),
        contracts::amount_fen.eq(terms.amount.0),
        contracts::content.eq(terms.content),
        contracts::signed_on.eq(terms.signed_on),
        contracts::starts_on.eq(terms.starts_on),
        contracts::ends_on.eq(terms.ends_on),
        contracts::document_id.eq(terms.document),
        contracts::registered_side.eq(side.as_str()),
        contracts::registered_by.eq(by),
        contracts::registered_at.eq(at.ms()),
        contracts::return_reason.eq(""),
    );
    one_row(diesel::update(contracts::table.find(id)).set(set).execute(conn)?)
}

/// Notes the confirmation.
pub fn set_confirmed(conn: &mut DbConn, id: &str, by: &str, at: Instant) -> Result<()> {
    let set = (contracts::confirmed_by.eq(by), contracts::confirmed_at.eq(at.ms()));
    one_row(diesel::update(contracts::table.find(id)).set(set).execute(conn)?)
}

/// Notes why the other side sent it back.
pub fn set_returned(conn: &mut DbConn, id: &str, reason: &str) -> Result<()> {
    one_row(diesel::update(contracts::table.find(id)).set(contracts::return_reason.eq(reason)).execute(conn)?)
}

/// Notes the acceptance.
pub fn set_accepted(conn: &mut DbConn, id: &str, at: Instant) -> Result<()> {
    one_row(diesel::update(contracts::table.find(id)).set(contracts::accepted_at.eq(at.ms())).execute(conn)?)
}

/// Notes that it was rated, or that the days to rate are over.
pub fn set_rated(conn: &mut DbConn, id: &str, at: Instant) -> Result<()> {
    one_row(diesel::update(contracts::table.find(id)).set(contracts::rated_at.eq(at.ms())).execute(conn)?)
}
