//! Direct selection: an owner names an agency, which is announced and decides; within the limits of the year, and nobody who may not take part.

use mingxuan::domain::draw::{Document, Pool};
use mingxuan::domain::method::Way;
use mingxuan::domain::method::direct::Reason;
use mingxuan::domain::method::way::Named;
use mingxuan::domain::money::Fen;
use mingxuan::domain::project::{Avoided, Posting};
use mingxuan::error::{Error, Result};
use mingxuan::market::awards::standing_of;
use mingxuan::market::projects::NewDraft;

use super::*;
use crate::support::city::{agency_name, code, posting};

/// The owner names the n-th agency for so many fen.
fn naming(agency: usize, price: i64) -> Posting {
    let mut posting = posting(Vec::new());
    let words = "续做上一年度同一项目".into();
    let named = Named { uscc: code(agency + 1), name: agency_name(agency + 1), reason: Reason::Continuation, words };
    posting.spec.way = Way { preset: "direct".into(), named: Some(named), ..Way::default() };
    posting.spec.draw.pool = mingxuan::domain::draw::PoolKind::Listed;
    posting.price = Fen(price);
    posting
}

/// Handed in and approved; or what refused it, by field.
fn asked(city: &City, posting: Posting) -> Result<ProjectId> {
    let (app, owner, operator) = (city.app.clone(), city.owner.clone(), city.operator.clone());
    tokio::task::block_in_place(|| {
        city.app.db.write_now(move |conn| {
            let id = projects::create(conn, &app, &owner, &NewDraft { posting, replaces: None })?;
            projects::submit(conn, &app, &owner, &id)?;
            projects::approve(conn, &app, &operator, &id)?;
            Ok(id)
        })
    })
}

fn refused(result: Result<ProjectId>) -> Vec<String> {
    match result {
        Err(Error::Invalid(problems)) => problems.into_iter().map(|problem| problem.field).collect(),
        other => panic!("{other:?}"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn whoever_is_named_is_announced_accepts_and_is_awarded_and_nobody_else_can_sign_up() {
    for app in TestApp::on_both().await {
        let city = city(&app, 3);
        let project = asked(&city, naming(0, 3_000_000)).unwrap();
        app.work().await;
        let draw = draw_of(&city, &project);
        let pool = Pool::parse(document(&city, &draw, "pool.txt").unwrap()).unwrap();
        assert_eq!(pool.agencies().iter().map(ToString::to_string).collect::<Vec<_>>(), [code(1)]);
        let public = app.visitor().get(&format!("/projects/{}", city.state(&project).number)).await.body;
        assert!(public.contains(&agency_name(1)) && public.contains("续做上一年度同一项目") && public.contains("2个工作日"), "{public}");
        tokio::task::block_in_place(|| {
            assert!(city.signs_up(1, &project).is_err(), "another agency is not in the list");
            city.signs_up(0, &project).unwrap();
        });
        at_deadline(&app, &city, &project).await;
        let award = city.asked(|conn| standing_of(conn, &project)).unwrap();
        assert_eq!((award.agency.as_str(), award.price), (city.agencies[0].org.as_str(), Fen(3_000_000)));
        assert_eq!(verified(&bundle(&city, &draw)).0, 0);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn without_its_answer_nobody_is_selected() {
    for app in TestApp::on_both().await {
        let city = city(&app, 3);
        let project = asked(&city, naming(0, 3_000_000)).unwrap();
        app.work().await;
        at_deadline(&app, &city, &project).await;
        assert_eq!((city.state(&project).state, city.state(&project).end_reason.as_str()), (ProjectState::Failed, "named-silent"));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn limits_of_the_year_hold_and_nobody_unfit_is_named() {
    for app in TestApp::on_both().await {
        let city = city(&app, 5);
        assert_eq!(refused(asked(&city, naming(0, 5_000_001))), ["way"], "the way is only for small sums");
        let mut other = naming(0, 1_000_000);
        other.spec.way.named.as_mut().unwrap().name = agency_name(2);
        assert_eq!(refused(asked(&city, other)), ["named_name"]);
        let mut avoided = naming(0, 1_000_000);
        avoided.avoided = vec![Avoided { uscc: code(1), name: agency_name(1), reason: "曾任前期咨询".into() }];
        assert_eq!(refused(asked(&city, avoided)), ["named_code"]);
        let mut nobody = naming(0, 1_000_000);
        nobody.spec.way.named = None;
        assert_eq!(refused(asked(&city, nobody)), ["named_code"]);

        asked(&city, naming(0, 4_000_000)).unwrap();
        assert_eq!(refused(asked(&city, naming(0, 4_000_001))), ["price"], "80,000 yuan to one agency");
        asked(&city, naming(0, 4_000_000)).unwrap();
        assert_eq!(refused(asked(&city, naming(0, 1))), ["way"], "twice to one agency");
        asked(&city, naming(1, 5_000_000)).unwrap();
        asked(&city, naming(2, 5_000_000)).unwrap();
        assert_eq!(refused(asked(&city, naming(3, 2_000_001))), ["price"], "200,000 yuan of one owner");
        asked(&city, naming(3, 1_000_000)).unwrap();
        asked(&city, naming(4, 500_000)).unwrap();
        assert_eq!(refused(asked(&city, naming(4, 1))), ["way"], "six times of one owner");
    }
}
