//! Draws of a stage that nobody signs up for, through the real worker and officer: a number, ties, experts; unused; void and drawn again.

use mingxuan::db::schema::witness_draws;
use mingxuan::domain::draw::entries::{listed, number_of, numbers};
use mingxuan::domain::draw::{Document, DrawKind, DrawResult, EntrySource, Freeze, Label, PoolKind, RegistryId, Status, Terms};
use mingxuan::domain::time::HOUR;
use mingxuan::error::{Error, Result};
use mingxuan::market::selection::service::Plan;
use mingxuan::market::selection::stages::{self, Drawn};

use super::*;

/// A draw of the second stage.
fn plan(entries: EntrySource, winners: u32) -> Plan {
    Plan { stage: 2, entries, winners, alternates: 1, terms: Terms { pool: PoolKind::Listed, ..super::terms::PLAIN } }
}

/// A write through the service, as a slice that runs a stage makes it.
async fn does<T: Send + 'static>(
    app: &TestApp,
    work: impl FnOnce(&mut mingxuan::db::DbConn, &mingxuan::app::App) -> Result<T> + Send + 'static,
) -> Result<T> {
    let shared = app.app.clone();
    app.app.db.write(move |conn| work(conn, &shared)).await
}

async fn reserved(app: &TestApp, project: &ProjectId, plan: Plan) -> DrawId {
    let id = project.clone();
    let draw = does(app, move |conn, app| stages::reserve(conn, app, (&id, plan))).await.unwrap();
    app.work().await;
    draw
}

async fn announced(app: &TestApp, draw: &DrawId, list: Vec<RegistryId>) -> Result<()> {
    let (draw, closes) = (draw.clone(), app.now().plus(HOUR));
    does(app, move |conn, app| stages::announce(conn, app, &draw, (list, closes))).await
}

async fn fixed(app: &TestApp, draw: &DrawId, ids: &[RegistryId]) -> Result<()> {
    let (draw, drawn) = (draw.clone(), ids.iter().map(|id| Drawn { id: id.clone(), status: Status::In }).collect::<Vec<_>>());
    does(app, move |conn, app| stages::fix(conn, app, &draw, &drawn)).await
}

fn outcome(city: &City, draw: &DrawId) -> Option<Vec<Label>> {
    city.asked(|conn| stages::outcome(conn, draw))
}

fn conflict<T: std::fmt::Debug>(result: Result<T>) {
    assert!(matches!(result, Err(Error::Conflict)), "{result:?}");
}

/// Decided, and everything in its bundle holds for both offline verifiers.
fn holds(app: &TestApp, city: &City, draw: &DrawId) {
    assert_eq!((state(city, draw), own_troubles(app)), (DrawState::Decided, Vec::new()), "{}", app.engine);
    let bundle = bundle(city, draw);
    let (exit, said) = verified(&bundle);
    assert_eq!(exit, 0, "{said}");
    assert!(python_says(&bundle).starts_with("OK "), "{}", python_says(&bundle));
    assert!(names(&bundle).contains(&"pool.txt".to_owned()));
}

