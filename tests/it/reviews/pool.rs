//! The pool through the operators' doors.

use mingxuan::domain::role::Role;

use super::*;

#[tokio::test(flavor = "multi_thread")]
async fn operators_keep_the_pool_and_a_forgotten_expert_leaves_nothing_but_a_number() {
    for app in TestApp::on_both().await {
        let operator = app.staff(Role::Operator).await;
        let new = "/operations/experts/new";
        let fields = [
            ("name", "顾清和"),
            ("email", "gu@test.example"),
            ("title", "教授"),
            ("employer", "临澄大学"),
            ("former_1", "青禾咨询有限公司"),
            ("until_1", "2025-03-01"),
            ("kin", "沈既明\n长风设计有限公司"),
            ("items", ITEM),
        ];
        let half: Vec<(&str, &str)> = fields.iter().copied().filter(|(name, _)| *name != "until_1").collect();
        let refused = operator.visitor.post_from(new, new, &half).await;
        assert!(
            refused.status == 422 && refused.body.contains("请同时填写单位和离开日期") && refused.body.contains("沈既明"),
            "{}",
            refused.body
        );
        assert_eq!(operator.visitor.post_from(new, new, &fields).await.status, 303);
        let twice = operator.visitor.post_from(new, new, &fields).await;
        assert!(twice.status == 422 && twice.body.contains("顾清和"), "an address has one account: {}", twice.body);
        app.work().await;
        assert!(app.letters().iter().any(|(to, _)| to == "gu@test.example"), "{:?}", app.letters());
        let list = operator.visitor.get("/operations/experts").await.body;
        assert!(list.contains("顾清和") && list.contains("expert-00001") && !list.contains('⟦'), "{list}");
        let href = list
            .split("href=\"/operations/experts/")
            .find(|rest| !rest.starts_with("new") && rest.len() > 20 && !rest.starts_with('<'))
            .unwrap();
        let page = format!("/operations/experts/{}", href.split('"').next().unwrap());
        let shown = operator.visitor.get(&page).await.body;
        assert!(shown.contains("青禾咨询有限公司") && shown.contains("2025-03-01") && shown.contains("长风设计有限公司"), "{shown}");
        let changed: Vec<(&str, &str)> =
            fields[2..].iter().map(|(name, value)| if *name == "title" { (*name, "研究员") } else { (*name, *value) }).collect();
        assert_eq!(operator.visitor.post_from(&page, &page, &changed).await.status, 303);
        assert!(operator.visitor.get(&page).await.body.contains("研究员"));
        assert_eq!(operator.visitor.post_from(&page, &format!("{page}/rest"), &[]).await.status, 303);
        assert!(operator.visitor.get("/operations/experts?state=resting").await.body.contains("顾清和"));
        assert_eq!(operator.visitor.post_from(&page, &format!("{page}/nothing"), &[]).await.status, 404);

        use diesel::prelude::*;
        let account: String = app.app.db.read_now(|conn| Ok(rows::table.select(rows::account_id).first(conn)?)).unwrap();
        let forgets = move |conn: &mut mingxuan::db::DbConn| experts::forgotten(conn, &AccountId(account)).map(drop);
        app.app.db.write(forgets).await.unwrap();
        let kept: (String, String, String, String) = app
            .app
            .db
            .read_now(|conn| Ok(rows::table.select((rows::number, rows::employer, rows::former, rows::kin)).first(conn)?))
            .unwrap();
        assert_eq!((kept.0.as_str(), kept.2.as_str(), kept.3.as_str()), ("expert-00001", "[]", "[]"));
        assert!(!kept.1.contains("临澄大学"), "{}", kept.1);
    }
}
