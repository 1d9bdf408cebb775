//! What waits for an owner or an operator here.

use super::store::{self, Listed};
use crate::app::App;
use crate::db::DbConn;
use crate::domain::project::ProjectState;
use crate::domain::role::Role;
use crate::domain::time::Instant;
use crate::error::{Result, Say};
use crate::platform::auth::Identity;
use crate::platform::task::Task;

/// Tasks shown at most; the list behind them shows all.
const MOST: i64 = 100;

/// The tasks of this person in this slice.
pub fn tasks(conn: &mut DbConn, app: &App, who: &Identity, _now: Instant) -> Result<Vec<Task>> {
    match who.role {
        Role::Operator => of_operator(conn, app),
        Role::Owner => of_owner(conn, who),
        _ => Ok(Vec::new()),
    }
}

fn of_operator(conn: &mut DbConn, app: &App) -> Result<Vec<Task>> {
    let calendar = app.calendars.now();
    let task = |what: &'static str, one: Listed, due: Option<Instant>| Task {
        what: Say::new(what),
        title: one.title,
        href: format!("/operations/projects/{}", one.id),
        due,
        provisional: due.is_some_and(|due| !calendar.years_without_table(one.created_at.day(), due.day()).is_empty()),
    };
    let mut tasks: Vec<Task> = Vec::new();
    for one in store::in_state(conn, ProjectState::InReview, MOST)? {
        let due = one.review_due;
        tasks.push(task("projects-task-review", one, Some(due)));
    }
    tasks.extend(store::end_asked(conn)?.into_iter().map(|one| task("projects-task-end", one, None)));
    Ok(tasks)
}

fn of_owner(conn: &mut DbConn, who: &Identity) -> Result<Vec<Task>> {
    let drafts = store::drafts_of(conn, who.org.as_str(), MOST)?;
    let task = |(id, title, returned): (String, String, bool)| Task {
        what: Say::new(if returned { "projects-task-mend" } else { "projects-task-draft" }),
        title,
        href: format!("/owner/projects/{id}"),
        due: None,
        provisional: false,
    };
    Ok(drafts.into_iter().map(task).collect())
}
