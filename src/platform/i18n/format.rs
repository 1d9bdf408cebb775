//! Days, times, sums and counts as each language writes them. Facts of a language (names of days and months, order, units) stand
//! here; sentences around them stand in `web/locales`.

use fluent_templates::fluent_bundle::FluentValue;

use super::{Lang, T};
use crate::domain::money::Fen;
use crate::domain::time::{DAY, Day, HOUR, Instant, MINUTE};

const WEEKDAYS_ZH: [&str; 7] = ["一", "二", "三", "四", "五", "六", "日"];
const WEEKDAYS_EN: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
const MONTHS_EN: [&str; 12] =
    ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];

/// A value, or any depth of references to it: templates borrow the fields they pass.
pub trait Given<V> {
    /// The value itself.
    fn given(&self) -> V;
}

impl<V, G: Given<V> + ?Sized> Given<V> for &G {
    fn given(&self) -> V {
        (**self).given()
    }
}

macro_rules! given {
    ($($kind:ty => $value:ty),+) => {$(
        impl Given<$value> for $kind {
            fn given(&self) -> $value { <$value>::try_from(*self).unwrap_or(<$value>::MAX) }
        }
    )+};
}
given!(i64 => i64, i32 => i64, u8 => i64, u16 => i64, u32 => i64, u64 => i64, usize => i64);

impl Given<Instant> for Instant {
    fn given(&self) -> Instant {
        *self
    }
}

impl Given<Fen> for Fen {
    fn given(&self) -> Fen {
        *self
    }
}

impl Given<Day> for Day {
    fn given(&self) -> Day {
        *self
    }
}

impl T {
    /// A deadline within the year: `11月25日（周三）17:00`, `25 November (Wed) 17:00`. The last minute of a day is written 24:00.
    pub fn when(self, at: impl Given<Instant>) -> String {
        let (day, clock) = clock_of(at.given());
        match self.lang {
            Lang::Zh => format!("{}{clock}", self.day(day)),
            Lang::En => format!("{} {clock}", self.day(day)),
        }
    }

    /// A day within the year: `11月25日（周三）`, `25 November (Wed)`.
    pub fn day(self, day: impl Given<Day>) -> String {
        let day: Day = day.given();
        let (_, month, date) = day.parts();
        match self.lang {
            Lang::Zh => format!("{month}月{date}日（周{}）", WEEKDAYS_ZH[weekday(day)]),
            Lang::En => format!("{date} {} ({})", MONTHS_EN[month_index(month)], WEEKDAYS_EN[weekday(day)]),
        }
    }

    /// A day with its year: `2026年11月25日`, `25 November 2026`.
    pub fn date(self, day: impl Given<Day>) -> String {
        let (year, month, date) = day.given().parts();
        match self.lang {
            Lang::Zh => format!("{year}年{month}月{date}日"),
            Lang::En => format!("{date} {} {year}", MONTHS_EN[month_index(month)]),
        }
    }

    /// An instant with its year: `2026年11月25日17:00`, `25 November 2026, 17:00`.
    pub fn moment(self, at: impl Given<Instant>) -> String {
        let (day, clock) = clock_of(at.given());
        match self.lang {
            Lang::Zh => format!("{}{clock}", self.date(day)),
            Lang::En => format!("{}, {clock}", self.date(day)),
        }
    }

    /// A day in a table: `11-25`; the same in both languages.
    pub fn short(self, day: impl Given<Day>) -> String {
        let (_, month, date) = day.given().parts();
        format!("{month:02}-{date:02}")
    }

    /// A minute in a table: `11-25 17:00`; the same in both languages.
    pub fn short_at(self, at: impl Given<Instant>) -> String {
        let at: Instant = at.given();
        let (hour, minute) = at.clock();
        format!("{} {hour:02}:{minute:02}", self.short(at.day()))
    }

    /// A sum: `9.80万元` or `CNY 98,000`; exact, see [`Fen::zh`].
    pub fn money(self, sum: impl Given<Fen>) -> String {
        match self.lang {
            Lang::Zh => sum.given().zh(),
            Lang::En => sum.given().en(),
        }
    }

    /// A sum in words that cannot be altered, `人民币玖万捌仟元整`; in English, which has no such custom, the exact sum.
    pub fn capital(self, sum: impl Given<Fen>) -> String {
        match self.lang {
            Lang::Zh => sum.given().capital(),
            Lang::En => sum.given().en(),
        }
    }

    /// A count: `48,217`.
    pub fn number(self, n: impl Given<i64>) -> String {
        let n: i64 = n.given();
        format!("{}{}", sign(n), grouped(n.abs()))
    }

    /// Hundredths of a percent as a percentage: 850 is `8.50%`.
    pub fn hundredths(self, bp: impl Given<i64>) -> String {
        let bp = bp.given();
        format!("{}.{:02}%", bp / 100, bp % 100)
    }

    /// Tenths as a decimal: 23 is `2.3`. Averages and scores are kept in whole tenths.
    pub fn tenths(self, tenths: impl Given<i64>) -> String {
        let tenths: i64 = tenths.given();
        format!("{}{}.{}", sign(tenths), grouped(tenths.abs() / 10), tenths.abs() % 10)
    }

    /// What is left before a deadline: whole working days, and beyond them milliseconds: `还剩1个工作日6小时`, `还剩6小时40分`.
    pub fn left(self, working_days: impl Given<i64>, rest_ms: impl Given<i64>) -> String {
        self.span("left", working_days.given(), rest_ms.given())
    }

    /// By how much a deadline was missed, as in [`T::left`]: `超期1个工作日`, `超期1小时50分`.
    pub fn overdue(self, working_days: impl Given<i64>, over_ms: impl Given<i64>) -> String {
        self.span("overdue", working_days.given(), over_ms.given())
    }

