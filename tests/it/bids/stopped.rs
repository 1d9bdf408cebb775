//! A supervisor stops a project before its quotes are opened: the draw goes its announced way, no quote is opened, nobody is chosen; afterwards everything
//! is done as if no time had passed.

use mingxuan::domain::role::Role;
use mingxuan::domain::time::{HOUR, MINUTE};

use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn no_quote_is_opened_while_a_project_is_stopped() {
    for app in TestApp::on_both().await {
        let city = city(&app, 3);
        let project = quoted_project(&app, &city).await;
        let draw = draw_of(&city, &project);
        let committee = committee(&city, &draw);
        for agency in 0..3 {
            let signup = signed_up(&city, agency, &project);
            brings(&city, agency, &signup, &sealed(&committee, &signup.label, 5_000_000).0).unwrap();
        }
        let page = format!("/supervision/{}", city.state(&project).number);
        let supervisor = app.staff(Role::Supervisor).await.visitor;
        assert_eq!(supervisor.post_from(&page, &format!("{page}/stop"), &[("reason", "核实投诉。")]).await.status, 303);
        let closes = at_deadline(&app, &city, &project).await;
        for minutes in [10, 20, 60] {
            app.at(closes.plus(minutes * MINUTE)).await;
        }
        assert!(opening(&city, &draw).is_none() && states(&city, &draw).is_none(), "{}", app.engine);
        let result = crate::selection::document(&city, &draw, "result.txt");
        assert!(result.is_some(), "whoever could stop a draw could choose its result");
        assert_ne!(city.state(&project).state, ProjectState::Selected);

        app.at(closes.plus(5 * HOUR)).await;
        let [first, second] = [app.staff(Role::Supervisor).await.visitor, app.staff(Role::Supervisor).await.visitor];
        assert_eq!(first.post_from(&page, &format!("{page}/ask"), &[("reason", "投诉不成立。")]).await.status, 303);
        assert_eq!(second.post_from(&page, &format!("{page}/agree"), &[]).await.status, 303);
        app.work().await;
        app.at(closes.plus(6 * HOUR)).await;
        let opened = opening(&city, &draw).unwrap();
        assert!(opened.lines.iter().all(|line| matches!(line.what, mingxuan::domain::bid::What::Opened(..))), "nobody's key came too late");
        assert_eq!(city.state(&project).state, ProjectState::Selected, "{}", app.engine);
        let (exit, said) = verified(&bundle(&city, &draw));
        assert_eq!(exit, 0, "{said}");
        assert_eq!(app.troubles().len(), 0, "{:?}", app.troubles());
    }
}
