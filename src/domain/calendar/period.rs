//! Deadlines that run while the tables change.

use super::{Calendar, Hours, Term};
use crate::domain::time::Instant;

/// What an end is reckoned from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Period {
    WorkingDays(Term),
    /// So many minutes in which the office is open.
    OfficeMinutes {
        from: Instant,
        minutes: u32,
        hours: Hours,
    },
}

/// A deadline that runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Running {
    /// The first instant that is too late, as it was told.
    pub due: Instant,
    pub period: Period,
}

impl Running {
    /// Its end by this calendar, never before the one that was told.
    pub fn end(&self, calendar: &Calendar) -> Instant {
        let again = match self.period {
            Period::WorkingDays(term) => calendar.deadline(term).at,
            Period::OfficeMinutes { from, minutes, hours } => calendar.after_office_minutes(from, minutes, hours),
        };
        again.max(self.due)
    }

    /// Its new end after tables have changed; `None` where it stays. One that has passed stays as it is, one that has not may move later and
    /// never moves earlier.
    pub fn lengthened(&self, calendar: &Calendar, now: Instant) -> Option<Instant> {
        Some(self.end(calendar)).filter(|end| self.due > now && *end > self.due)
    }
}
