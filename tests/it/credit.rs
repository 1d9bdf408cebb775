//! The credit page and its JSON door: every point explained, and the score of any past instant computed again.

use mingxuan::domain::credit;
use mingxuan::domain::time::DAY;
use mingxuan::market::credit as ledger;
use serde_json::json;

use crate::awards::drawn;
use crate::support::people::api;

#[tokio::test(flavor = "multi_thread")]
async fn the_score_of_any_instant_can_be_computed_again_from_what_is_public() {
    for drawn in drawn().await {
        let before = drawn.app.now();
        let contract = drawn.done().await;
        let path = format!("/contracts/{}/rating", contract.id);
        drawn.app.set_clock(before.plus(DAY));
        let best = ["quality", "timeliness", "attitude", "charge", "compliance"].map(|part| (part, "5"));
        let fields = [&best[..], &[("words", "很好")]].concat();
        assert_eq!(drawn.browser(&drawn.city.owner).post_from(&path, &path, &fields).await.status, 303);
        let agency = drawn.award().agency;
        let door = format!("/api/v1/agencies/{agency}/credit");
        let (status, now) = api(&drawn.app, None, ("GET", &door), json!(null)).await;
        // (5·80 + 100) / 6 = 83.3; 41.65 + 40 = 81.7
        assert_eq!((status, now["score_tenths"].as_i64(), now["level"].as_str()), (200, Some(817), Some("b")), "{now}");
        let (_, then) = api(&drawn.app, None, ("GET", &format!("{door}?at={}", before.wire())), json!(null)).await;
        assert_eq!((then["score_tenths"].as_i64(), then["entries"].as_array().unwrap().len()), (Some(800), 0));

        let entries = drawn.city.asked(|conn| ledger::entries(conn, &agency));
        let policy = drawn.app.app.policies.in_force(before);
        let year = drawn.app.now().plus(360 * DAY);
        assert_eq!(credit::score(&entries, year, &policy.credit).tenths, 809, "half a weight after a half-life");
        drawn.app.set_clock(year);
        let (_, faded) = api(&drawn.app, None, ("GET", &door), json!(null)).await;
        assert_eq!(faded["score_tenths"], 809);
        let page = drawn.app.visitor().get(&format!("/agencies/{agency}/credit")).await.body;
        assert!(page.contains(">80.9<") && page.contains("按50%计入") && page.contains("/ratings/"), "{page}");
        assert_eq!(drawn.app.visitor().get(&format!("/agencies/{agency}/credit?at=soon")).await.status, 400);
        assert_eq!(drawn.app.visitor().get("/agencies/nobody/credit").await.status, 404);
        drawn.app.work().await;
        let shown = drawn.city.asked(|conn| mingxuan::market::agencies::profile(conn, &agency)).credit_tenths;
        assert_eq!(shown, 817, "no night was promised in this test; the shown score is that of the last entry");
        mingxuan::market::credit::jobs::refresh(&drawn.app.app).await.unwrap();
        assert_eq!(drawn.city.asked(|conn| mingxuan::market::agencies::profile(conn, &agency)).credit_tenths, 809);
    }
}
