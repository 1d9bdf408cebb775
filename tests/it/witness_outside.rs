//! The witness officer on another machine: its own folder, its own key, and nothing but the market's address.

use diesel::prelude::*;
use mingxuan::db::schema::{log_documents, signups};
use mingxuan::domain::draw::{DrawId, DrawState, OfficerId};
use mingxuan::domain::log::{Cosigner, Trusted};
use mingxuan::domain::project::{ProjectId, ProjectState};
use mingxuan::domain::role::Role;
use mingxuan::error::Error;
use mingxuan::witness::outside::{Program, Settings};

use crate::selection::{all_sign_up, bundle, city, document, draw_of, python_says, state, verified, verified_under};
use crate::support::TestApp;
use crate::support::city::City;

const OFFICER: &str = "supervision";

pub fn program(app: &TestApp, folder: &std::path::Path) -> Program {
    let officer = OfficerId::parse(OFFICER).unwrap();
    Program::open(Settings { server: app.base.parse().unwrap(), folder: folder.to_owned(), officer, authority: None, log_keys: Vec::new() })
        .unwrap()
}

/// Administrator and supervisor let the key in, each on the public page.
pub async fn enrolled(app: &TestApp, key: &str) {
    let (admin, supervisor) = (app.staff(Role::Administrator).await, app.staff(Role::Supervisor).await);
    let written = [("id", OFFICER), ("body", "临澄市公共资源交易监督管理局"), ("key", key)];
    assert_eq!(admin.visitor.post_from("/witnesses", "/witnesses", &written).await.status, 303);
    assert_ne!(admin.visitor.post_from("/witnesses", "/witnesses/supervision/decide/confirm", &[]).await.status, 303, "it takes two");
    let desk = supervisor.visitor.get("/desk").await.body;
    assert!(desk.contains("确认监督见证端") && desk.contains("href=\"/witnesses\""), "{desk}");
    assert_eq!(supervisor.visitor.post_from("/witnesses", "/witnesses/supervision/decide/confirm", &[]).await.status, 303);
    assert!(!supervisor.visitor.get("/desk").await.body.contains("确认监督见证端"), "nothing is left to do");
}

/// A project whose draw has both officers, its notice out.
async fn open(app: &TestApp, city: &City, program: &mut Program) -> (ProjectId, DrawId) {
    let project = tokio::task::block_in_place(|| city.project(Vec::new()));
    app.work().await;
    assert_eq!(city.state(&project).state, ProjectState::AwaitingCommitments, "nothing goes on without the officer outside");
    assert_eq!(program.round().await.unwrap(), 2, "it commits, and vouches for the log");
    assert_eq!(city.state(&project).state, ProjectState::Open, "{}", app.engine);
    let draw = draw_of(city, &project);
    (project, draw)
}

/// Calls until nothing is asked any more.
pub async fn rounds(program: &mut Program) {
    while program.round().await.unwrap() > 0 {}
}

