//! The table of one year, as the State Council issues it and `config/calendar/*.toml` writes it down.

use std::fmt;

use super::DayKind;
use crate::domain::text::Bilingual;
use crate::domain::time::Day;
use serde::{Deserialize, Serialize};

/// Days off and working weekends of one year. Checked when read: holidays do not overlap, working weekends are weekends and no holidays, and all
/// lie in the year or in the month before or after it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(into = "Written", try_from = "Written")]
pub struct YearTable(Written);

/// The form of the file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    year: i32,
    source: String,
    issued: Day,
    working_weekends: Vec<Day>,
    holidays: Vec<Holiday>,
}

/// One holiday, from its first day off to its last, both included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holiday {
    pub name: Bilingual,
    pub first: Day,
    pub last: Day,
}

/// Why a text is not the table of a year.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TableFault {
    /// Not TOML of the expected form; the reason is the parser's.
    #[error("{0}")]
    Form(String),
    /// Tables exist for 2000 to 2199.
    #[error("there is no table for the year {0}")]
    Year(i32),
    /// A table says where it comes from.
    #[error("the source is empty")]
    NoSource,
    /// No holiday, or one without a name.
    #[error("a table has holidays, and each has a name in both languages")]
    NoHoliday,
    /// Last day before the first, or more than 31 days.
    #[error("the holiday from {first} to {last} is not a span of 1 to 31 days")]
    Span { first: Day, last: Day },
    /// A day far outside the year.
    #[error("{0} does not belong to this year")]
    OutsideYear(Day),
    /// Two holidays on one day.
    #[error("two holidays lie on {0}")]
    Overlap(Day),
    /// A working weekend on Monday to Friday.
    #[error("{0} is no Saturday or Sunday")]
    NotAWeekend(Day),
    /// A working weekend inside a holiday, or named twice.
    #[error("{0} is named as a working day and as something else")]
    Contradiction(Day),
}

impl YearTable {
    /// Reads a table from TOML.
    pub fn parse(text: &str) -> Result<YearTable, TableFault> {
        let written: Written = toml::from_str(text).map_err(|error| TableFault::Form(error.to_string()))?;
        YearTable::try_from(written)
    }

    /// A table from its parts: year, source and day of issue; holidays; weekends that are worked.
    ///
    /// # Errors
    /// The first thing that is no table of this year.
    pub fn of(
        (year, source, issued): (i32, String, Day),
        holidays: Vec<Holiday>,
        working_weekends: Vec<Day>,
    ) -> Result<YearTable, TableFault> {
        YearTable::try_from(Written { year, source, issued, working_weekends, holidays })
    }

    /// The year it is for.
    pub fn year(&self) -> i32 {
        self.0.year
    }

    /// The notice it comes from.
    pub fn source(&self) -> &str {
        &self.0.source
    }

    /// The day the notice was issued.
    pub fn issued(&self) -> Day {
        self.0.issued
    }

    /// The holidays, in the order of the notice.
    pub fn holidays(&self) -> &[Holiday] {
        &self.0.holidays
    }

    /// Saturdays and Sundays that are worked.
    pub fn working_weekends(&self) -> &[Day] {
        &self.0.working_weekends
    }

    /// What the table says of this day; `None` where it follows the week.
    pub(super) fn names(&self, day: Day) -> Option<DayKind> {
        if self.0.working_weekends.contains(&day) {
            return Some(DayKind::WorkingWeekend);
        }
        self.holiday(day).map(|_| DayKind::Holiday)
    }

    pub(super) fn holiday(&self, day: Day) -> Option<&Holiday> {
        self.0.holidays.iter().find(|holiday| holiday.covers(day))
    }

    /// The days alone, in one form, for the version of a calendar.
    pub(super) fn canonical(&self) -> String {
        let mut lines: Vec<String> = self.0.working_weekends.iter().map(|day| format!("{day} work\n")).collect();
        lines.extend(self.0.holidays.iter().map(|holiday| format!("{} {} off\n", holiday.first, holiday.last)));
        lines.sort();
        format!("{}\n{}", self.0.year, lines.concat())
    }
}

impl Holiday {
    fn covers(&self, day: Day) -> bool {
        self.first <= day && day <= self.last
    }
}

/// The table as TOML, as [`YearTable::parse`] reads it.
impl fmt::Display for YearTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let quoted = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
        let table = &self.0;
        let weekends: Vec<String> = table.working_weekends.iter().map(|day| format!("\"{day}\"")).collect();
        writeln!(f, "year = {}\nsource = {}\nissued = \"{}\"", table.year, quoted(&table.source), table.issued)?;
        writeln!(f, "working_weekends = [{}]", weekends.join(", "))?;
        table.holidays.iter().try_for_each(|holiday| {
            let (zh, en) = (quoted(&holiday.name.zh), quoted(&holiday.name.en));
            writeln!(f, "\n[[holidays]]\nname = {{ zh = {zh}, en = {en} }}\nfirst = \"{}\"\nlast = \"{}\"", holiday.first, holiday.last)
        })
    }
}

impl From<YearTable> for Written {
    fn from(table: YearTable) -> Written {
        table.0
    }
}

impl TryFrom<Written> for YearTable {
    type Error = TableFault;

    fn try_from(table: Written) -> Result<YearTable, TableFault> {
        if !(2000..2200).contains(&table.year) {
            return Err(TableFault::Year(table.year));
        }
        if table.source.trim().is_empty() {
            return Err(TableFault::NoSource);
        }
        check_holidays(&table)?;
        check_working_weekends(&table)?;
        Ok(YearTable(table))
    }
}

fn check_holidays(table: &Written) -> Result<(), TableFault> {
    if table.holidays.is_empty() {
        return Err(TableFault::NoHoliday);
    }
    for (index, holiday) in table.holidays.iter().enumerate() {
        let (first, last) = (holiday.first, holiday.last);
        if !holiday.name.is_complete() {
            return Err(TableFault::NoHoliday);
        }
        if last < first || (last.0 - first.0).num_days() > 30 {
            return Err(TableFault::Span { first, last });
        }
        in_reach(table.year, first)?;
        in_reach(table.year, last)?;
        if let Some(other) = table.holidays[..index].iter().find(|other| other.first <= last && first <= other.last) {
            return Err(TableFault::Overlap(first.max(other.first)));
        }
    }
    Ok(())
}

fn check_working_weekends(table: &Written) -> Result<(), TableFault> {
    for (index, day) in table.working_weekends.iter().enumerate() {
        in_reach(table.year, *day)?;
        if day.weekday() < 5 {
            return Err(TableFault::NotAWeekend(*day));
        }
        if table.working_weekends[..index].contains(day) || table.holidays.iter().any(|holiday| holiday.covers(*day)) {
            return Err(TableFault::Contradiction(*day));
        }
    }
    Ok(())
}

/// New Year's holiday may begin in December before, and be paid for by a Saturday there.
fn in_reach(year: i32, day: Day) -> Result<(), TableFault> {
    match day.parts() {
        (of, _, _) if of == year => Ok(()),
        (of, 12, _) if of == year - 1 => Ok(()),
        (of, 1, _) if of == year + 1 => Ok(()),
        _ => Err(TableFault::OutsideYear(day)),
    }
}
