//! What waits for supervisors and administrators here: a project that may go on if a second person agrees.

use super::store;
use crate::app::App;
use crate::db::DbConn;
use crate::domain::role::Role;
use crate::domain::time::Instant;
use crate::error::{Result, Say};
use crate::platform::auth::Identity;
use crate::platform::task::Task;

/// Stops others want to end. No rule sets a time for it.
pub fn tasks(conn: &mut DbConn, _app: &App, who: &Identity, _now: Instant) -> Result<Vec<Task>> {
    if !matches!(who.role, Role::Supervisor | Role::Administrator) {
        return Ok(Vec::new());
    }
    let waiting = store::waiting(conn)?.into_iter().filter(|(.., asked_by)| asked_by != who.account.as_str());
    let task = |(number, title, _): (String, String, String)| Task {
        what: Say::new("halts-task-agree"),
        title,
        href: format!("/supervision/{number}"),
        due: None,
        provisional: false,
    };
    Ok(waiting.map(task).collect())
}
