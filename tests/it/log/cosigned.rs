//! Heads under the lines of witnesses: who vouches for what, and what waits for it.

use mingxuan::domain::draw::{DrawId, DrawState, OfficerId};
use mingxuan::domain::log::{AddCheckpoint, Cosigner, Hash, Proof, Trusted, Unwitnessed, cosigned};
use mingxuan::error::Error;
use mingxuan::market::witnesses;
use mingxuan::monitor::{self, Alarm, Trouble};
use mingxuan::platform::log::{cosigning, reading};
use mingxuan::witness;

use super::{happens, keys, settle};
use crate::selection::{all_sign_up, at_deadline, city, draw_of, open_project, state};
use crate::support::TestApp;
use crate::support::city::City;

fn officer() -> OfficerId {
    OfficerId::parse("witness").unwrap()
}

async fn asked(app: &TestApp, request: &str) -> Result<String, Unwitnessed> {
    witness::cosign_inside(&app.app, officer(), request.to_owned()).await.unwrap()
}

fn question(app: &TestApp, old: u64) -> AddCheckpoint {
    app.app.db.read_now(move |conn| cosigning::question(conn, old)).unwrap().unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_witness_vouches_for_what_grew_out_of_its_last_head_and_for_nothing_else() {
    for app in TestApp::on_both().await {
        happens(&app.app, 0..20);
        settle(&app.app).await;
        let first = question(&app, 0);
        let line = asked(&app, &first.to_string()).await.unwrap();
        let own = app.app.db.read_now(|conn| witnesses::keys(conn, &app.app)).unwrap();
        let found = cosigned(&format!("{}{line}", first.checkpoint), &own).unwrap();
        assert_eq!(found.len(), 1, "{}", app.engine);
        assert_eq!(found[0].at, app.now(), "by its own clock");
        happens(&app.app, 20..50);
        settle(&app.app).await;
        let next = question(&app, 20);
        let with = |work: fn(&mut AddCheckpoint)| {
            let mut altered = next.clone();
            work(&mut altered);
            altered.to_string()
        };
        assert_eq!(asked(&app, &question(&app, 0).to_string()).await, Err(Unwitnessed::Conflict { size: 20 }));
        assert_eq!(asked(&app, &with(|asked| asked.old = 51)).await, Err(Unwitnessed::Malformed));
        assert_eq!(asked(&app, &with(|asked| asked.proof.truncate(asked.proof.len() - 1))).await, Err(Unwitnessed::Inconsistent));
        assert_eq!(asked(&app, &with(|asked| asked.proof[0] = Hash([9; 32]))).await, Err(Unwitnessed::Inconsistent));
        assert_eq!(
            asked(&app, &with(|asked| asked.checkpoint = asked.checkpoint.replace("\n50\n", "\n49\n"))).await,
            Err(Unwitnessed::Untrusted)
        );
        assert_eq!(
            asked(&app, &with(|asked| asked.checkpoint = asked.checkpoint.replace("localhost", "elsewhere"))).await,
            Err(Unwitnessed::UnknownLog)
        );
        for broken in ["", "old 20\n", "old 020\n\n", &next.to_string().replace("old ", "Old "), &next.to_string().replace('\n', "\r\n")] {
            assert_eq!(asked(&app, broken).await, Err(Unwitnessed::Malformed), "{broken}");
        }
        asked(&app, &next.to_string()).await.unwrap();
        assert_eq!(asked(&app, &first.to_string()).await, Err(Unwitnessed::Conflict { size: 50 }), "never back");
        asked(&app, &AddCheckpoint { old: 50, proof: Vec::new(), ..next }.to_string()).await.unwrap();
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_line_that_does_not_hold_is_not_kept_and_one_that_does_stands_everywhere() {
    for app in TestApp::on_both().await {
        happens(&app.app, 0..5);
        settle(&app.app).await;
        happens(&app.app, 5..9);
        settle(&app.app).await;
        let stranger = Cosigner::new("localhost/audit/witness/witness", &[3; 32]).unwrap();
        let note = question(&app, 0).checkpoint;
        let false_line = format!("{note}{}", stranger.cosign(&note, app.now()).unwrap());
        assert!(matches!(witnesses::take(&app.app, &officer(), false_line).await, Err(Error::Conflict)), "{}", app.engine);
        assert!(matches!(witnesses::take(&app.app, &OfficerId::parse("nobody").unwrap(), note).await, Err(Error::NotFound)));
        witnesses::ask_inside(&app.app).await.unwrap();
        witnesses::ask_inside(&app.app).await.unwrap();
        let own = app.app.db.read_now(|conn| witnesses::keys(conn, &app.app)).unwrap();
        let visitor = app.visitor();
        assert_eq!(cosigned(&visitor.get("/checkpoint").await.body, &own).unwrap().len(), 1);
        let proof = Proof::parse(&visitor.get("/proof/2.tlog-proof").await.body).unwrap();
        let entry = app.app.db.read_now(|conn| reading::entry(conn, 2)).unwrap();
        assert_eq!(proof.check(&entry, &keys(&app.app)).unwrap().size, 9, "the first head somebody vouches for");
        proof.cosigned_by(&own).unwrap();
        assert!(proof.cosigned_by(&[stranger.public().clone()]).is_err());
        happens(&app.app, 9..10);
        settle(&app.app).await;
        assert!(cosigned(&visitor.get("/checkpoint").await.body, &own).unwrap().is_empty(), "not yet under the newest");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_that_noted_a_head_before_a_crash_is_asked_from_there() {
    for app in TestApp::on_both().await {
        happens(&app.app, 0..5);
        settle(&app.app).await;
        asked(&app, &question(&app, 0).to_string()).await.unwrap();
        happens(&app.app, 5..9);
        settle(&app.app).await;
        witnesses::ask_inside(&app.app).await.unwrap();
        assert_eq!(app.app.db.read_now(|conn| cosigning::last(conn, "localhost/audit/witness/witness")).unwrap(), 9, "{}", app.engine);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_freeze_lies_under_a_head_the_officers_vouch_for_before_anybody_reveals() {
    for app in TestApp::on_both().await {
        let city = city(&app, 3);
        let project = open_project(&app, &city).await;
        let draw = draw_of(&city, &project);
        all_sign_up(&city, 3, &project);
        at_deadline(&app, &city, &project).await;
        assert_eq!(state(&city, &draw), DrawState::Decided, "{}", app.engine);
        let visitor = app.visitor();
        let mut proofs = Vec::new();
        for name in ["freeze.txt", "seed.txt"] {
            let index = place(&city, &draw, name);
            proofs.push(Proof::parse(&visitor.get(&format!("/proof/{index}.tlog-proof")).await.body).unwrap());
        }
        let own = app.app.db.read_now(|conn| witnesses::keys(conn, &app.app)).unwrap();
        let freeze = &proofs[0];
        freeze.cosigned_by(&own).unwrap();
        let size = |proof: &Proof| proof.checkpoint.lines().nth(1).unwrap().parse::<u64>().unwrap();
        assert!(size(freeze) <= proofs[1].index, "vouched for before the seed was written");
    }
}

/// Where a document of a draw lies in the log.
fn place(city: &City, draw: &DrawId, name: &str) -> i64 {
    use diesel::prelude::*;
    use mingxuan::db::schema::{draw_documents, log_positions};
    let placed = draw_documents::table.inner_join(log_positions::table.on(log_positions::document_id.eq(draw_documents::log_id)));
    let own = placed.filter(draw_documents::draw_id.eq(draw.as_str())).filter(draw_documents::name.eq(name));
    city.asked(|conn| Ok(own.select(log_positions::idx).first(conn)?))
}

#[tokio::test(flavor = "multi_thread")]
async fn a_monitor_that_knows_the_witnesses_misses_them() {
    for app in TestApp::on_both().await {
        let folder = tempfile::tempdir().unwrap();
        let (url, state) = (app.base.parse().unwrap(), folder.path().join("state.json"));
        let witnesses = app.app.db.read_now(|conn| witnesses::keys(conn, &app.app)).unwrap();
        let trusted = Trusted { logs: Vec::new(), witnesses };
        let look = || monitor::look(&url, &state, &trusted);
        happens(&app.app, 0..5);
        settle(&app.app).await;
        assert_eq!(look().await.unwrap().unvouched, 1, "{}: a head may be a second old", app.engine);
        let silent = look().await;
        assert!(matches!(&silent, Err(Trouble::Alarm(Alarm::Unvouched { name })) if name.ends_with("/witness")), "{silent:?}");
        witnesses::ask_inside(&app.app).await.unwrap();
        assert_eq!(look().await.unwrap().unvouched, 0);
    }
}
