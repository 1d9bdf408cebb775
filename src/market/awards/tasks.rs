//! What waits for an agency here: awards to answer; and for a supervisor: objections to rule on.

use super::{rulings, service, store};
use crate::app::App;
use crate::db::DbConn;
use crate::domain::role::Role;
use crate::domain::time::Instant;
use crate::error::{Result, Say};
use crate::platform::auth::Identity;
use crate::platform::task::Task;

/// The tasks of this person in this slice.
pub fn tasks(conn: &mut DbConn, app: &App, who: &Identity, _now: Instant) -> Result<Vec<Task>> {
    match who.role {
        Role::Agency => {}
        Role::Supervisor => return objections(conn),
        _ => return Ok(Vec::new()),
    }
    let mut found = Vec::new();
    for listed in store::offered_to(conn, who.org.as_str())? {
        let (award, due) = (&listed.award, service::due(conn, app, &listed.award)?);
        found.push(Task {
            what: Say::new("awards-task-answer"),
            title: listed.title,
            href: format!("/agency/awards/{}", award.id),
            due: Some(due),
            provisional: !app.calendars.now().years_without_table(award.offered_at.day(), due.day()).is_empty(),
        });
    }
    Ok(found)
}

fn objections(conn: &mut DbConn) -> Result<Vec<Task>> {
    let task = |case: rulings::Case| Task {
        what: Say::new("rulings-task"),
        title: case.project.title,
        href: format!("/objections/{}", case.objection.id),
        due: None,
        provisional: false,
    };
    Ok(rulings::waiting(conn)?.into_iter().map(task).collect())
}
