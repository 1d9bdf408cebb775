//! What waits for an expert here: proposals to score, totals to answer for, a review to lock.

use super::store::{self, ReviewState};
use crate::app::App;
use crate::db::DbConn;
use crate::domain::project::ProjectState;
use crate::domain::role::Role;
use crate::domain::time::Instant;
use crate::error::{Result, Say};
use crate::market::{experts, projects};
use crate::platform::auth::Identity;
use crate::platform::task::Task;

/// The tasks of this person in this slice.
pub fn tasks(conn: &mut DbConn, app: &App, who: &Identity, _now: Instant) -> Result<Vec<Task>> {
    if who.role != Role::Expert {
        return Ok(Vec::new());
    }
    let mut tasks = Vec::new();
    for (title, seat) in experts::seats_of(conn, &app.keys, &who.account)? {
        if seat.state != experts::SeatState::Accepted || projects::load(conn, &seat.project)?.state != ProjectState::Reviewing {
            continue;
        }
        let Some(review) = store::of_project(conn, &seat.project)? else { continue };
        let sheet = store::sheet(conn, &seat.id)?;
        let chairs = experts::sitting(conn, app, &seat.project)?.first().is_some_and(|chair| chair.id == seat.id);
        let seats = std::slice::from_ref(&seat.id);
        let what = match review.state {
            ReviewState::Scoring if !sheet.is_locked() => "reviews-task-score",
            ReviewState::Consensus if !sheet.is_settled() && !store::deviations(conn, &app.keys, seats)?.is_empty() => {
                "reviews-task-answer"
            }
            ReviewState::Closing if chairs => "reviews-task-close",
            _ => continue,
        };
        let href = format!("/expert/reviews/{}", seat.id);
        tasks.push(Task { what: Say::new(what), title, href, due: Some(review.due_at), provisional: false });
    }
    Ok(tasks)
}
