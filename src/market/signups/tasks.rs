//! What waits for an agency here: a sign-up whose receipt is new because its draw is.

use crate::app::App;
use crate::db::DbConn;
use crate::domain::agency::AgencyId;
use crate::domain::role::Role;
use crate::domain::time::Instant;
use crate::error::{Result, Say};
use crate::market::projects;
use crate::market::signups::store;
use crate::platform::auth::Identity;
use crate::platform::task::Task;

/// The tasks of this person in this slice: sign-ups that were carried over into a new draw, to be kept or withdrawn until its deadline.
pub fn tasks(conn: &mut DbConn, _app: &App, who: &Identity, now: Instant) -> Result<Vec<Task>> {
    if who.role != Role::Agency {
        return Ok(Vec::new());
    }
    let carried = store::carried_open(conn, &AgencyId::from(who.org.as_str()))?;
    let mut tasks = Vec::new();
    for signup in carried {
        let project = projects::load(conn, &signup.project)?;
        if now < project.closes_at {
            tasks.push(Task {
                what: Say::new("signups-task-carried"),
                title: project.title,
                href: format!("/signups/{}", signup.id),
                due: Some(project.closes_at),
                provisional: project.due_provisional,
            });
        }
    }
    Ok(tasks)
}
