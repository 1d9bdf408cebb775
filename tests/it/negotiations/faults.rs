//! Out of turn, out of bounds, at the last instant, twice at once; and what rows and doors tell of who is who.

use mingxuan::error::Error;
use mingxuan::market::negotiations;
use serde_json::json;

use super::*;
use crate::support::people::api;

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_quote_is_refused_with_the_rule() {
    for app in TestApp::on_both().await {
        let scene = Scene::begin(&app).await;
        app.set_clock(scene.turn().2.plus(-30 * MINUTE));
        let (who, page) = scene.agency(&app, 0).await;
        let wrong = "有1处需要改正";
        for (typed, told) in [
            ("0", wrong),
            ("-5", wrong),
            ("1.234", wrong),
            ("98000.01", "高于最高限价9.80万元"),
            ("9.8万", wrong),
            ("九千", wrong),
            ("", wrong),
        ] {
            let said = who.visitor.post_from(&page, &page, &[("amount", typed), ("confirmed", "1")]).await;
            assert!(said.status == 422 && said.body.contains(told) && !said.body.contains("请核对大写"), "{typed}: {}", said.body);
        }
        // Full-width digits are the same number; what was shown in words is another one, so it is shown again.
        let said = who.visitor.post_from(&page, &page, &[("amount", "９００００"), ("confirmed", "900000")]).await;
        assert!(said.status == 422 && said.body.contains("玖万元整"), "{}", said.body);
        let acts = scene.city.asked(|conn| {
            let talk = negotiations::talk_of(conn, &scene.project)?.unwrap();
            negotiations::heard(conn, &app.app, &talk)
        });
        assert!(acts.values().all(Vec::is_empty), "nothing of it counts");
        scene.quotes(&app, (0, "９００００")).await;
        let again = who.visitor.post_from(&page, &page, &[("amount", "80000"), ("confirmed", "8000000")]).await;
        assert!(again.status == 422 && again.body.contains("业主回复后才能再报"), "{}", again.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_last_instant_is_too_late_and_two_quotes_at_once_are_one() {
    for app in TestApp::on_both().await {
        let scene = Scene::begin(&app).await;
        let due = scene.turn().2;
        app.set_clock(Instant(due.ms() - 1));
        let (at, signup, _) = scene.drawn[0].clone();
        let who = scene.city.agencies[at].clone();
        let one = |sum: i64| {
            let (shared, who, signup) = (app.app.clone(), who.clone(), signup.clone());
            app.app.db.write(move |conn| negotiations::quote(conn, &shared, &who, (&signup, fen(sum))))
        };
        let (first, second) = tokio::join!(one(9_000_000), one(8_000_000));
        assert_eq!([&first, &second].iter().filter(|said| said.is_ok()).count(), 1, "{first:?} {second:?}");
        app.set_clock(due);
        let (late_at, late, _) = scene.drawn[1].clone();
        let (shared, late_who) = (app.app.clone(), scene.city.agencies[late_at].clone());
        let refused = app.app.db.write(move |conn| negotiations::quote(conn, &shared, &late_who, (&late, fen(100)))).await;
        assert!(matches!(&refused, Err(Error::Refused(say)) if say.key == "negotiations-too-late"), "{refused:?}");
        app.work().await;
        assert_eq!(scene.turn().0, "replying");
        let outside = one(9_800_001).await;
        assert!(matches!(outside, Err(Error::Refused(_))), "out of turn, whatever it is");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn replies_go_to_all_and_lead_nowhere() {
    for app in TestApp::on_both().await {
        let scene = Scene::begin(&app).await;
        assert_eq!(scene.replies(&app, 3, "还没有报价").await.0, 422, "the agencies' turn");
        app.set_clock(scene.turn().2.plus(-30 * MINUTE));
        scene.quotes(&app, (0, "90000")).await;
        scene.quotes(&app, (1, "85000")).await;
        app.at(scene.turn().2).await;
        let (one, told) = scene.replies(&app, 1, "只回复一家").await;
        assert!(one == 422 && told.contains("回复"), "{told}");
        for (words, why) in
            [("请联系 13800000000", "电话号码"), ("加微信谈", "联系方式"), (&*format!("您是{}吗", agency_name(1)), "机构名称"), ("", "")]
        {
            let (status, body) = scene.replies(&app, 2, words).await;
            assert!(status == 422 && body.contains(why), "{words}: {body}");
        }
        // Whoever takes part or not, the refusal is the same: it tells nothing.
        let (drawn, not) = (agency_name(scene.drawn[0].0 + 1), agency_name(scene.rest[0].0 + 1));
        let mut told = Vec::new();
        for name in [drawn, not] {
            told.push(scene.replies(&app, 2, &format!("您是{name}吗")).await.1.replace(&name, ""));
        }
        let said: Vec<bool> = told.iter().map(|body| body.contains("回复中有机构名称")).collect();
        assert_eq!(said, [true, true]);
        assert_eq!(scene.turn().0, "replying", "nothing of it was sent");
        let (who, page) = scene.agency(&app, 0).await;
        let out_of_turn = who.visitor.post_from(&page, &page, &[("amount", "80000"), ("confirmed", "8000000")]).await;
        assert!(out_of_turn.status == 422 && out_of_turn.body.contains("现在由业主回复或选定"), "{}", out_of_turn.body);
        let (status, body) = scene.picks(&app, 2).await;
        assert!(status == 422 && body.contains("没有报价，不能选定"), "{body}");
        assert_eq!(scene.picks(&app, 1).await.0, 303, "it may pick instead of replying");
        assert_eq!(scene.state(), ProjectState::Selected);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn programs_negotiate_by_the_same_rules_and_nobody_else_looks_in() {
    for app in TestApp::on_both().await {
        let scene = Scene::begin(&app).await;
        app.set_clock(scene.turn().2.plus(-30 * MINUTE));
        let (at, signup, _) = &scene.drawn[0];
        let own = app.member(scene.city.agencies[*at].org.as_str(), Role::Agency, "谈判专员");
        let other = app.member(scene.city.agencies[scene.drawn[1].0].org.as_str(), Role::Agency, "别家");
        let door = format!("/api/v1/signups/{signup}/negotiation");
        let (status, body) = api(&app, Some(&own), ("GET", &door), json!(null)).await;
        assert_eq!((status, body["turn"].as_str(), body["may_quote"].as_bool()), (200, Some("quoting"), Some(true)), "{body}");
        for wrong in ["0", "1.234", "98000.01", "9.8万"] {
            assert_eq!(api(&app, Some(&own), ("POST", &door), json!({"amount": wrong})).await.0, 422, "{wrong}");
        }
        assert_eq!(api(&app, Some(&other), ("GET", &door), json!(null)).await.0, 404);
        assert_eq!(api(&app, Some(&other), ("POST", &door), json!({"amount": "1000"})).await.0, 404);
        let operator = app.officer(Role::Operator, "运营");
        assert_eq!(api(&app, Some(&operator), ("GET", &door), json!(null)).await.0, 403);
        assert_eq!(api(&app, Some(&own), ("POST", &door), json!({"amount": "90000"})).await.0, 204);
        app.at(scene.turn().2).await;
        let person = app.member(scene.city.owner.org.as_str(), Role::Owner, "业主");
        let choice = format!("/api/v1/owner/projects/{}/choice", scene.project);
        let (status, body) = api(&app, Some(&person), ("GET", &choice), json!(null)).await;
        assert_eq!((status, body["turn"].as_str(), body["reply_to"].as_array().map(Vec::len)), (200, Some("replying"), Some(1)), "{body}");
        let replies = format!("{choice}/replies");
        assert_eq!(api(&app, Some(&person), ("POST", &replies), json!({"replies": []})).await.0, 409);
        assert_eq!(api(&app, Some(&person), ("POST", &replies), json!({"replies": ["a@b.cn"]})).await.0, 422);
        assert_eq!(api(&app, Some(&person), ("POST", &replies), json!({"replies": ["请再降一些"]})).await.0, 204);
        let (_, body) = api(&app, Some(&own), ("GET", &door), json!(null)).await;
        assert_eq!((body["round"].as_u64(), body["own"][0]["reply"].as_str()), (Some(2), Some("请再降一些")), "{body}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn no_row_of_a_negotiation_has_a_label_an_agency_or_a_sum_beside_a_pseudonym() {
    for app in TestApp::on_both().await {
        let scene = Scene::begin(&app).await;
        app.set_clock(scene.turn().2.plus(-30 * MINUTE));
        scene.quotes(&app, (0, "87654.32")).await;
        app.at(scene.turn().2).await;
        assert_eq!(scene.replies(&app, 1, "请减少一次现场会").await.0, 303);
        let rows = rows_with_pseudonyms(&scene);
        assert!(rows.iter().any(|row| row.contains("quote")) && rows.len() > 8, "{rows:#?}");
        for (at, signup, label) in &scene.drawn {
            let who = &scene.city.agencies[*at];
            let code = crate::support::city::code(at + 1);
            for name in [who.org.as_str(), who.account.as_str(), label.as_str(), signup, &code, &agency_name(at + 1), "8765432", "现场会"]
            {
                let found: Vec<&String> = rows.iter().filter(|row| row.contains(name)).collect();
                assert!(found.is_empty(), "{name}: {found:?}");
            }
        }
        let letters = app.letters();
        let told: Vec<&str> = letters.iter().map(|(_, text)| text.as_str()).filter(|text| text.contains("谈判")).collect();
        assert!(told.len() >= 6 && told.iter().all(|text| !text.contains("p-") && !text.contains("87,654")), "{told:?}");
    }
}

/// Every row of every table that has a pseudonym of this negotiation in it, but for the sealed links and the cards, which have tests of their own.
fn rows_with_pseudonyms(scene: &Scene) -> Vec<String> {
    use mingxuan::db::rows;
    let pseudonyms: Vec<String> = unsealed(&scene.city, &scene.draw).links.iter().map(|link| link.pseudonym.to_string()).collect();
    let mut found = Vec::new();
    scene.city.asked(|conn| {
        for table in rows::TABLES {
            rows::each_line(conn, table, |line| {
                if pseudonyms.iter().any(|one| line.contains(one)) {
                    found.push(line.to_owned());
                }
                Ok(())
            })?;
        }
        Ok(())
    });
    found
}
