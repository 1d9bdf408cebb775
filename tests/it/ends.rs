//! What everybody reads of a project once it is decided: the agency that was chosen, the fingerprint of its notice, or why nobody was.

use std::collections::BTreeSet;

use mingxuan::domain::hash::Hash32;
use mingxuan::domain::project::FailReason;
use mingxuan::market::projects;
use mingxuan::platform::i18n::{Lang, T};

use crate::awards::drawn;
use crate::support::people::api;

#[test]
fn every_reason_to_fail_has_its_own_words_in_both_languages() {
    for lang in [Lang::Zh, Lang::En] {
        let t = T { lang };
        let words: BTreeSet<String> = FailReason::ALL.iter().map(|reason| t.word("project-fail", reason)).collect();
        assert_eq!(words.len(), FailReason::ALL.len());
        assert!(words.iter().all(|words| words.chars().count() > 6 && !words.contains("project-fail")), "{words:?}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_chosen_agency_stands_on_the_projects_page_as_long_as_its_award_does() {
    for drawn in drawn().await {
        let (app, award) = (&drawn.app, drawn.award());
        let (number, first) = (drawn.city.state(&drawn.project).number, drawn.winner(&award));
        let path = format!("/projects/{number}");
        let page = app.visitor().get(&path).await.body;
        assert!(page.contains(&format!("href=\"/agencies/{}\"><b>{}</b>", first.org, first.org_name)), "{}: {page}", app.engine);
        assert!(page.contains(&format!("href=\"/awards/{}\"", award.serial)));
        let own = format!("/agency/awards/{}", award.id);
        let declined = drawn.browser(&first).post_from(&own, &format!("{own}/decline"), &[("reason", "人员不足")]).await;
        assert_eq!(declined.status, 303, "{}", declined.body);
        app.work().await;
        let second = drawn.winner(&drawn.award());
        let page = app.visitor().get(&path).await.body;
        assert!(page.contains(&format!("<b>{}</b>", second.org_name)) && !page.contains(&format!("<b>{}</b>", first.org_name)), "{page}");
        let (status, body) = api(app, None, ("GET", &format!("/api/v1/projects/{number}")), serde_json::Value::Null).await;
        assert_eq!((status, body["chosen"]["name"].as_str()), (200, Some(&*second.org_name)));
        drawn.is_calm();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_notice_carries_the_fingerprint_of_the_document_the_log_holds() {
    for drawn in drawn().await {
        let (app, award) = (&drawn.app, drawn.award());
        app.app.log.settle(&app.app.db, app.now()).await.unwrap();
        let (status, body) = api(app, None, ("GET", &format!("/api/v1/awards/{}", award.serial)), serde_json::Value::Null).await;
        let (document, sha256) = (body["document"].as_str().unwrap(), body["sha256"].as_str().unwrap());
        assert_eq!((status, Hash32::of(document).to_string().as_str()), (200, sha256), "{}", app.engine);
        assert!(document.contains(&award.serial) && document.contains(&drawn.winner(&award).org_name), "{document}");
        let index = body["log_index"].as_u64().unwrap();
        let entry = drawn.city.asked(|conn| mingxuan::platform::log::reading::entry(conn, index));
        assert!(entry.contains(sha256), "{entry}");
        let page = app.visitor().get(&format!("/awards/{}", award.serial)).await.body;
        let shown: String = page.split("通知书指纹").nth(1).unwrap().split("</p>").next().unwrap().chars().collect();
        let hex: String = shown.split('>').map(|part| part.split('<').next().unwrap_or_default().replace(' ', "")).collect();
        assert!(hex.contains(sha256), "{hex}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_failed_projects_pages_say_why_in_words() {
    for drawn in drawn().await {
        let (app, award, id) = (&drawn.app, drawn.award(), drawn.project.clone());
        let shared = app.app.clone();
        app.app.db.write(move |conn| projects::fail(conn, &shared, &id, FailReason::VoidTwice)).await.unwrap();
        let project = drawn.city.state(&drawn.project);
        let said = "抽取两次作废";
        let public = [format!("/projects/{}", project.number), format!("/draws/{}", award.draw)];
        for path in public {
            assert!(app.visitor().get(&path).await.body.contains(said), "{}: {path}", app.engine);
        }
        let owner = drawn.browser(&drawn.city.owner).get(&format!("/owner/projects/{}", project.id)).await.body;
        assert!(owner.contains(said), "{owner}");
        let agency = drawn.browser(&drawn.winner(&award));
        let list = agency.get("/agency/signups").await.body;
        let receipt = list.split("/signups/").nth(1).unwrap().split('"').next().unwrap();
        assert!(agency.get(&format!("/signups/{receipt}")).await.body.contains(said));
        let mut english = app.visitor();
        english.lang = "en";
        assert!(english.get(&format!("/projects/{}", project.number)).await.body.contains("The draw was void twice"));
    }
}
