//! A fresh database for each test, on each engine.

use std::sync::atomic::{AtomicU32, Ordering};

use diesel::connection::SimpleConnection;
use diesel::{Connection, PgConnection};

/// An engine to test on, with a fresh and empty database.
pub struct Engine {
    pub name: &'static str,
    pub url: String,
    pub folder: tempfile::TempDir,
    drop_with: Option<(String, String)>,
}

/// Both engines; only SQLite, with a word about it, where `MINGXUAN_TEST_PG_URL` names no PostgreSQL server.
pub fn engines() -> Vec<Engine> {
    let mut engines = vec![sqlite()];
    match std::env::var("MINGXUAN_TEST_PG_URL") {
        Ok(url) if !url.is_empty() => engines.push(postgres(&url)),
        _ => println!("not run on PostgreSQL: MINGXUAN_TEST_PG_URL is not set (tests/run sets it)"),
    }
    engines
}

/// A fresh SQLite database.
pub fn sqlite() -> Engine {
    let folder = tempfile::tempdir().unwrap();
    let url = format!("sqlite:{}", folder.path().join("market.sqlite").display());
    Engine { name: "sqlite", url, folder, drop_with: None }
}

fn postgres(server: &str) -> Engine {
    static COUNT: AtomicU32 = AtomicU32::new(0);
    let name = format!("mx_{}_{}", std::process::id(), COUNT.fetch_add(1, Ordering::Relaxed));
    let mut admin = PgConnection::establish(server).expect("MINGXUAN_TEST_PG_URL answers");
    admin.batch_execute(&format!("CREATE DATABASE {name}")).unwrap();
    let mut url = url::Url::parse(server).unwrap();
    url.set_path(&name);
    Engine { name: "postgres", url: url.to_string(), folder: tempfile::tempdir().unwrap(), drop_with: Some((server.to_owned(), name)) }
}

impl Drop for Engine {
    fn drop(&mut self) {
        if let Some((server, name)) = &self.drop_with
            && let Ok(mut admin) = PgConnection::establish(server)
        {
            let dropped = admin.batch_execute(&format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"));
            if let Err(e) = dropped {
                println!("the test database {name} stays behind: {e}");
            }
        }
    }
}
