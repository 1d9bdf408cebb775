//! The route table. Every slice registers its own routes here, in the order of the ladder.

use actix_web::web;

use crate::market;
use crate::platform;
use crate::platform::routes::{Listed, Routes};

fn table(r: &mut Routes<'_>) {
    platform::health::routes(r);
    platform::log::pages::routes(r);
    r.get("/api/openapi.json", super::openapi::show);
    platform::page::routes(r);
    market::agencies::routes(r);
    market::owners::routes(r);
    market::accounts::routes(r);
    market::credit::routes(r);
    market::blacklist::routes(r);
    market::projects::routes(r);
    market::signups::routes(r);
    market::witnesses::routes(r);
    market::erasures::routes(r);
    market::bids::routes(r);
    market::selection::routes(r);
    market::experts::routes(r);
    market::reviews::routes(r);
    market::negotiations::routes(r);
    market::outcomes::routes(r);
    market::awards::routes(r);
    market::contracts::routes(r);
    market::exits::routes(r);
    market::ratings::routes(r);
    market::supervision::routes(r);
    market::search::routes(r);
    market::log::routes(r);
    market::stats::routes(r);
    market::home::routes(r);
}

/// Registers everything.
pub(super) fn install(config: &mut web::ServiceConfig) -> Vec<Listed> {
    let mut routes = Routes::new(config);
    table(&mut routes);
    routes.install()
}

/// Every route there is.
pub fn all() -> Vec<Listed> {
    let mut listed = Vec::new();
    let _app = actix_web::App::new().configure(|config| listed = install(config));
    listed
}
