//! A draw with a round of drand, under a clock that stands in August 2023, when quicknet signed the rounds whose signatures are known here.

use mingxuan::config::Config;
use mingxuan::domain::draw::{BeaconRule, Document, DrawState, Next, Notice, Terms};
use mingxuan::domain::project::ProjectState;
use mingxuan::domain::time::{DAY, Day, MINUTE, SECOND};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use super::terms::{check_decided, open_with};
use super::*;
use crate::support::database::{Engine, engines};

/// Quicknet's round 1000 and what drand signed it with; and round 123's signature (vectors of drand-verify and tlock).
const ROUND: u64 = 1000;
const SIGNATURE: &str = "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39";
const OTHER: &str = "b75c69d0b72a5d906e854e808ba7e2accb1542ac355ae486d591aa9d43765482e26cd02df835d3546d23c4b13e0dfc92";

const BEACON: Terms = Terms { beacon: BeaconRule::Drand, ..super::terms::PLAIN };

/// A market of August 2023 whose sign-up windows end at the time of day at which they began, and whose beacon comes 624 seconds after the latest
/// reveal: a list that closes at 23:29 waits for round 1000.
async fn market(engine: Engine, relays: &[String]) -> TestApp {
    configured(engine, relays, |_| {}).await
}

async fn configured(engine: Engine, relays: &[String], more: impl FnOnce(&mut Config)) -> TestApp {
    let policy = include_str!("../../../config/policy/demonstration.toml")
        .replace("version = \"demonstration-1\"", "version = \"summer-2023\"")
        .replace("effective_from = \"2025-01-01\"", "effective_from = \"2023-01-01\"")
        .replace("beacon_margin_seconds = 600", "beacon_margin_seconds = 624");
    let file = engine.folder.path().join("summer.toml");
    std::fs::write(&file, policy).unwrap();
    let relays: Vec<url::Url> = relays.iter().map(|relay| relay.parse().unwrap()).collect();
    let change = |config: &mut Config| {
        config.market.policies = vec![file];
        config.beacon.relays = relays;
        more(config);
    };
    TestApp::configured(engine, Day::of(2023, 8, 22).unwrap().at(23, 29), change).await
}

/// A relay that answers everybody the same.
async fn relay(answer: &'static str) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move {
        while let Ok((mut stream, _)) = listener.accept().await {
            let mut asked = vec![0; 2_048];
            let read = stream.read(&mut asked).await.unwrap_or(0);
            let right = String::from_utf8_lossy(&asked[..read]).contains("/public/1000 ");
            let body = if right { answer } else { "{}" };
            let text = format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}", body.len());
            // Whoever asked may be gone already.
            let _gone = stream.write_all(text.as_bytes()).await;
        }
    });
    address
}

/// A frozen draw whose reveals are in and whose round is still to come.
async fn waiting(app: &TestApp, city: &City) -> (ProjectId, DrawId) {
    let project = open_with(app, city, BEACON).await;
    let draw = draw_of(city, &project);
    all_sign_up(city, 3, &project);
    let notice = Notice::parse(document(city, &draw, "notice.txt").unwrap()).unwrap();
    assert_eq!(notice.beacon.unwrap().number(), ROUND, "{}", app.engine);
    at_deadline(app, city, &project).await;
    assert_eq!(progress(city, &draw).next(app.now()), Next::Beacon(notice.beacon.unwrap()));
    (project, draw)
}

