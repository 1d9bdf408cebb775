//! What waits for a supervisor here.

use super::service;
use super::store::draws;
use crate::app::App;
use crate::db::DbConn;
use crate::domain::draw::Next;
use crate::domain::role::Role;
use crate::domain::time::Instant;
use crate::error::{Result, Say};
use crate::market::projects;
use crate::platform::auth::Identity;
use crate::platform::task::Task;

/// Draws whose platform has revealed and whose dice are awaited.
pub fn tasks(conn: &mut DbConn, app: &App, who: &Identity, now: Instant) -> Result<Vec<Task>> {
    if who.role != Role::Supervisor {
        return Ok(Vec::new());
    }
    let mut tasks = Vec::new();
    for id in draws::frozen_with_dice(conn)? {
        let (draw, progress) = service::progress(conn, app, &id)?;
        if let Next::Throw(_) = progress.next(now) {
            tasks.push(Task {
                what: Say::new("selection-task-throw"),
                title: projects::load(conn, &draw.project)?.title,
                href: format!("/draws/{id}/ceremony"),
                due: Some(draw.reveal_by),
                provisional: false,
            });
        }
    }
    Ok(tasks)
}
