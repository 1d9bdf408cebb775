//! A year's table of working days comes while an owner chooses, and then a supervisor stops the project for an hour.

use mingxuan::domain::role::Role;
use mingxuan::domain::time::{DAY, Day, HOUR, MINUTE};

use super::choice::{drawn, due};
use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn an_owner_has_the_days_that_a_new_table_takes_off_and_the_time_of_a_stop() {
    for app in TestApp::on_both().await {
        app.set_clock(Day::of(2026, 12, 30).unwrap().at(10, 0));
        let (city, project, _) = drawn(&app).await;
        let told = due(&city, &project);
        assert_eq!(told.plus(-MINUTE).day(), Day::of(2027, 1, 4).unwrap(), "{}", app.engine);
        crate::calendar::next_year(&app).await;
        assert_eq!(due(&city, &project), told.plus(7 * DAY));
        app.at(told).await;
        assert_eq!(city.state(&project).state, ProjectState::Choosing, "not at the day of the old calendar: {}", app.engine);

        let page = format!("/supervision/{}", city.state(&project).number);
        let first = app.staff(Role::Supervisor).await;
        assert_eq!(first.visitor.post_from(&page, &format!("{page}/stop"), &[("reason", "先行核实。")]).await.status, 303);
        app.at(told.plus(HOUR)).await;
        let (first, second) = (app.staff(Role::Supervisor).await, app.staff(Role::Supervisor).await);
        assert_eq!(first.visitor.post_from(&page, &format!("{page}/ask"), &[("reason", "属实。")]).await.status, 303);
        assert_eq!(second.visitor.post_from(&page, &format!("{page}/agree"), &[]).await.status, 303);
        app.work().await;
        let later = told.plus(7 * DAY + HOUR);
        assert_eq!(due(&city, &project), later);
        for early in [told.plus(7 * DAY), later.plus(-1)] {
            app.at(early).await;
            assert_eq!(city.state(&project).state, ProjectState::Choosing, "{}", app.engine);
        }
        app.at(later).await;
        assert_eq!(city.state(&project).state, ProjectState::Selected, "silence, at the end of the days: {}", app.engine);
    }
}
