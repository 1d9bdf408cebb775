//! What waits for an agency here: a quote to be sealed, and one to be opened where a member of the committee released no key.

use super::store::entries::{self, Waiting};
use crate::app::App;
use crate::db::DbConn;
use crate::domain::role::Role;
use crate::domain::time::Instant;
use crate::error::{Result, Say};
use crate::platform::auth::Identity;
use crate::platform::task::Task;

/// The tasks of this person in this slice.
pub fn tasks(conn: &mut DbConn, _app: &App, who: &Identity, now: Instant) -> Result<Vec<Task>> {
    if who.role != Role::Agency {
        return Ok(Vec::new());
    }
    let task = |what: &'static str| {
        move |one: Waiting| Task {
            what: Say::new(what),
            title: one.title,
            href: format!("/signups/{}/quote", one.signup),
            due: Some(one.due),
            provisional: one.provisional,
        }
    };
    let seal = entries::unsealed(conn, who.org.as_str(), now)?.into_iter().map(task("bids-task-seal"));
    let cure = entries::curable(conn, who.org.as_str(), now)?.into_iter().map(task("bids-task-cure"));
    Ok(seal.chain(cure).collect())
}
