//! The rows of results handed in under a contract.

use diesel::prelude::*;

use crate::db::DbConn;
use crate::db::schema::deliverables;
use crate::domain::time::Instant;
use crate::error::{Result, one_row};

/// A result handed in.
#[derive(Clone, Debug, Queryable)]
pub struct Deliverable {
    pub id: String,
    pub contract: String,
    pub position: i64,
    /// `submitted`, `returned` or `accepted`.
    pub state: String,
    pub note: String,
    pub document: Option<String>,
    pub submitted_by: String,
    pub submitted_at: i64,
    pub due_at: i64,
    pub decided_by: String,
    pub decided_at: i64,
    pub reply: String,
}

/// The results of a contract, in order.
pub fn deliverables(conn: &mut DbConn, contract: &str) -> Result<Vec<Deliverable>> {
    Ok(deliverables::table.filter(deliverables::contract_id.eq(contract)).order(deliverables::position).load(conn)?)
}

/// A new result.
pub fn insert_deliverable(conn: &mut DbConn, new: &Deliverable) -> Result<()> {
    diesel::insert_into(deliverables::table)
        .values((
            deliverables::id.eq(&new.id),
            deliverables::contract_id.eq(&new.contract),
            deliverables::position.eq(new.position),
            deliverables::state.eq(&new.state),
            deliverables::note.eq(&new.note),
            deliverables::document_id.eq(new.document.as_deref()),
            deliverables::submitted_by.eq(&new.submitted_by),
            deliverables::submitted_at.eq(new.submitted_at),
            deliverables::due_at.eq(new.due_at),
            deliverables::decided_by.eq(""),
            deliverables::decided_at.eq(0),
            deliverables::reply.eq(""),
        ))
        .execute(conn)?;
    Ok(())
}

/// Decides the one result that waits; a conflict where none does.
pub fn decide_deliverable(conn: &mut DbConn, contract: &str, to: &str, (by, at, reply): (&str, Instant, &str)) -> Result<()> {
    let waiting = deliverables::table.filter(deliverables::contract_id.eq(contract)).filter(deliverables::state.eq("submitted"));
    let set =
        (deliverables::state.eq(to), deliverables::decided_by.eq(by), deliverables::decided_at.eq(at.ms()), deliverables::reply.eq(reply));
    one_row(diesel::update(waiting).set(set).execute(conn)?)
}
