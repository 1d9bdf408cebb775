//! A year's table of working days comes while experts score.

use mingxuan::db::schema::reviews;
use mingxuan::domain::time::{DAY, Day, MINUTE};

use super::*;

fn scored_by(city: &City, project: &ProjectId) -> Instant {
    use diesel::prelude::*;
    city.asked(|conn| Ok(Instant(reviews::table.find(project.as_str()).select(reviews::due_at).first(conn)?)))
}

#[tokio::test(flavor = "multi_thread")]
async fn experts_have_the_days_that_a_new_table_takes_off_and_nobody_is_absent_too_early() {
    for app in TestApp::on_both().await {
        app.set_clock(Day::of(2026, 12, 30).unwrap().at(10, 0));
        let city = city(&app, 3);
        let mut all = pool(&app, &city, 5).await;
        let project = posted(&app, &city, "review-then-draw").await;
        invited(&app, &city, (&project, &mut all)).await;
        assert_eq!(all_accept(&app, &city, (&project, &all)).await.len(), 5);
        let told = scored_by(&city, &project);
        assert_eq!(told.plus(-MINUTE).day(), Day::of(2027, 1, 4).unwrap(), "{}", app.engine);
        crate::calendar::next_year(&app).await;
        let later = scored_by(&city, &project);
        assert_eq!(later, told.plus(7 * DAY));
        let absent = |city: &City| seats(city, &project, "absent").len();
        for early in [told, later.plus(-1)] {
            app.at(early).await;
            assert_eq!((absent(&city), city.state(&project).state), (0, ProjectState::Reviewing), "{}", app.engine);
        }
        app.at(later).await;
        assert_eq!((absent(&city), failed(&app)), (5, Vec::new()), "{}", app.engine);
    }
}
