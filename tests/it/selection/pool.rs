//! Draws whose list of who may sign up is fixed with the notice: in it, out of it, smuggled in after it, and a new list for a new draw.

use diesel::prelude::*;
use mingxuan::db::schema::{agency_items, draw_documents};
use mingxuan::domain::draw::{Document, DrawKind, Notice, Pool, PoolKind, PoolRule, Terms};
use mingxuan::domain::project::{Avoided, Posting};
use mingxuan::domain::signup::SignupState;
use mingxuan::error::Error;

use super::terms::{open_with, with};
use super::*;
use crate::support::city::{ITEM, code};

pub const LISTED: Terms = Terms { pool: PoolKind::Listed, ..super::terms::PLAIN };

/// The n-th agency (from 0) offers the item, or not any more.
pub async fn offers(city: &City, agency: usize, does: bool) {
    let org = city.agencies[agency].org.to_string();
    let changed = city.app.db.write(move |conn| {
        let row = (
            (agency_items::agency_id.eq(&org), agency_items::item_code.eq(ITEM)),
            (agency_items::promise.eq(""), agency_items::promised_days.eq(9_i64)),
        );
        Ok(if does {
            diesel::insert_into(agency_items::table).values(row).execute(conn)?
        } else {
            diesel::delete(agency_items::table.filter(agency_items::agency_id.eq(&org))).execute(conn)?
        })
    });
    assert_eq!(changed.await.unwrap(), 1);
}

/// Puts another text in the place of a draw's list; gives back the true one.
pub async fn forged(city: &City, draw: &DrawId, forge: impl FnOnce(&str) -> String) -> String {
    let (id, known) = (draw.to_string(), document(city, draw, "pool.txt").unwrap());
    let text = forge(&known);
    let changed = city.app.db.write(move |conn| {
        let row = draw_documents::table.find((id.as_str(), "pool.txt"));
        Ok(diesel::update(row).set(draw_documents::body.eq(text)).execute(conn)?)
    });
    assert_eq!(changed.await.unwrap(), 1);
    known
}

/// The refusal of a sign-up: its key.
fn refused(city: &City, agency: usize, project: &ProjectId) -> &'static str {
    match tokio::task::block_in_place(|| city.signs_up(agency, project)) {
        Err(Error::Refused(say)) => say.key,
        other => panic!("it should be refused: {other:?}"),
    }
}

fn pool(city: &City, draw: &DrawId) -> Pool {
    Pool::parse(document(city, draw, "pool.txt").unwrap()).unwrap()
}

fn codes(numbers: &[usize]) -> Vec<String> {
    let mut codes: Vec<String> = numbers.iter().map(|number| code(*number)).collect();
    codes.sort();
    codes
}

