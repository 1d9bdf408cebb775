//! The witness officer against a platform that cheats: every message goes over the wire as text, and only what is in order is approved.

use mingxuan::domain::audit_entry::{Entry, Kind, salted_body};
use mingxuan::domain::draw::{
    Close, Document, DrawId, Freeze, FreezeEntry, Label, Notice, OfficerId, Pseudonym, RegistryId, Request, Roster, RosterEntry, Secret,
    Signup, Status, Weight, Withdrawal,
};
use mingxuan::domain::hash::Hash32;
use mingxuan::error::Error;
use mingxuan::market::selection::service::{self, Closed};
use mingxuan::witness;
use mingxuan::witness::wire::{Answer, Inspection, Message, Shown};

use crate::selection::{all_sign_up, city, draw_of, open_project};
use crate::support::TestApp;
use crate::support::city::{City, code};

async fn said(app: &TestApp, message: &str) -> Result<String, Error> {
    witness::inside(&app.app, OfficerId::parse("witness").unwrap(), message).await
}

async fn answered(app: &TestApp, message: Message) -> Answer {
    Answer::read(&said(app, &message.text().unwrap()).await.unwrap()).unwrap()
}

/// A frozen draw of three sign-ups that no officer has seen, and what an honest platform would show of it.
async fn frozen(app: &TestApp, city: &City) -> (DrawId, Inspection) {
    let project = open_project(app, city).await;
    let draw = draw_of(city, &project);
    let stays = tokio::task::block_in_place(|| {
        // One withdraws, so that there is a withdrawal between notice and close.
        let gone = city.signs_up(0, &project).unwrap();
        city.withdraws(0, &gone).unwrap();
        city.state(&project).closes_at
    });
    all_sign_up(city, 3, &project);
    let began = app.now();
    app.set_clock(stays);
    let (shared, id) = (app.app.clone(), draw.to_string());
    assert_eq!(app.app.db.write(move |conn| service::close(conn, &shared, &id)).await.unwrap(), Closed::Frozen);
    app.set_clock(began);
    app.app.log.settle(&app.app.db, began).await.unwrap();
    let shown = city.asked(|conn| service::inspection(conn, &city.app, &draw));
    (draw, shown)
}

/// The freeze and the roster of an inspection rebuilt with other entries.
fn rebuilt(shown: &mut Inspection, entries: Vec<RosterEntry>) {
    let notice = Notice::parse(&shown.notice).unwrap();
    let labels =
        entries.iter().map(|entry| FreezeEntry { label: entry.label.clone(), weight: Weight::ONE, status: Status::In, commitment: None });
    let freeze = Freeze::new(&notice, labels.collect()).unwrap();
    shown.roster = Roster::new(&freeze, entries).to_text();
    shown.freeze = freeze.to_text();
}

fn entries(shown: &Inspection) -> Vec<RosterEntry> {
    Roster::parse(&shown.roster).unwrap().entries
}

/// One entry more in the log before the close, as a platform could write it.
fn received(shown: &mut Inspection, document: String) -> u64 {
    let salt = Secret([9; 32]);
    let word = |text: &str| Pseudonym::parse(text).unwrap();
    let body = salted_body(&salt, &document);
    let at = Notice::parse(&shown.notice).unwrap().opens;
    let entry = Entry { kind: Kind::parse("entry.received").unwrap(), at, actor: word("a"), subject: word("b"), body };
    let index = shown.close_index;
    shown.close_index += 1;
    shown.received.push(Shown { index, entry: entry.to_text(), salt: salt.to_string(), document });
    index
}

type Tamper = fn(&mut Inspection);

/// What a cheating platform could show, and the word with which the officer refuses it.
const TAMPERED: &[(&str, Tamper)] = &[
    ("agency-twice", |shown| {
        let draw = shown.draw().unwrap();
        let mut all = entries(shown);
        let signup = Signup::blind(draw, all[0].registry_id.clone(), Secret([7; 32]));
        let log_index = received(shown, signup.to_text());
        all.push(RosterEntry { label: signup.label, registry_id: signup.registry_id, label_nonce: signup.label_nonce, log_index });
        rebuilt(shown, all);
    }),
    ("sign-up-missing", |shown| {
        let mut all = entries(shown);
        all.pop();
        rebuilt(shown, all);
    }),
    ("not-signed-up", |shown| {
        let (draw, all) = (shown.draw().unwrap(), entries(shown));
        let withdrawal = Withdrawal { draw, label: all[0].label.clone(), signup: all[0].log_index };
        received(shown, withdrawal.to_text());
    }),
    ("not-signed-up", |shown| {
        // A crony whose sign-up never was in the log.
        let draw = shown.draw().unwrap();
        let signup = Signup::blind(draw, RegistryId::parse(&code(99)).unwrap(), Secret([8; 32]));
        let mut all = entries(shown);
        let log_index = all[0].log_index;
        all.push(RosterEntry { label: signup.label, registry_id: signup.registry_id, label_nonce: signup.label_nonce, log_index });
        rebuilt(shown, all);
    }),
    ("label-does-not-open", |shown| {
        let mut all = entries(shown);
        all[0].label = Label::parse("b-0000000000000000000000000000000000000000").unwrap();
        rebuilt(shown, all);
    }),
    ("entry-does-not-open", |shown| shown.received[1].salt = Secret([1; 32]).to_string()),
    ("entry-does-not-open", |shown| {
        let one = &mut shown.received[2];
        one.document = one.document.replace("commitment -", &format!("commitment {}", Hash32::of("x")));
    }),
    ("entry-does-not-open", |shown| shown.received[1].entry = shown.received[1].entry.replace("entry.received", "draw.excluded")),
    ("log-out-of-order", |shown| shown.close_index = shown.received[2].index),
    ("another-close", |shown| {
        let close = Close::parse(&shown.close).unwrap();
        shown.close = Close { notice: Hash32::of("another"), ..close }.to_text();
    }),
    ("another-notice", |shown| {
        let mut notice = Notice::parse(&shown.notice).unwrap();
        notice.about = Hash32::of("another project");
        let all = entries(shown);
        shown.notice = notice.to_text();
        shown.close = Close { draw: notice.draw.clone(), notice: notice.hash() }.to_text();
        rebuilt(shown, all);
    }),
];

