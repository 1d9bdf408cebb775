//! The server: the gate every request passes, and the whole route table on one screen.

mod errors;
mod gate;
mod openapi;
mod routes;

use actix_web::middleware::from_fn;
use actix_web::{App as ActixApp, HttpServer, web};
use tokio::sync::watch;

use crate::app::App;
use crate::error::{Error, Result};

pub use openapi::DOCUMENT as OPENAPI;
pub use routes::all as route_table;

/// A server that listens.
pub struct Running {
    /// The address it really listens on.
    pub address: std::net::SocketAddr,
    server: actix_web::dev::Server,
}

/// Everything a server answers with, for the real server and for tests.
pub fn configure(config: &mut web::ServiceConfig, app: &App) {
    config.app_data(web::Data::new(app.clone()));
    routes::install(config);
    config.default_service(web::to(errors::nothing_here));
}

/// Binds and starts to serve; [`Running::wait`] serves until told to stop.
///
/// # Errors
/// [`Error::Setup`] when the address is taken or the certificate cannot be used.
pub fn start(app: &App) -> Result<Running> {
    let config = &app.config.server;
    let shared = app.clone();
    let server = HttpServer::new(move || {
        let app = shared.clone();
        ActixApp::new().wrap(from_fn(gate::pass)).configure(|c| configure(c, &app))
    });
    let workers = if config.workers == 0 { std::thread::available_parallelism().map_or(2, usize::from) } else { config.workers };
    let server = server
        .workers(workers)
        .shutdown_timeout(config.shutdown_seconds)
        .disable_signals()
        .client_disconnect_timeout(std::time::Duration::from_secs(2));
    let place = (config.bind, config.port);
    let refused = |e: std::io::Error| Error::Setup(format!("cannot listen on {}:{}: {e}. Choose another server.port", place.0, place.1));
    let server = match config.tls() {
        None => server.bind(place).map_err(refused)?,
        Some((cert, key)) => server.bind_rustls_0_23(place, crate::platform::tls::server_config(cert, key)?).map_err(refused)?,
    };
    let address = server.addrs().first().copied().ok_or_else(|| Error::Setup("the server listens nowhere".into()))?;
    Ok(Running { address, server: server.run() })
}

impl Running {
    /// Serves until `stop` turns true, then finishes the requests in hand.
    ///
    /// # Errors
    /// [`Error::Internal`] when the server dies.
    pub async fn wait(self, mut stop: watch::Receiver<bool>) -> Result<()> {
        let handle = self.server.handle();
        let serving = tokio::spawn(self.server);
        while !*stop.borrow() {
            if stop.changed().await.is_err() {
                break;
            }
        }
        handle.stop(true).await;
        serving.await.map_err(|e| Error::caused("serving", e))?.map_err(|e| Error::caused("serving", e))
    }
}
