use super::*;
use crate::domain::time::{DAY, Instant, MINUTE};
use proptest::prelude::*;

const TABLE_2025: &str = include_str!("../../../config/calendar/2025.toml");
const TABLE_2026: &str = include_str!("../../../config/calendar/2026.toml");

fn calendar() -> Calendar {
    Calendar::new([TABLE_2025, TABLE_2026].map(|text| YearTable::parse(text).unwrap()))
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap_or_else(|| panic!("{text} is a day"))
}

fn at(text: &str) -> Instant {
    Instant::parse_local(text).unwrap_or_else(|| panic!("{text} is an instant"))
}

/// A table for 2027 made for these tests; the real one did not exist when they were written.
fn table_2027() -> YearTable {
    YearTable::parse(
        r#"
        year = 2027
        source = "test"
        issued = "2026-11-25"
        working_weekends = ["2026-12-26", "2027-02-20"]
        [[holidays]]
        name = { zh = "元旦", en = "New Year's Day" }
        first = "2026-12-31"
        last = "2027-01-03"
        [[holidays]]
        name = { zh = "春节", en = "Spring Festival" }
        first = "2027-02-05"
        last = "2027-02-11"
        "#,
    )
    .unwrap()
}

#[test]
fn days_are_of_their_kind() {
    use DayKind::*;
    let table = [
        ("2026-11-20", Weekday),
        ("2026-11-21", Weekend),
        ("2026-10-10", WorkingWeekend),
        ("2026-10-07", Holiday),
        ("2026-10-08", Weekday),
        ("2025-09-28", WorkingWeekend),
        ("2025-10-08", Holiday),
        // 2027 has no table: weekends and fixed dates only.
        ("2027-01-01", Holiday),
        ("2027-05-03", Weekday),
        ("2027-10-03", Holiday),
        ("2027-02-08", Weekday),
        // Years before the first table are as provisional as those after the last.
        ("2024-10-01", Holiday),
    ];
    for (text, kind) in table {
        assert_eq!(calendar().kind(day(text)), kind, "{text}");
    }
    assert!(calendar().is_provisional(day("2027-01-04")) && !calendar().is_provisional(day("2026-12-31")));
    assert_eq!(calendar().holiday(day("2026-10-07")).unwrap().name.zh, "国庆节");
    assert_eq!(calendar().years_without_table(day("2024-12-31"), day("2028-01-01")), [2024, 2027, 2028]);
}

#[test]
fn deadlines_skip_days_off_and_never_count_the_day_of_the_event() {
    let table = [
        // Friday, weekend.
        ("2026-11-20", 1, "2026-11-23"),
        ("2026-11-20", 2, "2026-11-24"),
        ("2026-11-23", 3, "2026-11-26"),
        // An event on a day off begins with the next working day as day one.
        ("2026-11-21", 1, "2026-11-23"),
        // National Day with the working Saturday after it.
        ("2026-09-30", 3, "2026-10-10"),
        ("2026-09-30", 4, "2026-10-12"),
        // Spring Festival of 2025 with both working weekends.
        ("2025-01-24", 2, "2025-01-27"),
        ("2025-01-27", 4, "2025-02-08"),
        // No day at all.
        ("2026-11-20", 0, "2026-11-20"),
        ("2026-11-21", 0, "2026-11-23"),
    ];
    for (from, n, last) in table {
        assert_eq!(calendar().add_working_days(day(from), n), (day(last), false), "{from} + {n}");
    }
}

#[test]
fn a_period_that_reaches_into_a_year_without_table_is_provisional() {
    assert_eq!(calendar().add_working_days(day("2026-12-30"), 2), (day("2027-01-04"), true));
    assert_eq!(calendar().add_working_days(day("2026-12-30"), 1), (day("2026-12-31"), false));
}

#[test]
fn a_day_ends_at_midnight_or_when_the_office_closes() {
    let term = Term { from: day("2026-11-23"), working_days: 3, ends: DayEnd::Midnight };
    let deadline = calendar().deadline(term);
    assert_eq!((deadline.text().as_str(), deadline.day), ("2026-11-26 24:00", day("2026-11-26")));
    assert!(deadline.keeps(deadline.at.plus(-1)) && !deadline.keeps(deadline.at));
    let office = calendar().deadline(Term { working_days: 2, ends: DayEnd::OfficeClose { hour: 17, minute: 0 }, ..term });
    assert_eq!(office.text(), "2026-11-25 17:00");
    assert_eq!(Term::after(at("2026-11-23T23:59"), 3, DayEnd::Midnight), term);
}

