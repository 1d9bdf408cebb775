//! What waits for a supervisor here.

use super::store;
use crate::app::App;
use crate::db::DbConn;
use crate::domain::role::Role;
use crate::domain::time::Instant;
use crate::domain::witness::EnrolmentAct;
use crate::error::{Result, Say};
use crate::platform::auth::Identity;
use crate::platform::task::Task;

/// Keys to confirm, and officers that are to leave. No rule sets a time for it.
pub fn tasks(conn: &mut DbConn, _app: &App, who: &Identity, _now: Instant) -> Result<Vec<Task>> {
    if who.role != Role::Supervisor {
        return Ok(Vec::new());
    }
    let waiting = store::all(conn)?.into_iter().filter(|one| one.state.after(EnrolmentAct::Confirm).is_some());
    let task = |one: store::Enrolled| Task {
        what: Say::new("witnesses-task-decide"),
        title: one.id.to_string(),
        href: "/witnesses".to_owned(),
        due: None,
        provisional: false,
    };
    Ok(waiting.map(task).collect())
}
