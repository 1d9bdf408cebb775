//! Ratings through the doors: once, in public, answered once; and what silence leaves.

use mingxuan::domain::contract::ContractState;
use mingxuan::domain::project::ProjectState;
use mingxuan::market::{credit, ratings};

use crate::awards::drawn;
use crate::support::people::api;

fn given(words: &str) -> [(&'static str, &str); 6] {
    [("quality", "5"), ("timeliness", "4"), ("attitude", "5"), ("charge", "3"), ("compliance", "5"), ("words", words)]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_contract_is_rated_once_in_public_and_answered_once() {
    for drawn in drawn().await {
        let contract = drawn.done().await;
        let path = format!("/contracts/{}/rating", contract.id);
        let bad = drawn.browser(&drawn.city.owner).post_from(&path, &path, &[("quality", "6"), ("words", "好")]).await;
        assert_eq!(bad.status, 422);
        let (one, two) = (drawn.browser(&drawn.city.owner), drawn.browser(&drawn.city.owner));
        let words = given("<script>报告扎实</script>");
        let (a, b) = tokio::join!(one.post_from(&path, &path, &words), two.post_from(&path, &path, &words));
        assert_eq!([a.status, b.status].iter().filter(|status| **status == 303).count(), 1, "{} {}", a.status, b.status);
        let page = drawn.app.visitor().get(&path).await.body;
        assert!(page.contains("报告扎实") && !page.contains("<script>报告"), "{page}");
        assert_eq!(drawn.contract().state, ContractState::Closed);
        assert_eq!(drawn.city.state(&drawn.project).state, ProjectState::Finished, "{}", drawn.app.engine);
        // 30·5 + 20·4 + 15·5 + 15·3 + 20·5 = 450 of 500, 90.0 points: (5·80 + 90) / 6 = 81.7; 40.85 + 40 = 80.9
        let award = drawn.award();
        assert_eq!(drawn.score(&award), 809);
        let list = drawn.app.visitor().get(&format!("/agencies/{}/ratings", award.agency)).await;
        assert!(list.status == 200 && list.body.contains("报告扎实"));

        let agency = drawn.browser(&drawn.winner(&award));
        let answer = format!("{path}/answer");
        assert_eq!(agency.post_from(&path, &answer, &[("answer", "谢谢，收费按合同执行。")]).await.status, 303);
        assert_ne!(agency.post_from("/contracts", &answer, &[("answer", "再说一次")]).await.status, 303);
        assert_eq!(drawn.browser(&drawn.other(&award)).post_from("/contracts", &answer, &[("answer", "插话")]).await.status, 404);
        let page = drawn.app.visitor().get(&path).await.body;
        assert!(page.contains("谢谢，收费按合同执行。") && !page.contains("再说一次") && !page.contains("插话"));
        drawn.app.work().await;
        drawn.is_calm();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_owners_silence_is_neutral_marked_and_counts_nothing() {
    for drawn in drawn().await {
        let contract = drawn.done().await;
        assert!(drawn.browser(&drawn.city.owner).get("/desk").await.body.contains("评价服务"));
        drawn.app.at(contract.due_at.plus(-1)).await;
        assert_eq!(drawn.contract().state, ContractState::Accepted);
        drawn.app.at(contract.due_at).await;
        assert_eq!(drawn.contract().state, ContractState::Closed);
        let rating = drawn.city.asked(|conn| ratings::of_contract(conn, &contract.id)).unwrap();
        assert!(rating.by_default);
        assert_eq!(drawn.score(&drawn.award()), 800, "{}", drawn.app.engine);
        assert!(drawn.app.visitor().get(&format!("/contracts/{}/rating", contract.id)).await.body.contains("业主逾期未评价"));
        let late =
            drawn.browser(&drawn.city.owner).post_from("/contracts", &format!("/contracts/{}/rating", contract.id), &given("晚了")).await;
        assert_ne!(late.status, 303);
        drawn.is_calm();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rating_is_amended_once_within_its_days_and_what_it_said_before_stays() {
    for drawn in drawn().await {
        let contract = drawn.done().await;
        let (path, award) = (format!("/contracts/{}/rating", contract.id), drawn.award());
        let (owner, agency) = (drawn.browser(&drawn.city.owner), drawn.browser(&drawn.winner(&award)));
        assert_eq!(owner.post_from(&path, &path, &given("报告扎实")).await.status, 303);
        assert_eq!(drawn.score(&award), 809);
        assert_eq!(agency.post_from(&path, &format!("{path}/answer"), &[("answer", "谢谢认可")]).await.status, 303);
        let (amend, low) = (format!("{path}/amend"), lowest("成果延误，重新评价"));
        assert!(owner.get(&path).await.body.contains("前可以更正一次") && !agency.get(&path).await.body.contains("前可以更正一次"));
        assert_eq!(owner.post_from(&path, &amend, &[("quality", "9")]).await.status, 422);
        let done = owner.post_from(&path, &amend, &low).await;
        assert_eq!(done.status, 303, "{}: {}", drawn.app.engine, done.body);
        // All ones are 20 points: (5·80 + 20) / 6 = 70.0; 35 + 40 = 75.0. The first rating counts nowhere any more.
        assert_eq!(drawn.score(&award), 750);
        let page = drawn.app.visitor().get(&path).await.body;
        assert!(
            page.contains("重新评价") && page.contains("更正前的评价") && page.contains("报告扎实") && page.contains("谢谢认可"),
            "{page}"
        );
        let ledger = drawn.app.visitor().get(&format!("/agencies/{}/credit", award.agency)).await.body;
        assert!(ledger.contains("业主更正后的评价") && ledger.contains("冲销更正前的评价") && ledger.contains("已冲销"), "{ledger}");
        let entries = drawn.city.asked(|conn| credit::entries(conn, &award.agency));
        assert_eq!(entries.len(), 3, "nothing was taken out of the ledger");
        let again = owner.post_from(&path, &amend, &given("再改")).await;
        assert!(again.status != 303 && again.body.contains("一次评价只能更正一次"), "{}", again.body);
        assert_eq!(agency.post_from(&path, &format!("{path}/answer"), &[("answer", "已整改")]).await.status, 303);
        let (status, body) = api(&drawn.app, None, ("GET", &format!("/api/v1{path}")), serde_json::Value::Null).await;
        assert_eq!((status, body["original"]["quality"].as_i64(), body["quality"].as_i64()), (200, Some(5), Some(1)));
        assert_eq!((body["original"]["answer"].as_str(), body["answer"].as_str()), (Some("谢谢认可"), Some("已整改")));
        drawn.app.work().await;
        drawn.is_calm();
    }
}

fn lowest(words: &str) -> [(&'static str, &str); 6] {
    [("quality", "1"), ("timeliness", "1"), ("attitude", "1"), ("charge", "1"), ("compliance", "1"), ("words", words)]
}

#[tokio::test(flavor = "multi_thread")]
async fn a_rating_stands_from_the_end_of_its_days_and_silence_cannot_be_amended() {
    for drawn in drawn().await {
        let contract = drawn.done().await;
        let path = format!("/contracts/{}/rating", contract.id);
        let owner = || drawn.browser(&drawn.city.owner);
        assert_eq!(owner().post_from(&path, &path, &given("报告扎实")).await.status, 303);
        let rated = drawn.app.now();
        // Three working days after the day of the rating.
        let wd = drawn.app.app.policies.in_force(rated).rating.amend_wd;
        let due = drawn.app.app.calendars.now().deadline(drawn.app.app.policies.in_force(rated).term(rated, wd)).at;
        drawn.app.set_clock(due);
        let late = owner().post_from("/contracts", &format!("{path}/amend"), &lowest("晚了")).await;
        assert!(late.status != 303 && late.body.contains("更正期已过"), "{}: {}", drawn.app.engine, late.body);
        drawn.app.set_clock(due.plus(-1));
        assert_eq!(owner().post_from("/contracts", &format!("{path}/amend"), &lowest("赶上了")).await.status, 303);
        drawn.is_calm();
    }
}
