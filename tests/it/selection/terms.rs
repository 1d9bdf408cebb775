//! Draws that are more than the plain one: secrets of applicants, tickets by credit, public dice; through the doors people use.

use mingxuan::domain::credit::{Level, Source};
use mingxuan::domain::draw::terms::tickets;
use mingxuan::domain::draw::{
    Dice, Document, DrawState, Freeze, Hash32, Label, Mode, Next, Nonces, Notice, PoolKind, Secret, Terms, Who, ceremony_reveal, commitment,
};
use mingxuan::domain::project::{Posting, ProjectState};
use mingxuan::domain::role::{MemberRank, Role};
use mingxuan::market::selection::service;
use mingxuan::market::{credit, signups};
use reqwest::multipart::{Form, Part};

use super::*;
use crate::support::app::answer;
use crate::support::city::posting;

/// A posting with these terms.
pub fn with(terms: Terms) -> Posting {
    let mut posting = posting(Vec::new());
    posting.spec.draw = terms;
    posting
}

/// An open project with these terms.
pub async fn open_with(app: &TestApp, city: &City, terms: Terms) -> ProjectId {
    let project = tokio::task::block_in_place(|| city.posted(with(terms)));
    app.work().await;
    assert_eq!(city.state(&project).state, ProjectState::Open, "{}", app.engine);
    project
}

/// The terms of the plain draw.
pub const PLAIN: Terms = Terms {
    mode: Mode::Uniform,
    nonces: Nonces::None,
    dice: Dice::None,
    beacon: mingxuan::domain::draw::BeaconRule::None,
    pool: PoolKind::Open,
};
const SECRETS: Terms = Terms { nonces: Nonces::Commit, ..PLAIN };
const DICE: Terms = Terms { dice: Dice::Public, ..PLAIN };

fn secret(n: u8) -> Secret {
    Secret([n; 32])
}

fn promised(draw: &DrawId, label: &str, secret: &Secret) -> String {
    commitment(draw, &Who::Applicant(Label::parse(label).unwrap()), secret).to_string()
}

/// A member of the n-th agency, and its sign-up.
async fn member(app: &TestApp, city: &City, n: usize, draw: &DrawId) -> (Signed, signups::Signup) {
    let signed = app.signed(&city.agencies[n].org, Role::Agency, MemberRank::Clerk).await;
    let agency = city.agencies[n].org.as_str().into();
    (signed, city.asked(|conn| signups::mine(conn, draw.as_str(), &agency)).unwrap())
}

async fn commits(who: &Signed, signup: &signups::Signup, (kind, hex): (&str, &str)) -> (u16, String) {
    let page = format!("/signups/{}", signup.id);
    let said = who.visitor.post_from(&page, &format!("{page}/commitment"), &[("kind", kind), ("hex", hex)]).await;
    (said.status, said.body)
}

async fn reveals(app: &TestApp, draw: &DrawId, (label, secret): (&str, &Secret)) -> (u16, String) {
    let said = app.visitor().post(&format!("/draws/{draw}/reveal"), &[("label", label), ("nonce", &secret.to_string())]).await;
    (said.status, said.body)
}

fn next(app: &TestApp, city: &City, draw: &DrawId) -> Next {
    progress(city, draw).next(app.now())
}

/// What each locks in, and what is refused.
async fn locked_in(draw: &DrawId, people: &[(Signed, signups::Signup)], labels: &[String]) {
    // The first types its secret, the second its fingerprint, twice; the third is silent; the fourth loses its secret; the fifth brings none.
    let shown = people[0].0.visitor.get(&format!("/signups/{}", people[0].1.id)).await.body;
    assert!(shown.contains("锁定自己的秘密") && shown.contains(&format!("mingxuan nonce {draw} {}", labels[0])), "{shown}");
    let (status, body) = commits(&people[0].0, &people[0].1, ("nonce", &people[0].1.label_nonce)).await;
    assert!(status == 422 && body.contains("不能当作秘密"), "the market knows the label nonce: {body}");
    assert_eq!(commits(&people[0].0, &people[0].1, ("nonce", "12345")).await.0, 422);
    assert_eq!(commits(&people[0].0, &people[0].1, ("nonce", &secret(1).to_string())).await.0, 303);
    for n in [9, 2] {
        assert_eq!(commits(&people[1].0, &people[1].1, ("commitment", &promised(draw, &labels[1], &secret(n)))).await.0, 303);
    }
    for n in [2, 3] {
        let own = promised(draw, &labels[n], &secret(u8::try_from(n).unwrap() + 1));
        assert_eq!(commits(&people[n].0, &people[n].1, ("commitment", &own)).await.0, 303);
    }
    assert_eq!(commits(&people[0].0, &people[1].1, ("commitment", &Hash32::of("x").to_string())).await.0, 404, "another agency's");
}

