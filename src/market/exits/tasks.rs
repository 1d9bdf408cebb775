//! What waits for an operator here.

use super::store::{self, Exit};
use crate::app::App;
use crate::db::DbConn;
use crate::domain::role::Role;
use crate::domain::time::Instant;
use crate::error::{Result, Say};
use crate::platform::auth::Identity;
use crate::platform::task::Task;

/// Wishes that should have been answered by now, for those who watch and answer nothing.
pub fn overdue(conn: &mut DbConn, now: Instant) -> Result<Vec<Task>> {
    let late = store::waiting(conn)?.into_iter().filter(|exit| exit.due_at <= now);
    let task = |exit: Exit| Task {
        what: Say::new("exits-task-answer"),
        title: exit.agency_name,
        href: String::new(),
        due: Some(exit.due_at),
        provisional: false,
    };
    Ok(late.map(task).collect())
}

/// The tasks of this person in this slice.
pub fn tasks(conn: &mut DbConn, app: &App, who: &Identity, _now: Instant) -> Result<Vec<Task>> {
    if who.role != Role::Operator {
        return Ok(Vec::new());
    }
    let calendar = app.calendars.now();
    let task = |exit: Exit| Task {
        what: Say::new("exits-task-answer"),
        title: exit.agency_name,
        href: format!("/operations/exits/{}", exit.id),
        due: Some(exit.due_at),
        provisional: !calendar.years_without_table(exit.asked_at.day(), exit.due_at.day()).is_empty(),
    };
    Ok(store::waiting(conn)?.into_iter().map(task).collect())
}
