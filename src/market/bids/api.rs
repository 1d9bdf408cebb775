//! The JSON door: sealing one's quote from a program, and the opening as the public sees it.

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

use super::store::entries::SealedEntry;
use super::{doors, sheet};
use crate::app::App;
use crate::domain::bid::{Private, Sealed};
use crate::domain::draw::{Document, Secret};
use crate::error::{Error, Result, Say};
use crate::platform::api::Body;
use crate::platform::auth::{Acting, Agency};
use crate::platform::log::receipt::ReceiptFile;
use crate::platform::routes::Routes;

/// What the JSON door says of this slice.
#[derive(OpenApi)]
#[openapi(paths(sealing_sheet, one, put, show_key, opening))]
pub struct Described;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/api/v1/signups/{id}/entry/sheet", sealing_sheet).put("/api/v1/signups/{id}/entry/key", show_key);
    r.get("/api/v1/signups/{id}/entry", one).put("/api/v1/signups/{id}/entry", put);
    r.get("/api/v1/openings/{draw:.+}", opening);
}

/// The sealing sheet of one's own sign-up: what `mingxuan seal` reads.
#[utoipa::path(get, path = "/api/v1/signups/{id}/entry/sheet", tag = "signups", params(("id" = String, Path)), responses((status = 200, body = Object), (status = 404)))]
async fn sealing_sheet(app: web::Data<App>, who: Acting<Agency>, id: web::Path<String>) -> Result<HttpResponse> {
    Ok(HttpResponse::Ok().json(sheet::of(&doors::desk(&app, &who, id.into_inner()).await?)))
}

/// The receipt of a sealed entry.
#[derive(Serialize, ToSchema)]
struct EntryBody {
    label: String,
    /// `agency`, or `market` where the market sealed what was typed.
    made: String,
    received_at: i64,
    /// How its envelope turned out, in the words of states.txt; empty before.
    outcome: String,
    /// The proof of the envelope.
    #[serde(flatten)]
    proof: ReceiptFile,
}

impl EntryBody {
    fn of((entry, proof): (SealedEntry, ReceiptFile)) -> EntryBody {
        let SealedEntry { label, made, received_at, outcome, .. } = entry;
        EntryBody { label, made: made.to_string(), received_at: received_at.ms(), outcome, proof }
    }
}

/// The sealed entry that stands for one's own sign-up.
#[utoipa::path(get, path = "/api/v1/signups/{id}/entry", tag = "signups", params(("id" = String, Path)), responses((status = 200, body = EntryBody), (status = 404)))]
async fn one(app: web::Data<App>, who: Acting<Agency>, id: web::Path<String>) -> Result<HttpResponse> {
    Ok(HttpResponse::Ok().json(EntryBody::of(doors::receipt(&app, &who, id.into_inner()).await?)))
}

/// A sealed entry.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct SealedBody {
    /// The envelope, an empty line, the payload in Base64: what `mingxuan seal` writes.
    sealed: String,
}

/// Brings a sealed entry in the place of the one before; the last one before the deadline counts.
#[utoipa::path(put, path = "/api/v1/signups/{id}/entry", tag = "signups", params(("id" = String, Path)), request_body = SealedBody, responses((status = 200, body = EntryBody), (status = 404), (status = 409), (status = 422)))]
async fn put(app: web::Data<App>, who: Acting<Agency>, id: web::Path<String>, body: Body<SealedBody>) -> Result<HttpResponse> {
    let broken = |fault| Error::invalid("sealed", Say::new("bids-sealed-broken").with("fault", fault));
    let sealed = Sealed::parse(&body.0.sealed).map_err(broken)?;
    doors::take(&app, &who, (id.clone(), sealed)).await?;
    Ok(HttpResponse::Ok().json(EntryBody::of(doors::receipt(&app, &who, id.into_inner()).await?)))
}

/// Salt and key of one's own entry.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct KeyBody {
    /// 64 lower-case hexadecimal digits each, from the private file.
    salt: String,
    key: String,
}

/// Opens one's own entry where too few members of the committee released their keys; nobody sees it before all is published.
#[utoipa::path(put, path = "/api/v1/signups/{id}/entry/key", tag = "signups", params(("id" = String, Path)), request_body = KeyBody, responses((status = 204), (status = 404), (status = 409), (status = 422)))]
async fn show_key(app: web::Data<App>, who: Acting<Agency>, id: web::Path<String>, body: Body<KeyBody>) -> Result<HttpResponse> {
    let wrong = || Error::invalid("key", Say::new("bids-private-broken"));
    let (salt, key) = (Secret::parse(&body.0.salt).ok_or_else(wrong)?, Secret::parse(&body.0.key).ok_or_else(wrong)?);
    doors::show_key(&app, &who, (id.into_inner(), Private { salt, key })).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// The opening of a draw's sealed entries.
#[derive(Serialize, ToSchema)]
struct OpeningBody {
    /// `closed`, `releasing`, `stated` or `opened`.
    state: String,
    /// committee.txt.
    committee: String,
    /// states.txt, once it is said how every envelope turned out.
    states: Option<String>,
    /// opening.txt, once all is published.
    opening: Option<String>,
    /// Until when agencies open what is missing; 0 where nothing is.
    cure_by: i64,
}

/// The opening of a draw's sealed entries, as documents of bid/v1.
#[utoipa::path(get, path = "/api/v1/openings/{draw}", tag = "draws", params(("draw" = String, Path)), responses((status = 200, body = OpeningBody), (status = 404)))]
async fn opening(app: web::Data<App>, draw: web::Path<String>) -> Result<HttpResponse> {
    let (_, found) = doors::opening(&app, draw.into_inner()).await?;
    Ok(HttpResponse::Ok().json(OpeningBody {
        state: found.round.state.to_string(),
        committee: found.committee.to_text(),
        states: found.states.map(|states| states.to_text()),
        opening: found.opening.map(|opening| opening.to_text()),
        cure_by: found.round.cure_by.ms(),
    }))
}
