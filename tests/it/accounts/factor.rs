//! The second factor of those who work for the market.

use mingxuan::domain::role::Role;
use mingxuan::domain::time::{MINUTE, SECOND};
use totp_rs::{Builder, Secret};

use super::{PASSWORD, link_to, set_password, sign_in};
use crate::support::TestApp;
use crate::support::app::{Answer, Visitor, hidden};

/// What an authenticator shows now.
fn code(app: &TestApp, secret: &str) -> String {
    let totp = Builder::new().with_secret(Secret::try_from_base32(secret).unwrap()).build().unwrap();
    totp.generate(u64::try_from(app.now().ms() / 1000).unwrap()).to_string()
}

/// An operator invited by an administrator, with a password and no second factor.
async fn operator(app: &TestApp, email: &str) {
    let administrator = app.staff(Role::Administrator).await.visitor;
    let fields = [("name", "周运营"), ("email", email), ("phone", ""), ("role", "operator")];
    assert_eq!(administrator.post_from("/admin", "/admin", &fields).await.status, 303);
    app.work().await;
    set_password(app, &link_to(app, email), PASSWORD).await;
}

/// Sets up the factor in this browser, and returns secret and recovery codes.
async fn set_up(app: &TestApp, visitor: &Visitor) -> (String, Vec<String>) {
    let page = visitor.get("/account/second-factor").await.body;
    assert!(page.contains("<svg class=\"qr\"") && !page.contains("style="), "{page}");
    let fields = hidden(&page);
    let secret = page.split("<code class=\"mono\">").nth(1).unwrap().split('<').next().unwrap().replace(' ', "");
    let send = |code: String| {
        let fields = [("csrf", fields["csrf"].clone()), ("sealed", fields["sealed"].clone()), ("code", code)];
        async move {
            let fields: Vec<(&str, &str)> = fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
            visitor.post("/account/second-factor", &fields).await
        }
    };
    let wrong = send("000000".into()).await;
    assert!(wrong.status == 422 && wrong.body.replace(' ', "").contains(&secret), "the same secret again");
    let done = send(code(app, &secret)).await;
    assert_eq!(done.status, 200, "{}", done.body);
    let codes = done.body.split("<code class=\"mono\">").skip(1).map(|part| part.split('<').next().unwrap().to_owned()).collect();
    (secret, codes)
}

async fn give(visitor: &Visitor, code: &str) -> Answer {
    visitor.post_from("/sign-in/second-factor", "/sign-in/second-factor", &[("code", code), ("to", "/operations/jobs")]).await
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_can_do_nothing_before_the_second_factor_and_no_code_works_twice() {
    for app in TestApp::on_both().await {
        operator(&app, "op@office.example").await;
        let visitor = app.visitor();
        assert_eq!(sign_in(&visitor, "op@office.example", PASSWORD).await.location, "/account/second-factor");
        let barred = visitor.get("/operations/jobs").await;
        assert_eq!((barred.status, &*barred.location), (303, "/sign-in/second-factor?to=%2Foperations%2Fjobs"));
        assert_eq!(visitor.get(&barred.location).await.location, "/account/second-factor");
        assert_eq!(visitor.post_from("/account/second-factor", "/account/tokens", &[]).await.status, 403);
        let (secret, recovery) = set_up(&app, &visitor).await;
        assert_eq!(visitor.get("/operations/jobs").await.status, 200);

        let next = app.visitor();
        assert_eq!(sign_in(&next, "op@office.example", PASSWORD).await.location, "/sign-in/second-factor?to=%2Faccount");
        assert_eq!(next.get("/account").await.status, 303);
        assert_eq!(next.get("/account/second-factor").await.status, 303, "a factor that was not given cannot be replaced");
        let replayed = give(&next, &code(&app, &secret)).await;
        assert!(replayed.status == 422 && replayed.body.contains("已经用过"), "{}", replayed.body);
        app.set_clock(app.now().plus(30 * SECOND));
        let given = give(&next, &code(&app, &secret)).await;
        assert_eq!((given.status, &*given.location), (303, "/operations/jobs"));
        assert_eq!(next.get("/operations/jobs").await.status, 200);

        // Without the phone: each recovery code once.
        assert_eq!(recovery.len(), 8);
        for status in [303, 422] {
            let lost = app.visitor();
            sign_in(&lost, "op@office.example", PASSWORD).await;
            assert_eq!(give(&lost, &recovery[0].to_uppercase()).await.status, status);
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn one_code_sent_twice_at_once_opens_one_session() {
    for app in TestApp::on_both().await {
        operator(&app, "race@office.example").await;
        let visitor = app.visitor();
        sign_in(&visitor, "race@office.example", PASSWORD).await;
        let (secret, _) = set_up(&app, &visitor).await;
        app.set_clock(app.now().plus(MINUTE));
        let (one, two) = (app.visitor(), app.visitor());
        sign_in(&one, "race@office.example", PASSWORD).await;
        sign_in(&two, "race@office.example", PASSWORD).await;
        let shown = code(&app, &secret);
        let (first, second) = tokio::join!(give(&one, &shown), give(&two, &shown));
        let mut statuses = [first.status, second.status];
        statuses.sort_unstable();
        assert_eq!(statuses, [303, 422], "{}", app.engine);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_knows_the_password_cannot_try_codes_without_end() {
    for app in TestApp::on_both().await {
        operator(&app, "guess@office.example").await;
        let owner = app.visitor();
        sign_in(&owner, "guess@office.example", PASSWORD).await;
        let (secret, _) = set_up(&app, &owner).await;
        app.set_clock(app.now().plus(MINUTE));
        let mut tried = 0;
        // Signing in anew between the guesses buys none.
        for _ in 0..20 {
            let thief = app.visitor();
            if sign_in(&thief, "guess@office.example", PASSWORD).await.status != 303 {
                break;
            }
            let wrong = if code(&app, &secret) == "000000" { "111111" } else { "000000" };
            tried += u32::from(give(&thief, wrong).await.status == 422);
        }
        assert!(tried <= app.app.config.security.lockout_attempts, "{tried} codes were compared");
        assert_eq!(sign_in(&app.visitor(), "guess@office.example", PASSWORD).await.status, 422, "locked");
        app.set_clock(app.now().plus(i64::from(app.app.config.security.lockout_minutes) * MINUTE));
        let back = app.visitor();
        assert_eq!(sign_in(&back, "guess@office.example", PASSWORD).await.status, 303);
        assert_eq!(give(&back, &code(&app, &secret)).await.status, 303);
    }
}