#[test]
fn a_new_table_lengthens_what_has_not_passed_and_shortens_nothing() {
    let old_calendar = calendar();
    let new_calendar = calendar().with_table(table_2027());
    let term = |from: &str, working_days| Term { from: day(from), working_days, ends: DayEnd::Midnight };
    let now = at("2026-11-25T09:00");

    // Over the holiday that only the table knows: later.
    let running = |term| Running { due: old_calendar.deadline(term).at, period: Period::WorkingDays(term) };
    let spring = running(term("2027-02-04", 1));
    assert_eq!((spring.due, spring.lengthened(&new_calendar, now)), (at("2027-02-06T00:00"), Some(at("2027-02-13T00:00"))));

    // The working Saturday of the table would make it earlier: it stays where it was.
    let saturday = running(term("2027-02-19", 1));
    assert_eq!((saturday.due, saturday.lengthened(&new_calendar, now)), (at("2027-02-23T00:00"), None));

    // Minutes of the office do not pass on a day off either: the eve, on which half of them were to pass, is one by the table.
    let from = at("2027-02-05T16:30");
    let hours = ((9, 0), (17, 0));
    let turn = Running { due: at("2027-02-08T09:30"), period: Period::OfficeMinutes { from, minutes: 60, hours } };
    assert_eq!(old_calendar.after_office_minutes(from, 60, hours), turn.due);
    assert_eq!(turn.lengthened(&new_calendar, now), Some(at("2027-02-12T10:00")));

    // The table of a year also moves the last days of the year before.
    assert_eq!(new_calendar.kind(day("2026-12-26")), DayKind::WorkingWeekend);
    assert_eq!(new_calendar.kind(day("2026-12-31")), DayKind::Holiday);

    // One that has passed is history.
    assert_eq!(spring.lengthened(&new_calendar, spring.due), None);
    assert_eq!(spring.lengthened(&new_calendar, spring.due.plus(-1)), Some(at("2027-02-13T00:00")));
}

#[test]
fn working_time_is_measured_from_the_midnight_after_the_event() {
    let table = [
        ("2026-11-23T09:02", "2026-11-23T23:59", "0.0"),
        ("2026-11-23T09:02", "2026-11-24T12:00", "0.5"),
        ("2026-11-23T09:02", "2026-11-25T17:20", "1.8"),
        ("2026-11-23T09:02", "2026-11-27T00:00", "3.0"),
        // One minute over three days does not look like three days.
        ("2026-11-23T09:02", "2026-11-27T00:01", "3.1"),
        // A weekend, a working Saturday, a long holiday.
        ("2026-11-20T16:00", "2026-11-23T12:00", "0.5"),
        ("2026-11-20T16:00", "2026-11-22T12:00", "0.0"),
        ("2026-10-09T16:00", "2026-10-10T12:00", "0.5"),
        ("2026-09-30T16:00", "2026-10-08T12:00", "0.5"),
        // Never below nothing.
        ("2026-11-23T09:02", "2026-11-20T09:02", "0.0"),
    ];
    for (event, outcome, text) in table {
        assert_eq!(calendar().working_days_between(at(event), at(outcome)).text(), text, "{event} – {outcome}");
    }
    assert!(calendar().working_days_between(at("2026-11-23T09:02"), at("2026-11-27T00:00")).within(3));
    assert!(!calendar().working_days_between(at("2026-11-23T09:02"), at("2026-11-27T00:00").plus(1)).within(3));
}

#[test]
fn what_is_left_is_told_in_days_and_hours() {
    let left = calendar().working_time_left(at("2026-11-24T11:00"), at("2026-11-25T17:00"));
    assert_eq!((left.days(), left.hours(), left.is_zero()), (1, 6, false));
    let over_weekend = calendar().working_time_left(at("2026-11-20T20:00"), at("2026-11-23T17:00"));
    assert_eq!((over_weekend.days(), over_weekend.hours()), (0, 21));
    assert!(calendar().working_time_left(at("2026-11-25T17:00"), at("2026-11-25T17:00")).is_zero());
    let late = calendar().working_time_late(at("2026-11-20T17:00"), at("2026-11-24T17:00"));
    assert_eq!((late.days(), late.hours()), (2, 0));
}

#[test]
fn a_mean_of_working_times() {
    let mean = WorkingTime::mean([DAY, 2 * DAY, 3 * DAY].map(WorkingTime::from_ms)).unwrap();
    assert_eq!((mean.text().as_str(), mean.ms()), ("2.0", 2 * DAY));
    assert_eq!(WorkingTime::mean([]), None);
}

#[test]
fn midnight_is_the_end_of_a_day() {
    assert_eq!(end_text(day("2026-11-27").start()), "2026-11-26 24:00");
    assert_eq!(end_text(day("2026-11-27").start().plus(MINUTE)), "2026-11-27 00:01");
}

