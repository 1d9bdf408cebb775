//! The officer as a witness any log may ask: `POST /add-checkpoint` (C2SP tlog-witness), for the logs whose keys it was given.

use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};

use actix_web::http::StatusCode;
use actix_web::{App, HttpResponse, HttpServer, web};
use tokio::sync::watch;

use super::Folder;
use crate::domain::log::{Unwitnessed, VerifierKey};
use crate::error::{Error, Result};
use crate::platform::clock::Clock;
use crate::witness::Officer;

/// Bytes of a request at most: a proof of 63 hashes and a head with every line there could be.
const LARGEST: usize = 64 * 1024;

/// Who answers, one question after the other: what was vouched for is on disk before the next is judged.
pub(super) struct Door {
    officer: Officer,
    folder: Mutex<Folder>,
    logs: Vec<VerifierKey>,
}

impl Door {
    pub fn new(officer: Officer, folder: Folder, logs: Vec<VerifierKey>) -> Door {
        Door { officer, folder: Mutex::new(folder), logs }
    }

    fn answer(&self, request: &str) -> Result<std::result::Result<String, Unwitnessed>> {
        let mut folder = self.folder.lock().unwrap_or_else(PoisonError::into_inner);
        self.officer.add_checkpoint(&mut *folder, Clock::System.now(), (request, &self.logs))
    }
}

/// Listens until told to stop.
pub(super) fn open(address: SocketAddr, door: Door, mut stop: watch::Receiver<bool>) -> Result<impl Future<Output = Result<()>>> {
    let door = Arc::new(door);
    let app = move || {
        let limit = web::PayloadConfig::new(LARGEST);
        App::new().app_data(limit).app_data(web::Data::from(door.clone())).route("/add-checkpoint", web::post().to(add_checkpoint))
    };
    let refused = |e: std::io::Error| Error::Setup(format!("{address} cannot be listened on: {e}"));
    let server = HttpServer::new(app).workers(1).disable_signals().bind(address).map_err(refused)?.run();
    let handle = server.handle();
    tokio::spawn(async move {
        // A sender that is gone says the same as one that says stop.
        while !*stop.borrow() && stop.changed().await.is_ok() {}
        handle.stop(true).await;
    });
    Ok(async move { server.await.map_err(|e| Error::caused("answering logs", e)) })
}

async fn add_checkpoint(door: web::Data<Door>, body: String) -> HttpResponse {
    let answer = web::block(move || door.answer(&body)).await;
    match answer {
        Ok(Ok(Ok(line))) => HttpResponse::Ok().content_type("text/plain; charset=utf-8").body(line),
        Ok(Ok(Err(Unwitnessed::Conflict { size }))) => HttpResponse::Conflict().content_type("text/x.tlog.size").body(format!("{size}\n")),
        Ok(Ok(Err(why))) => {
            tracing::warn!(why = %why, "a head was not vouched for");
            HttpResponse::build(StatusCode::from_u16(why.status()).unwrap_or(StatusCode::BAD_REQUEST)).body(format!("{why}\n"))
        }
        Ok(Err(Error::Conflict)) => HttpResponse::ServiceUnavailable().finish(),
        Ok(Err(e)) => {
            tracing::error!(error = %e, "what was vouched for cannot be kept");
            HttpResponse::InternalServerError().finish()
        }
        Err(e) => {
            tracing::error!(error = %e, "no thread answers");
            HttpResponse::InternalServerError().finish()
        }
    }
}
