//! Commands that run until they are told to stop: `serve`, `worker`, `demo`.

use tokio::sync::watch;

use crate::app::App;
use crate::config::Config;
use crate::error::{Error, Result};
use crate::market;
use crate::market::accounts;
use crate::platform::clock::Clock;
use crate::platform::{lock, memory, telemetry};
use crate::{server, worker};

/// How often the search index looks for changes on its own, so that readers need not wait.
const FOLLOW: std::time::Duration = std::time::Duration::from_secs(2);

/// How often the worker looks whether a city is built.
const BUILDING: std::time::Duration = std::time::Duration::from_millis(100);

/// A runtime for everything that waits.
pub(super) fn runtime() -> Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().map_err(|e| Error::caused("starting the runtime", e))
}

/// With the embedded engine one process has the data folder; several need PostgreSQL.
pub(super) fn own_folder(config: &Config) -> Result<Option<lock::FolderLock>> {
    if config.database_url().is_embedded() { lock::take(&config.data_dir).map(Some) } else { Ok(None) }
}

/// Serves the market until the process is told to stop.
pub fn serve(config: Config) -> Result<()> {
    let _lock = own_folder(&config)?;
    telemetry::start_logging(&config.log)?;
    let app = market::open(config, Clock::System)?;
    runtime()?.block_on(async move {
        let running = server::start(&app)?;
        announce(&app, running.address).await?;
        until_stopped(app, running).await
    })
}

/// Does jobs until the process is told to stop.
pub fn work(config: Config) -> Result<()> {
    let _lock = own_folder(&config)?;
    telemetry::start_logging(&config.log)?;
    let app = market::open(config, Clock::System)?;
    runtime()?.block_on(async move {
        let stop = stopped()?;
        worker::run(app, stop).await;
        Ok(())
    })
}

#[allow(clippy::print_stdout, reason = "where the market is, for whoever started it")]
async fn announce(app: &App, address: std::net::SocketAddr) -> Result<()> {
    println!("明选 Mingxuan: {}", app.config.public_url_at(address));
    if let Some(path) = accounts::first_link(app).await? {
        let base = app.config.public_url_at(address);
        println!(
            "There is no administrator yet. Open this link once to become the first:\n{}{}",
            base.as_str().trim_end_matches('/'),
            path
        );
    }
    Ok(())
}

/// Serves, works and keeps house until the process is told to stop; requests and the job in hand are finished.
pub(super) async fn until_stopped(app: App, running: server::Running) -> Result<()> {
    let stop = stopped()?;
    let working = app.config.worker.inside_serve.then(|| tokio::spawn(work_when_built(app.clone(), stop.clone())));
    let house = [tokio::spawn(app.search.clone().follow(FOLLOW)), tokio::spawn(forget_idle(app.clone()))];
    let served = running.wait(stop).await;
    if let Some(working) = working {
        working.await.map_err(|e| Error::caused("finishing the job in hand", e))?;
    }
    house.iter().for_each(tokio::task::JoinHandle::abort);
    served
}

/// While a city is being built its own acts run the jobs, each at its time.
async fn work_when_built(app: App, stop: watch::Receiver<bool>) {
    while app.progress.get() < 1000 && !*stop.borrow() {
        tokio::time::sleep(BUILDING).await;
    }
    worker::run(app, stop).await;
}

async fn forget_idle(app: App) {
    let mut minutes = tokio::time::interval(std::time::Duration::from_secs(60));
    loop {
        minutes.tick().await;
        app.limits.forget_idle();
        memory::give_back();
    }
}

/// Turns true when the process is told to stop (SIGTERM, SIGINT).
pub(super) fn stopped() -> Result<watch::Receiver<bool>> {
    use tokio::signal::unix::{SignalKind, signal};
    let listen = |kind| signal(kind).map_err(|e| Error::caused("listening for signals", e));
    let (mut terminate, mut interrupt) = (listen(SignalKind::terminate())?, listen(SignalKind::interrupt())?);
    let (tell, told) = watch::channel(false);
    tokio::spawn(async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
        tracing::info!("told to stop");
        // Nobody listens any more only when everything has stopped already.
        tell.send_replace(true);
        std::future::pending::<()>().await;
    });
    Ok(told)
}
