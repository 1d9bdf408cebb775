//! What comes back: a second round of keys after a void draw, a listed pool, envelopes that a cartel spoils, a key that is not the committee's, and what
//! waits on an agency's desk.

use diesel::prelude::*;
use mingxuan::db::schema::{credit_entries, witness_draws};
use mingxuan::domain::bid::{Member, PrivateKey, Purpose, Release};
use mingxuan::domain::draw::{Document, DrawState, OfficerId, Pool, PoolKind, PoolRule, Terms};
use mingxuan::domain::time::MINUTE;

use super::*;
use crate::selection::state;
use crate::support::people::Person;

fn browser(app: &TestApp, city: &City, agency: usize) -> crate::support::app::Visitor {
    let who = &city.agencies[agency];
    app.browser(&Person { account: who.account.to_string(), org: who.org.to_string() })
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_void_draw_agencies_seal_again_to_keys_nobody_has_used() {
    for app in TestApp::on_both().await {
        let city = city(&app, 3);
        let project = quoted_project(&app, &city).await;
        let first = draw_of(&city, &project);
        let known = committee(&city, &first);
        let mut before = Vec::new();
        for agency in 0..3 {
            let signup = signed_up(&city, agency, &project);
            brings(&city, agency, &signup, &sealed(&known, &signup.label, 6_000_000).0).unwrap();
            before.push(signup);
        }
        // The officer checks the list and releases its key, but has lost its secret of the draw.
        let id = first.to_string();
        let lose = move |conn: &mut mingxuan::db::DbConn| {
            let own = witness_draws::table.filter(witness_draws::draw_id.eq(id));
            diesel::update(own).set(witness_draws::secret.eq("00")).execute(conn)?;
            Ok(())
        };
        app.app.db.write(lose).await.unwrap();
        let closes = at_deadline(&app, &city, &project).await;
        assert_eq!(opening(&city, &first).unwrap().lines.len(), 3, "opened before it was known that the draw would be void");
        app.at(closes.plus(18 * MINUTE)).await;
        app.at(closes.plus(20 * MINUTE)).await;
        let second = draw_of(&city, &project);
        assert_eq!((state(&city, &first), second.as_str()), (DrawState::Void, format!("{first}/r1").as_str()), "{}", app.engine);

        let fresh = committee(&city, &second);
        assert!(fresh != known && fresh.seats().iter().zip(known.seats()).all(|(new, old)| new.entry != old.entry), "other keys");
        let carried = city.asked(|conn| mingxuan::market::signups::active(conn, second.as_str()));
        let of = |agency: usize| carried.iter().find(|one| one.agency.as_str() == city.agencies[agency].org.as_str()).unwrap().clone();
        let own: Vec<Signup> = (0..3).map(of).collect();
        assert!(own.iter().zip(&before).all(|(new, old)| new.label != old.label), "and other labels");
        assert!(city.asked(|conn| bids::sealed(conn, &second)).unwrap().is_empty(), "what was sealed before is not carried over");
        for (agency, fen) in [(0, 6_100_000), (1, 5_900_000), (2, 6_200_000)] {
            brings(&city, agency, &own[agency], &sealed(&fresh, &own[agency].label, fen).0).unwrap();
        }
        let closes = at_deadline(&app, &city, &project).await;
        app.at(closes.plus(60 * MINUTE)).await;
        assert_eq!(published(&city, &second, &own[1].label), "amount-fen 5900000");
        assert_eq!(city.state(&project).state, ProjectState::Selected, "{}", app.engine);
        let (exit, said) = verified(&bundle(&city, &second));
        assert!(exit == 0 && said.contains("3 opened again"), "{said}");
        assert_eq!(verified(&bundle(&city, &first)).0, 0, "the void draw's bundle keeps its opening");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn quotes_go_with_a_listed_pool() {
    let app = TestApp::start().await; // The pool is fixed and checked by the same code on both engines.
    let city = city(&app, 3);
    let mut posting = posting(Vec::new());
    (posting.price_kind, posting.spec.way.preset) = (PriceKind::Cap, "lowest-price".into());
    posting.spec.draw = Terms { pool: PoolKind::Listed, ..Terms::default() };
    let project = tokio::task::block_in_place(|| city.posted(posting));
    app.work().await;
    let draw = draw_of(&city, &project);
    let committee = committee(&city, &draw);
    for (agency, fen) in [(0, 7_000_000), (1, 6_000_000), (2, 8_000_000)] {
        let signup = signed_up(&city, agency, &project);
        brings(&city, agency, &signup, &sealed(&committee, &signup.label, fen).0).unwrap();
    }
    let closes = at_deadline(&app, &city, &project).await;
    app.at(closes.plus(60 * MINUTE)).await;
    let pool = Pool::parse(crate::selection::document(&city, &draw, "pool.txt").unwrap()).unwrap();
    let notice = mingxuan::domain::draw::Notice::parse(crate::selection::document(&city, &draw, "notice.txt").unwrap()).unwrap();
    assert_eq!(notice.pool, PoolRule::Listed(pool.hash()));
    assert_eq!(city.state(&project).state, ProjectState::Selected);
    let (exit, said) = verified(&bundle(&city, &draw));
    assert!(exit == 0 && said.contains("3 opened again"), "{said}");
}

#[tokio::test(flavor = "multi_thread")]
async fn five_envelopes_a_cartel_spoils_are_all_shown_and_count_in_its_records() {
    for app in TestApp::on_both().await {
        let city = city(&app, 6);
        let project = quoted_project(&app, &city).await;
        let draw = draw_of(&city, &project);
        let committee = committee(&city, &draw);
        let mut labels = Vec::new();
        for agency in 0..6 {
            let signup = signed_up(&city, agency, &project);
            let mut envelope = sealed(&committee, &signup.label, 5_000_000 + agency as u64).0;
            if agency > 0 {
                envelope.envelope.shares[agency % 2].sealed.ciphertext[0] ^= 1;
            }
            brings(&city, agency, &signup, &envelope).unwrap();
            labels.push(signup.label);
        }
        let closes = at_deadline(&app, &city, &project).await;
        app.at(closes.plus(60 * MINUTE)).await;
        let page = app.visitor().get(&format!("/draws/{draw}/opening")).await.body;
        assert!(labels.iter().all(|label| page.contains(label.as_str())), "nobody is dropped silently");
        let told = app.visitor().get(&format!("/projects/{}/outcome", city.state(&project).number)).await.body;
        assert_eq!(told.matches("报价打不开，责任在报价机构").count(), 10, "each in the inputs and among those without a place: {told}");
        let counted: Vec<(String, i64, String)> = city.asked(|conn| {
            let own = credit_entries::table.filter(credit_entries::rule.eq("bid-spoiled"));
            Ok(own.select((credit_entries::agency_id, credit_entries::points_tenths, credit_entries::source_id)).load(conn)?)
        });
        let mut agencies: Vec<&str> = counted.iter().map(|(agency, ..)| agency.as_str()).collect();
        agencies.sort_unstable();
        let mut expected: Vec<&str> = city.agencies[1..].iter().map(|who| who.org.as_str()).collect();
        expected.sort_unstable();
        assert_eq!(agencies, expected, "each once, and not the one whose quote opened, on {}", app.engine);
        let number = city.state(&project).number;
        assert!(
            counted.iter().all(|(_, points, source)| *points == 50 && !source.contains(&number)),
            "the record names no project: {counted:?}"
        );
        assert_eq!(city.state(&project).state, ProjectState::Selected);
        assert_eq!(verified(&bundle(&city, &draw)).0, 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_wrong_key_counts_as_none() {
    let app = TestApp::start().await; // A release is judged by the domain, the same on both engines.
    let city = city(&app, 3);
    let project = quoted_project(&app, &city).await;
    let draw = draw_of(&city, &project);
    let committee = committee(&city, &draw);
    for agency in 0..3 {
        let signup = signed_up(&city, agency, &project);
        brings(&city, agency, &signup, &sealed(&committee, &signup.label, 5_000_000).0).unwrap();
    }
    app.set_clock(city.state(&project).closes_at);
    mingxuan::market::selection::jobs::close(&app.app, draw.as_str()).await.unwrap();
    mingxuan::market::selection::jobs::advance(&app.app, draw.as_str()).await.unwrap();
    let officer = OfficerId::parse(&app.app.config.witness.inside[0]).unwrap();
    let wrong = |purpose| Release {
        project: committee.project().clone(),
        committee: committee.hash(),
        member: Member::Officer(officer.clone()),
        purpose,
        key: PrivateKey::derive(&[5; 32]),
    };
    for purpose in [Purpose::Entry, Purpose::Map] {
        assert!(bids::take_release(&app.app, &officer, wrong(purpose)).await.is_err(), "{purpose}");
    }
    let released: i64 = city.asked(|conn| Ok(bid_members::table.filter(bid_members::released_at.gt(0_i64)).count().get_result(conn)?));
    assert_eq!(released, 0);
    app.work().await;
    assert_eq!(opening(&city, &draw).unwrap().lines.len(), 3, "the right one opens everything");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_agencys_desk_says_what_is_to_be_sealed_and_until_when() {
    for app in TestApp::on_both().await {
        let city = city(&app, 2);
        let project = quoted_project(&app, &city).await;
        let signup = signed_up(&city, 0, &project);
        let own = browser(&app, &city, 0);
        let desk = own.get("/desk").await.body;
        assert!(desk.contains("密封本机构的报价") && desk.contains(&format!("/signups/{}/quote", signup.id)), "{desk}");
        assert!(!browser(&app, &city, 1).get("/desk").await.body.contains("密封本机构的报价"), "who has not signed up has nothing to seal");
        let draw = draw_of(&city, &project);
        brings(&city, 0, &signup, &sealed(&committee(&city, &draw), &signup.label, 100).0).unwrap();
        assert!(!own.get("/desk").await.body.contains("密封本机构的报价"), "{}", app.engine);
    }
}
