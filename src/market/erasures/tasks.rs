//! What waits for a supervisor here.

use super::store;
use crate::app::App;
use crate::db::DbConn;
use crate::domain::role::Role;
use crate::domain::time::Instant;
use crate::error::{Result, Say};
use crate::platform::auth::Identity;
use crate::platform::task::Task;

/// Wishes to decide on. No rule sets a time for it.
pub fn tasks(conn: &mut DbConn, _app: &App, who: &Identity, _now: Instant) -> Result<Vec<Task>> {
    if who.role != Role::Supervisor {
        return Ok(Vec::new());
    }
    let task = |one: store::Wish| Task {
        what: Say::new("erasures-task"),
        title: one.name,
        href: "/erasures".to_owned(),
        due: None,
        provisional: false,
    };
    Ok(store::waiting(conn)?.into_iter().map(task).collect())
}
