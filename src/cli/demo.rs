//! `demo`: builds a city on a simulated clock and serves it; opens it again when it is finished.

use std::path::{Path, PathBuf};

use clap::Args;

use super::run;
use crate::app::App;
use crate::config::{Config, Sources};
use crate::db::{Db, DbConn, Options, dialect, rows};
use crate::demo::{self, Key, Size, doors_open};
use crate::domain::time::Instant;
use crate::error::{Error, Result};
use crate::market;
use crate::platform::clock::Clock;
use crate::platform::{memory, telemetry};
use crate::server;

/// The setting that says a database is a demo city's.
const BEGUN: &str = "demo.begun";
/// The setting that says a city is finished: its keys, as JSON.
const FINISHED: &str = "demo.finished";

/// The size of the city.
#[derive(Debug, Args)]
pub struct Arguments {
    /// What the city is thrown with; another number is another city
    #[arg(long, default_value_t = 2026)]
    seed: u64,
    /// How many agencies
    #[arg(long, default_value_t = 897, value_parser = clap::value_parser!(u32).range(40..=5000))]
    agencies: u32,
    /// How many finished projects
    #[arg(long, default_value_t = 220, value_parser = clap::value_parser!(u32).range(5..=2000))]
    projects: u32,
}

/// Builds the city where there is none, and serves it.
pub fn run(mut sources: Sources, arguments: &Arguments) -> std::result::Result<(), super::Stopped> {
    if !sources.flags.iter().any(|(key, _)| *key == "data_dir") {
        sources.flags.push(("data_dir", "./demo-data".to_owned()));
    }
    sources.flags.push(("market.demonstration", "true".to_owned()));
    let config = Config::load(&sources)?;
    serve(config, arguments).map_err(super::Stopped::from)
}

fn serve(config: Config, arguments: &Arguments) -> Result<()> {
    let _lock = run::own_folder(&config)?;
    telemetry::start_logging(&config.log)?;
    let size = Size { seed: arguments.seed, agencies: arguments.agencies as usize, owners: 42, finished: arguments.projects as usize };
    let finished = finished(&config)?;
    if finished.is_none() {
        throw_away_half_built(&config)?;
    }
    let clock = Clock::simulated(doors_open());
    let runtime = run::runtime()?;
    match finished {
        Some(_) => {
            let app = market::open(config, clock.clone())?;
            runtime.block_on(async move {
                clock.run_from(last_seen(&app)?);
                let running = server::start(&app)?;
                greet(&app, running.address, &keys(&app)?);
                run::until_stopped(app, running).await
            })
        }
        None => {
            let app = market::open_for_building(config, clock.clone(), demo::readers())?;
            runtime.block_on(build(app, clock, size))
        }
    }
}

async fn build(app: App, clock: Clock, size: Size) -> Result<()> {
    app.progress.set(0);
    let running = server::start(&app)?;
    tracing::info!(address = %running.address, "the city is being built");
    let built = tokio::spawn(raise(app.clone(), clock, size));
    let address = running.address;
    let announced = app.clone();
    let told = tokio::spawn(async move {
        let outcome = built.await.map_err(|e| Error::caused("building the city", e)).and_then(|built| built);
        match outcome {
            Ok(keys) => greet(&announced, address, &keys),
            Err(e) => {
                tracing::error!(error = %e, "the city could not be built");
                // The server would say for ever that the city is being built.
                std::process::abort();
            }
        }
    });
    let served = run::until_stopped(app, running).await;
    told.abort();
    served
}

async fn raise(app: App, clock: Clock, size: Size) -> Result<Vec<Key>> {
    let began = doors_open().wire();
    app.db.write(move |conn| dialect::put_setting(conn, BEGUN, &began)).await?;
    demo::build(&app, size).await?;
    let keys = demo::hand_out(&app).await?;
    let text: Vec<_> = keys.iter().map(|key| serde_json::json!([key.role, key.email, key.secret])).collect();
    let text = serde_json::to_string(&text).map_err(|e| Error::caused("writing the keys", e))?;
    app.db.make_durable().await?;
    app.db.write(move |conn| dialect::put_setting(conn, FINISHED, &text)).await?;
    app.mail.let_all_leave();
    clock.run_from(doors_open());
    app.progress.set(1000);
    memory::give_back();
    Ok(keys)
}

