//! Forgetting a person: two persons do it, nothing that names the person is left, and the log still verifies.

use diesel::prelude::*;
use mingxuan::db::rows;
use mingxuan::db::schema::{accounts, erasures, log_documents, sessions};
use mingxuan::domain::account::OrgKind;
use mingxuan::domain::log::Trusted;
use mingxuan::domain::role::{MemberRank, Role};
use mingxuan::monitor;
use mingxuan::platform::log::{examine, reading};

use crate::log::settle;
use crate::support::filings::submit;
use crate::support::people::uscc;
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
        let account = goes.id.to_string();
        let open: i64 = app
            .app
            .db
            .read(move |conn| Ok(sessions::table.filter(sessions::account_id.eq(account)).count().get_result(conn)?))
            .await
            .unwrap();
        assert_eq!(open, 0, "{}", app.engine);
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

#[tokio::test(flavor = "multi_thread")]
async fn somebody_an_organisation_named_once_is_forgotten_where_the_entry_names_another() {
    for app in TestApp::on_both().await {
        let (admin, supervisor) = (app.staff(Role::Administrator).await, app.staff(Role::Supervisor).await);
        let (operator, code, gone) = (app.staff(Role::Operator).await, uscc(1), "沈既明");
        let manager = app.passed_agency(&operator, "蓝天测绘有限公司", &code).await;
        let wish =
            |code: &str, person: &str| [("uscc", code.to_owned()), ("person", person.to_owned()), ("named_ground", "past".to_owned())];
        let ask = async |code: &str, person: &str| {
            let typed = wish(code, person);
            let typed: Vec<(&str, &str)> = typed.iter().map(|(name, value)| (*name, value.as_str())).collect();
            admin.visitor.post_from(PAGE, "/erasures/named", &typed).await
        };
        for (code, person, why) in
            [(&*code, gone, "现行登记仍是"), (&*code, "韩无名", "没有填报这个姓名"), (&*uscc(9), gone, "没有使用这个代码")]
        {
            let refused = ask(code, person).await;
            assert!(refused.status == 422 && refused.body.contains(why) && refused.body.contains(person), "{why}: {}", refused.body);
        }
        let licence = [("established_on", "2019-04-18"), ("capital", "300"), ("legal_representative", "韩继任"), ("scope", "测绘")];
        assert_eq!(manager.fill("/agency/filing/licence", &licence).await.status, 303);
        assert_eq!(submit(&manager).await.status, 303);
        app.pass(&operator, "蓝天测绘有限公司").await;
        app.work().await;
        assert!(everything(&app).await.contains(gone));
        assert_eq!(ask(&code, gone).await.status, 303);
        assert!(ask(&code, gone).await.body.contains("已有待决定的删除请求"));
        assert!(supervisor.visitor.get(PAGE).await.body.contains(gone));
        let done = waiting(&app, "done").await;
        assert_eq!(supervisor.visitor.post_from(PAGE, &done, &[]).await.status, 303);
        let left = everything(&app).await;
        let traces: Vec<&str> = left.lines().filter(|line| line.contains(gone)).collect();
        assert!(traces.is_empty(), "{}: {traces:?}", app.engine);
        assert!(!supervisor.visitor.get(PAGE).await.body.contains(gone));
        assert_eq!(manager.visitor.get("/agency").await.status, 200, "its own pages still read what was filed");
        settle(&app.app).await;
        assert!(app.app.db.read_now(examine).unwrap().is_ok());
    }
}
