//! What waits for an owner here: those who were drawn, to choose from.

use super::store;
use crate::app::App;
use crate::db::DbConn;
use crate::domain::role::Role;
use crate::domain::time::Instant;
use crate::error::{Result, Say};
use crate::platform::auth::Identity;
use crate::platform::task::Task;

/// The tasks of this person in this slice.
pub fn tasks(conn: &mut DbConn, app: &App, who: &Identity, _now: Instant) -> Result<Vec<Task>> {
    if who.role != Role::Owner {
        return Ok(Vec::new());
    }
    let calendar = app.calendars.now();
    let task = |(title, choice): (String, store::Choice)| Task {
        what: Say::new("outcomes-task-choose"),
        title,
        href: format!("/owner/projects/{}/choice", choice.project),
        due: Some(choice.due_at),
        provisional: !calendar.years_without_table(choice.opened_at.day(), choice.due_at.day()).is_empty(),
    };
    Ok(store::waiting_for(conn, who.org.as_str())?.into_iter().map(task).collect())
}
