//! What waits for those who keep the market running: jobs that fail, and years without a table of working days.

use crate::app::App;
use crate::db::DbConn;
use crate::domain::role::Role;
use crate::domain::time::Instant;
use crate::error::{Result, Say};
use crate::platform::auth::Identity;
use crate::platform::outbox;
use crate::platform::task::Task;

/// Failing jobs looked at; the list behind the task shows all.
const MOST: i64 = 200;

/// The tasks of this person in this slice. Operators are told of the years too, for the deadlines in them are provisional; an administrator
/// enters them.
pub fn tasks(conn: &mut DbConn, app: &App, who: &Identity, now: Instant) -> Result<Vec<Task>> {
    if !matches!(who.role, Role::Operator | Role::Administrator) {
        return Ok(Vec::new());
    }
    let mut kinds: Vec<String> = outbox::troubles(conn, MOST)?.into_iter().map(|trouble| trouble.kind).collect();
    kinds.sort();
    kinds.dedup();
    let mut tasks = Vec::new();
    if !kinds.is_empty() {
        tasks.push(task("accounts-task-jobs", kinds.join(" · "), "/operations/jobs"));
    }
    let table = if who.role == Role::Administrator { "/admin/calendar" } else { "" };
    let years = app.calendars.now().years_without_table(now.day(), now.day().plus_months(12));
    tasks.extend(years.into_iter().map(|year| task("accounts-task-calendar", year.to_string(), table)));
    Ok(tasks)
}

fn task(what: &'static str, title: String, href: &str) -> Task {
    Task { what: Say::new(what), title, href: href.to_owned(), due: None, provisional: false }
}
