//! Ratings through the doors: once, in public, answered once; and what silence leaves.

use mingxuan::domain::contract::ContractState;
use mingxuan::domain::project::ProjectState;
use mingxuan::market::ratings;

use crate::awards::drawn;

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
