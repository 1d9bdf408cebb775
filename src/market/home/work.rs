//! What waits for one person, from every slice that knows of something.

use super::due::{Nearness, nearness};
use crate::app::App;
use crate::db::DbConn;
use crate::domain::time::Instant;
use crate::error::Result;
use crate::market::{
    accounts, agencies, awards, bids, blacklist, contracts, erasures, exits, experts, halts, negotiations, outcomes, owners, projects,
    ratings, reviews, selection, signups, witnesses,
};
use crate::platform::auth::Identity;
use crate::platform::task::Task;

/// A person's tasks in the order in which they are due, in their groups.
#[derive(Debug, Default)]
pub struct Work {
    pub overdue: Vec<Task>,
    pub today: Vec<Task>,
    pub later: Vec<Task>,
    /// Tasks no rule sets a time for.
    pub open: Vec<Task>,
}

/// How a slice says what waits for somebody.
type Tasks = fn(&mut DbConn, &App, &Identity, Instant) -> Result<Vec<Task>>;

impl Work {
    /// Everything that waits for this person.
    pub fn of(conn: &mut DbConn, app: &App, who: &Identity, now: Instant) -> Result<Work> {
        let slices: [Tasks; 19] = [
            accounts::tasks,
            agencies::tasks,
            owners::tasks,
            blacklist::tasks,
            projects::tasks,
            signups::tasks,
            bids::tasks,
            witnesses::tasks,
            selection::tasks,
            erasures::tasks,
            halts::tasks,
            experts::tasks,
            reviews::tasks,
            negotiations::tasks,
            outcomes::tasks,
            awards::tasks,
            contracts::tasks,
            exits::tasks,
            ratings::tasks,
        ];
        let mut all = Vec::new();
        for tasks in slices {
            all.extend(tasks(conn, app, who, now)?);
        }
        all.sort_by_key(|task| (task.due, task.title.clone()));
        Ok(Work::grouped(all, now))
    }

    /// Tasks put into their groups.
    pub fn grouped(tasks: Vec<Task>, now: Instant) -> Work {
        let mut work = Work::default();
        for task in tasks {
            match nearness(task.due, now) {
                Nearness::Overdue => work.overdue.push(task),
                Nearness::Today => work.today.push(task),
                Nearness::Later => work.later.push(task),
                Nearness::Open => work.open.push(task),
            }
        }
        work
    }

    /// How many there are.
    pub fn count(&self) -> usize {
        self.overdue.len() + self.today.len() + self.later.len() + self.open.len()
    }

    /// All of them, the most urgent first.
    pub fn all(&self) -> impl Iterator<Item = &Task> {
        self.overdue.iter().chain(&self.today).chain(&self.later).chain(&self.open)
    }
}
