//! A year's table of working days comes while agencies have the turn.

use mingxuan::domain::time::{DAY, Day};

use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn no_minute_of_a_turn_passes_on_the_days_that_a_new_table_takes_off() {
    for app in TestApp::on_both().await {
        app.set_clock(Day::of(2026, 12, 30).unwrap().at(10, 0));
        let scene = Scene::begin(&app).await;
        let told = scene.turn().2;
        assert_eq!(told.day(), Day::of(2027, 1, 4).unwrap(), "{}", app.engine);
        crate::calendar::next_year(&app).await;
        let later = told.plus(7 * DAY);
        assert_eq!(scene.turn(), ("quoting".into(), 1, later), "{}", app.engine);
        for early in [told, later.plus(-1)] {
            app.at(early).await;
            assert_eq!((scene.turn().0, scene.state()), ("quoting".into(), ProjectState::Choosing));
        }
        app.at(later).await;
        assert_eq!(scene.state(), ProjectState::Failed, "nobody has quoted: {}", app.engine);
        assert_eq!(failed(&app), Vec::<String>::new());
    }
}
