//! A number that lowers the average, with a witness officer on another machine: it commits before the notice, reveals, and releases its key after.

use mingxuan::domain::draw::DrawState;
use mingxuan::domain::log::Trusted;
use mingxuan::domain::time::MINUTE;

use super::lowered::{all_seal, released};
use super::*;
use crate::selection::{document, state, verified_under};
use crate::witness_outside::{enrolled, program, rounds};

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_elsewhere_commits_to_the_number_and_releases_its_key_after_it() {
    for app in TestApp::on_both().await {
        let (folder, city) = (tempfile::tempdir().unwrap(), city(&app, 3));
        let mut program = program(&app, folder.path());
        enrolled(&app, program.public_key()).await;
        let mut posting = posting(Vec::new());
        (posting.price_kind, posting.spec.way.preset) = (PriceKind::Cap, "closest-to-lowered-average".into());
        let project = tokio::task::block_in_place(|| city.posted(posting));
        app.work().await;
        rounds(&mut program).await;
        assert_eq!(city.state(&project).state, ProjectState::AwaitingCommitments, "its keys are there, its commitments are not");
        app.at(app.now().plus(MINUTE)).await;
        rounds(&mut program).await;
        app.work().await;
        let draw = draw_of(&city, &project);
        let number = DrawId::parse(&format!("{}/3", city.state(&project).number)).unwrap();
        assert_eq!(city.state(&project).state, ProjectState::Open, "{}", app.engine);
        assert!(document(&city, &number, "pledge-supervision.txt").is_some(), "committed before the notice");
        all_seal(&city, (&project, &draw), 0);
        at_deadline(&app, &city, &project).await;
        rounds(&mut program).await;
        app.work().await;
        assert_eq!((state(&city, &draw), state(&city, &number)), (DrawState::Decided, DrawState::Frozen), "{}", app.engine);
        assert_eq!(released(&city, &project), 0, "the number waits for the officer, and the quotes for the number");
        for _ in 0..3 {
            rounds(&mut program).await;
            app.at(app.now().plus(10_000)).await;
        }
        assert_eq!((state(&city, &number), released(&city, &project)), (DrawState::Decided, 3), "{}", app.engine);
        assert_eq!(city.state(&project).state, ProjectState::Selected, "{}", app.engine);
        let witnesses = app.app.db.read_now(|conn| mingxuan::market::witnesses::keys(conn, &app.app)).unwrap();
        let (exit, said) = verified_under(&bundle(&city, &draw), &Trusted { logs: Vec::new(), witnesses });
        assert!(exit == 0 && said.contains("drawn number"), "the officers vouch for both lists: {said}");
    }
}