#[tokio::test(flavor = "multi_thread")]
async fn applicants_lock_in_secrets_reveal_from_anywhere_and_are_not_punished_for_silence() {
    for app in TestApp::on_both().await {
        let city = city(&app, 5);
        let project = open_with(&app, &city, SECRETS).await;
        let draw = draw_of(&city, &project);
        all_sign_up(&city, 5, &project);
        let mut people = Vec::new();
        for n in 0..5 {
            people.push(member(&app, &city, n, &draw).await);
        }
        let labels: Vec<String> = people.iter().map(|(_, signup)| signup.label.clone()).collect();
        locked_in(&draw, &people, &labels).await;
        let (status, body) = reveals(&app, &draw, (&labels[0], &secret(1))).await;
        assert!(status == 422 && body.contains("名单还没有冻结"), "{body}");
        let closes = at_deadline(&app, &city, &project).await;
        let freeze = Freeze::parse(document(&city, &draw, "freeze.txt").unwrap()).unwrap();
        assert_eq!(freeze.entries().iter().filter(|entry| entry.commitment.is_some()).count(), 4);
        assert_eq!((next(&app, &city, &draw), own_troubles(&app)), (Next::Applicants, Vec::<String>::new()), "the roster check passed");
        let asked = |n: usize| {
            app.letters().iter().any(|(to, subject)| *to == format!("agency{n}@city.example") && subject.contains("可以揭示贵机构的秘密"))
        };
        assert_eq!([1, 2, 3, 4, 5].map(asked), [true, true, true, true, false]);
        let (status, body) = reveals(&app, &draw, (&labels[0], &secret(7))).await;
        assert!(status == 422 && body.contains("与报名时锁定的指纹不符"), "{body}");
        assert!(reveals(&app, &draw, ("b-0000", &secret(1))).await.1.contains("冻结名单里没有这个编号"));
        assert!(reveals(&app, &draw, (&labels[4], &secret(5))).await.1.contains("不需要揭示"));
        assert_eq!(reveals(&app, &draw, (&labels[1], &secret(9))).await.0, 422, "only the last commitment counts");
        assert_eq!(reveals(&app, &draw, (&labels[0], &secret(1))).await.0, 303);
        assert_eq!(reveals(&app, &draw, (&labels[0], &secret(1))).await.0, 303, "the same again changes nothing");
        assert_eq!(from_receipt(&app, &city, (&draw, &secret(2))).await, 303);
        let page = app.visitor().get(&format!("/draws/{draw}")).await.body;
        assert!(
            page.contains("由机构揭示自己的秘密")
                && page.contains("机构可锁定自己的秘密")
                && page.contains(&format!("/draws/{draw}/reveal"))
        );
        let middle = progress(&city, &draw).midpoint();
        assert!(middle > closes);
        app.at(middle).await;
        let (status, body) = reveals(&app, &draw, (&labels[3], &secret(4))).await;
        assert!(status == 422 && body.contains("时间已过") && body.contains("没有影响"), "{body}");
        check_decided(&app, &city, &draw);
        let seed = document(&city, &draw, "seed.txt").unwrap();
        assert!(seed.contains(&format!("reveal applicant:{} {}\n", labels[0], secret(1))), "{seed}");
        assert!(
            seed.contains(&format!("reveal applicant:{} -\n", labels[2])) && seed.contains(&format!("reveal applicant:{} -\n", labels[3]))
        );
        assert!(!seed.contains(&labels[4]) && document(&city, &draw, "result.txt").unwrap().contains("ranked 5\n"));
    }
}