fn listed(city: &City, draw: &DrawId) -> Vec<String> {
    pool(city, draw).agencies().iter().map(ToString::to_string).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_is_fixed_with_the_notice_and_nobody_else_signs_up() {
    for app in TestApp::on_both().await {
        let city = city(&app, 5);
        // The fifth offers the item only after the notice; the fourth is avoided, which a public list must not tell.
        offers(&city, 4, false).await;
        let avoided = Avoided { uscc: code(4), name: "青禾第4咨询有限公司".into(), reason: "曾任前期咨询".into() };
        let posting = Posting { avoided: vec![avoided], ..with(LISTED) };
        let project = tokio::task::block_in_place(|| city.posted(posting));
        app.work().await;
        let draw = draw_of(&city, &project);
        offers(&city, 4, true).await;
        assert_eq!(listed(&city, &draw), codes(&[1, 2, 3, 4]), "{}", app.engine);
        let notice = Notice::parse(document(&city, &draw, "notice.txt").unwrap()).unwrap();
        assert_eq!(notice.pool, PoolRule::Listed(pool(&city, &draw).hash()));
        assert_eq!((refused(&city, 4, &project), refused(&city, 3, &project)), ("signups-not-in-pool", "signups-avoided"));
        all_sign_up(&city, 3, &project);
        let visitor = app.visitor();
        let open = visitor.get(&format!("/draws/{draw}")).await.body;
        assert!(open.contains("公告之后一家也添不进来") && !open.contains("本次不限定名录"), "{open}");
        let public = visitor.get(&format!("/draws/{draw}/documents/pool.txt")).await;
        assert_eq!((public.status, public.body), (200, document(&city, &draw, "pool.txt").unwrap()), "before anybody is named");
        assert!(document(&city, &draw, "about.txt").unwrap().contains("报名范围：限于公告时符合条件的机构"));
        at_deadline(&app, &city, &project).await;
        super::terms::check_decided(&app, &city, &draw);
        assert!(names(&bundle(&city, &draw)).contains(&"proofs/pool.entry".to_owned()));
        let page = visitor.get(&format!("/draws/{draw}")).await.body;
        assert!(page.contains("限定名录") && page.contains("没有打开的代号是不是名录里的机构"), "{page}");
        let told = visitor.get(&format!("/api/v1/draws/{draw}")).await.body;
        assert!(told.contains("\"pool\":\"listed\"") && told.contains("pool.txt"), "{told}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_officer_refuses_who_is_not_in_the_list_and_another_list() {
    for (restored, reason) in [(true, "not-in-pool"), (false, "documents-do-not-fit")] {
        for app in TestApp::on_both().await {
            let city = city(&app, 4);
            offers(&city, 3, false).await;
            let project = open_with(&app, &city, LISTED).await;
            let draw = draw_of(&city, &project);
            offers(&city, 3, true).await;
            let known = forged(&city, &draw, |known| Pool::new(draw.clone(), ids(known, &code(4))).to_text()).await;
            all_sign_up(&city, 4, &project);
            if restored {
                forged(&city, &draw, |_| known.clone()).await;
            }
            at_deadline(&app, &city, &project).await;
            assert_eq!(state(&city, &draw), DrawState::Frozen, "{}", app.engine);
            let refusal = document(&city, &draw, "refusal-witness.txt").unwrap();
            assert!(refusal.contains(&format!("reason {reason}\n")), "{refusal}");
        }
    }
}

fn ids(known: &str, more: &str) -> Vec<mingxuan::domain::draw::RegistryId> {
    let known = Pool::parse(known).unwrap();
    known.agencies().iter().cloned().chain(mingxuan::domain::draw::RegistryId::parse(more)).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn an_extension_has_a_list_of_its_own_and_who_is_not_in_it_is_told() {
    for app in TestApp::on_both().await {
        let city = city(&app, 4);
        offers(&city, 3, false).await;
        let project = open_with(&app, &city, LISTED).await;
        let first = draw_of(&city, &project);
        all_sign_up(&city, 2, &project);
        offers(&city, 1, false).await;
        offers(&city, 3, true).await;
        at_deadline(&app, &city, &project).await;
        let second = draw_of(&city, &project);
        assert_eq!(second, first.next(DrawKind::Extension).unwrap(), "{}", app.engine);
        assert_eq!((listed(&city, &first), listed(&city, &second)), (codes(&[1, 2, 3]), codes(&[1, 3, 4])));
        let left = city.asked(|conn| mingxuan::market::signups::of_draw(conn, first.as_str()));
        let state_of = |n: usize| left.iter().find(|one| one.agency.as_str() == city.agencies[n].org.as_str()).unwrap().state;
        assert_eq!((state_of(0), state_of(1)), (SignupState::Carried, SignupState::LeftOut));
        let told = |(to, subject): &(String, String)| to == "agency2@city.example" && subject.contains("未能转入");
        assert!(app.letters().iter().any(told), "{:?}", app.letters());
        tokio::task::block_in_place(|| {
            city.signs_up(3, &project).unwrap();
            city.signs_up(2, &project).unwrap();
        });
        at_deadline(&app, &city, &project).await;
        super::terms::check_decided(&app, &city, &second);
        assert_eq!(verified(&bundle(&city, &second)).0, 0);
    }
}
