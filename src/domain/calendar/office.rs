//! Time that passes only while the office is open.

use super::Calendar;
use crate::domain::time::{Instant, MINUTE};

/// When an office opens and closes on a working day: hour and minute.
pub type Hours = ((u32, u32), (u32, u32));

impl Calendar {
    /// The instant at which so many minutes have passed in which the office was open. On a working day the minutes run from its opening to its closing;
    /// what is begun while it is closed begins when it opens next.
    pub fn after_office_minutes(&self, from: Instant, minutes: u32, (opens, closes): Hours) -> Instant {
        let mut left = i64::from(minutes) * MINUTE;
        let mut day = self.working_day_from(from.day());
        loop {
            let (start, end) = (day.at(opens.0, opens.1).max(from), day.at(closes.0, closes.1));
            let open = (end.ms() - start.ms()).max(0);
            // The last day of time has no next.
            if left <= open || day.next() == day {
                return start.plus(left);
            }
            left -= open;
            day = self.working_day_from(day.next());
        }
    }
}

#[cfg(test)]
mod tests {
    use crate::domain::time::Day;

    #[test]
    fn minutes_run_while_the_office_is_open() {
        let calendar = crate::defaults::calendar();
        let after = |from, minutes| calendar.after_office_minutes(from, minutes, ((9, 0), (17, 0)));
        // The third day is the Monday after the other two.
        let [thursday, friday, monday] = ["2026-11-19", "2026-11-20", "2026-11-23"].map(|day| Day::parse(day).unwrap());
        assert_eq!(after(thursday.at(10, 0), 60), thursday.at(11, 0));
        assert_eq!(after(thursday.at(16, 30), 60), friday.at(9, 30));
        assert_eq!(after(thursday.at(17, 20), 60), friday.at(10, 0), "what is begun in the evening begins in the morning");
        assert_eq!(after(friday.at(8, 0), 480), friday.at(17, 0), "a whole day ends when it closes");
        assert_eq!(after(friday.at(16, 0), 61), monday.at(9, 1), "nothing passes over the weekend");
        assert_eq!(after(friday.at(16, 0), 60 + 480 + 1), Day::parse("2026-11-24").unwrap().at(9, 1), "and nothing over a night");
    }
}
