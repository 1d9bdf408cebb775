//! The JSON door: the enrolled officers, and the market's time, by which their signatures are dated.

use actix_web::{HttpResponse, web};
use serde::Serialize;
#[cfg(test)]
use utoipa::{OpenApi, ToSchema};

use super::store;
use crate::app::App;
use crate::error::Result;
use crate::platform::routes::Routes;

/// What the JSON door says of this slice.
#[cfg(test)]
#[derive(OpenApi)]
#[openapi(paths(list, time))]
pub struct Described;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/api/v1/witnesses", list).get(crate::witness::outside::TIME, time);
}

/// An outside witness officer.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct OutsideOfficer {
    id: String,
    /// The Ed25519 key, 64 hex digits.
    key: String,
    /// The authority that runs it.
    body: String,
    /// proposed, enrolled, leaving, retired or refused.
    state: String,
    proposed_at: String,
    decided_at: Option<String>,
}

/// Every outside witness officer there is or was.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/witnesses", tag = "witnesses", responses((status = 200, body = [OutsideOfficer]))))]
async fn list(app: web::Data<App>) -> Result<HttpResponse> {
    let all = app.db.read(store::all).await?;
    let officers = all.into_iter().map(|one| OutsideOfficer {
        id: one.id.to_string(),
        key: one.key.to_string(),
        body: one.body,
        state: one.state.to_string(),
        proposed_at: one.proposed_at.wire(),
        decided_at: (one.decided_at.ms() > 0).then(|| one.decided_at.wire()),
    });
    Ok(HttpResponse::Ok().json(officers.collect::<Vec<_>>()))
}

/// A clock.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct Now {
    /// Milliseconds since 1970, UTC.
    ms: i64,
    now: String,
}

/// What time the market has.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/time", tag = "witnesses", responses((status = 200, body = Now))))]
async fn time(app: web::Data<App>) -> HttpResponse {
    let now = app.clock.now();
    HttpResponse::Ok().insert_header(("cache-control", "no-store")).json(Now { ms: now.ms(), now: now.wire() })
}
