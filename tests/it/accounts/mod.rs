//! People at the door: signing in and its lock, one-time links, second factors, sessions, members, tokens, and the administration.

mod door;
mod factor;
mod office;
mod own;

use mingxuan::domain::account::OrgKind;
use mingxuan::domain::role::{MemberRank, Role};
use mingxuan::platform::mail::Mailer;

use crate::support::app::{Answer, Visitor};
use crate::support::{Signed, TestApp};

const PASSWORD: &str = "清晨的江面有薄雾和三只小船";

/// The last letter to an address, as text.
fn letter_to(app: &TestApp, email: &str) -> String {
    let Mailer::Memory { sent } = &app.app.mail else { panic!("tests keep mail in memory") };
    let sent = sent.lock().unwrap();
    sent.iter().rev().find(|(to, _)| to == email).map(|(_, letter)| letter.text.clone()).unwrap_or_default()
}

/// The path of the one-time link in the last letter to an address.
fn link_to(app: &TestApp, email: &str) -> String {
    let letter = letter_to(app, email);
    let at = letter.find("/link/").unwrap_or_else(|| panic!("no link in {letter:?}"));
    letter[at..].split_whitespace().next().unwrap().to_owned()
}

/// Registers an agency, follows the link of the letter and sets a password.
async fn registered(app: &TestApp, email: &str) {
    let fields = [("kind", "agency"), ("organisation", "澄江造价咨询有限公司"), ("name", "程远"), ("email", email), ("phone", "")];
    let answer = app.visitor().post("/register", &fields).await;
    assert_eq!((answer.status, &*answer.location), (303, "/sign-in"), "{}", answer.body);
    app.work().await;
    set_password(app, &link_to(app, email), PASSWORD).await;
}

async fn set_password(app: &TestApp, link: &str, password: &str) {
    assert_eq!(app.visitor().get(link).await.status, 200);
    let answer = app.visitor().post(link, &[("password", password)]).await;
    assert_eq!((answer.status, &*answer.location), (303, "/sign-in"), "{}", answer.body);
}

async fn sign_in(visitor: &Visitor, email: &str, password: &str) -> Answer {
    visitor.post("/sign-in", &[("email", email), ("password", password), ("to", "/account")]).await
}

/// A manager and a clerk of one agency.
async fn two_of_an_agency(app: &TestApp) -> (Signed, Signed) {
    let org = app.org(OrgKind::Agency, "澄江工程咨询有限公司").await;
    let manager = app.signed(&org, Role::Agency, MemberRank::Manager).await;
    (manager, app.signed(&org, Role::Agency, MemberRank::Clerk).await)
}
