//! When something is due, in words: a working-day deadline, what is left of it or by how much it was missed.

use crate::app::App;
use crate::domain::time::{HOUR, Instant};
use crate::platform::page::{Ctx, Markup};

/// A deadline as a work list shows it.
#[derive(Clone, Debug)]
pub struct Due {
    /// `late`, `soon` or empty: the class of the row.
    pub kind: &'static str,
    pub icon: Markup,
    /// When, or by how much it was missed.
    pub words: String,
    /// What is left, or when it was due.
    pub more: String,
}

impl Due {
    /// The words for a deadline as of now.
    pub fn of(ctx: &Ctx, app: &App, at: Instant) -> Due {
        let calendar = app.calendars.now();
        if at <= ctx.now {
            let late = calendar.working_time_late(at, ctx.now);
            let words = ctx.t.overdue(late.days(), late.hours() * HOUR);
            return Due {
                kind: "late",
                icon: ctx.icon("late"),
                words,
                more: ctx.msg("agencies-was-due").with("when", ctx.t.when(at)).to_string(),
            };
        }
        let left = calendar.working_time_left(ctx.now, at);
        let soon = i64::from(app.policies.in_force(ctx.now).work_list.soon_wd);
        let kind = if left.days() < soon { "soon" } else { "" };
        // Hours alone say little within the last of them.
        let rest = if left.days() == 0 { at.ms() - ctx.now.ms() } else { left.hours() * HOUR };
        Due { kind, icon: ctx.icon("clock"), words: ctx.t.when(at), more: ctx.t.left(left.days(), rest) }
    }
}
