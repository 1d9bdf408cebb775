//! The JSON door described: `/api/openapi.json`, put together from what each slice says of its own routes.

use actix_web::{HttpResponse, Responder};
use utoipa::OpenApi;

use crate::market;

#[derive(OpenApi)]
#[openapi(info(
    title = "Mingxuan",
    description = "Every page's door for programs: the same services, the same rules. Send an access token as `Authorization: Bearer …`.",
    license(name = "MIT OR Apache-2.0")
))]
struct Market;

/// The description of the whole JSON door.
pub fn document() -> utoipa::openapi::OpenApi {
    let mut whole = Market::openapi();
    whole.merge(market::accounts::openapi());
    whole.merge(market::agencies::openapi());
    whole.merge(market::owners::openapi());
    whole.merge(market::credit::openapi());
    whole.merge(market::blacklist::openapi());
    whole.merge(market::projects::openapi());
    whole.merge(market::signups::openapi());
    whole.merge(market::witnesses::openapi());
    whole.merge(market::bids::openapi());
    whole.merge(market::selection::openapi());
    whole.merge(market::experts::openapi());
    whole.merge(market::reviews::openapi());
    whole.merge(market::negotiations::openapi());
    whole.merge(market::outcomes::openapi());
    whole.merge(market::awards::openapi());
    whole.merge(market::contracts::openapi());
    whole.merge(market::exits::openapi());
    whole.merge(market::ratings::openapi());
    whole.merge(market::supervision::openapi());
    whole.merge(market::search::openapi());
    whole.merge(market::stats::openapi());
    whole.merge(market::home::openapi());
    whole
}

/// `GET /api/openapi.json`.
pub(super) async fn show() -> impl Responder {
    HttpResponse::Ok().json(document())
}
