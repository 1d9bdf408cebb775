//! The figures, counted once after each change and kept.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::store;
use crate::app::App;
use crate::db::Topic;
use crate::domain::calendar::{Calendar, WorkingTime};
use crate::domain::project::ProjectState;
use crate::domain::time::Instant;
use crate::error::Result;
use crate::market::catalogue;
use crate::platform::kept;

/// The market in figures.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figures {
    /// Agencies in the public directory, and the provinces they come from.
    pub agencies: i64,
    pub provinces: i64,
    /// Service items in the catalogue.
    pub items: usize,
    /// Projects that take sign-ups.
    pub open: i64,
    /// Projects whose work was accepted and rated.
    pub finished: i64,
    /// Projects with a result.
    pub results: usize,
    /// The mean from notice to result; none before the first result.
    pub mean: Option<WorkingTime>,
    /// The same by the month of the result, in order.
    pub months: Vec<Month>,
}

/// The results of one month.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Month {
    pub year: i32,
    /// 1–12.
    pub month: u32,
    pub results: usize,
    pub mean: WorkingTime,
}

/// The figures now: kept until a project, an agency or the calendar changes.
pub async fn figures(app: &App) -> Result<Arc<Figures>> {
    let calendar = app.calendars.now();
    let under = calendar.version();
    kept::value(app, &[Topic::Projects, Topic::Agencies], &under, async || {
        app.db
            .read(move |conn| {
                let (agencies, provinces) = store::agencies(conn)?;
                let states: BTreeMap<String, i64> = store::projects(conn)?.into_iter().collect();
                let of = |state: ProjectState| states.get(state.as_str()).copied().unwrap_or(0);
                let (open, finished) = (of(ProjectState::Open), of(ProjectState::Finished));
                let results = store::results(conn)?;
                let (mean, months) = times(&calendar, &results);
                let items = catalogue::catalogue().items().len();
                Ok(Figures { agencies, provinces, items, open, finished, results: results.len(), mean, months })
            })
            .await
    })
    .await
}

/// The mean of all, and of each month in which a result was found. Exact: each is measured by the calendar, none is estimated.
fn times(calendar: &Calendar, results: &[(Instant, Instant)]) -> (Option<WorkingTime>, Vec<Month>) {
    let mut by_month: BTreeMap<(i32, u32), Vec<WorkingTime>> = BTreeMap::new();
    for (notice, result) in results {
        let (year, month, _) = result.day().parts();
        by_month.entry((year, month)).or_default().push(calendar.working_days_between(*notice, *result));
    }
    let mean = WorkingTime::mean(by_month.values().flatten().copied());
    let month = |((year, month), all): ((i32, u32), Vec<WorkingTime>)| {
        let results = all.len();
        WorkingTime::mean(all).map(|mean| Month { year, month, results, mean })
    };
    (mean, by_month.into_iter().filter_map(month).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::time::{DAY, Day, HOUR};

    #[test]
    fn the_mean_is_measured_in_working_days_and_by_the_month_of_the_result() {
        let calendar = crate::defaults::calendar();
        // Wednesday 9:00 to Friday 12:00: the day of the notice does not count.
        let notice = Day::of(2026, 10, 28).unwrap().at(9, 0);
        let first = (notice, Day::of(2026, 10, 30).unwrap().at(12, 0));
        // Friday to Tuesday 17:00, over a weekend.
        let second = (Day::of(2026, 10, 30).unwrap().at(9, 0), Day::of(2026, 11, 3).unwrap().at(17, 0));
        let (mean, months) = times(&calendar, &[first, second]);
        assert_eq!(
            months.iter().map(|m| (m.month, m.results, m.mean.ms())).collect::<Vec<_>>(),
            [(10, 1, DAY + 12 * HOUR), (11, 1, DAY + 17 * HOUR)]
        );
        assert_eq!(mean.map(WorkingTime::ms), Some(DAY + 14 * HOUR + HOUR / 2));
        assert_eq!(times(&calendar, &[]), (None, Vec::new()));
    }
}
