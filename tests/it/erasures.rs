//! Forgetting a person: two persons do it, nothing that names the person is left, and the log still verifies.

use diesel::prelude::*;
use mingxuan::db::rows;
use mingxuan::db::schema::{accounts, erasures, log_documents};
use mingxuan::domain::account::OrgKind;
use mingxuan::domain::log::Trusted;
use mingxuan::domain::role::{MemberRank, Role};
use mingxuan::monitor;
use mingxuan::platform::log::reading;

use crate::log::settle;
use crate::support::{Signed, TestApp};

const PAGE: &str = "/erasures";

/// Address and name of an account.
async fn who_is(app: &TestApp, who: &Signed) -> (String, String) {
    let id = who.id.to_string();
    app.app.db.read(move |conn| Ok(accounts::table.find(id).select((accounts::email, accounts::name)).first(conn)?)).await.unwrap()
}

/// The path at which the one wish that waits is decided.
async fn waiting(app: &TestApp, decision: &str) -> String {
    let id: String =
        app.app.db.read(|conn| Ok(erasures::table.filter(erasures::state.eq("asked")).select(erasures::id).first(conn)?)).await.unwrap();
    format!("/erasures/{id}/{decision}")
}

/// Everything the database holds, as a backup would.
async fn everything(app: &TestApp) -> String {
    let all = app.app.db.read(|conn| {
        let mut text = String::new();
        for table in rows::TABLES {
            rows::each_line(conn, table, |line| {
                text.push_str(line);
                text.push('\n');
                Ok(())
            })?;
        }
        Ok(text)
    });
    all.await.unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_person_is_forgotten_by_two_and_the_log_still_verifies() {
    for app in TestApp::on_both().await {
        let (admin, supervisor) = (app.staff(Role::Administrator).await, app.staff(Role::Supervisor).await);
        let org = app.org(OrgKind::Agency, "澄江工程咨询有限公司").await;
        let stays = app.signed(&org, Role::Agency, MemberRank::Manager).await;
        let goes = app.signed(&org, Role::Agency, MemberRank::Clerk).await;
        let contact = [("name", "欧阳必忘"), ("phone", "13912345678"), ("lang", "zh-CN")];
        assert_eq!(goes.visitor.post_from("/account", "/account", &contact).await.status, 303);
        let (email, _) = who_is(&app, &goes).await;
        settle(&app.app).await;
        let (folder, base) = (tempfile::tempdir().unwrap(), app.base.parse().unwrap());
        let state = folder.path().join("state.json");
        monitor::look(&base, &state, &Trusted::default()).await.unwrap();

        // Nobody does it alone, and nothing happens before the second has agreed.
        let wish = [("email", &*email), ("ground", "wish")];
        assert_eq!(stays.visitor.get(PAGE).await.status, 403, "{}", app.engine);
        assert_eq!(admin.visitor.post_from(PAGE, PAGE, &wish).await.status, 303);
        let again = admin.visitor.post_from(PAGE, PAGE, &wish).await;
        assert!(again.status == 422 && again.body.contains("已有待决定的删除请求"), "{}", again.body);
        let done = waiting(&app, "done").await;
        assert_eq!(admin.visitor.post_from(PAGE, &done, &[]).await.status, 403, "it takes two");
        assert!(everything(&app).await.contains("欧阳必忘"));
        assert!(supervisor.visitor.get("/desk").await.body.contains("决定个人信息删除请求"));
        assert_eq!(supervisor.visitor.post_from(PAGE, &done, &[]).await.status, 303);
        assert_eq!(supervisor.visitor.post(&done, &[]).await.status / 100, 4, "once");

        let left = everything(&app).await;
        for trace in ["欧阳必忘", "13912345678", &*email] {
            assert!(!left.contains(trace), "{}: {trace} is still somewhere", app.engine);
        }
        assert_eq!(goes.visitor.get("/account").await.status, 303, "no session is left");
        // Entries are where they were; their pages say what happened, and whoever watched sees nothing else.
        settle(&app.app).await;
        let gone: Vec<i64> = app
            .app
            .db
            .read(|conn| {
                let erased = log_documents::table.filter(log_documents::document.eq("")).select(log_documents::id).load(conn)?;
                erased.into_iter().map(|id: i64| Ok(reading::position(conn, id)?.map_or(-1, u64::cast_signed))).collect()
            })
            .await
            .unwrap();
        assert!(gone.len() >= 2, "invited, changed: {gone:?}");
        let page = app.visitor().get(&format!("/log/{}", gone[0])).await;
        assert!(page.status == 200 && page.body.contains("本人请求删除或撤回同意"), "{}", page.body);
        assert!(app.visitor().get("/log").await.body.contains("个人信息删除"));
        assert!(monitor::line(&monitor::look(&base, &state, &Trusted::default()).await).starts_with("OK"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wish_without_ground_is_refused_in_words_and_forgets_nobody() {
    for app in TestApp::on_both().await {
        let (admin, supervisor) = (app.staff(Role::Administrator).await, app.staff(Role::Supervisor).await);
        let org = app.org(OrgKind::Agency, "澄江工程咨询有限公司").await;
        let only = app.signed(&org, Role::Agency, MemberRank::Manager).await;
        let ((only, _), (own, _), (other, name)) = (who_is(&app, &only).await, who_is(&app, &admin).await, who_is(&app, &supervisor).await);
        for (email, why) in [(&*only, "唯一的管理员"), (&*own, "不能登记删除本人的账号"), ("nobody@test.example", "没有使用这个邮箱的账号")]
        {
            let refused = admin.visitor.post_from(PAGE, PAGE, &[("email", email), ("ground", "past")]).await;
            assert!((400..500).contains(&refused.status) && refused.body.contains(why), "{email}: {}", refused.body);
        }
        assert_eq!(admin.visitor.post_from(PAGE, PAGE, &[("email", &*other), ("ground", "because")]).await.status, 422);
        assert_eq!(admin.visitor.post_from(PAGE, PAGE, &[("email", &*other), ("ground", "wrong")]).await.status, 303);
        let refused = waiting(&app, "refused").await;
        assert_eq!(supervisor.visitor.post_from(PAGE, &refused, &[]).await.status, 303);
        assert_eq!(who_is(&app, &supervisor).await, (other, name), "{}", app.engine);
    }
}