#[test]
fn wrong_tables_are_refused_with_facts() {
    let table = [
        ("year = 2026", "year = 1999", TableFault::Year(1999)),
        ("source = \"国务院", "source = \" \" # \"国务院", TableFault::NoSource),
        ("\"2026-01-04\"", "\"2026-01-05\"", TableFault::NotAWeekend(day("2026-01-05"))),
        ("\"2026-01-04\"", "\"2026-01-03\"", TableFault::Contradiction(day("2026-01-03"))),
        ("\"2026-01-04\"", "\"2026-02-14\"", TableFault::Contradiction(day("2026-02-14"))),
        ("\"2026-01-04\"", "\"2025-11-30\"", TableFault::OutsideYear(day("2025-11-30"))),
        ("first = \"2026-04-04\"", "first = \"2026-04-07\"", TableFault::Span { first: day("2026-04-07"), last: day("2026-04-06") }),
        ("first = \"2026-04-04\"", "first = \"2026-02-23\"", TableFault::Span { first: day("2026-02-23"), last: day("2026-04-06") }),
        (
            "last = \"2026-05-05\"",
            "last = \"2026-05-31\"\n[[holidays]]\nname = { zh = \"一\", en = \"One\" }\nfirst = \"2026-05-31\"\nlast = \"2026-05-31\"",
            TableFault::Overlap(day("2026-05-31")),
        ),
        ("en = \"Labour Day\"", "en = \"\"", TableFault::NoHoliday),
    ];
    for (good, bad, fault) in table {
        assert!(TABLE_2026.contains(good), "{good}");
        assert_eq!(YearTable::parse(&TABLE_2026.replacen(good, bad, 1)), Err(fault), "{bad}");
    }
    for text in ["", "year = 2026", &format!("colour = 1\n{TABLE_2026}"), &TABLE_2026.replace("2026-04-04", "2026-02-30")] {
        assert!(matches!(YearTable::parse(text), Err(TableFault::Form(_))), "{text}");
    }
}

#[test]
fn a_table_survives_storing() {
    let table = YearTable::parse(TABLE_2026).unwrap();
    let stored = serde_json::to_string(&table).unwrap();
    assert_eq!(serde_json::from_str::<YearTable>(&stored).unwrap(), table);
    assert!(serde_json::from_str::<YearTable>(&stored.replace("2026-01-04", "2026-01-05")).is_err());
}

#[test]
fn the_version_names_the_days_and_not_the_wording() {
    let one = calendar().version();
    assert!(one.starts_with("2025-2026:"), "{one}");
    let reworded = YearTable::parse(&TABLE_2026.replace("劳动节", "五一")).unwrap();
    assert_eq!(calendar().with_table(reworded).version(), one);
    let other = YearTable::parse(&TABLE_2026.replace("last = \"2026-05-05\"", "last = \"2026-05-06\"")).unwrap();
    assert_ne!(calendar().with_table(other).version(), one);
}

prop_compose! {
    fn some_day()(offset in 0_u64..1_400) -> Day { Day(day("2024-06-01").0 + chrono::Days::new(offset)) }
}

proptest! {
    #[test]
    fn a_period_holds_exactly_its_working_days(from in some_day(), n in 1_u32..40) {
        let calendar = calendar();
        let (last, _) = calendar.add_working_days(from, n);
        let mut counted = 0;
        let mut walk = from;
        while walk < last {
            walk = walk.next();
            counted += u32::from(calendar.is_working(walk));
        }
        prop_assert!(calendar.is_working(last));
        prop_assert_eq!(counted, n);
    }

    #[test]
    fn measure_and_limit_agree(from in some_day(), minute in 0_i64..1_440, n in 1_u32..10, ms in -5_i64..5) {
        let calendar = calendar();
        let event = from.start().plus(minute * MINUTE);
        let deadline = calendar.deadline(Term::after(event, n, DayEnd::Midnight));
        let outcome = deadline.at.plus(ms);
        // At the end itself the measure is exactly n; what lies after a deadline at the eve of days off adds nothing until work begins again.
        prop_assert!(!deadline.keeps(outcome) || calendar.working_days_between(event, outcome).within(n));
        prop_assert_eq!(calendar.working_days_between(event, deadline.at).tenths(), i64::from(n) * 10);
    }

    #[test]
    fn a_table_never_makes_a_deadline_earlier(from in some_day(), n in 0_u32..60, ago in 0_i64..100) {
        let term = Term { from, working_days: n, ends: DayEnd::Midnight };
        let old = Running { due: calendar().deadline(term).at, period: Period::WorkingDays(term) };
        let new = old.lengthened(&calendar().with_table(table_2027()), old.due.plus(-ago * DAY));
        prop_assert!(new.is_none_or(|new| new > old.due && ago > 0));
    }
}

#[test]
fn a_table_is_read_from_what_it_is_written_as() {
    for table in crate::defaults::calendar().tables() {
        assert_eq!(YearTable::parse(&table.to_string()).as_ref(), Ok(table));
    }
    let day = |text| Day::parse(text).unwrap();
    let name = crate::domain::text::Bilingual { zh: "“市庆”\"\\".into(), en: "City \"Day\"".into() };
    let holiday = Holiday { name, first: day("2027-03-01"), last: day("2027-03-02") };
    let table = YearTable::of((2027, "通知".into(), day("2026-11-05")), vec![holiday], vec![day("2027-03-06")]).unwrap();
    assert_eq!(YearTable::parse(&table.to_string()), Ok(table));
}
