//! What waits for owner, agency and operators here.

use super::service;
use super::store::{self, Contract};
use crate::app::App;
use crate::db::DbConn;
use crate::domain::contract::{ContractState, Side};
use crate::domain::role::Role;
use crate::domain::time::Instant;
use crate::error::{Result, Say};
use crate::platform::auth::Identity;
use crate::platform::task::Task;

/// The tasks of this person in this slice.
pub fn tasks(conn: &mut DbConn, app: &App, who: &Identity, now: Instant) -> Result<Vec<Task>> {
    match who.role {
        Role::Owner | Role::Agency => of_side(conn, app, who, now),
        Role::Operator => overdue(conn, now),
        _ => Ok(Vec::new()),
    }
}

fn of_side(conn: &mut DbConn, app: &App, who: &Identity, now: Instant) -> Result<Vec<Task>> {
    let side = service::side_of(who);
    let mut found = Vec::new();
    for contract in store::waiting(conn, side, who.org.as_str())? {
        let what = match (contract.state, side) {
            (ContractState::Awaited, _) => "contracts-task-register",
            (ContractState::Registered, _) if contract.side != Some(side) => "contracts-task-confirm",
            (ContractState::InForce, Side::Agency) => "contracts-task-deliver",
            (ContractState::Delivered, Side::Owner) => "contracts-task-accept",
            _ => continue,
        };
        let due = service::due(conn, app, &contract)?;
        found.push(task(what, &contract, (due, provisional(app, now, due))));
    }
    Ok(found)
}

/// Whether the days until then were counted in a year without an official table.
fn provisional(app: &App, now: Instant, due: Instant) -> bool {
    now < due && !app.calendars.now().years_without_table(now.day(), due.day()).is_empty()
}

/// What owners are late with, for those who keep the market running and those who watch.
pub fn overdue(conn: &mut DbConn, now: Instant) -> Result<Vec<Task>> {
    Ok(store::overdue(conn, now)?.iter().map(|contract| task("contracts-task-overdue", contract, (contract.due_at, false))).collect())
}

fn task(what: &'static str, contract: &Contract, (due, provisional): (Instant, bool)) -> Task {
    Task { what: Say::new(what), title: contract.title.clone(), href: format!("/contracts/{}", contract.id), due: Some(due), provisional }
}