    fn span(self, family: &str, days: i64, ms: i64) -> String {
        let (hours, minutes) = (ms.max(0) / HOUR, ms.max(0) % HOUR / MINUTE);
        let form = match (days, hours, minutes) {
            (1.., 1.., _) => "days-hours",
            (1.., ..) => "days",
            (_, 1.., 1..) => "hours-minutes",
            (_, 1.., _) => "hours",
            (.., 1..) => "minutes",
            _ => "moment",
        };
        self.msg(format!("{family}-{form}")).with_n("days", days).with_n("hours", hours).with_n("minutes", minutes).to_string()
    }

    /// A plain length of time in milliseconds: `6小时40分`, `3天`, `12秒`.
    pub fn lasting(self, ms: impl Given<i64>) -> String {
        let ms: i64 = ms.given();
        match ms {
            DAY.. => self.n("lasting-days", ms / DAY),
            HOUR.. if ms % HOUR >= MINUTE => {
                self.msg("lasting-hours-minutes").with_n("hours", ms / HOUR).with_n("minutes", ms % HOUR / MINUTE).to_string()
            }
            HOUR.. => self.n("lasting-hours", ms / HOUR),
            MINUTE.. => self.n("lasting-minutes", ms / MINUTE),
            _ => self.n("lasting-seconds", ms.max(0) / 1_000),
        }
    }

    /// The size of a file in bytes: `412 KB`, `1.8 MB`. Decimal units, as the limits are stated.
    pub fn size(self, bytes: impl Given<i64>) -> String {
        let bytes: i64 = bytes.given();
        match bytes.max(0) {
            few @ ..1_000 => format!("{few} B"),
            some @ ..1_000_000 => format!("{} KB", (some + 500) / 1_000),
            many => format!("{} MB", self.tenths((many + 50_000) / 100_000)),
        }
    }
}

/// The day and the clock of an instant. Exactly midnight is written as 24:00 of the day that ends, as deadlines are.
fn clock_of(at: Instant) -> (Day, String) {
    let (hour, minute) = at.clock();
    if (hour, minute) == (0, 0) && at.ms().rem_euclid(MINUTE) == 0 {
        return (at.day().previous(), "24:00".to_owned());
    }
    (at.day(), format!("{hour}:{minute:02}"))
}

fn weekday(day: Day) -> usize {
    day.weekday() as usize % 7
}

fn month_index(month: u32) -> usize {
    (month as usize + 11) % 12
}

fn sign(n: i64) -> &'static str {
    if n < 0 { "−" } else { "" }
}

/// Digits in groups of three: 48217 is `48,217`.
pub(super) fn grouped(n: i64) -> String {
    let digits = n.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) && out != "-" {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// How numbers inside messages are written. `None` leaves every other kind of value to Fluent.
pub(super) fn fluent_number<M>(value: &FluentValue<'_>, _memory: &M) -> Option<String> {
    match value {
        FluentValue::Number(number) if number.value.fract() == 0.0 => Some(grouped(number.value as i64)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const ZH: T = T { lang: Lang::Zh };
    const EN: T = T { lang: Lang::En };

    fn day() -> Day {
        Day::of(2026, 11, 25).unwrap()
    }

    #[test]
    fn days_and_times_read_as_each_language_writes_them() {
        assert_eq!(ZH.when(day().at(17, 0)), "11月25日（周三）17:00");
        assert_eq!(EN.when(day().at(17, 0)), "25 November (Wed) 17:00");
        assert_eq!(ZH.moment(day().at(9, 2)), "2026年11月25日9:02");
        assert_eq!(EN.date(day()), "25 November 2026");
        assert_eq!(ZH.short_at(day().at(9, 2)), "11-25 09:02");
    }

    #[test]
    fn the_end_of_a_day_is_twenty_four_hours_of_that_day() {
        assert_eq!(ZH.when(day().next().start()), "11月25日（周三）24:00");
        assert_eq!(ZH.when(day().next().start().plus(-1)), "11月25日（周三）23:59");
    }

    #[test]
    fn sums_are_written_in_the_unit_of_each_language() {
        assert_eq!((ZH.money(Fen(9_800_000)), EN.money(Fen(9_800_000))), ("9.80万元".into(), "CNY 98,000".into()));
        assert_eq!((ZH.capital(Fen(9_800_000)), EN.capital(Fen(9_800_000))), ("人民币玖万捌仟元整".into(), "CNY 98,000".into()));
    }

    #[test]
    fn what_is_left_is_said_in_words() {
        assert_eq!(ZH.left(1, 6 * HOUR), "还剩1个工作日6小时");
        assert_eq!(EN.left(1, 6 * HOUR), "1 working day 6 h left");
        assert_eq!(EN.left(2, 0), "2 working days left");
        assert_eq!(ZH.left(0, 6 * HOUR + 40 * MINUTE), "还剩6小时40分");
        assert_eq!(ZH.left(0, 59_000), "还剩不到1分钟");
        assert_eq!(ZH.overdue(1, 0), "超期1个工作日");
        assert_eq!(EN.overdue(0, HOUR + 50 * MINUTE), "1 h 50 min overdue");
    }

    #[test]
    fn counts_and_sizes() {
        assert_eq!(ZH.number(48_217), "48,217");
        assert_eq!(grouped(-123_456), "-123,456");
        assert_eq!(ZH.tenths(19), "1.9");
        assert_eq!(ZH.size(412_345), "412 KB");
        assert_eq!(ZH.size(1_840_000), "1.8 MB");
        assert_eq!(ZH.size(12), "12 B");
    }
}
