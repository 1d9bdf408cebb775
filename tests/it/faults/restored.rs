//! Backups of a market that runs, and what happens to whoever restores one into it: a refusal in words, and a market that goes on as if nothing
//! had been; the same backup in an empty place is the same market.

use crate::support::TestApp;
use crate::support::app::Visitor;
use crate::support::database::engines;
use crate::support::program::Program;

use mingxuan::demo::doors_open;

use super::prepared;

#[tokio::test(flavor = "multi_thread")]
async fn a_backup_is_not_restored_into_a_running_city_but_beside_it() {
    for engine in engines() {
        let (name, url, key) = (engine.name, engine.url.clone(), engine.folder.path().join("secret.key"));
        let app = TestApp::on_clock(engine, doors_open()).await;
        let city = prepared(&app).await;
        let (here, there) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        for place in [&here, &there] {
            std::fs::copy(&key, place.path().join("secret.key")).unwrap();
        }
        let (data, other) = (here.path().to_string_lossy().into_owned(), there.path().to_string_lossy().into_owned());
        let file = here.path().join("market.backup").to_string_lossy().into_owned();
        let at = ["--data", &data, "--database-url", &url];
        let run = |command: &[&str], at: &[&str]| Program::run(here.path(), &[command, at].concat());

        let mut program = Program::start(here.path(), &[&["demo", "--port", "0"], at.as_slice()].concat());
        let base = program.base();
        let member = Visitor::in_session(&base, &city.tokens[0]);
        let signed = member.post_from(&city.page, &format!("{}/signups", city.page), &[]).await;
        assert_eq!(signed.status, 303, "{}", signed.body);
        let (code, said) = run(&["backup", &file], &at);
        assert_eq!(code, 0, "a running market is backed up on {name}: {said}");

        let second = Visitor::in_session(&base, &city.tokens[1]);
        let later = second.post_from(&city.page, &format!("{}/signups", city.page), &[]).await;
        assert_eq!(later.status, 303, "{}", later.body);
        let (code, said) = run(&["restore", &file], &at);
        let told = if name == "sqlite" { "in use by another mingxuan process" } else { "not empty" };
        assert!(code == 2 && said.contains(told) && said.contains("--data"), "{code} on {name}: {said}");
        let elsewhere = ["--data", &other, "--database-url", &url];
        let (code, said) = run(&["restore", &file], &elsewhere);
        assert!(code == 2 && said.contains("not empty"), "by another way to the same database, {code} on {name}: {said}");
        for receipt in [(&member, &signed), (&second, &later)] {
            assert_eq!(receipt.0.get(&receipt.1.location).await.status, 200, "the running city goes on as it was on {name}");
        }

        let fresh = format!("sqlite:{}", there.path().join("fresh.sqlite").display());
        let beside = ["--data", &other, "--database-url", &fresh];
        let (code, said) = run(&["restore", &file], &beside);
        assert_eq!(code, 0, "{said}");
        let mut twin = Program::start(there.path(), &[&["demo", "--port", "0"], beside.as_slice()].concat());
        let base = twin.base();
        let (member, second) = (Visitor::in_session(&base, &city.tokens[0]), Visitor::in_session(&base, &city.tokens[1]));
        assert_eq!(member.get(&signed.location).await.status, 200, "what was acknowledged before the backup is in it");
        assert_eq!(second.get(&later.location).await.status, 404, "what came later is not");
        assert_eq!((twin.stop(), program.stop()), (Some(0), Some(0)));
    }
}
