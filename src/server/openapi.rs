//! The JSON door described: `/api/openapi.json`. What each slice says of its own routes is put together by a test, which compares it with the
//! file that is served: whoever changes a door sees its description change beside it.

use actix_web::http::header::ContentType;
use actix_web::{HttpResponse, Responder};

/// The description of the whole JSON door, OpenAPI 3.1.
pub const DOCUMENT: &str = include_str!("../../web/openapi.json");

/// `GET /api/openapi.json`.
pub(super) async fn show() -> impl Responder {
    HttpResponse::Ok().content_type(ContentType::json()).body(DOCUMENT)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use utoipa::OpenApi;
    use utoipa::openapi::OpenApi as Document;

    use super::DOCUMENT;
    use crate::market;

    /// Set, the file is written anew.
    const WRITE: &str = "MINGXUAN_WRITE_OPENAPI";

    #[derive(OpenApi)]
    #[openapi(info(
        title = "Mingxuan",
        description = "Every page's door for programs: the same services, the same rules. Send an access token as `Authorization: Bearer …`.",
        license(name = "MIT OR Apache-2.0")
    ))]
    struct Market;

    /// What each slice says of its own doors.
    fn slices() -> [Document; 22] {
        [
            market::accounts::openapi(),
            market::agencies::openapi(),
            market::owners::openapi(),
            market::credit::openapi(),
            market::blacklist::openapi(),
            market::projects::openapi(),
            market::signups::openapi(),
            market::witnesses::openapi(),
            market::bids::openapi(),
            market::selection::openapi(),
            market::experts::openapi(),
            market::reviews::openapi(),
            market::negotiations::openapi(),
            market::outcomes::openapi(),
            market::awards::openapi(),
            market::contracts::openapi(),
            market::exits::openapi(),
            market::ratings::openapi(),
            market::supervision::openapi(),
            market::search::openapi(),
            market::stats::openapi(),
            market::home::openapi(),
        ]
    }

    #[test]
    fn the_file_says_what_the_doors_say_of_themselves() {
        let mut whole = Market::openapi();
        slices().into_iter().for_each(|slice| whole.merge(slice));
        let told = whole.to_pretty_json().unwrap() + "\n";
        if std::env::var_os(WRITE).is_some() {
            std::fs::write(concat!(env!("CARGO_MANIFEST_DIR"), "/web/openapi.json"), &told).unwrap();
        } else {
            assert!(told == DOCUMENT, "web/openapi.json is out of date: {WRITE}=1 cargo test --lib openapi");
        }
    }

    #[test]
    fn a_body_is_described_under_a_name_of_its_own() {
        let mut known: BTreeMap<String, serde_json::Value> = BTreeMap::new();
        for (name, body) in slices().into_iter().filter_map(|slice| slice.components).flat_map(|components| components.schemas) {
            let body = serde_json::to_value(body).unwrap();
            let first = known.entry(name.clone()).or_insert_with(|| body.clone());
            assert_eq!(*first, body, "two bodies are called {name}: whoever reads of one is told of the other");
        }
        assert!(known.len() > 100, "the descriptions were read: {}", known.len());
        let within = |name: &String| serde_json::to_string(&known[name]).unwrap().contains(&format!("\"#/components/schemas/{name}\""));
        assert_eq!(known.keys().filter(|name| within(name)).collect::<Vec<_>>(), Vec::<&String>::new(), "a body within itself");
    }
}