/// Brings the second agency's secret in the receipt file as the browser that made it has saved it.
async fn from_receipt(app: &TestApp, city: &City, (draw, secret): (&DrawId, &Secret)) -> u16 {
    let (who, signup) = member(app, city, 1, draw).await;
    let file = who.visitor.get(&format!("/signups/{}/receipt", signup.id)).await.body;
    let mut file: serde_json::Value = serde_json::from_str(&file).unwrap();
    file["nonce"] = secret.to_string().into();
    let visitor = app.visitor();
    let (http, base) = visitor.raw();
    let part = Part::bytes(file.to_string().into_bytes()).file_name("receipt.json");
    let form = Form::new().text("label", "").text("nonce", "").part("receipt", part);
    let sent = http.post(format!("{base}/draws/{draw}/reveal")).header("origin", base).multipart(form);
    answer(sent.send().await.unwrap()).await.status
}

/// The draw has a result, and every verifier agrees with it.
pub fn check_decided(app: &TestApp, city: &City, draw: &DrawId) {
    assert_eq!((own_troubles(app), state(city, draw)), (Vec::new(), DrawState::Decided), "{}", app.engine);
    let bundle = bundle(city, draw);
    let (exit, said) = verified(&bundle);
    assert_eq!(exit, 0, "{said}");
    assert!(python_says(&bundle).starts_with("OK "), "{}", python_says(&bundle));
}

