//! The public register: finding, filters with counts, kept pages that are never stale, and no more of people than the law publishes.

use mingxuan::domain::role::Role;

use crate::support::TestApp;
use crate::support::filings::{file, submit};
use crate::support::people::{api, uscc};

#[tokio::test(flavor = "multi_thread")]
async fn agencies_are_found_by_name_item_and_place_with_counts() {
    for app in TestApp::on_both().await {
        let operator = app.staff(Role::Operator).await;
        for (name, number) in [("蓝天测绘有限公司", 1), ("禾木勘测有限公司", 2), ("青禾测绘有限公司", 3)] {
            app.passed_agency(&operator, name, &uscc(number)).await;
        }
        let visitor = app.visitor();
        let all = visitor.get("/agencies").await.body;
        assert!(all.contains("3家机构符合") && all.contains("四川省<span class=\"num\">3"), "{all}");
        assert!(all.contains("北京市<span class=\"num\">0"), "zero is shown: {all}");
        let found = visitor.get("/agencies?q=青禾").await.body;
        assert!(found.contains("1家机构符合") && found.contains("青禾测绘有限公司") && !found.contains("蓝天"), "{found}");
        let filtered = visitor.get("/agencies?item=surveying-and-mapping&province=51").await.body;
        assert!(filtered.contains("3家机构符合") && filtered.contains("移除此条件"), "{filtered}");
        let none = visitor.get("/agencies?q=水下考古<b>&item=audit").await;
        assert!(none.status == 200 && none.body.contains("水下考古&#60;b&#62;") && none.body.contains("/catalogue"), "{}", none.body);
        assert_eq!(visitor.get("/agencies?q=%FF").await.status, 400);
        assert_eq!(visitor.get("/agencies/unknown").await.status, 404);
        let item = visitor.get("/catalogue/surveying-and-mapping").await.body;
        assert!(item.contains("查看提供此事项的3家机构"), "{item}");
        assert_eq!(visitor.get("/catalogue/magic").await.status, 404);
        let (status, list) = api(&app, None, ("GET", "/api/v1/agencies?q=%E9%9D%92%E7%A6%BE"), serde_json::Value::Null).await;
        assert_eq!((status, list["total"].as_u64()), (200, Some(1)), "{list}");
        let id = list["rows"][0]["id"].as_str().unwrap();
        let (_, one) = api(&app, None, ("GET", &format!("/api/v1/agencies/{id}")), serde_json::Value::Null).await;
        assert_eq!(one["offers"][1]["papers"][0]["today"], "valid", "{one}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_kept_page_is_never_older_than_the_last_change() {
    for app in TestApp::on_both().await {
        let operator = app.staff(Role::Operator).await;
        let visitor = app.visitor();
        let paths = ["/agencies", "/agencies?q=蓝天", "/catalogue", "/catalogue/surveying-and-mapping"];
        let mut before = Vec::new();
        for path in paths {
            before.push(visitor.get(path).await.body);
            assert_eq!(visitor.get(path).await.body, before[before.len() - 1]);
        }
        let manager = app.agency("蓝天测绘有限公司").await;
        file(&manager, "蓝天测绘有限公司", &uscc(1)).await;
        submit(&manager).await;
        app.pass(&operator, "蓝天测绘有限公司").await;
        for (path, old) in paths.iter().zip(before) {
            assert_ne!(visitor.get(path).await.body, old, "{}: {path}", app.engine);
        }
        let page = visitor.get("/agencies").await.body;
        assert!(!page.contains("csrf"), "no token on a public page");
        let id = mingxuan::market::agencies::agency_of(&manager.identity);
        let shared = app.app.clone();
        let now = app.now();
        app.app.db.write(move |conn| mingxuan::market::agencies::set_credit(conn, &shared, now, &id, 913)).await.unwrap();
        assert!(visitor.get("/agencies").await.body.contains("91.3"), "the score of the very next request");
    }
}
