//! A year's working days as an administrator types them: one row for each holiday of the law, one for another, and the weekends that are worked.

use crate::domain::calendar::{Calendar, Holiday, TableFault, YearTable};
use crate::domain::text::{Bilingual, Line};
use crate::domain::time::Day;
use crate::platform::forms::{Field, Form};
use crate::platform::i18n::{Lang, T};

/// The holidays of the law, in the order of the year.
pub const HOLIDAYS: [&str; 7] = ["new-year", "spring-festival", "qingming", "labour-day", "dragon-boat", "mid-autumn", "national-day"];
/// A holiday that the law does not name.
const OTHER: &str = "other";
/// Weekends that can be named as worked.
pub const WEEKENDS: usize = 12;

/// Every field.
pub fn fields(t: T) -> Vec<Field> {
    let mut all = vec![
        Field::number("year", "accounts-calendar-year", 2000, 2199),
        Field::text("source", "accounts-calendar-source").max(200).hint("accounts-calendar-source-hint"),
        Field::day("issued", "accounts-calendar-issued"),
    ];
    for holiday in HOLIDAYS.into_iter().chain([OTHER]) {
        let name = t.word("calendar-holiday", holiday);
        let label = |key: &str| t.msg(key).with("holiday", &name).to_string();
        all.push(Field::day("", "").optional().named(format!("first-{holiday}"), label("accounts-calendar-first")));
        all.push(Field::day("", "").optional().named(format!("last-{holiday}"), label("accounts-calendar-last")));
    }
    all.push(Field::text("other-zh", "accounts-calendar-other-zh").max(50).optional());
    all.push(Field::text("other-en", "accounts-calendar-other-en").max(50).optional());
    let weekend = |n| Field::day("", "").optional().named(format!("weekend-{n}"), t.n("accounts-calendar-weekend", n));
    all.extend((1..=WEEKENDS).map(weekend));
    all
}

/// The table of the year; `None` where something was refused, which the form then shows.
pub fn read(form: &mut Form, t: T) -> Option<YearTable> {
    let (year, issued) = (form.number("year"), form.day("issued"));
    let source = form.get("source", Line::<200>::parse);
    let names = (form.text("other-zh"), form.text("other-en"));
    let holidays: Vec<Holiday> = HOLIDAYS.into_iter().chain([OTHER]).filter_map(|code| holiday(form, t, (code, &names))).collect();
    let weekends: Vec<Day> = (1..=WEEKENDS).filter_map(|n| form.day(&format!("weekend-{n}"))).collect();
    form.accepted()?;
    let written = (i32::try_from(year?).ok()?, source?.into(), issued?);
    match YearTable::of(written, holidays, weekends) {
        Ok(table) => Some(table),
        Err(fault) => {
            refuse(form, t, &fault);
            None
        }
    }
}

/// One holiday's row; nothing where it is empty.
fn holiday(form: &mut Form, t: T, (code, other): (&str, &(String, String))) -> Option<Holiday> {
    let (at_first, at_last) = (format!("first-{code}"), format!("last-{code}"));
    let name = if code == OTHER { Bilingual { zh: other.0.clone(), en: other.1.clone() } } else { name(code) };
    match (form.day(&at_first), form.day(&at_last)) {
        (Some(first), Some(last)) => Some(Holiday { name, first, last }),
        (Some(_), None) => refuse_half(form, t, &at_last),
        (None, Some(_)) => refuse_half(form, t, &at_first),
        (None, None) => None,
    }
}

fn refuse_half(form: &mut Form, t: T, field: &str) -> Option<Holiday> {
    if form.error(field).is_none() {
        form.refuse(field, t.t("accounts-calendar-both"));
    }
    None
}

/// The name of a holiday of the law, in both languages.
fn name(code: &str) -> Bilingual {
    let word = |lang| T { lang }.word("calendar-holiday", code);
    Bilingual { zh: word(Lang::Zh), en: word(Lang::En) }
}

/// Writes what is wrong with a table at the field that holds the day.
fn refuse(form: &mut Form, t: T, fault: &TableFault) {
    let (day, say) = match fault {
        TableFault::Span { first, last } => {
            (Some(*last), t.msg("accounts-calendar-fault-span").with("first", first).with("last", last).to_string())
        }
        TableFault::OutsideYear(day) => (Some(*day), t.msg("accounts-calendar-fault-outside").with("day", day).to_string()),
        TableFault::Overlap(day) => (Some(*day), t.msg("accounts-calendar-fault-overlap").with("day", day).to_string()),
        TableFault::NotAWeekend(day) => (Some(*day), t.msg("accounts-calendar-fault-weekday").with("day", day).to_string()),
        TableFault::Contradiction(day) => (Some(*day), t.msg("accounts-calendar-fault-twice").with("day", day).to_string()),
        TableFault::NoHoliday => (None, t.t("accounts-calendar-fault-none")),
        TableFault::Form(_) | TableFault::Year(_) | TableFault::NoSource => (None, t.t("accounts-calendar-fault-year")),
    };
    let text = day.map(|day| day.to_string());
    let at = day_fields().filter(|_| text.is_some()).find(|name| Some(form.value(name)) == text.as_deref());
    form.refuse(&at.unwrap_or_else(|| "year".to_owned()), say);
}

/// The names of the fields that hold days, those of the weekends first: they are the ones to be wrong about.
fn day_fields() -> impl Iterator<Item = String> {
    let ends = |code: &str| [format!("first-{code}"), format!("last-{code}")];
    (1..=WEEKENDS).map(|n| format!("weekend-{n}")).chain(HOLIDAYS.into_iter().chain([OTHER]).flat_map(ends))
}

/// What a table changes: days that were reckoned as worked and are not, and the other way round.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// Working days of the year, as reckoned until now and by the table.
    pub before: usize,
    pub after: usize,
    pub newly_off: Vec<Day>,
    pub newly_worked: Vec<Day>,
}

impl Change {
    /// What `table` changes in `calendar`.
    pub fn of(calendar: &Calendar, table: &YearTable) -> Change {
        let with = calendar.clone().with_table(table.clone());
        let first = Day::of(table.year(), 1, 1);
        let days: Vec<Day> = std::iter::successors(first, |day| Some(day.next())).take_while(|day| day.parts().0 == table.year()).collect();
        let turned = |day: &Day, works: bool| calendar.is_working(*day) != works && with.is_working(*day) == works;
        Change {
            before: days.iter().filter(|day| calendar.is_working(**day)).count(),
            after: days.iter().filter(|day| with.is_working(**day)).count(),
            newly_off: days.iter().copied().filter(|day| turned(day, false)).collect(),
            newly_worked: days.iter().copied().filter(|day| turned(day, true)).collect(),
        }
    }
}
