//! The calendar against a list that others keep: PyPI `chinesecalendar`, for every day of the years we have tables for.
//!
//! `MINGXUAN_TEST_PYTHON` names a Python that has the package (`tests/run` prepares one); without it the comparison says that it was skipped.

use mingxuan::domain::role::Role;
use mingxuan::domain::time::Day;
use std::process::Command;

use crate::support::TestApp;

/// An administrator enters a table for 2027, in which nobody works in its first week: what was due on Monday 4 January is due on the eleventh.
pub async fn next_year(app: &TestApp) {
    let administrator = app.staff(Role::Administrator).await.visitor;
    let fields = [
        ("year", "2027"),
        ("source", "国务院办公厅关于2027年部分节假日安排的通知"),
        ("issued", "2026-12-30"),
        ("first-new-year", "2027-01-01"),
        ("last-new-year", "2027-01-08"),
        ("go", "enter"),
    ];
    let added = administrator.post_from("/admin/calendar", "/admin/calendar", &fields).await;
    assert_eq!(added.status, 303, "{}", added.body);
    app.work().await;
}

/// Prints a line a day, `2026-10-10 1`, 1 for a working day.
const EVERY_DAY: &str = "
import chinese_calendar, datetime, sys
day = datetime.date(int(sys.argv[1]), 1, 1)
while day.year == int(sys.argv[1]):
    print(day.isoformat(), int(chinese_calendar.is_workday(day)))
    day += datetime.timedelta(days=1)
";

#[test]
fn every_day_is_worked_or_not_as_chinesecalendar_says() {
    let Some(python) = std::env::var_os("MINGXUAN_TEST_PYTHON") else {
        eprintln!("skipped: MINGXUAN_TEST_PYTHON does not name a Python with chinesecalendar");
        return;
    };
    let calendar = mingxuan::defaults::calendar();
    let mut compared = 0;
    for year in [2025, 2026] {
        let run = Command::new(&python).args(["-c", EVERY_DAY, &year.to_string()]).output().expect("MINGXUAN_TEST_PYTHON can be run");
        assert!(run.status.success(), "{}", String::from_utf8_lossy(&run.stderr));
        for line in String::from_utf8(run.stdout).expect("the script prints ASCII").lines() {
            let (day, worked) = line.split_once(' ').expect("a day and a digit");
            let day = Day::parse(day).expect("an ISO day");
            assert_eq!(calendar.is_working(day), worked == "1", "{day}: {:?}", calendar.kind(day));
            assert!(!calendar.is_provisional(day));
            compared += 1;
        }
    }
    assert_eq!(compared, 730);
}
