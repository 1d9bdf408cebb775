//! Deadlines counted in working days.

use super::Calendar;
use crate::domain::time::{Day, Instant, MINUTE};
use serde::{Deserialize, Serialize};

/// When, on its last day, a period ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DayEnd {
    /// At 24:00.
    Midnight,
    /// When the office closes (Civil Code, article 203: where there are business hours, when business stops).
    OfficeClose { hour: u32, minute: u32 },
}

/// A period as a rule states it: so many working days after an event.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// The day of the event, which is not counted.
    pub from: Day,
    /// How many working days the period has. Zero ends on the day of the event, or on the next working day where that is a day off.
    pub working_days: u32,
    /// When the last day ends.
    pub ends: DayEnd,
}

/// The end of a period.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deadline {
    /// The last day.
    pub day: Day,
    /// The first instant that is too late: in time means before it.
    pub at: Instant,
    /// Whether a year without a table was counted, so that the deadline may still move later.
    pub provisional: bool,
}

impl Calendar {
    /// The working day that lies `working_days` after `from` (which is not counted), and whether a year without a table was counted.
    pub fn add_working_days(&self, from: Day, working_days: u32) -> (Day, bool) {
        let mut day = if working_days == 0 { self.working_day_from(from) } else { from };
        for _ in 0..working_days {
            day = self.working_day_from(day.next());
        }
        let provisional = !self.years_without_table(from, day).is_empty();
        (day, provisional)
    }

    /// The end of a period.
    pub fn deadline(&self, term: Term) -> Deadline {
        let (day, provisional) = self.add_working_days(term.from, term.working_days);
        Deadline { day, at: term.ends.on(day), provisional }
    }

    /// This day if it is a working day, else the next that is.
    pub fn working_day_from(&self, day: Day) -> Day {
        let mut day = day;
        // The last day of time has no next; it ends the search whatever it is.
        while !self.is_working(day) && day.next() != day {
            day = day.next();
        }
        day
    }
}

impl DayEnd {
    /// The first instant after the end of this day.
    pub fn on(self, day: Day) -> Instant {
        match self {
            DayEnd::Midnight => day.next().start(),
            DayEnd::OfficeClose { hour, minute } => day.at(hour, minute),
        }
    }
}

impl Term {
    /// The period that an event at this instant begins.
    pub fn after(event: Instant, working_days: u32, ends: DayEnd) -> Term {
        Term { from: event.day(), working_days, ends }
    }
}

impl Deadline {
    /// Whether an act received at this instant is in time.
    pub fn keeps(&self, received: Instant) -> bool {
        received < self.at
    }

    /// `2026-11-25 17:00`, and midnight as the end of the day it ends: `2026-11-26 24:00`.
    pub fn text(&self) -> String {
        end_text(self.at)
    }
}

/// An instant that ends something, to the minute: midnight is written as 24:00 of the day before, because "before 27 November 00:00" is read as
/// the evening of the 27th.
pub fn end_text(at: Instant) -> String {
    match at.clock() {
        (0, 0) => format!("{} 24:00", at.plus(-MINUTE).day()),
        _ => at.minute_text(),
    }
}
