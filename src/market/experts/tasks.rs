//! What waits for an expert here: invitations to answer.

use super::store::seats::{self, SeatState};
use crate::app::App;
use crate::db::DbConn;
use crate::domain::project::ProjectState;
use crate::domain::role::Role;
use crate::domain::time::Instant;
use crate::error::{Result, Say};
use crate::market::projects;
use crate::platform::auth::Identity;
use crate::platform::task::Task;

/// The tasks of this person in this slice.
pub fn tasks(conn: &mut DbConn, app: &App, who: &Identity, now: Instant) -> Result<Vec<Task>> {
    if who.role != Role::Expert {
        return Ok(Vec::new());
    }
    let mut tasks = Vec::new();
    for (title, seat) in seats::of_account(conn, &app.keys, &who.account)? {
        let open = seat.state == SeatState::Invited && now < seat.due_at;
        if open && projects::load(conn, &seat.project)?.state == ProjectState::Reviewing {
            let href = format!("/expert/invitations/{}", seat.id);
            tasks.push(Task { what: Say::new("experts-task-answer"), title, href, due: Some(seat.due_at), provisional: false });
        }
    }
    Ok(tasks)
}