fn finished(config: &Config) -> Result<Option<String>> {
    if config.database_file().is_some_and(|file| !file.exists()) {
        return Ok(None);
    }
    open(config)?.read_now(|conn| setting(conn, FINISHED))
}

fn open(config: &Config) -> Result<Db> {
    Db::open(&config.database_url().expose(), &Options { connections: 1, durable: true })
}

fn setting(conn: &mut DbConn, key: &str) -> Result<Option<String>> {
    use crate::db::schema::settings;
    use diesel::prelude::*;
    Ok(settings::table.find(key).select(settings::value).first(conn).optional()?)
}

/// A city that was not finished is worth nothing and is built anew. Anything else than a demo city is left alone.
fn throw_away_half_built(config: &Config) -> Result<()> {
    let file = config.database_file();
    if file.as_ref().is_some_and(|file| !file.exists()) {
        return Ok(());
    }
    let (empty, ours) = open(config)?.read_now(|conn| Ok((rows::is_empty(conn)?, setting(conn, BEGUN)?.is_some())))?;
    match file {
        _ if empty => Ok(()),
        Some(file) if ours => remove(config, &file),
        None if ours => Err(Error::Setup("the database holds a demo city that was never finished; empty it, and start again".into())),
        _ => Err(Error::Setup(format!(
            "{} holds a market that is no demo city. Choose another place with --data or --database-url",
            config.database_url()
        ))),
    }
}

fn remove(config: &Config, file: &Path) -> Result<()> {
    let refused = |path: &Path, e: std::io::Error| Error::Setup(format!("cannot remove {}: {e}", path.display()));
    for end in ["", "-wal", "-shm"] {
        let path = PathBuf::from(format!("{}{end}", file.display()));
        if path.exists() {
            std::fs::remove_file(&path).map_err(|e| refused(&path, e))?;
        }
    }
    for folder in [config.search_dir(), config.files_dir(), config.mail_dir()] {
        if folder.exists() {
            std::fs::remove_dir_all(&folder).map_err(|e| refused(&folder, e))?;
        }
    }
    Ok(())
}

fn keys(app: &App) -> Result<Vec<Key>> {
    let text = app.db.read_now(|conn| setting(conn, FINISHED))?.unwrap_or_default();
    let rows: Vec<(String, String, Option<String>)> = serde_json::from_str(&text).map_err(|e| Error::caused("reading the keys", e))?;
    let role = |word: &str| crate::domain::role::Role::parse(word).map_or("", crate::domain::role::Role::as_str);
    Ok(rows.into_iter().map(|(word, email, secret)| Key { role: role(&word), email, secret }).collect())
}

/// A city that is opened again goes on where its log ended.
fn last_seen(app: &App) -> Result<Instant> {
    use crate::db::schema::log_documents;
    use diesel::prelude::*;
    let last: Option<i64> = app.db.read_now(|conn| Ok(log_documents::table.select(diesel::dsl::max(log_documents::at)).first(conn)?))?;
    Ok(Instant(last.unwrap_or(0)).max(doors_open()))
}

#[allow(clippy::print_stdout, reason = "where the city is and how to get in, for whoever started it")]
fn greet(app: &App, address: std::net::SocketAddr, keys: &[Key]) {
    println!("\n明选 Mingxuan, a demonstration city: {}", app.config.public_url_at(address));
    println!("Password of every account below: {}", demo::PASSWORD);
    for key in keys {
        match &key.secret {
            None => println!("  {:<15} {}", key.role, key.email),
            Some(secret) => println!("  {:<15} {:<28} one-time codes from the key {secret}", key.role, key.email),
        }
    }
    println!("Who has a key is asked for a one-time code too: add the key to an authenticator app (time-based, six digits).");
    println!("Stop with Ctrl-C; start again to open the same city.\n");
}
