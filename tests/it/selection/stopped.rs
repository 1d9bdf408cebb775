//! A supervisor stops a project in which the owner is to choose: nothing goes on, not even silence, until two persons agree; then everybody has the time
//! that passed.

use mingxuan::domain::role::Role;
use mingxuan::domain::time::{DAY, Instant};

use super::choice::{card_of, drawn, due, owner, owner_page, ranked};
use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn one_may_stop_a_project_and_two_let_it_go_on() {
    for app in TestApp::on_both().await {
        let (city, project, draw) = drawn(&app).await;
        let number = city.state(&project).number;
        let page = format!("/supervision/{number}");
        let [first, second, admin] = [Role::Supervisor, Role::Supervisor, Role::Administrator].map(|role| app.staff(role));
        let (first, second, admin) = tokio::join!(first, second, admin);
        assert_eq!(app.staff(Role::Operator).await.visitor.get(&page).await.status, 403, "operators stop nothing");
        assert!(first.visitor.get("/desk").await.body.contains(&page), "the desk leads to what goes on");

        let no_reason = first.visitor.post_from(&page, &format!("{page}/stop"), &[("reason", " ")]).await;
        assert_eq!(no_reason.status, 422);
        let refused = admin.visitor.post_from("/account", &format!("{page}/stop"), &[("reason", "不归我管")]).await;
        assert_eq!(refused.status, 403, "an administrator may agree, not stop");
        let stopped = first.visitor.post_from(&page, &format!("{page}/stop"), &[("reason", "收到举报，先行核实。")]).await;
        assert_eq!(stopped.status, 303, "{}", stopped.body);
        let again = second.visitor.post_from(&page, &format!("{page}/stop"), &[("reason", "再停一次")]).await;
        assert!(again.status == 422 && again.body.contains("已被叫停") && again.body.contains("再停一次"), "{}", again.body);
        let public = app.visitor().get(&format!("/projects/{number}")).await.body;
        assert!(public.contains("监督叫停") && public.contains("收到举报，先行核实。"), "the public reads why");

        // Neither the owner nor the clock takes it further.
        let (was_due, who) = (due(&city, &project), owner(&app, &city).await);
        let card = card_of(&city, (&project, &draw), &ranked(&city, &draw)[1]).to_string();
        let picks = [("card", card.as_str()), ("reason", "承诺时限短")];
        let pick = who.visitor.post_from(&owner_page(&project), &owner_page(&project), &picks).await;
        assert!(pick.status == 422 && pick.body.contains("监督方已叫停"), "{} {}", pick.status, pick.body);
        app.at(was_due.plus(DAY)).await;
        assert_eq!(city.state(&project).state, ProjectState::Choosing, "silence is no choice while nobody may choose");

        let agree = format!("{page}/agree");
        let [first, second] = [Role::Supervisor, Role::Supervisor].map(|role| app.staff(role));
        let (first, second, admin) = (first.await, second.await, app.staff(Role::Administrator).await);
        let early = second.visitor.post_from(&page, &agree, &[]).await;
        assert!(early.status == 409 && early.body.contains("还没有人申请恢复"), "{} {}", early.status, early.body);
        let asked = first.visitor.post_from(&page, &format!("{page}/ask"), &[("reason", "举报不实。")]).await;
        assert_eq!(asked.status, 303, "{}", asked.body);
        let alone = first.visitor.post_from("/account", &agree, &[]).await;
        assert!(alone.status == 409 && alone.body.contains("不能自己同意"), "{} {}", alone.status, alone.body);
        assert!(!first.visitor.get("/desk").await.body.contains("决定是否同意恢复项目"), "not a task of whoever asked");
        assert!(admin.visitor.get("/desk").await.body.contains("决定是否同意恢复项目"));
        let stopped_for = app.now().ms();
        assert_eq!(admin.visitor.post_from(&page, &agree, &[]).await.status, 303);
        assert_eq!(second.visitor.post_from("/account", &agree, &[]).await.status, 404, "nothing is stopped any more");
        app.work().await;

        let is_due = due(&city, &project);
        assert!(is_due > Instant(stopped_for) && is_due > was_due.plus(DAY), "the owner has the time that passed: {was_due:?} {is_due:?}");
        let who = owner(&app, &city).await;
        assert_eq!(who.visitor.post_from(&owner_page(&project), &owner_page(&project), &picks).await.status, 303);
        app.work().await;
        assert_eq!(city.state(&project).state, ProjectState::Selected);
        let public = app.visitor().get(&format!("/projects/{number}")).await.body;
        assert!(public.contains("举报不实。"), "and why it goes on");
        let late = first.visitor.post_from(&page, &format!("{page}/stop"), &[("reason", "太晚")]).await;
        assert!(late.status == 422 && late.body.contains("请通过异议或信用案件处理"), "{}", late.body);
        assert_eq!(app.troubles().len(), 0, "{:?}", app.troubles());
    }
}
