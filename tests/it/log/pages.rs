//! The log for people.

use super::{keys, settle};
use crate::selection::{all_sign_up, at_deadline, city, draw_of, open_project};
use crate::support::TestApp;

#[tokio::test(flavor = "multi_thread")]
async fn the_page_shows_the_head_and_finds_a_project_and_says_every_entry_in_words() {
    for app in TestApp::on_both().await {
        let empty = app.visitor().get("/log").await;
        assert_eq!(empty.status, 200, "an empty log has a page");
        let city = city(&app, 3);
        let project = open_project(&app, &city).await;
        let (draw, number) = (draw_of(&city, &project), city.state(&project).number);
        all_sign_up(&city, 3, &project);
        settle(&app.app).await;
        at_deadline(&app, &city, &project).await;
        settle(&app.app).await;
        let mut visitor = app.visitor();
        for lang in ["zh-CN", "en"] {
            visitor.lang = lang;
            let all = visitor.get("/log").await.body;
            assert!(all.contains("class=\"qr\"") && all.contains(keys(&app.app)[0].as_str()) && !all.contains('⟦'), "{lang}");
            let found = visitor.get(&format!("/log?project={number}")).await.body;
            assert!(found.contains(draw.as_str()) && !found.contains('⟦') && found.matches("/log/").count() > 8, "{lang}: {found}");
            assert!(!found.contains("<div>收到密封") && !found.contains("<div>Something sealed"), "a project does not find its sign-ups");
        }
        let mingxuan::platform::mail::Mailer::Memory { sent } = &app.app.mail else { panic!("tests keep mail in memory") };
        let printed =
            |letter: &mingxuan::platform::mail::Rendered| letter.text.contains("审计日志头：") && letter.html.contains("审计日志头：");
        assert!(sent.lock().unwrap().iter().any(|(_, letter)| printed(letter)), "letters carry the head of their time");
        assert!(
            visitor.get("/log").await.body.contains("localhost/audit/witness/witness")
                || visitor.get("/log").await.body.contains("No witness vouches")
        );
        assert!(visitor.get("/log?project=nothing").await.body.contains("No entry found"));
        let (mut open, mut sealed) = (0, 0);
        for n in 0..app.app.db.read_now(mingxuan::platform::log::reading::size).unwrap() {
            let page = visitor.get(&format!("/log/{n}")).await;
            assert!(page.status == 200 && !page.body.contains('⟦'), "{n}");
            let receipt = visitor.get(&format!("/log/{n}/receipt")).await;
            if receipt.status == 200 {
                let file = tempfile::NamedTempFile::new().unwrap();
                std::fs::write(file.path(), receipt.body).unwrap();
                assert_eq!(mingxuan::verify::verify_path(file.path(), &mut Vec::new()), mingxuan::verify::PASSED, "{n}");
                open += 1;
            } else {
                assert!(receipt.status == 404 && page.body.contains("not public"), "{n}");
                sealed += 1;
            }
        }
        assert!(open > 8 && sealed > 3, "{open} {sealed}");
        assert_eq!(visitor.get("/log/99999").await.status, 404);
        assert_eq!(visitor.get("/log/x").await.status, 404);
    }
}

#[test]
fn every_kind_of_entry_has_words_in_both_languages() {
    use mingxuan::domain::event::Kind;
    for lang in ["zh-CN", "en"] {
        let words = std::fs::read_to_string(format!("web/locales/{lang}/log.ftl")).unwrap();
        for kind in Kind::ALL {
            let key = format!("\nlog-kind-{} = ", kind.as_str().replace('.', "-"));
            assert_eq!(words.matches(&key).count(), 1, "{lang}: {kind}");
        }
    }
}
