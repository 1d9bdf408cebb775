//! What goes wrong outside the market's rules: processes that die, databases that go away, disks that fill up, and what strangers send.

mod again;
mod away;
mod bodies;
mod full;
pub mod hostile;
pub mod killed;
mod refusals;
mod restored;
mod unknown;

use mingxuan::platform::auth::session::{self, Lifetimes, Opening};

use crate::support::{City, TestApp};

/// A city with an open project that the real program opens as a demo city of its own, with sessions of its agencies.
pub struct Prepared {
    /// The project's public page.
    pub page: String,
    /// A session of each agency's member.
    pub tokens: Vec<String>,
}

/// See [`Prepared`]; the market's clock must stand at the instant a demo city's doors open.
pub async fn prepared(app: &TestApp) -> Prepared {
    let (city, id) = tokio::task::block_in_place(|| {
        let city = City::found(&app.app, 8);
        let id = city.project(Vec::new());
        (city, id)
    });
    app.work().await;
    let page = format!("/projects/{}", city.state(&id).number);
    let (accounts, now): (Vec<_>, _) = (city.agencies.iter().map(|who| who.account.clone()).collect(), app.now());
    let finish = move |conn: &mut mingxuan::db::DbConn| {
        mingxuan::db::dialect::put_setting(conn, "demo.begun", "")?;
        mingxuan::db::dialect::put_setting(conn, "demo.finished", "[]")?;
        let lifetimes = Lifetimes { whole: 36_000_000, idle: 36_000_000 };
        let opening = || Opening { lifetimes, second_factor: true, device: "test" };
        accounts.iter().map(|account| session::open(conn, now, account, opening())).collect()
    };
    let tokens = tokio::task::block_in_place(|| app.app.db.write_now(finish)).unwrap();
    Prepared { page, tokens }
}
