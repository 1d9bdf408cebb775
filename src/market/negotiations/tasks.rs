//! What waits for an agency here: a quote, in its turn of a negotiation.

use super::service;
use super::store;
use crate::app::App;
use crate::db::DbConn;
use crate::domain::agency::AgencyId;
use crate::domain::role::Role;
use crate::domain::time::Instant;
use crate::error::{Error, Result, Say};
use crate::market::signups;
use crate::platform::auth::Identity;
use crate::platform::task::Task;

/// The tasks of this person in this slice.
pub fn tasks(conn: &mut DbConn, app: &App, who: &Identity, _now: Instant) -> Result<Vec<Task>> {
    if who.role != Role::Agency {
        return Ok(Vec::new());
    }
    let mut tasks = Vec::new();
    for project in store::quoting(conn)? {
        let Some(talk) = store::talk_of(conn, &project)? else { continue };
        let Some(signup) = signups::mine(conn, talk.draw.as_str(), &AgencyId::from(who.org.as_str()))? else { continue };
        match service::desk(conn, app, who, &signup.id) {
            Ok(desk) if desk.may_quote => tasks.push(Task {
                what: Say::new("negotiations-task-quote"),
                title: desk.project.title,
                href: format!("/signups/{}/negotiation", signup.id),
                due: Some(talk.due_at),
                provisional: false,
            }),
            // It was not drawn, has quoted, or the minutes are over.
            Ok(_) | Err(Error::NotFound | Error::Refused(_)) => {}
            Err(error) => return Err(error),
        }
    }
    Ok(tasks)
}
