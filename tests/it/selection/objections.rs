//! Who was excluded at the freeze objects before the first reveal; a supervisor rules after the result, and the award follows the order.

use mingxuan::db::schema::{awards, objections};
use mingxuan::domain::award::AwardState;
use mingxuan::domain::draw::{Document, DrawResult, Freeze, Label, Next, Status, Tickets};
use mingxuan::domain::role::{MemberRank, Role};
use mingxuan::market::awards::{of_project, standing_of};
use mingxuan::market::signups;

use super::pool::offers;
use super::*;
use crate::support::people::api;

/// A draw in which the fourth to the sixth agency were excluded, its list frozen.
async fn frozen(app: &TestApp, city: &City) -> (ProjectId, DrawId) {
    let project = open_project(app, city).await;
    let draw = draw_of(city, &project);
    all_sign_up(city, 6, &project);
    for agency in 3..6 {
        offers(city, agency, false).await;
    }
    at_deadline(app, city, &project).await;
    for agency in 3..6 {
        offers(city, agency, true).await;
    }
    assert_eq!(own_troubles(app), Vec::<String>::new());
    (project, draw)
}

/// A member of the n-th agency, and the page of its objection.
async fn member(app: &TestApp, city: &City, n: usize, draw: &DrawId) -> (Signed, String) {
    let signed = app.signed(&city.agencies[n].org, Role::Agency, MemberRank::Clerk).await;
    let agency = city.agencies[n].org.as_str().into();
    let signup = city.asked(|conn| signups::mine(conn, draw.as_str(), &agency)).unwrap();
    (signed, format!("/signups/{}/objection", signup.id))
}

async fn objects(who: &Signed, page: &str, grounds: &str) -> (u16, String) {
    let said = who.visitor.post_from(page, page, &[("grounds", grounds)]).await;
    (said.status, said.body)
}

/// The label of the excluded with the best shadow ticket, and whether it comes before the winner.
fn best_excluded(city: &City, draw: &DrawId) -> (Label, bool) {
    let freeze = Freeze::parse(document(city, draw, "freeze.txt").unwrap()).unwrap();
    let result = DrawResult::parse(document(city, draw, "result.txt").unwrap()).unwrap();
    let tickets = Tickets::of(&result.seed());
    let out = freeze.entries().iter().filter(|entry| entry.status == Status::Out);
    let (key, label) = out.map(|entry| (tickets.key(&entry.label, entry.weight), entry.label.clone())).min().unwrap();
    (label, key < result.ranking()[0].key)
}

fn objection_of(city: &City, label: &Label) -> String {
    use diesel::prelude::*;
    city.asked(|conn| Ok(objections::table.filter(objections::label.eq(label.as_str())).select(objections::id).first(conn)?))
}

async fn rules(supervisor: &Signed, id: &str, ruling: &str) -> (u16, String) {
    let page = format!("/objections/{id}");
    let said = supervisor.visitor.post_from(&page, &page, &[("ruling", ruling), ("reason", "登记系统记录显示复核有误")]).await;
    (said.status, said.body)
}

async fn all_object(app: &TestApp, city: &City, draw: &DrawId) {
    for n in 3..6 {
        let (who, page) = member(app, city, n, draw).await;
        let shown = who.visitor.get(&page).await.body;
        assert!(shown.contains("截止时未登记该服务事项") && shown.contains("在此之前各方都不揭示"), "{shown}");
        assert_eq!(objects(&who, &page, " ").await.0, 422);
        assert_eq!(objects(&who, &page, "截止时仍在登记，见附件").await.0, 303);
        assert!(who.visitor.get(&page).await.body.contains("等待裁定"));
        let again = who.visitor.post_from("/account", &page, &[("grounds", "再来")]).await;
        assert!(again.status == 422 && again.body.contains("已经提出过异议"), "{}", again.body);
        assert!(who.visitor.get("/account/acts").await.body.contains("/receipt"), "its receipt is among one's acts");
        app.work().await;
        let told = |(to, subject): &(String, String)| *to == format!("agency{}@city.example", n + 1) && subject.contains("异议已写入日志");
        assert!(app.letters().iter().any(told), "and comes by mail");
    }
}

