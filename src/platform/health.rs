//! Whether the server lives, whether it is ready, and its figures.

use std::sync::atomic::{AtomicU32, Ordering};

use actix_web::http::header::AUTHORIZATION;
use actix_web::{HttpRequest, HttpResponse, web};
use secrecy::ExposeSecret;
use serde_json::json;

use super::{keys, net, telemetry};

use crate::app::App;
use crate::error::{Error, Result};
use crate::platform::routes::Routes;

/// How far a demo city is, in thousandths; 1000 where nothing is being built.
#[derive(Debug)]
pub struct Progress(AtomicU32);

impl Default for Progress {
    fn default() -> Self {
        Progress(AtomicU32::new(1000))
    }
}

impl Progress {
    /// Says how far it is.
    pub fn set(&self, thousandths: u32) {
        self.0.store(thousandths.min(1000), Ordering::Relaxed);
    }

    /// How far it is.
    pub fn get(&self) -> u32 {
        self.0.load(Ordering::Relaxed)
    }
}

/// `/healthz`, `/readyz`, `/metrics`.
pub fn routes(r: &mut Routes<'_>) {
    r.get("/healthz", alive).get("/readyz", ready).get("/metrics", figures);
}

/// The process answers; nothing else is asked.
async fn alive() -> HttpResponse {
    HttpResponse::Ok().content_type("text/plain; charset=utf-8").body("ok\n")
}

/// The database answers and the city is built; 503 before, with how far it is.
async fn ready(app: web::Data<App>) -> HttpResponse {
    let progress = app.progress.get();
    let database = app.db.read(|conn| crate::db::migration_names(conn).map(|names| names.len())).await;
    let ready = progress == 1000 && database.is_ok();
    let body = json!({ "ready": ready, "built_percent": progress / 10, "database": database.is_ok(), "migrations": database.unwrap_or(0) });
    if ready { HttpResponse::Ok().json(body) } else { HttpResponse::ServiceUnavailable().json(body) }
}

/// Prometheus figures, for the own machine or for who has the token. For others there is no such page.
async fn figures(request: HttpRequest, app: web::Data<App>) -> Result<HttpResponse> {
    let given = request.headers().get(AUTHORIZATION).and_then(|value| value.to_str().ok()).and_then(|value| value.strip_prefix("Bearer "));
    let allowed = match (&app.config.metrics.token, given) {
        (Some(token), Some(given)) => keys::same_secret(token.expose_secret(), given),
        _ => net::is_local(&request),
    };
    if !allowed {
        return Err(Error::NotFound);
    }
    Ok(HttpResponse::Ok().content_type(telemetry::FIGURES_TYPE).body(telemetry::figures()?))
}
