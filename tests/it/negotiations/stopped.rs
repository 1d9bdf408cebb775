//! A supervisor stops a negotiation: nobody quotes or replies, no turn ends, and afterwards whoever has the turn has the office's minutes that were left.

use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn what_is_stopped_goes_on_with_the_minutes_that_were_left() {
    for app in TestApp::on_both().await {
        let scene = Scene::begin(&app).await;
        let (_, _, due) = scene.turn();
        app.set_clock(due.plus(-20 * MINUTE));
        let page = format!("/supervision/{}", scene.city.state(&scene.project).number);
        let supervisor = app.staff(Role::Supervisor).await;
        let stopped = supervisor.visitor.post_from(&page, &format!("{page}/stop"), &[("reason", "收到举报，先行核实。")]).await;
        assert_eq!(stopped.status, 303, "{}", stopped.body);
        let (who, desk) = scene.agency(&app, 0).await;
        let said = who.visitor.post_from(&desk, &desk, &[("amount", "90000"), ("confirmed", "9000000")]).await;
        assert!(said.status == 422 && said.body.contains("监督方已叫停"), "{}", said.body);
        // Until the evening, long after the turn would have ended.
        let evening = due.day().at(20, 0);
        app.at(evening).await;
        assert_eq!(scene.turn(), ("quoting".into(), 1, due), "no turn ends while it is stopped");
        let (supervisor, other) = (app.staff(Role::Supervisor).await, app.staff(Role::Administrator).await);
        assert_eq!(supervisor.visitor.post_from(&page, &format!("{page}/ask"), &[("reason", "举报不实。")]).await.status, 303);
        assert_eq!(other.visitor.post_from(&page, &format!("{page}/agree"), &[]).await.status, 303);
        app.work().await;
        let next = app.app.calendars.now().working_day_from(due.day().next());
        assert_eq!(scene.turn(), ("quoting".into(), 1, next.at(9, 20)), "twenty minutes, when the office is open again");
        app.set_clock(next.at(9, 10));
        scene.quotes(&app, (0, "90000")).await;
        app.at(next.at(9, 20)).await;
        assert_eq!(scene.turn().0, "replying");
        assert_eq!(failed(&app), Vec::<String>::new());
    }
}
