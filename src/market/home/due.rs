//! A deadline in words: when, and how much working time is left or over.

use crate::domain::calendar::Calendar;
use crate::domain::time::{DAY, HOUR, Instant, MINUTE};
use crate::platform::i18n::T;

/// How a deadline lies to now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nearness {
    Overdue,
    Today,
    Later,
    /// No rule sets a time.
    Open,
}

/// Where a deadline lies. The end of a day at 24:00 is that day's, not the next one's.
pub fn nearness(due: Option<Instant>, now: Instant) -> Nearness {
    match due {
        None => Nearness::Open,
        Some(due) if due <= now => Nearness::Overdue,
        Some(due) if due.plus(-1).day() == now.day() => Nearness::Today,
        Some(_) => Nearness::Later,
    }
}

/// `今天17:30`, `明天17:30`, `11月26日（周四）17:00`.
pub fn when(t: T, due: Instant, now: Instant) -> String {
    let day = due.plus(-1).day();
    if day == now.day() {
        t.msg("due-today").with("time", clock(due)).to_string()
    } else if day == now.day().next() {
        t.msg("due-tomorrow").with("time", clock(due)).to_string()
    } else {
        t.when(due)
    }
}

/// `还剩1个工作日6小时`. Less than a working day is said by the clock on the wall, for whoever reads it looks there.
pub fn left(t: T, calendar: &Calendar, now: Instant, due: Instant) -> String {
    let time = calendar.working_time_left(now, due);
    if time.days() == 0 { t.left(0, due.ms() - now.ms()) } else { t.left(time.days(), time.hours() * HOUR) }
}

/// `超期1个工作日`.
pub fn late(t: T, calendar: &Calendar, due: Instant, now: Instant) -> String {
    let time = calendar.working_time_late(due, now);
    if time.days() == 0 { t.overdue(0, now.ms() - due.ms()) } else { t.overdue(time.days(), time.hours() * HOUR) }
}

/// Hundredths of working days used since a notice; below 0 on the day of the notice, which does not count.
pub fn used(calendar: &Calendar, notice: Instant, now: Instant) -> i64 {
    if now.day() <= notice.day() { -1 } else { calendar.working_days_between(notice, now).ms() * 100 / DAY }
}

/// `17:30`, and `24:00` for the end of a day.
fn clock(at: Instant) -> String {
    match at.clock() {
        (0, 0) if at.ms().rem_euclid(MINUTE) == 0 => "24:00".to_owned(),
        (hour, minute) => format!("{hour}:{minute:02}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::Day;
    use crate::platform::i18n::Lang;

    #[test]
    fn a_deadline_is_overdue_at_its_own_instant_and_midnight_belongs_to_the_day_it_ends() {
        let now = Day::of(2026, 11, 20).unwrap().at(9, 0);
        let midnight = Day::of(2026, 11, 21).unwrap().start();
        assert_eq!(nearness(Some(now), now), Nearness::Overdue);
        assert_eq!(nearness(Some(now.plus(1)), now), Nearness::Today);
        assert_eq!(nearness(Some(midnight), now), Nearness::Today);
        assert_eq!(nearness(Some(midnight.plus(1)), now), Nearness::Later);
        assert_eq!(nearness(None, now), Nearness::Open);
        let t = T { lang: Lang::Zh };
        assert_eq!(when(t, midnight, now), "今天24:00");
        assert_eq!(when(t, Day::of(2026, 11, 21).unwrap().at(17, 30), now), "明天17:30");
    }

    #[test]
    fn what_is_left_counts_working_days_and_less_than_one_by_the_clock() {
        let (calendar, t) = (crate::defaults::calendar(), T { lang: Lang::Zh });
        // Friday 9:00 to Monday 17:00: fifteen hours of Friday, seventeen of Monday.
        let friday = Day::of(2026, 11, 20).unwrap().at(9, 0);
        assert_eq!(left(t, &calendar, friday, Day::of(2026, 11, 23).unwrap().at(17, 0)), "还剩1个工作日8小时");
        assert_eq!(left(t, &calendar, friday, friday.plus(6 * HOUR + 40 * MINUTE)), "还剩6小时40分");
        assert_eq!(late(t, &calendar, friday, Day::of(2026, 11, 23).unwrap().at(9, 0)), "超期1个工作日");
        assert_eq!(used(&calendar, friday, friday.plus(HOUR)), -1);
        assert_eq!(used(&calendar, friday, Day::of(2026, 11, 23).unwrap().at(12, 0)), 50);
    }
}