#[tokio::test(flavor = "multi_thread")]
async fn a_draw_has_its_second_secret_on_another_machine() {
    for app in TestApp::on_both().await {
        let (folder, city) = (tempfile::tempdir().unwrap(), city(&app, 3));
        let mut program = program(&app, folder.path());
        assert!(matches!(program.round().await, Err(Error::SignIn)), "nobody let this key in");
        enrolled(&app, program.public_key()).await;
        let (project, draw) = open(&app, &city, &mut program).await;
        all_sign_up(&city, 3, &project);
        app.at(city.state(&project).closes_at).await;
        assert_eq!(state(&city, &draw), DrawState::Frozen, "the list waits for the officer outside");
        rounds(&mut program).await;
        app.work().await;
        assert_eq!(state(&city, &draw), DrawState::Decided, "{}", app.engine);
        let notice = document(&city, &draw, "notice.txt").unwrap();
        assert!(notice.contains("commit officer:witness ") && notice.contains("commit officer:supervision "), "{notice}");
        let bundle = bundle(&city, &draw);
        let (code, said) = verified(&bundle);
        assert_eq!(code, 0, "{said}");
        assert!(!python_says(&bundle).contains("FAIL"));
        let visitor = app.visitor();
        assert!(visitor.get(&format!("/draws/{draw}")).await.body.contains("配置B"));
        let witnesses = app.app.db.read_now(|conn| mingxuan::market::witnesses::keys(conn, &app.app)).unwrap();
        assert_eq!(witnesses.len(), 2);
        let trusted = Trusted { logs: Vec::new(), witnesses };
        let (code, said) = verified_under(&bundle, &trusted);
        assert!(code == 0 && said.contains("2 of yours vouch for the freeze"), "{said}");
        let stranger = Cosigner::new("localhost/audit/witness/supervision", &[1; 32]).unwrap().public().clone();
        let (code, said) = verified_under(&bundle, &Trusted { witnesses: vec![stranger], ..trusted });
        assert!(code == 1 && said.contains("freeze.tlog-proof") && said.contains("lacks the line of a witness"), "{said}");
        let policy = visitor.get("/log.policy").await.body;
        assert!(
            policy.contains("\nwitness officer-2 localhost/audit/witness/supervision+") && policy.ends_with("\nquorum officers\n"),
            "{policy}"
        );
        assert!(visitor.get(&format!("/api/v1/draws/{draw}")).await.body.contains("\"configuration\":\"B\""));
        let page = visitor.get("/witnesses").await;
        assert!(page.status == 200 && page.body.contains("临澄市公共资源交易监督管理局") && !page.body.contains("csrf"), "{}", page.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_platform_that_drops_a_sign_up_is_refused_in_public() {
    for app in TestApp::on_both().await {
        let (folder, city) = (tempfile::tempdir().unwrap(), city(&app, 4));
        let mut program = program(&app, folder.path());
        enrolled(&app, program.public_key()).await;
        // The officer inside is the platform's own; a platform that cheats has it look away.
        let (project, draw) = open(&app, &city, &mut program).await;
        all_sign_up(&city, 4, &project);
        let dropped = draw.to_string();
        let gone = app.app.db.write(move |conn| {
            let one: String = signups::table.filter(signups::draw_id.eq(dropped)).select(signups::id).first(conn)?;
            Ok(diesel::delete(signups::table.find(one)).execute(conn)?)
        });
        assert_eq!(gone.await.unwrap(), 1);
        let closes = city.state(&project).closes_at;
        app.at(closes).await;
        rounds(&mut program).await;
        app.at(closes.plus(3_600_000)).await;
        assert_eq!(state(&city, &draw), DrawState::Frozen, "{}", app.engine);
        let page = app.visitor().get(&format!("/draws/{draw}")).await.body;
        assert!(page.contains("sign-up-missing"), "{page}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_platform_that_hides_a_sign_up_and_its_opening_is_caught_by_the_log() {
    for app in TestApp::on_both().await {
        let (folder, city) = (tempfile::tempdir().unwrap(), city(&app, 4));
        let mut program = program(&app, folder.path());
        enrolled(&app, program.public_key()).await;
        let (project, draw) = open(&app, &city, &mut program).await;
        all_sign_up(&city, 4, &project);
        let hidden = draw.to_string();
        let gone = app.app.db.write(move |conn| {
            let own = signups::table.filter(signups::draw_id.eq(hidden));
            let (id, document): (String, i64) = own.select((signups::id, signups::log_id)).first(conn)?;
            diesel::delete(log_documents::table.find(document)).execute(conn)?;
            Ok(diesel::delete(signups::table.find(id)).execute(conn)?)
        });
        assert_eq!(gone.await.unwrap(), 1);
        app.at(city.state(&project).closes_at).await;
        assert!(document(&city, &draw, "approval-witness.txt").is_some(), "the officer inside sees nothing amiss: {}", app.engine);
        rounds(&mut program).await;
        let page = app.visitor().get(&format!("/draws/{draw}")).await.body;
        assert!(page.contains("log-entries-differ"), "{page}");
        assert_eq!(state(&city, &draw), DrawState::Frozen);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_that_lost_its_promise_is_named_and_the_draw_is_void() {
    for app in TestApp::on_both().await {
        let (folder, city) = (tempfile::tempdir().unwrap(), city(&app, 3));
        let mut program = program(&app, folder.path());
        enrolled(&app, program.public_key()).await;
        let (project, draw) = open(&app, &city, &mut program).await;
        all_sign_up(&city, 3, &project);
        // Its disk is restored from a copy made before it committed.
        std::fs::remove_dir_all(folder.path().join("draws")).unwrap();
        std::fs::create_dir(folder.path().join("draws")).unwrap();
        let closes = city.state(&project).closes_at;
        app.at(closes).await;
        assert_eq!(program.round().await.unwrap(), 0, "it does not answer for what it does not know");
        app.at(closes.plus(24 * 3_600_000)).await;
        assert_eq!(state(&city, &draw), DrawState::Void, "{}", app.engine);
        assert!(document(&city, &draw, "void.txt").unwrap().contains("withheld officer:supervision\n"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_outside_checks_the_list_of_who_may_sign_up() {
    use crate::selection::pool::{LISTED, forged};
    use crate::selection::terms::with;
    use mingxuan::domain::draw::{Document, Pool, RegistryId};
    for engine in crate::support::database::engines() {
        let now = mingxuan::domain::time::Day::of(2026, 11, 16).unwrap().at(9, 0);
        let app = TestApp::configured(engine, now, |config| config.witness.inside.clear()).await;
        let (folder, city) = (tempfile::tempdir().unwrap(), city(&app, 4));
        let mut program = program(&app, folder.path());
        enrolled(&app, program.public_key()).await;
        for cheats in [false, true] {
            let project = tokio::task::block_in_place(|| city.posted(with(LISTED)));
            app.work().await;
            rounds(&mut program).await;
            let draw = draw_of(&city, &project);
            assert_eq!(city.state(&project).state, ProjectState::Open, "{}", app.engine);
            all_sign_up(&city, 3, &project);
            if cheats {
                // One more stands in the list that is shown than in the list the notice names.
                let more = |known: &str| {
                    let known = Pool::parse(known).unwrap();
                    let ids = known.agencies().iter().cloned().chain(RegistryId::parse(&crate::support::city::code(9)));
                    Pool::new(draw.clone(), ids.collect()).to_text()
                };
                forged(&city, &draw, more).await;
            }
            app.at(city.state(&project).closes_at).await;
            rounds(&mut program).await;
            app.work().await;
            let (wanted, refusal) = (if cheats { DrawState::Frozen } else { DrawState::Decided }, "refusal-supervision.txt");
            assert_eq!(state(&city, &draw), wanted, "{}", app.engine);
            assert_eq!(document(&city, &draw, refusal).is_some(), cheats);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_else_speaks_for_an_officer() {
    for app in TestApp::on_both().await {
        let (own, forged) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        let mut program = program(&app, own.path());
        enrolled(&app, program.public_key()).await;
        assert_eq!(program.round().await.unwrap(), 0);
        let mut stranger = self::program(&app, forged.path());
        assert!(matches!(stranger.round().await, Err(Error::SignIn)));
        let bare = app.visitor().get("/api/v1/witness/asks").await;
        assert_eq!(bare.status, 401);
        let admin = app.staff(Role::Administrator).await;
        for (id, key) in [("Big", &*"ab".repeat(32)), (OFFICER, stranger.public_key()), ("witness", stranger.public_key()), ("new", "00")] {
            let written = [("id", id), ("body", "监督管理局"), ("key", key)];
            let refused = admin.visitor.post_from("/witnesses", "/witnesses", &written).await;
            assert_eq!(refused.status, 422, "{id} {key}");
            assert!(refused.body.contains("监督管理局"), "what was typed stays");
        }
        // It leaves by both, too; then it is not asked for new draws.
        assert_eq!(admin.visitor.post_from("/witnesses", "/witnesses/supervision/leave", &[]).await.status, 303);
        let supervisor = app.staff(Role::Supervisor).await;
        assert_eq!(supervisor.visitor.post_from("/witnesses", "/witnesses/supervision/decide/confirm", &[]).await.status, 303);
        let city = city(&app, 1);
        let project = tokio::task::block_in_place(|| city.project(Vec::new()));
        app.work().await;
        assert_eq!(city.state(&project).state, ProjectState::Open, "{}", app.engine);
    }
}