async fn brings(app: &TestApp, draw: &DrawId, text: &str) -> (u16, String) {
    let said = app.visitor().post(&format!("/draws/{draw}/beacon"), &[("signature", text)]).await;
    (said.status, said.body)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_worker_fetches_the_signature_and_passes_over_relays_that_lie() {
    let lie = relay("{\"round\":1000,\"signature\":\"b75c69d0b72a5d906e854e808ba7e2accb1542ac355ae486d591aa9d43765482e26cd02df835d3546d23c4b13e0dfc92\"}").await;
    let right = relay("{\"round\":1000,\"signature\":\"b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39\"}").await;
    for engine in engines() {
        let app = market(engine, &["http://127.0.0.1:1".to_owned(), lie.clone(), right.clone()]).await;
        let city = city(&app, 3);
        let (_, draw) = waiting(&app, &city).await;
        let round = mingxuan::domain::draw::Round::of(ROUND).unwrap();
        app.at(round.time().plus(-1)).await;
        assert_eq!(state(&city, &draw), DrawState::Frozen, "nobody knows it yet");
        app.at(round.time().plus(SECOND)).await;
        check_decided(&app, &city, &draw);
        let seed = document(&city, &draw, "seed.txt").unwrap();
        assert!(seed.ends_with(&format!(":{ROUND} {SIGNATURE}\n")), "{seed}");
        let bundle = bundle(&city, &draw);
        for proof in ["reveal-platform.entry", "reveal-platform.tlog-proof", "reveal-officer-witness.tlog-proof"] {
            assert!(names(&bundle).contains(&format!("proofs/{proof}")), "{proof}");
        }
        let (code, said) = verified_under(&bundle, &officers(&app));
        assert_eq!(code, 0, "every reveal lies under a head the officer vouched for in time: {said}");
        let page = app.visitor().get(&format!("/draws/{draw}")).await.body;
        assert!(page.contains("只要 drand 的多数节点不合谋") && !page.contains("没有为全部揭示作保"), "{page}");
        assert!(app.visitor().get(&format!("/api/v1/draws/{draw}")).await.body.contains("\"vouched\":true"));
    }
}

/// The keys of the market's officers, as somebody gives them who trusts them.
fn officers(app: &TestApp) -> Trusted {
    let witnesses = app.app.db.read_now(|conn| mingxuan::market::witnesses::keys(conn, &app.app)).unwrap();
    Trusted { logs: Vec::new(), witnesses }
}

#[tokio::test(flavor = "multi_thread")]
async fn reveals_that_nobody_vouched_for_before_the_round_are_said_to_be_so() {
    use crate::witness_outside::{enrolled, program, rounds};
    for engine in engines() {
        let app = configured(engine, &[], |config| config.witness.inside.clear()).await;
        let (folder, city) = (tempfile::tempdir().unwrap(), city(&app, 3));
        watchers(&app).await;
        let mut program = program(&app, folder.path());
        enrolled(&app, program.public_key()).await;
        let project = tokio::task::block_in_place(|| city.posted(super::terms::with(BEACON)));
        app.work().await;
        rounds(&mut program).await;
        let draw = draw_of(&city, &project);
        all_sign_up(&city, 3, &project);
        at_deadline(&app, &city, &project).await;
        // The officer's own clock is of another year: whatever it vouches for, it does after the round.
        rounds(&mut program).await;
        app.work().await;
        rounds(&mut program).await;
        let round = mingxuan::domain::draw::Round::of(ROUND).unwrap();
        assert_eq!(progress(&city, &draw).next(app.now()), Next::Beacon(round), "{}", app.engine);
        let letter = |body: &str| body.split("\"configuration\":\"").nth(1).and_then(|rest| rest.split('"').next()).map(str::to_owned);
        assert_eq!(letter(&app.visitor().get(&format!("/api/v1/draws/{draw}")).await.body).as_deref(), Some("C"));
        app.set_clock(round.time().plus(MINUTE));
        assert_eq!(brings(&app, &draw, SIGNATURE).await.0, 303);
        app.work().await;
        check_decided(&app, &city, &draw);
        let page = app.visitor().get(&format!("/draws/{draw}")).await.body;
        assert!(page.contains("没有为全部揭示作保") && !page.contains("只要 drand 的多数节点不合谋"), "{page}");
        let said = app.visitor().get(&format!("/api/v1/draws/{draw}")).await.body;
        assert!(said.contains("\"vouched\":false") && letter(&said).as_deref() == Some("B"), "{said}");
        let told = app.letters().iter().any(|(_, subject)| subject.contains("信标之前揭示未获作保"));
        assert!(told, "{:?}", app.letters());
        let bundle = bundle(&city, &draw);
        assert_eq!(verified(&bundle).0, 0, "everything else holds");
        let (code, said) = verified_under(&bundle, &officers(&app));
        assert!(code == 1 && said.contains("before the beacon's round"), "{said}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn anybody_brings_the_signature_and_nobody_a_false_one() {
    for engine in engines() {
        let app = market(engine, &[]).await;
        let city = city(&app, 3);
        let (_, draw) = waiting(&app, &city).await;
        let page = app.visitor().get(&format!("/draws/{draw}")).await.body;
        assert!(page.contains("等待公共信标第1000轮") && page.contains("只要 drand 的多数节点不合谋"), "{page}");
        let (status, body) = brings(&app, &draw, SIGNATURE).await;
        assert!(status == 422 && body.contains("之前不会有签名"), "{body}");
        let when = mingxuan::domain::draw::Round::of(ROUND).unwrap().time();
        app.at(when.plus(30 * DAY / 10)).await;
        assert_eq!(state(&city, &draw), DrawState::Frozen, "without a relay it waits, days if need be");
        for (text, why) in [
            ("b446", "认不出签名"),
            (OTHER, "核验不通过"),
            (&format!("{{\"round\":123,\"signature\":\"{OTHER}\"}}"), "贴来的是第123轮"),
            (&"0".repeat(96), "核验不通过"),
        ] {
            let (status, body) = brings(&app, &draw, text).await;
            assert!(status == 422 && body.contains(why), "{text}: {body}");
        }
        let (http, base) = (reqwest::Client::new(), app.base.clone());
        let door = format!("{base}/api/v1/draws/{draw}/beacon");
        let bring = |signature: &str| http.post(&door).json(&serde_json::json!({ "round": ROUND, "signature": signature })).send();
        assert_eq!(bring(OTHER).await.unwrap().status(), 409);
        assert_eq!(document(&city, &draw, "seed.txt"), None);
        let (status, body) =
            brings(&app, &draw, &format!(" {{\"round\":1000,\"randomness\":\"00\",\"signature\":\"{SIGNATURE}\"}} ")).await;
        assert_eq!(status, 303, "{body}");
        app.work().await;
        check_decided(&app, &city, &draw);
        assert!(brings(&app, &draw, SIGNATURE).await.1.contains("现在不等信标签名"));
        assert_eq!(bring(SIGNATURE).await.unwrap().status(), 409);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_beacon_that_never_comes_voids_the_draw_and_twice_fails_the_project() {
    for engine in engines() {
        let app = market(engine, &[]).await;
        let city = city(&app, 3);
        let (project, draw) = waiting(&app, &city).await;
        let until = progress(&city, &draw).beacon.unwrap().until;
        assert_eq!(until.ms() - mingxuan::domain::draw::Round::of(ROUND).unwrap().time().ms(), 7 * DAY, "policy: draw.beacon_days");
        app.at(until.plus(-1)).await;
        assert_eq!(state(&city, &draw), DrawState::Frozen);
        app.at(until).await;
        assert_eq!(state(&city, &draw), DrawState::Void, "{}", app.engine);
        assert!(document(&city, &draw, "void.txt").unwrap().ends_with("withheld beacon\n"));
        assert_eq!((verified(&bundle(&city, &draw)).0, own_troubles(&app)), (0, Vec::new()));
        assert!(app.visitor().get(&format!("/draws/{draw}")).await.body.contains("<b>公共信标</b>"));
        let second = draw_of(&city, &project);
        at_deadline(&app, &city, &project).await;
        app.at(progress(&city, &second).beacon.unwrap().until).await;
        let over = city.state(&project);
        assert_eq!((over.state, over.end_reason.as_str()), (ProjectState::Failed, "void-twice"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn with_a_beacon_neither_officer_nor_platform_can_veto() {
    use diesel::prelude::*;
    use mingxuan::db::schema::{draw_parties, witness_draws};
    for engine in engines() {
        let app = market(engine, &[]).await;
        let city = city(&app, 3);
        let project = open_with(&app, &city, BEACON).await;
        let draw = draw_of(&city, &project);
        all_sign_up(&city, 3, &project);
        let id = draw.to_string();
        let silence = move |conn: &mut mingxuan::db::DbConn| {
            diesel::delete(witness_draws::table.filter(witness_draws::draw_id.eq(&id))).execute(conn)?;
            let own = draw_parties::table.find((id.as_str(), "platform"));
            diesel::update(own).set(draw_parties::secret.eq("00")).execute(conn)?;
            Ok(())
        };
        app.app.db.write(silence).await.unwrap();
        let closes = at_deadline(&app, &city, &project).await;
        assert!(brings(&app, &draw, SIGNATURE).await.1.contains("现在不等信标签名"), "secrets may still come");
        for minutes in [18, 20, 31] {
            app.at(closes.plus(minutes * MINUTE)).await;
        }
        assert_eq!(brings(&app, &draw, SIGNATURE).await.0, 303);
        app.work().await;
        check_decided(&app, &city, &draw);
        let seed = document(&city, &draw, "seed.txt").unwrap();
        assert!(seed.contains("reveal platform -\nreveal officer:witness -\n"), "{seed}");
    }
}
