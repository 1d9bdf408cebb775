//! What waits for an owner that may rate, and for an agency that may answer.

use super::{service, store};
use crate::app::App;
use crate::db::DbConn;
use crate::domain::contract::{ContractState, Side};
use crate::domain::role::Role;
use crate::domain::time::{DAY, Instant};
use crate::error::{Result, Say};
use crate::market::contracts;
use crate::platform::auth::Identity;
use crate::platform::task::Task;

/// No policy gives longer than this to answer; what is older need not be looked at.
const LONGEST_ANSWER: i64 = 120 * DAY;

/// The tasks of this person in this slice.
pub fn tasks(conn: &mut DbConn, app: &App, who: &Identity, now: Instant) -> Result<Vec<Task>> {
    match who.role {
        Role::Owner => of_owner(conn, app, who, now),
        Role::Agency => of_agency(conn, app, who, now),
        _ => Ok(Vec::new()),
    }
}

fn of_owner(conn: &mut DbConn, app: &App, who: &Identity, now: Instant) -> Result<Vec<Task>> {
    let mut found = Vec::new();
    for contract in contracts::waiting(conn, Side::Owner, who.org.as_str())? {
        if contract.state == ContractState::Accepted {
            let due = contracts::service::due(conn, app, &contract)?;
            found.push(task(app, now, ("ratings-task-rate", &contract.title, &contract.id), due));
        }
    }
    Ok(found)
}

fn of_agency(conn: &mut DbConn, app: &App, who: &Identity, now: Instant) -> Result<Vec<Task>> {
    let mut found = Vec::new();
    for rating in store::unanswered(conn, who.org.as_str(), now.plus(-LONGEST_ANSWER))? {
        let due = service::answer_due(conn, app, &rating)?;
        if now < due {
            found.push(task(app, now, ("ratings-task-answer", &rating.project_title, &rating.contract), due));
        }
    }
    Ok(found)
}

fn task(app: &App, now: Instant, (what, title, contract): (&'static str, &str, &str), due: Instant) -> Task {
    let href = format!("/contracts/{contract}/rating");
    let provisional = now < due && !app.calendars.now().years_without_table(now.day(), due.day()).is_empty();
    Task { what: Say::new(what), title: title.to_owned(), href, due: Some(due), provisional }
}