#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Case {
    /// Admitted behind the winner: nothing changes for the award.
    Behind,
    /// Admitted before a winner that has not accepted.
    Displaced,
    /// Not admitted before a winner that has.
    Accepted,
}

async fn judged(app: &TestApp, city: &City, supervisor: &Signed, (project, draw, case): (&ProjectId, &DrawId, Case)) {
    let (label, _) = best_excluded(city, draw);
    let (objection, before) = (objection_of(city, &label), city.asked(|conn| standing_of(conn, project)).unwrap());
    let winner = city.agencies.iter().find(|one| one.org.as_str() == before.agency.as_str()).unwrap();
    let holder = app.signed(&winner.org, Role::Agency, MemberRank::Manager).await;
    let own = format!("/agency/awards/{}", before.id);
    if case == Case::Accepted {
        assert_eq!(holder.visitor.post_from(&own, &format!("{own}/accept"), &[]).await.status, 303);
        let (status, body) = rules(supervisor, &objection, "admit").await;
        assert!(status == 422 && body.contains("已有机构接受中选"), "{body}");
        assert_eq!(rules(supervisor, &objection, "refuse").await.0, 303);
        assert_eq!(document(city, draw, "strikes/001.txt"), None, "a refusal changes no order");
        assert_eq!(rules(supervisor, &objection, "refuse").await.0, 409, "one ruling");
        assert!(app.visitor().get(&format!("/draws/{draw}")).await.body.contains("异议不成立"));
        return;
    }
    assert_eq!(rules(supervisor, &objection, "admit").await.0, 303);
    let ruling = document(city, draw, "strikes/001.txt").unwrap();
    assert!(ruling.starts_with("draw/v1 admit\n") && ruling.contains(&format!("label {label}\n")), "{ruling}");
    if case == Case::Displaced {
        let late = holder.visitor.post_from(&own, &format!("{own}/accept"), &[]).await;
        assert!(late.status != 303 && late.body.contains("另一代号排到贵机构之前"), "before the worker looks: {}", late.body);
    }
    app.work().await;
    let after = city.asked(|conn| standing_of(conn, project)).unwrap();
    let (expected, all) =
        (if case == Case::Displaced { label.as_str() } else { &before.label }, city.asked(|conn| of_project(conn, project)));
    assert_eq!((after.label.as_str(), after.rank, after.state), (expected, 1, AwardState::Offered), "{}", app.engine);
    assert_eq!(all.iter().filter(|one| one.state == AwardState::Displaced).count(), usize::from(case == Case::Displaced));
    let bundle = bundle(city, draw);
    let (exit, said) = verified(&bundle);
    assert!(exit == 0 && said.contains(&format!("1 {expected} = ")), "{said}");
    assert!(python_says(&bundle).starts_with("OK ") && names(&bundle).contains(&"proofs/strike-001.entry".to_owned()));
    let page = app.visitor().get(&format!("/draws/{draw}")).await.body;
    assert!(page.contains("经异议排入") && page.contains("异议成立，按影子签排入"), "{page}");
    if case == Case::Displaced {
        // The admitted agency declines: the one it displaced is asked again, and loses no turn.
        let reason = app.app.db.write({
            let (shared, id) = (app.app.clone(), after.id.clone());
            let who = city.agencies.iter().find(|one| one.org.as_str() == after.agency.as_str()).unwrap().clone();
            move |conn| mingxuan::market::awards::decline(conn, &shared, &who, &id, "人手不足")
        });
        reason.await.unwrap();
        app.work().await;
        let again = city.asked(|conn| standing_of(conn, project)).unwrap();
        assert_eq!((again.label, again.rank), (before.label, 2), "{}", app.engine);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_objects_in_time_is_heard_and_the_award_follows_the_order() {
    for app in TestApp::on_both().await {
        let city = city(&app, 6);
        let mut open = vec![Case::Behind, Case::Displaced, Case::Accepted];
        // Which case it is is chance: drawn until each was there.
        for _ in 0..40 {
            let (project, draw) = frozen(&app, &city).await;
            assert!(matches!(progress(&city, &draw).next(app.now()), Next::Objections(_)), "{}", app.engine);
            assert_eq!(member(&app, &city, 0, &draw).await.0.visitor.get(&member(&app, &city, 0, &draw).await.1).await.status, 404);
            let public = app.visitor().get(&format!("/draws/{draw}")).await.body;
            assert!(public.contains("未通过复核的机构可以提出异议"), "{public}");
            all_object(&app, &city, &draw).await;
            app.work().await;
            assert_eq!(state(&city, &draw), DrawState::Decided, "all have objected: nobody waits any longer");
            let (_, before) = best_excluded(&city, &draw);
            let wanted = |case: &Case| (*case == Case::Behind) != before;
            let Some(at) = open.iter().position(wanted) else { continue };
            // A session of today: days pass from one draw to the next.
            let supervisor = app.staff(Role::Supervisor).await;
            let desk = supervisor.visitor.get("/desk").await.body;
            assert!(desk.contains("裁定异议") && supervisor.visitor.get("/objections").await.body.contains(draw.as_str()), "{desk}");
            judged(&app, &city, &supervisor, (&project, &draw, open.remove(at))).await;
            if open.is_empty() {
                break;
            }
        }
        assert_eq!((open, own_troubles(&app)), (Vec::new(), Vec::new()), "{}", app.engine);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_objection_after_its_time_is_not_taken_and_before_the_result_there_is_no_ruling() {
    use diesel::prelude::*;
    for app in TestApp::on_both().await {
        let city = city(&app, 6);
        let (_, draw) = frozen(&app, &city).await;
        let until = progress(&city, &draw).objections_until.unwrap();
        assert_eq!(until.ms() - app.now().ms(), 10 * 60_000, "policy: draw.objection_minutes");
        let (who, page) = member(&app, &city, 3, &draw).await;
        assert_eq!(objects(&who, &page, "截止时仍在登记").await.0, 303);
        let supervisor = app.staff(Role::Supervisor).await;
        let objection: String = city.asked(|conn| Ok(objections::table.select(objections::id).first(conn)?));
        let (status, body) = rules(&supervisor, &objection, "admit").await;
        assert!(status == 422 && body.contains("还没有结果"), "{body}");
        app.at(until.plus(-1)).await;
        assert!(document(&city, &draw, "reveal-officer-witness.txt").is_none(), "nobody reveals before: {}", app.engine);
        app.at(until).await;
        assert_eq!(state(&city, &draw), DrawState::Decided, "who is silent is not waited for longer");
        let (late, late_page) = member(&app, &city, 4, &draw).await;
        assert!(late.visitor.get(&late_page).await.body.contains("现在不能提出异议"));
        let said = late.visitor.post_from("/account", &late_page, &[("grounds", "太晚")]).await;
        assert!(said.status == 422 && said.body.contains("揭示已经开始"), "{}", said.body);
        let ours: i64 = city.asked(|conn| Ok(objections::table.count().get_result(conn)?));
        assert_eq!(ours, 1);
        let given: i64 = city.asked(|conn| Ok(awards::table.count().get_result(conn)?));
        assert_eq!((given, api(&app, None, ("GET", "/api/v1/objections"), serde_json::Value::Null).await.0), (1, 401));
        let told = app.visitor().get(&format!("/api/v1/draws/{draw}")).await.body;
        assert!(told.contains("\"objections\":[]"), "what waits for a ruling is not public: {told}");
    }
}
