//! Time measured in working days.

use super::Calendar;
use crate::domain::time::{DAY, Day, HOUR, Instant};

/// A length of working time. A working day counts 24 hours, from midnight to midnight, because papers are taken in at any hour; a day off counts
/// nothing. So "1 working day 6 hours left" is the same hour tomorrow and six more on the clock, if tomorrow is worked.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct WorkingTime {
    ms: i64,
}

impl Calendar {
    /// How many working days something took, from an event to its outcome. As with every period here the day of the event is not counted: the clock
    /// starts at the following midnight. Hence whatever keeps a period of three working days took at most 3.0, what is settled on the day of the
    /// event took 0.0, and what is late took more than 3.0 (unless it came on the days off right after the end, when no working time passes).
    pub fn working_days_between(&self, event: Instant, outcome: Instant) -> WorkingTime {
        self.working_time(event.day().next().start(), outcome)
    }

    /// The working time from now until a deadline; nothing once it has passed.
    pub fn working_time_left(&self, now: Instant, deadline: Instant) -> WorkingTime {
        self.working_time(now, deadline)
    }

    /// The working time by which a deadline has been missed; nothing while it has not passed.
    pub fn working_time_late(&self, deadline: Instant, now: Instant) -> WorkingTime {
        self.working_time(deadline, now)
    }

    fn working_time(&self, from: Instant, to: Instant) -> WorkingTime {
        let mut ms = 0;
        let mut day = from.day();
        while day.start() < to {
            if self.is_working(day) {
                ms += part_of(day, from, to);
            }
            if day.next() == day {
                break;
            }
            day = day.next();
        }
        WorkingTime { ms }
    }
}

/// The milliseconds of this day that lie between two instants.
fn part_of(day: Day, from: Instant, to: Instant) -> i64 {
    let (start, end) = (day.start(), day.start().plus(DAY));
    (to.min(end).ms() - from.max(start).ms()).max(0)
}

impl WorkingTime {
    /// Whole working days.
    pub const fn days(self) -> i64 {
        self.ms / DAY
    }

    /// Whole hours beyond the whole days, 0–23.
    pub const fn hours(self) -> i64 {
        self.ms % DAY / HOUR
    }

    /// Whether there is none.
    pub const fn is_zero(self) -> bool {
        self.ms == 0
    }

    /// Tenths of a working day, rounded up, so that a limit that was passed by a minute is not shown as kept.
    pub const fn tenths(self) -> i64 {
        (self.ms + DAY / 10 - 1) / (DAY / 10)
    }

    /// Working days with one decimal: `2.1`.
    pub fn text(self) -> String {
        format!("{}.{}", self.tenths() / 10, self.tenths() % 10)
    }

    /// Whether it is at most so many working days.
    pub const fn within(self, working_days: u32) -> bool {
        self.ms <= working_days as i64 * DAY
    }

    /// The mean of several; `None` of none.
    pub fn mean(times: impl IntoIterator<Item = WorkingTime>) -> Option<WorkingTime> {
        let (mut sum, mut count) = (0_i128, 0_i128);
        for time in times {
            sum += i128::from(time.ms);
            count += 1;
        }
        // A mean lies between the smallest and the largest, so it fits where they did.
        (count > 0).then(|| WorkingTime { ms: (sum / count) as i64 })
    }

    /// The length in milliseconds of working days, for storing in a statistic.
    pub const fn ms(self) -> i64 {
        self.ms
    }

    /// The length that was stored.
    pub const fn from_ms(ms: i64) -> WorkingTime {
        WorkingTime { ms }
    }
}