#[tokio::test(flavor = "multi_thread")]
async fn a_number_is_drawn_from_all_its_numbers() {
    for app in TestApp::on_both().await {
        let city = city(&app, 3);
        let project = open_project(&app, &city).await;
        let draw = reserved(&app, &project, plan(EntrySource::Numbers, 1)).await;
        assert_eq!(draw.as_str(), format!("{}/2", city.state(&project).number));
        assert!(document(&city, &draw, "pledge-witness.txt").is_some(), "committed before anything is computed: {}", app.engine);
        let again = project.clone();
        conflict(does(&app, move |conn, app| stages::reserve(conn, app, (&again, plan(EntrySource::Numbers, 1)))).await);
        let list: Vec<RegistryId> = numbers(10).iter().map(listed).collect();
        conflict(fixed(&app, &draw, &list).await);
        announced(&app, &draw, list.clone()).await.unwrap();
        conflict(announced(&app, &draw, list.clone()).await);
        assert_eq!(outcome(&city, &draw), None);
        conflict(fixed(&app, &draw, &list[1..]).await);
        fixed(&app, &draw, &list).await.unwrap();
        app.work().await;
        holds(&app, &city, &draw);
        let drawn = outcome(&city, &draw).unwrap();
        let number = number_of(&drawn[0]).unwrap();
        assert!(drawn.len() == 1 && number <= 10);
        let page = app.visitor().get(&format!("/draws/{draw}")).await;
        assert!(page.status == 200 && page.body.contains("抽取一个数") && page.body.contains(drawn[0].as_str()), "{}", page.body);
        assert!(!page.body.contains('⟦') && !page.body.contains("落选机构始终不公开名字"), "{}", page.body);
        assert!(app.visitor().get(&format!("/api/v1/draws/{draw}")).await.body.contains("\"entries\":\"numbers\""));
        assert!(!app.visitor().get("/results").await.body.contains(&format!("/draws/{draw}\"")), "no agency was chosen by it");
        assert_eq!(city.state(&project).state, ProjectState::Open, "the project goes its own way");
        all_sign_up(&city, 3, &project);
        at_deadline(&app, &city, &project).await;
        super::terms::check_decided(&app, &city, &draw_of(&city, &project));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn ties_are_drawn_among_the_labels_that_came_out_equal() {
    for app in TestApp::on_both().await {
        let city = city(&app, 4);
        let project = open_project(&app, &city).await;
        let draw = reserved(&app, &project, plan(EntrySource::Ties, 1)).await;
        all_sign_up(&city, 4, &project);
        at_deadline(&app, &city, &project).await;
        let earlier = DrawResult::parse(document(&city, &draw_of(&city, &project), "result.txt").unwrap()).unwrap();
        let labels: Vec<RegistryId> = earlier.ranking().iter().map(|place| listed(&place.label)).collect();
        announced(&app, &draw, labels.clone()).await.unwrap();
        conflict(fixed(&app, &draw, &[RegistryId::parse("b-stranger").unwrap()]).await);
        conflict(fixed(&app, &draw, &[labels[0].clone(), labels[0].clone()]).await);
        fixed(&app, &draw, &labels[1..3]).await.unwrap();
        app.work().await;
        holds(&app, &city, &draw);
        let drawn = outcome(&city, &draw).unwrap();
        assert!(labels[1..3].contains(&listed(&drawn[0])) && drawn.len() == 1);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn experts_are_drawn_blind_and_named_when_their_review_is_closed() {
    for app in TestApp::on_both().await {
        let city = city(&app, 3);
        let project = open_project(&app, &city).await;
        let draw = reserved(&app, &project, plan(EntrySource::Experts, 2)).await;
        let list: Vec<RegistryId> = (1..=5).map(|n| RegistryId::parse(&format!("expert-{n:04}")).unwrap()).collect();
        announced(&app, &draw, list.clone()).await.unwrap();
        let out = list[3].clone();
        let drawn: Vec<Drawn> =
            list.iter().map(|id| Drawn { id: id.clone(), status: if *id == out { Status::Out } else { Status::In } }).collect();
        let id = draw.clone();
        does(&app, move |conn, app| stages::fix(conn, app, &id, &drawn)).await.unwrap();
        assert!(!document(&city, &draw, "freeze.txt").unwrap().contains("expert-"));
        app.work().await;
        holds(&app, &city, &draw);
        assert_eq!(Freeze::parse(document(&city, &draw, "freeze.txt").unwrap()).unwrap().entries().len(), 5);
        let page = app.visitor().get(&format!("/draws/{draw}")).await.body;
        assert!(page.contains("谁也看不出抽中的是哪位专家") && !page.contains("expert-"), "{page}");
        assert_eq!(document(&city, &draw, "opened.txt"), None, "nobody is named while the review runs");
        let id = draw.clone();
        let named = does(&app, move |conn, app| stages::open(conn, app, &id)).await.unwrap();
        assert!(named.len() == 2 && named.iter().all(|one| list.contains(one) && *one != out), "{named:?}");
        app.work().await;
        holds(&app, &city, &draw);
        let (_, said) = verified(&bundle(&city, &draw));
        assert!(named.iter().all(|one| said.contains(one.as_str())), "{said}");
        let id = draw.clone();
        conflict(does(&app, move |conn, app| stages::open(conn, app, &id)).await);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_needed_lapses_and_a_void_one_is_drawn_again() {
    use diesel::prelude::*;
    for app in TestApp::on_both().await {
        let city = city(&app, 3);
        let project = open_project(&app, &city).await;
        let unused = reserved(&app, &project, plan(EntrySource::Numbers, 1)).await;
        let list: Vec<RegistryId> = numbers(3).iter().map(listed).collect();
        announced(&app, &unused, list.clone()).await.unwrap();
        let id = unused.clone();
        does(&app, move |conn, app| stages::release(conn, app, &id)).await.unwrap();
        app.work().await;
        assert_eq!(state(&city, &unused), DrawState::Lapsed, "{}", app.engine);
        assert!(document(&city, &unused, "lapsed.txt").is_some() && document(&city, &unused, "reveal-platform.txt").is_none());
        conflict(fixed(&app, &unused, &list).await);
        let draw = reserved(&app, &project, Plan { stage: 3, ..plan(EntrySource::Ties, 1) }).await;
        announced(&app, &draw, list.clone()).await.unwrap();
        let lost = draw.to_string();
        let silence = move |conn: &mut mingxuan::db::DbConn| {
            Ok(diesel::delete(witness_draws::table.filter(witness_draws::draw_id.eq(&lost))).execute(conn)?)
        };
        assert_eq!(app.app.db.write(silence).await.unwrap(), 1);
        fixed(&app, &draw, &list).await.unwrap();
        app.work().await;
        // The platform speaks; the officer alone is silent.
        app.at(progress(&city, &draw).platform_at()).await;
        app.at(progress(&city, &draw).reveal_by).await;
        assert_eq!((state(&city, &draw), verified(&bundle(&city, &draw)).0), (DrawState::Void, 0), "{}", app.engine);
        let second = draw.next(DrawKind::Redraw).unwrap();
        assert!(document(&city, &second, "pledge-witness.txt").is_some(), "reserved again, with new commitments");
        announced(&app, &second, list.clone()).await.unwrap();
        fixed(&app, &second, &list).await.unwrap();
        app.work().await;
        holds(&app, &city, &second);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_that_is_fixed_too_late_voids_its_draw_and_it_is_drawn_again() {
    for app in TestApp::on_both().await {
        let city = city(&app, 3);
        let project = open_project(&app, &city).await;
        let draw = reserved(&app, &project, plan(EntrySource::Experts, 1)).await;
        let list: Vec<RegistryId> = (1..=4).map(|n| RegistryId::parse(&format!("expert-{n:04}")).unwrap()).collect();
        announced(&app, &draw, list.clone()).await.unwrap();
        // Whoever was to fix the list is away until nobody can reveal any more.
        app.at(progress(&city, &draw).reveal_by.plus(HOUR)).await;
        assert_eq!(state(&city, &draw), DrawState::Open, "{}", app.engine);
        fixed(&app, &draw, &list).await.unwrap();
        app.work().await;
        assert_eq!((state(&city, &draw), verified(&bundle(&city, &draw)).0), (DrawState::Void, 0), "{}", app.engine);
        let second = draw.next(DrawKind::Redraw).unwrap();
        assert!(document(&city, &second, "pledge-witness.txt").is_some(), "reserved again, with new commitments");
        announced(&app, &second, list).await.unwrap();
        assert!(document(&city, &second, "notice.txt").unwrap().contains("beacon drand:"), "as after every silence of the platform");
    }
}