#[tokio::test(flavor = "multi_thread")]
async fn every_cheat_with_the_list_is_refused_with_its_reason() {
    for app in TestApp::on_both().await {
        let city = city(&app, 3);
        for (number, (reason, tamper)) in TAMPERED.iter().enumerate() {
            let (_, mut shown) = frozen(&app, &city).await;
            tamper(&mut shown);
            let Answer::Refusal(text) = answered(&app, Message::Inspect(Box::new(shown))).await else {
                panic!("case {number} on {}: {reason} was approved", app.engine)
            };
            assert!(text.ends_with(&format!("reason {reason}\n")), "case {number}: {text}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_honest_freeze_is_approved_once_and_opens_the_secret_of_that_freeze_alone() {
    for app in TestApp::on_both().await {
        let city = city(&app, 3);
        let (draw, shown) = frozen(&app, &city).await;
        let freeze = Hash32::of(&shown.freeze);
        let reveal = |freeze: Hash32| Message::Reveal { draw: draw.to_string(), freeze: freeze.to_string() };
        let early = said(&app, &reveal(freeze).text().unwrap()).await;
        assert!(matches!(early, Err(Error::Conflict)), "nothing is revealed before the check");
        let answer = answered(&app, Message::Inspect(Box::new(shown.clone()))).await;
        assert!(matches!(&answer, Answer::Approval(text) if text.contains(&freeze.to_string())), "{answer:?}");
        assert_eq!(answered(&app, Message::Inspect(Box::new(shown.clone()))).await, answer, "asked again, answered alike");
        let mut second = shown;
        let mut all = entries(&second);
        all.pop();
        rebuilt(&mut second, all);
        let Answer::Refusal(refused) = answered(&app, Message::Inspect(Box::new(second.clone()))).await else { panic!("two freezes") };
        assert!(refused.ends_with("reason second-freeze\n"));
        let other = said(&app, &reveal(Hash32::of(&second.freeze)).text().unwrap()).await;
        assert!(matches!(other, Err(Error::Conflict)));
        assert!(matches!(answered(&app, reveal(freeze)).await, Answer::Reveal(_)));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn an_officer_commits_once_to_one_notice_for_people() {
    for app in TestApp::on_both().await {
        let draw = DrawId::parse("MX-2026-900001/1").unwrap();
        let request = Request { draw: draw.clone(), about: Hash32::of("about"), requested: app.now(), answer_by: app.now().plus(60_000) };
        let first = answered(&app, Message::Commit { request: request.to_text(), sealing: None }).await;
        assert_eq!(
            answered(&app, Message::Commit { request: request.to_text(), sealing: None }).await,
            first,
            "asked again, answered alike"
        );
        let another = Request { about: Hash32::of("another"), ..request };
        let refused = said(&app, &Message::Commit { request: another.to_text(), sealing: None }.text().unwrap()).await;
        assert!(matches!(refused, Err(Error::Conflict)));
        for broken in ["", "{}", "{\"ask\":\"commit\"}", "{\"ask\":\"commit\",\"request\":\"draw/v1 request\\n\"}"] {
            assert!(matches!(said(&app, broken).await, Err(Error::Malformed(_))), "{broken}");
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_refused_draw_stops_frozen_and_the_public_page_says_so() {
    for app in TestApp::on_both().await {
        let _office = crate::selection::watchers(&app).await;
        let city = city(&app, 3);
        let (draw, mut shown) = frozen(&app, &city).await;
        shown.received[1].salt = Secret([1; 32]).to_string();
        assert!(matches!(answered(&app, Message::Inspect(Box::new(shown))).await, Answer::Refusal(_)));
        let closes = city.asked(|conn| service::progress(conn, &city.app, &draw)).0.closes_at;
        app.at(closes).await;
        app.at(closes.plus(3_600_000)).await;
        let (stopped, progress) = city.asked(|conn| service::progress(conn, &city.app, &draw));
        assert_eq!(stopped.state, mingxuan::domain::draw::DrawState::Frozen, "{}", app.engine);
        assert!(!progress.platform_revealed && progress.officers[0].verdict == Some(false));
        let page = app.visitor().get(&format!("/draws/{draw}")).await;
        assert!(page.status == 200 && page.body.contains("拒绝联署") && page.body.contains("entry-does-not-open"), "{}", page.body);
        assert_eq!(app.letters().iter().filter(|(_, subject)| subject.contains("拒绝联署")).count(), 3, "two operators and a supervisor");
    }
}
