//! Instants and days. An instant is UTC milliseconds; a day is a calendar day in Asia/Shanghai (UTC+8, no summer time since 1991).

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, TimeZone, Timelike, Utc};
use serde::{Deserialize, Serialize};

/// Milliseconds in a second, a minute, an hour and a day.
pub const SECOND: i64 = 1_000;
pub const MINUTE: i64 = 60 * SECOND;
pub const HOUR: i64 = 60 * MINUTE;
pub const DAY: i64 = 24 * HOUR;

/// A point in time: unix milliseconds, UTC.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Instant(pub i64);

/// A calendar day in Asia/Shanghai.
///
/// As text `2026-11-20`, in JSON too.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct Day(pub NaiveDate);

fn shanghai() -> FixedOffset {
    FixedOffset::east_opt(8 * 3600).expect("eight hours is a valid offset")
}

impl Instant {
    /// Unix milliseconds.
    pub const fn ms(self) -> i64 {
        self.0
    }

    /// This instant moved by `ms` milliseconds (negative: earlier).
    pub const fn plus(self, ms: i64) -> Instant {
        Instant(self.0 + ms)
    }

    /// The instant cut to whole seconds, as the draw's documents write it.
    pub const fn whole_second(self) -> Instant {
        Instant(self.0.div_euclid(SECOND) * SECOND)
    }

    fn local(self) -> DateTime<FixedOffset> {
        let seconds = self.0.div_euclid(SECOND).clamp(-62_167_219_200, 253_402_300_799);
        let nanos = (self.0.rem_euclid(SECOND) * 1_000_000) as u32;
        DateTime::<Utc>::from_timestamp(seconds, nanos).expect("seconds are clamped to years 0..9999").with_timezone(&shanghai())
    }

    /// The day in Shanghai on which this instant lies.
    pub fn day(self) -> Day {
        Day(self.local().date_naive())
    }

    /// Hour and minute on the clock in Shanghai.
    pub fn clock(self) -> (u32, u32) {
        (self.local().hour(), self.local().minute())
    }

    /// `2026-11-20 09:00` in Shanghai.
    pub fn minute_text(self) -> String {
        self.local().format("%Y-%m-%d %H:%M").to_string()
    }

    /// `2026-11-20 09:00:07` in Shanghai.
    pub fn second_text(self) -> String {
        self.local().format("%Y-%m-%d %H:%M:%S").to_string()
    }

    /// `YYYY-MM-DDTHH:MM:SSZ`, the only form the protocols know (draw-v1 §1); milliseconds are cut.
    pub fn wire(self) -> String {
        let utc = self.local().with_timezone(&Utc);
        utc.format("%Y-%m-%dT%H:%M:%SZ").to_string()
    }

    /// Reads the form of [`Instant::wire`], strictly.
    pub fn parse_wire(text: &str) -> Option<Instant> {
        // chrono writes and reads the year 10000 with a sign; the form has four digits and no more.
        if text.len() != "YYYY-MM-DDTHH:MM:SSZ".len() {
            return None;
        }
        let naive = NaiveDateTime::parse_from_str(text, "%Y-%m-%dT%H:%M:%SZ").ok()?;
        let at = Instant(naive.and_utc().timestamp_millis());
        (at.wire() == text).then_some(at)
    }

    /// Reads `2026-11-20T09:00` as a browser's `datetime-local` sends it, meant as Shanghai time.
    pub fn parse_local(text: &str) -> Option<Instant> {
        let naive = NaiveDateTime::parse_from_str(text.trim(), "%Y-%m-%dT%H:%M")
            .or_else(|_| NaiveDateTime::parse_from_str(text.trim(), "%Y-%m-%dT%H:%M:%S"))
            .ok()?;
        Some(Instant(shanghai().from_local_datetime(&naive).single()?.timestamp_millis()))
    }

    /// The value for a `datetime-local` input.
    pub fn local_input(self) -> String {
        self.local().format("%Y-%m-%dT%H:%M").to_string()
    }
}

impl Day {
    /// A day by year, month (1–12) and day of month; `None` where the calendar has no such day.
    pub fn of(year: i32, month: u32, day: u32) -> Option<Day> {
        NaiveDate::from_ymd_opt(year, month, day).map(Day)
    }

    /// The instant of `hour:minute` in Shanghai on this day.
    pub fn at(self, hour: u32, minute: u32) -> Instant {
        let time = NaiveTime::from_hms_opt(hour.min(23), minute.min(59), 0).expect("hour and minute are clamped");
        let local = shanghai().from_local_datetime(&self.0.and_time(time)).single().expect("a fixed offset has no gaps");
        Instant(local.timestamp_millis())
    }

    /// Midnight at the start of this day.
    pub fn start(self) -> Instant {
        self.at(0, 0)
    }

    /// The next calendar day.
    pub fn next(self) -> Day {
        Day(self.0.succ_opt().unwrap_or(NaiveDate::MAX))
    }

    /// The calendar day before.
    pub fn previous(self) -> Day {
        Day(self.0.pred_opt().unwrap_or(NaiveDate::MIN))
    }

    /// Moved by whole calendar months, clamped to the month's end (31 January + 1 month = 28 or 29 February).
    pub fn plus_months(self, months: u32) -> Day {
        Day(self.0.checked_add_months(chrono::Months::new(months)).unwrap_or(NaiveDate::MAX))
    }

    /// Year, month and day of month.
    pub fn parts(self) -> (i32, u32, u32) {
        (self.0.year(), self.0.month(), self.0.day())
    }

    /// 0 = Monday … 6 = Sunday.
    pub fn weekday(self) -> u32 {
        self.0.weekday().num_days_from_monday()
    }

    /// Reads `2026-11-20`.
    pub fn parse(text: &str) -> Option<Day> {
        NaiveDate::parse_from_str(text.trim(), "%Y-%m-%d").ok().map(Day)
    }
}

impl From<Day> for String {
    fn from(day: Day) -> String {
        day.to_string()
    }
}

impl TryFrom<String> for Day {
    type Error = String;

    fn try_from(text: String) -> Result<Day, String> {
        Day::parse(&text).ok_or_else(|| format!("{text:?} is not a day of the form 2026-11-20"))
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}", self.0.format("%Y-%m-%d"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_in_shanghai_begins_at_sixteen_hours_utc() {
        let start = Day::of(2026, 11, 20).unwrap().start();
        assert_eq!(start.wire(), "2026-11-19T16:00:00Z");
        assert_eq!(start.day(), Day::of(2026, 11, 20).unwrap());
        assert_eq!(start.plus(-1).day(), Day::of(2026, 11, 19).unwrap());
    }

    #[test]
    fn wire_times_are_read_strictly() {
        for right in ["2026-12-01T08:00:00Z", "0000-01-01T00:00:00Z", "9999-12-31T23:59:59Z"] {
            assert_eq!(Instant::parse_wire(right).unwrap().wire(), right);
        }
        for wrong in [
            "2026-12-01T08:00:00+00:00",
            "2026-12-1T08:00:00Z",
            "2026-12-01 08:00:00Z",
            "2026-02-30T08:00:00Z",
            "2026-12-01T24:00:00Z",
            "2026-12-01T08:00:60Z",
            "+10000-12-01T08:00:00Z",
            "-0001-12-01T08:00:00Z",
            "0000-02-30T08:00:00Z",
        ] {
            assert_eq!(Instant::parse_wire(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn months_clamp_to_the_end() {
        assert_eq!(Day::of(2026, 1, 31).unwrap().plus_months(1), Day::of(2026, 2, 28).unwrap());
    }
}
