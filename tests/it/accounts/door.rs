//! The door: passwords, the lock, links that work once, bodies that are no form.

use mingxuan::domain::time::{MINUTE, SECOND};

use super::{PASSWORD, link_to, registered, set_password, sign_in};
use crate::support::TestApp;

#[tokio::test(flavor = "multi_thread")]
async fn an_organisation_registers_signs_in_and_out() {
    for app in TestApp::on_both().await {
        registered(&app, "first@agency.example").await;
        let visitor = app.visitor();
        let asked = visitor.get("/account?x=1").await;
        assert_eq!((asked.status, &*asked.location), (303, "/sign-in?to=%2Faccount%3Fx%3D1"));
        let answer = sign_in(&visitor, " First@Agency.example ", PASSWORD).await;
        assert_eq!((answer.status, &*answer.location), (303, "/account"), "{}", answer.body);
        let cookie = answer.headers.get_all("set-cookie").iter().find(|c| c.to_str().unwrap().starts_with("session=")).unwrap();
        let cookie = cookie.to_str().unwrap();
        assert!(cookie.contains("HttpOnly") && cookie.contains("SameSite=Lax") && cookie.contains("Path=/"), "{cookie}");
        assert!(visitor.get("/account").await.body.contains("澄江造价咨询有限公司"));
        let out = visitor.post_from("/account", "/sign-out", &[]).await;
        assert_eq!((out.status, &*out.location), (303, "/"));
        assert_eq!(visitor.get("/account").await.status, 303);
        // The form does not lead to another site.
        let away = visitor.post("/sign-in", &[("email", "first@agency.example"), ("password", PASSWORD), ("to", "//evil.example")]).await;
        assert_eq!((away.status, &*away.location), (303, "/desk"));
        assert!(app.troubles().is_empty());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_registers_an_address_that_is_known_learns_nothing() {
    let app = TestApp::start().await; // the answer is what is tested, not the store
    registered(&app, "known@agency.example").await;
    let fields = |email| [("kind", "owner"), ("organisation", "临澄市水务局"), ("name", "程远"), ("email", email), ("phone", "")];
    let known = app.visitor().post("/register", &fields("known@agency.example")).await;
    let fresh = app.visitor().post("/register", &fields("fresh@agency.example")).await;
    assert_eq!((known.status, &known.location, &known.body), (fresh.status, &fresh.location, &fresh.body));
    let forgot = |email| [("email", email)];
    let known = app.visitor().post("/password/forgot", &forgot("known@agency.example")).await;
    let nobody = app.visitor().post("/password/forgot", &forgot("nobody@agency.example")).await;
    assert_eq!((known.status, &known.location, &known.body), (nobody.status, &nobody.location, &nobody.body));
    let wrong = sign_in(&app.visitor(), "known@agency.example", "wrong").await;
    let nobody = sign_in(&app.visitor(), "nobody@agency.example", "wrong").await;
    let same = |body: &str| body.replace("known@", "").replace("nobody@", "");
    assert_eq!((wrong.status, same(&wrong.body)), (422, same(&nobody.body)));
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_wrong_passwords_at_once_lock_the_account_and_time_opens_it() {
    for app in TestApp::on_both().await {
        registered(&app, "target@agency.example").await;
        let visitor = app.visitor();
        let tries = (0..20).map(|n| {
            let visitor = visitor.clone();
            tokio::spawn(async move { sign_in(&visitor, "target@agency.example", &format!("guess number {n}")).await.status })
        });
        let tries: Vec<_> = tries.collect();
        for answer in tries {
            assert_eq!(answer.await.unwrap(), 422);
        }
        let allowed = app.app.config.security.lockout_attempts;
        assert!(allowed < 20);
        assert_eq!(sign_in(&visitor, "target@agency.example", PASSWORD).await.status, 422, "locked, {}", app.engine);
        app.work().await;
        let told = app.letters().into_iter().filter(|(to, subject)| to == "target@agency.example" && subject.contains("账号已临时锁定"));
        assert_eq!(told.count(), 1, "its person is told once, {}", app.engine);
        let minutes = i64::from(app.app.config.security.lockout_minutes);
        app.set_clock(app.now().plus(minutes * MINUTE - 1));
        assert_eq!(sign_in(&visitor, "target@agency.example", PASSWORD).await.status, 422, "still locked");
        app.set_clock(app.now().plus(1));
        assert_eq!(sign_in(&visitor, "target@agency.example", PASSWORD).await.status, 303, "open again");
        // Failures before a right password are forgotten.
        for _ in 1..allowed {
            assert_eq!(sign_in(&app.visitor(), "target@agency.example", "wrong").await.status, 422);
        }
        assert_eq!(sign_in(&app.visitor(), "target@agency.example", PASSWORD).await.status, 303);
        for _ in 1..allowed {
            assert_eq!(sign_in(&app.visitor(), "target@agency.example", "wrong").await.status, 422);
        }
        assert_eq!(sign_in(&app.visitor(), "target@agency.example", PASSWORD).await.status, 303);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_used_twice_at_once_sets_one_password_and_ends_all_sessions() {
    for app in TestApp::on_both().await {
        registered(&app, "twice@agency.example").await;
        let before = app.visitor();
        assert_eq!(sign_in(&before, "twice@agency.example", PASSWORD).await.status, 303);
        assert_eq!(app.visitor().post("/password/forgot", &[("email", "twice@agency.example")]).await.status, 303);
        app.work().await;
        let link = link_to(&app, "twice@agency.example");
        let visitor = app.visitor();
        let passwords = ["第一个人选的崭新密码甲乙丙", "第二个人选的崭新密码丁戊己"];
        let set = |password: &'static str| {
            let (visitor, link) = (visitor.clone(), link.clone());
            async move { visitor.post(&link, &[("password", password)]).await.status }
        };
        let (first, second) = tokio::join!(set(passwords[0]), set(passwords[1]));
        let (won, lost) = if first == 303 { (0, second) } else { (1, first) };
        assert!([first, second].contains(&303) && matches!(lost, 404 | 409), "{first} {second}");
        assert_eq!(before.get("/account").await.status, 303, "the old session has ended");
        assert_eq!(sign_in(&app.visitor(), "twice@agency.example", passwords[1 - won]).await.status, 422);
        assert_eq!(sign_in(&app.visitor(), "twice@agency.example", passwords[won]).await.status, 303);
        let again = app.visitor().get(&link).await;
        assert!(again.status == 409 && again.body.contains("/sign-in"), "{}", again.body);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_ends_by_the_clock_and_stands_in_no_kept_mail() {
    let app = TestApp::start().await; // the clock is the program's
    registered(&app, "late@agency.example").await;
    app.visitor().post("/password/forgot", &[("email", "late@agency.example")]).await;
    app.work().await;
    let link = link_to(&app, "late@agency.example");
    let visitor = app.visitor();
    sign_in(&visitor, "late@agency.example", PASSWORD).await;
    let mails = visitor.get("/account/mails").await.body;
    let token = link.trim_start_matches("/link/");
    assert!(mails.contains("密码") && !mails.contains(token), "{mails}");
    app.set_clock(app.now().plus(i64::from(app.app.config.security.reset_minutes) * MINUTE));
    assert_eq!(app.visitor().get(&link).await.status, 409);
    assert_eq!(app.visitor().post(&link, &[("password", "又一个完全不同的很长的密码")]).await.status, 409);
    assert_eq!(sign_in(&app.visitor(), "late@agency.example", PASSWORD).await.status, 303);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_password_is_refused_with_its_reason_and_the_link_still_works() {
    let app = TestApp::start().await; // the rule is pure
    app.visitor()
        .post("/register", &[("kind", "agency"), ("organisation", "澄江咨询"), ("name", "程远舟"), ("email", "weak@agency.example")])
        .await;
    app.work().await;
    let link = link_to(&app, "weak@agency.example");
    for (weak, reason) in [("短", "密码至少"), ("我的名字是程远舟没有写错呀", "不能包含"), ("aaaaaaaaaaaaaa", "同一字符")]
    {
        let refused = app.visitor().post(&link, &[("password", weak)]).await;
        assert!(refused.status == 422 && refused.body.contains(reason), "{weak}: {}", refused.body);
        assert!(!refused.body.contains(weak), "a password is never shown again");
    }
    set_password(&app, &link, PASSWORD).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_ends_when_idle_and_when_its_hours_are_over() {
    for app in TestApp::on_both().await {
        registered(&app, "idle@agency.example").await;
        let (security, opened) = (app.app.config.security.clone(), app.now());
        let (idle, whole) = (i64::from(security.session_idle_minutes) * MINUTE, i64::from(security.session_hours) * 60 * MINUTE);
        let visitor = app.visitor();
        sign_in(&visitor, "idle@agency.example", PASSWORD).await;
        // Reading keeps a session alive.
        let mut at = opened;
        while at.plus(idle / 2).ms() < opened.plus(whole).ms() {
            at = at.plus(idle / 2);
            app.set_clock(at);
            assert_eq!(visitor.get("/account").await.status, 200, "{} min in", (at.ms() - opened.ms()) / MINUTE);
        }
        app.set_clock(opened.plus(whole - 1));
        assert_eq!(visitor.get("/account").await.status, 200);
        app.set_clock(opened.plus(whole));
        assert_eq!(visitor.get("/account").await.status, 303, "its hours are over");
        // The stale cookie does not stand in the way of signing in again.
        assert_eq!(sign_in(&visitor, "idle@agency.example", PASSWORD).await.status, 303);
        app.set_clock(app.now().plus(idle - SECOND));
        assert_eq!(visitor.get("/account").await.status, 200);
        app.set_clock(app.now().plus(idle));
        assert_eq!(visitor.get("/account").await.status, 303, "nobody used it");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_form_is_refused_in_words() {
    let app = TestApp::start().await; // bodies are read before the database
    let visitor = app.visitor();
    let (http, base) = visitor.raw();
    let send = |body: Vec<u8>, kind: &'static str| http.post(format!("{base}/sign-in")).header("content-type", kind).body(body).send();
    let form = "application/x-www-form-urlencoded";
    for (body, kind, status) in [
        (b"email=%FF%FE&password=x".to_vec(), form, 400),
        (b"email=\xff\xfe&password=x".to_vec(), form, 400),
        (b"{}".to_vec(), "application/json", 400),
        (vec![b'a'; 60_000_000], form, 413),
    ] {
        let size = body.len();
        match send(body, kind).await {
            Ok(answer) => assert_eq!(answer.status().as_u16(), status, "{size} bytes of {kind}"),
            // The server may close before all of a body is sent that is far too large.
            Err(e) => assert!(status == 413 && size > 1_000_000, "{e}"),
        }
    }
    assert_eq!(visitor.get("/sign-in").await.status, 200);
}