#[tokio::test(flavor = "multi_thread")]
async fn once_every_secret_is_in_nobody_waits_and_programs_reveal_too() {
    for app in TestApp::on_both().await {
        let city = city(&app, 3);
        let project = open_with(&app, &city, SECRETS).await;
        let draw = draw_of(&city, &project);
        all_sign_up(&city, 3, &project);
        let (who, signup) = member(&app, &city, 1, &draw).await;
        let promise = promised(&draw, &signup.label, &secret(3));
        assert_eq!(commits(&who, &signup, ("commitment", &promise)).await.0, 303);
        let closes = at_deadline(&app, &city, &project).await;
        assert_eq!(next(&app, &city, &draw), Next::Applicants);
        let visitor = app.visitor();
        let (http, base) = visitor.raw();
        let door = format!("{base}/api/v1/draws/{draw}/reveals");
        let bring = |nonce: String| http.post(&door).json(&serde_json::json!({ "label": signup.label, "nonce": nonce })).send();
        assert_eq!(bring("no".into()).await.unwrap().status(), 422);
        assert_eq!(bring(secret(4).to_string()).await.unwrap().status(), 409);
        assert_eq!(bring(secret(3).to_string()).await.unwrap().status(), 204);
        assert_eq!(app.now(), closes, "the clock did not move");
        check_decided(&app, &city, &draw);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_plain_draw_takes_no_secret_and_a_policy_decides_what_may_be_chosen() {
    let app = TestApp::start().await; // What the law and the policy refuse does not depend on the engine.
    let city = city(&app, 3);
    let project = open_project(&app, &city).await;
    let draw = draw_of(&city, &project);
    all_sign_up(&city, 3, &project);
    let (who, signup) = member(&app, &city, 0, &draw).await;
    assert!(!who.visitor.get(&format!("/signups/{}", signup.id)).await.body.contains("锁定自己的秘密（可选）"));
    let refused = who
        .visitor
        .post_from("/agency/signups", &format!("/signups/{}/commitment", signup.id), &[("kind", "nonce"), ("hex", &secret(1).to_string())])
        .await;
    assert_eq!(refused.status, 409, "{}", refused.body);
    assert!(app.visitor().get(&format!("/draws/{draw}/reveal")).await.body.contains("不收机构自己的秘密"));
    let mut policy = app.app.policies.iter().next().unwrap().clone();
    policy.draw.modes = vec![Mode::Uniform];
    assert!(with(Terms { mode: Mode::Weighted, ..Terms::default() }).fits(&policy).is_err());
    assert!(with(Terms::default()).fits(&policy).is_ok());
}

#[tokio::test(flavor = "multi_thread")]
async fn tickets_follow_the_credit_level_at_the_freeze_and_stay() {
    for app in TestApp::on_both().await {
        let city = city(&app, 4);
        let project = open_with(&app, &city, Terms { mode: Mode::Weighted, ..Terms::default() }).await;
        let draw = draw_of(&city, &project);
        all_sign_up(&city, 4, &project);
        for (agency, points) in [(0, 1000), (1, 100)] {
            rated(&app, &city, agency, points).await;
        }
        at_deadline(&app, &city, &project).await;
        check_decided(&app, &city, &draw);
        let freeze = Freeze::parse(document(&city, &draw, "freeze.txt").unwrap()).unwrap();
        let weight = |n: usize| {
            let agency = city.agencies[n].org.as_str().into();
            let label = city.asked(|conn| signups::mine(conn, draw.as_str(), &agency)).unwrap().label;
            freeze.entries().iter().find(|entry| entry.label.as_str() == label).unwrap().weight
        };
        let found = [0, 1, 2, 3].map(weight);
        assert_eq!(found, [Level::A, Level::D, Level::B, Level::B].map(|level| tickets(level, 3)), "{}", app.engine);
        assert_ne!(found[0], found[1]);
        let notice = Notice::parse(document(&city, &draw, "notice.txt").unwrap()).unwrap();
        assert!(
            notice.mode == Mode::Weighted && document(&city, &draw, "about.txt").unwrap().contains("按冻结名单时的信用等级加权：A级3张票")
        );
        let page = app.visitor().get(&format!("/draws/{draw}")).await.body;
        assert!(page.contains("按信用等级加权") && page.contains("3张票") && page.contains("会透露该机构的信用等级"));
    }
}

/// Many ratings of so many tenths of a point, so that the score is at its end of the scale.
async fn rated(app: &TestApp, city: &City, agency: usize, points_tenths: i64) {
    let (shared, id) = (app.app.clone(), city.agencies[agency].org.to_string());
    let entered = move |conn: &mut mingxuan::db::DbConn| {
        for source in [Source::Rating, Source::Industry, Source::Platform] {
            for n in 0..60 {
                let new = credit::NewEntry {
                    agency: id.as_str().into(),
                    source,
                    source_id: format!("{id} {source} {n}"),
                    points_tenths,
                    rule: "rating".into(),
                    expires: Instant(i64::MAX),
                };
                credit::enter(conn, &shared, new)?;
            }
        }
        Ok(())
    };
    app.app.db.write(entered).await.unwrap();
}

#[tokio::test(flavor = "multi_thread")]
async fn dice_are_thrown_last_by_a_supervisor_and_decide_the_seed() {
    for app in TestApp::on_both().await {
        let [_, supervisor] = watchers(&app).await;
        let city = city(&app, 3);
        let project = open_with(&app, &city, DICE).await;
        let draw = draw_of(&city, &project);
        let door = format!("/draws/{draw}/ceremony");
        all_sign_up(&city, 3, &project);
        assert!(document(&city, &draw, "notice.txt").unwrap().ends_with("commit officer:ceremony ceremony\n"));
        let digits = "314159265358979323846264338327950288419716939937510";
        let throw = async |who: &Signed, digits: &str| {
            let said = who.visitor.post_from(&door, &door, &[("digits", digits), ("compared", "on")]).await;
            (said.status, said.body)
        };
        assert!(throw(&supervisor, digits).await.1.contains("现在不等骰子"), "the list is not even frozen");
        at_deadline(&app, &city, &project).await;
        assert!(progress(&city, &draw).platform_revealed && matches!(next(&app, &city, &draw), Next::Throw(_)), "{}", app.engine);
        assert!(app.letters().iter().any(|(_, subject)| subject.contains("请当众掷骰")));
        // A day has passed, and their sessions with it.
        let [operator, supervisor] = watchers(&app).await;
        assert!(supervisor.visitor.get("/desk").await.body.contains(&format!("href=\"{door}\"")));
        let page = app.visitor().get(&format!("/draws/{draw}")).await.body;
        assert!(page.contains("等待当众掷骰") && page.contains("骰子不作假"), "{page}");
        assert_eq!(operator.visitor.get(&door).await.status, 403);
        let (status, body) = throw(&supervisor, "31415").await;
        assert!(status == 422 && body.contains("40至400个数字"));
        let grouped: String = digits.chars().enumerate().flat_map(|(n, c)| [Some(c), (n % 5 == 4).then_some(' ')]).flatten().collect();
        assert_eq!(throw(&supervisor, &grouped).await.0, 303);
        check_decided(&app, &city, &draw);
        let revealed = ceremony_reveal(&draw, &mingxuan::domain::draw::Digits::parse(digits).unwrap());
        assert!(document(&city, &draw, "seed.txt").unwrap().contains(&format!("reveal officer:ceremony {revealed}\n")));
        assert!(names(&bundle(&city, &draw)).contains(&"ceremony.txt".to_owned()));
        assert!(throw(&supervisor, digits).await.1.contains("现在不等骰子"), "once");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn dice_nobody_throws_void_the_draw() {
    for app in TestApp::on_both().await {
        let city = city(&app, 3);
        let project = open_with(&app, &city, DICE).await;
        let draw = draw_of(&city, &project);
        all_sign_up(&city, 3, &project);
        at_deadline(&app, &city, &project).await;
        app.at(progress(&city, &draw).reveal_by).await;
        assert_eq!(state(&city, &draw), DrawState::Void, "{}", app.engine);
        assert!(document(&city, &draw, "void.txt").unwrap().ends_with("withheld officer:ceremony\n"));
        assert_eq!(document(&city, &draw, "ceremony.txt").unwrap(), format!("draw/v1 ceremony\ndraw {draw}\n"));
        let (exit, said) = verified(&bundle(&city, &draw));
        assert_eq!((exit, own_troubles(&app)), (0, Vec::new()), "{said}");
        assert_eq!(draw_of(&city, &project).as_str(), format!("{draw}/r1"), "drawn again, with dice again");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_crash_anywhere_in_a_ceremony_leaves_one_result() {
    for app in TestApp::on_both().await {
        let city = city(&app, 3);
        let [_, supervisor] = watchers(&app).await;
        for survived in 0..5 {
            let project = open_with(&app, &city, Terms { dice: Dice::Public, ..SECRETS }).await;
            let draw = draw_of(&city, &project);
            all_sign_up(&city, 3, &project);
            let (who, signup) = member(&app, &city, 0, &draw).await;
            assert_eq!(commits(&who, &signup, ("nonce", &secret(6).to_string())).await.0, 303);
            app.set_clock(city.state(&project).closes_at);
            let (shared, id) = (app.app.clone(), draw.to_string());
            app.app.db.write(move |conn| service::close(conn, &shared, &id)).await.unwrap();
            for _ in 0..survived {
                service::step(&app.app, &draw).await.unwrap();
            }
            // The process dies here; the next worker takes the job of the freeze, and people do what they would have done.
            app.work().await;
            let (status, body) = reveals(&app, &draw, (&signup.label, &secret(6))).await;
            assert_eq!(status, 303, "{survived} on {}: {:?} {body}", app.engine, next(&app, &city, &draw));
            app.work().await;
            let digits = mingxuan::domain::draw::Digits::parse(&"16".repeat(30)).unwrap();
            let (one, other) = (service::throw(&app.app, supervisor.identity.clone(), draw.clone(), digits.clone()), async {
                service::throw(&app.app, supervisor.identity.clone(), draw.clone(), digits.clone()).await
            });
            let (one, other) = tokio::join!(one, other);
            assert!(one.is_ok() || other.is_ok(), "two hands at one keyboard enter it once");
            app.work().await;
            check_decided(&app, &city, &draw);
        }
    }
}
