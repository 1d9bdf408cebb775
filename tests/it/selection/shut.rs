//! A member never releases its key for names: the project ends at the policy's time, in the open, and waits no longer.

use diesel::prelude::*;
use mingxuan::db::schema::{bid_members, bid_rounds, log_documents};
use mingxuan::domain::time::{HOUR, MINUTE};

use super::choice::{drawn, due, owner, owner_page};
use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn a_choice_whose_names_nobody_can_open_ends_at_the_policys_time_and_says_who_was_silent() {
    for app in TestApp::on_both().await {
        let (city, project, draw) = drawn(&app).await;
        // The platform's key is lost.
        let lost = |conn: &mut mingxuan::db::DbConn| {
            let own = bid_members::table.filter(bid_members::member.eq("platform"));
            Ok(diesel::update(own).set(bid_members::map_secret.eq("00")).execute(conn)?)
        };
        tokio::task::block_in_place(|| city.app.db.write_now(lost)).unwrap();
        let (page, who) = (owner_page(&project), owner(&app, &city).await);
        assert_eq!(who.visitor.post_from(&page, &page, &[("card", "1"), ("reason", "承诺时限短")]).await.status, 303);
        app.work().await;
        assert!(app.now() < due(&city, &project));

        let picked = app.now();
        app.at(picked.plus(72 * HOUR - MINUTE)).await;
        assert_eq!(city.state(&project).state, ProjectState::Choosing, "members have time to release: {}", app.engine);
        app.at(picked.plus(72 * HOUR)).await;
        let ended = city.state(&project);
        assert_eq!((ended.state, ended.end_reason.as_str()), (ProjectState::Failed, "names-shut"), "{}", app.engine);
        let said: String = city.asked(|conn| {
            let own = log_documents::table.filter(log_documents::kind.eq("project.fail"));
            Ok(own.select(log_documents::document).first(conn)?)
        });
        assert!(said.contains("reason names-shut\n") && said.contains("silent platform\n") && !said.contains("witness"), "{said}");
        let told = app.letters().into_iter().filter(|(_, subject)| subject.contains("无法揭示机构名称")).count();
        assert_eq!(told, 6, "everybody who took part is told");
        let public = app.visitor().get(&format!("/projects/{}", ended.number)).await.body;
        assert!(public.contains("开启委员会公布密钥的成员不足") && !public.contains('⟦'), "{public}");
        assert!(document(&city, &draw, "choice/pick.txt").is_some() && document(&city, &draw, "links.txt").is_none());
        let (exit, said) = verified(&bundle(&city, &draw));
        assert_eq!(exit, 0, "{said}");

        // Nothing goes on behind it, not even with a key that comes late.
        let links: String =
            city.asked(|conn| Ok(bid_rounds::table.filter(bid_rounds::draw_id.eq(draw.as_str())).select(bid_rounds::links).first(conn)?));
        assert_eq!(links, "shut");
        app.at(picked.plus(100 * HOUR)).await;
        assert_eq!((city.state(&project).state, app.troubles().len()), (ProjectState::Failed, 0), "{:?}", app.troubles());
    }
}
