//! A worker that is killed between any two steps, and one that comes back: always the same winner.

use mingxuan::domain::draw::{DrawState, Next};
use mingxuan::market::selection::service::{self, Closed, Outcome};

use super::*;

/// The steps after the freeze, each a transaction of its own.
const STEPS: usize = 6;

#[tokio::test(flavor = "multi_thread")]
async fn a_crash_between_any_two_steps_leaves_the_same_winner() {
    for app in TestApp::on_both().await {
        for survived in 0..=STEPS {
            let city_app = &app;
            let city = if survived == 0 { city(city_app, 4) } else { next_city(city_app, survived) };
            let project = open_project(&app, &city).await;
            let draw = draw_of(&city, &project);
            all_sign_up(&city, 4, &project);
            app.set_clock(city.state(&project).closes_at);
            let (shared, id) = (app.app.clone(), draw.to_string());
            let closed = app.app.db.write(move |conn| service::close(conn, &shared, &id)).await.unwrap();
            assert_eq!(closed, Closed::Frozen);
            for _ in 0..survived {
                assert!(matches!(service::step(&app.app, &draw).await.unwrap(), Outcome::Done(_)));
            }
            let expected = winner(&city, &draw);
            // The process dies here. What is left is the database and the job of the freeze, which the next worker takes.
            app.work().await;
            assert_eq!((state(&city, &draw), progress(&city, &draw).opened), (DrawState::Decided, true), "{survived}");
            let found = document(&city, &draw, "result.txt").unwrap();
            assert_eq!(expected, found, "after {survived} steps on {}", app.engine);
            assert_eq!(verified(&bundle(&city, &draw)).0, 0);
        }
    }
}

fn next_city(app: &TestApp, _: usize) -> City {
    let owner = app.app.db.read_now(people).unwrap();
    City { app: app.app.clone(), owner: owner.0, operator: owner.1, agencies: owner.2 }
}

type People = (
    std::sync::Arc<mingxuan::platform::auth::Identity>,
    std::sync::Arc<mingxuan::platform::auth::Identity>,
    Vec<std::sync::Arc<mingxuan::platform::auth::Identity>>,
);

/// The people of the city that was founded first.
fn people(conn: &mut mingxuan::db::DbConn) -> mingxuan::error::Result<People> {
    use diesel::prelude::*;
    use mingxuan::db::schema::accounts::dsl;
    let mut found = Vec::new();
    for name in ["owner", "operator", "agency1", "agency2", "agency3", "agency4"] {
        let id: String = dsl::accounts.filter(dsl::email.eq(format!("{name}@city.example"))).select(dsl::id).first(conn)?;
        found.push(mingxuan::market::accounts::identity(conn, &id.as_str().into())?);
    }
    let agencies = found.split_off(2);
    Ok((found[0].clone(), found[1].clone(), agencies))
}

/// The result that follows from the secrets both sides hold, computed before they are revealed.
pub fn winner(city: &City, draw: &mingxuan::domain::draw::DrawId) -> String {
    use diesel::prelude::*;
    use mingxuan::db::schema::{draw_parties, witness_draws};
    use mingxuan::domain::draw::{Conclusion, Document, Freeze, Notice, Revealed, Secret, Who, conclude, resolve};
    use mingxuan::platform::keys::Purpose;
    let (own, of_officer): (String, String) = city.asked(|conn| {
        let own = draw_parties::table.find((draw.as_str(), "platform")).select(draw_parties::secret).first(conn)?;
        Ok((own, witness_draws::table.find((draw.as_str(), "witness")).select(witness_draws::secret).first(conn)?))
    });
    let keys = &city.app.keys;
    let own = keys.open_text(Purpose::Rows, &format!("draw {draw} platform"), &own).unwrap();
    let of_officer = keys.open_text(Purpose::Witness, &format!("officer:witness {draw}"), &of_officer).unwrap();
    let notice = Notice::parse(document(city, draw, "notice.txt").unwrap()).unwrap();
    let freeze = Freeze::parse(document(city, draw, "freeze.txt").unwrap()).unwrap();
    let officer = Who::Officer(notice.officers[0].id.clone());
    let secrets = [(Who::Platform, Secret::parse(&own).unwrap()), (officer, Secret::parse(&of_officer).unwrap())].into();
    let revealed = Revealed { secrets, ..Revealed::default() };
    let Conclusion::Seed(seed, _) = conclude(&notice, &freeze, &revealed).unwrap() else { panic!("both have revealed") };
    resolve(&notice, &freeze, &seed).unwrap().to_text()
}

#[tokio::test(flavor = "multi_thread")]
async fn the_steps_are_those_of_the_rule_and_each_is_done_once() {
    let app = TestApp::start().await; // Which steps there are does not depend on the engine.
    let city = city(&app, 3);
    let project = open_project(&app, &city).await;
    let draw = draw_of(&city, &project);
    all_sign_up(&city, 3, &project);
    app.set_clock(city.state(&project).closes_at);
    let (shared, id) = (app.app.clone(), draw.to_string());
    let again = (shared.clone(), id.clone());
    assert_eq!(app.app.db.write(move |conn| service::close(conn, &shared, &id)).await.unwrap(), Closed::Frozen);
    assert_eq!(app.app.db.write(move |conn| service::close(conn, &again.0, &again.1)).await.unwrap(), Closed::Already);
    let mut done = Vec::new();
    while let Outcome::Done(next) = service::step(&app.app, &draw).await.unwrap() {
        done.push(next);
    }
    let words: Vec<String> = done.iter().map(|next| format!("{next:?}").chars().take(8).collect()).collect();
    assert_eq!(words.len(), STEPS, "{words:?}");
    assert!(matches!(done[0], Next::Inspect(_)) && matches!(done[3..], [Next::Seed, Next::Result, Next::Open]), "{words:?}");
}
