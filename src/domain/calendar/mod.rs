//! Working days (工作日): the State Council's tables, deadlines counted in them, and time measured in them.
//!
//! Four rules, after articles 200–204 of the Civil Code:
//! * the day of an event is not counted; the first day of a period is the day after it,
//! * only working days are counted, so that the last day is a working day,
//! * a period ends at 24:00 of its last day, or when the office closes where the policy says so ([`DayEnd`]),
//! * whoever acts at the very instant of the end is late: in time means *before* it.
//!
//! A year whose table has not been issued is computed from weekends and the holidays with a fixed date, and everything that rests on it is marked
//! provisional. When the table comes, a deadline that has not passed may move later, never earlier.

mod deadline;
mod office;
mod period;
mod table;
#[cfg(test)]
mod tests;
mod working_time;

pub use deadline::{DayEnd, Deadline, Term, end_text};
pub use office::Hours;
pub use period::{Period, Running};
pub use table::{Holiday, TableFault, YearTable};
pub use working_time::WorkingTime;

use super::time::Day;
use sha2::{Digest, Sha256};
use std::collections::BTreeMap;

/// Holidays with a fixed date that the law names (全国年节及纪念日放假办法, as revised in November 2024): New Year's Day, two days of May, three of
/// October. Month and day of month.
const FIXED_HOLIDAYS: [(u32, u32); 6] = [(1, 1), (5, 1), (5, 2), (10, 1), (10, 2), (10, 3)];

/// Every day of every year as working or not: from a table where there is one, provisionally where there is none.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Calendar {
    tables: BTreeMap<i32, YearTable>,
}

/// Why a day is worked or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayKind {
    /// Monday to Friday, no holiday.
    Weekday,
    /// A Saturday or Sunday that a table turns into a working day (调休上班).
    WorkingWeekend,
    /// A Saturday or Sunday.
    Weekend,
    /// A day off by table or by fixed date.
    Holiday,
}

impl DayKind {
    /// Whether offices work on such a day.
    pub const fn works(self) -> bool {
        matches!(self, DayKind::Weekday | DayKind::WorkingWeekend)
    }
}

impl Calendar {
    /// A calendar of these tables; of two for one year the later in the list holds.
    pub fn new(tables: impl IntoIterator<Item = YearTable>) -> Calendar {
        tables.into_iter().fold(Calendar::default(), Calendar::with_table)
    }

    /// This calendar with one more table, which replaces an earlier one for the same year.
    pub fn with_table(mut self, table: YearTable) -> Calendar {
        self.tables.insert(table.year(), table);
        self
    }

    /// The tables, by year.
    pub fn tables(&self) -> impl Iterator<Item = &YearTable> {
        self.tables.values()
    }

    /// What kind of day this is. The notice for a year sometimes names days at the end of the year before, so the table of the next year is
    /// asked first, being the later word.
    pub fn kind(&self, day: Day) -> DayKind {
        let (year, month, of_month) = day.parts();
        if let Some(named) = [year + 1, year].iter().find_map(|year| self.tables.get(year)?.names(day)) {
            return named;
        }
        let fixed = !self.tables.contains_key(&year) && FIXED_HOLIDAYS.contains(&(month, of_month));
        match day.weekday() {
            _ if fixed => DayKind::Holiday,
            5 | 6 => DayKind::Weekend,
            _ => DayKind::Weekday,
        }
    }

    /// Whether offices work on this day.
    pub fn is_working(&self, day: Day) -> bool {
        self.kind(day).works()
    }

    /// Whether the year of this day has no table yet, so that the answer may still change.
    pub fn is_provisional(&self, day: Day) -> bool {
        !self.tables.contains_key(&day.parts().0)
    }

    /// The holiday on this day, where a table names one.
    pub fn holiday(&self, day: Day) -> Option<&Holiday> {
        let (year, ..) = day.parts();
        [year + 1, year].iter().find_map(|year| self.tables.get(year)?.holiday(day))
    }

    /// The years from the one of `first` to the one of `last` that have no table: what an administrator is asked to add.
    pub fn years_without_table(&self, first: Day, last: Day) -> Vec<i32> {
        (first.parts().0..=last.parts().0).filter(|year| !self.tables.contains_key(year)).collect()
    }

    /// Names this very set of tables, `2025-2026:1f3c9a02`: kept beside a deadline so that one can see what it was computed with.
    pub fn version(&self) -> String {
        let mut hash = Sha256::new();
        for table in self.tables.values() {
            hash.update(table.canonical());
        }
        let years: Vec<String> = self.tables.keys().map(i32::to_string).collect();
        format!("{}:{}", years.join("-"), hex::encode(&hash.finalize()[..4]))
    }
}
