//! The log: its tree and heads, what everybody may read of it, receipts, and the monitor.

mod asked;
mod cosigned;
mod acts;
mod doors;
mod faults;
mod monitor;
mod pages;
mod programs;
mod receipts;
pub mod rotation;
mod rows;
mod tree;
mod vectors;

use mingxuan::app::App;
use mingxuan::db::DbConn;
use mingxuan::domain::event::Kind;
use mingxuan::domain::log::VerifierKey;
use mingxuan::platform::audit::{self, Act, Actor, Logged, Thing, Visibility};
use mingxuan::platform::log::reading;

/// Logs the n-th thing of a test.
pub fn happen(conn: &mut DbConn, app: &App, n: usize) -> mingxuan::error::Result<Logged> {
    let act = Act {
        kind: Kind::ProjectDraft,
        actor: &Actor::platform(),
        thing: Thing::open("project", format!("p{n}")),
        document: format!("thing {n}\n"),
        visibility: Visibility::Public,
    };
    audit::record(conn, app.clock.now(), act)
}

/// Logs so many things in one transaction, on a thread that may wait.
pub fn happens(app: &App, range: std::ops::Range<usize>) {
    let shared = app.clone();
    let all = move || {
        let inner = shared.clone();
        shared.db.write_now(move |conn| range.into_iter().try_for_each(|n| happen(conn, &inner, n).map(drop))).unwrap();
    };
    tokio::task::block_in_place(all);
}

/// Brings everything under a signed head.
pub async fn settle(app: &App) {
    app.log.settle(&app.db, app.clock.now()).await.unwrap();
}

/// The keys of the log.
pub fn keys(app: &App) -> Vec<VerifierKey> {
    app.db.read_now(reading::keys).unwrap()
}
