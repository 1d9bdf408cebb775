//! The JSON door: sealing one's quote from a program, and the opening as the public sees it.

use actix_web::{HttpRequest, HttpResponse, web};
use serde::{Deserialize, Serialize};
#[cfg(test)]
use utoipa::{OpenApi, ToSchema};

use super::service::Taken;
use super::store::entries::SealedEntry;
use super::store::files::SealedFile;
use super::{doors, findings, sheet};
use crate::app::App;
use crate::domain::bid::{Claim, Package, Private};
use crate::domain::draw::{Document, Label, Secret};
use crate::error::{Error, Result, Say};
use crate::market::documents;
use crate::platform::api::{Body, Sent};
use crate::platform::auth::{Acting, Agency, Supervisor};
use crate::platform::files::Kept;
use crate::platform::log::receipt::ReceiptFile;
use crate::platform::page::Ctx;
use crate::platform::routes::Routes;

/// What the JSON door says of this slice.
#[cfg(test)]
#[derive(OpenApi)]
#[openapi(paths(sealing_sheet, one, put, take_back, payloads, check, show_key, opening, unsealed, document))]
pub struct Described;

pub fn routes(r: &mut Routes<'_>) {
    r.post("/api/v1/signups/{id}/entry/payloads", payloads).post("/api/v1/signups/{id}/entry/check", check);
    r.get("/api/v1/signups/{id}/entry/sheet", sealing_sheet).put("/api/v1/signups/{id}/entry/key", show_key);
    r.get("/api/v1/signups/{id}/entry", one).put("/api/v1/signups/{id}/entry", put);
    r.post("/api/v1/signups/{id}/entry/withdrawal", take_back);
    r.get("/api/v1/openings/{draw:.+}", opening);
    r.get("/api/v1/bids/{draw:.+}/documents/{label}/{number}", document).get("/api/v1/bids/{draw:.+}/documents", unsealed);
}

/// The sealing sheet of one's own sign-up: what `mingxuan seal` reads.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/signups/{id}/entry/sheet", tag = "signups", params(("id" = String, Path)), responses((status = 200, body = Object), (status = 404))))]
async fn sealing_sheet(app: web::Data<App>, who: Acting<Agency>, id: web::Path<String>) -> Result<HttpResponse> {
    Ok(HttpResponse::Ok().json(sheet::of(&doors::desk(&app, &who, id.into_inner()).await?)))
}

/// The receipt of a sealed entry.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct SealedEntryBody {
    label: String,
    /// `agency`, or `market` where the market sealed what was typed.
    made: String,
    received_at: i64,
    /// How its envelope turned out, in the words of states.txt; empty before.
    outcome: String,
    /// Under a pseudonym the log's document holds a hash alone, of the lines `bid/v1 received`, this salt, and the hashes of the envelopes. It is given
    /// once; the market keeps nothing by which it could find it again.
    hidden_salt: Option<String>,
    /// The proof of the envelope.
    #[serde(flatten)]
    proof: ReceiptFile,
}

impl SealedEntryBody {
    fn of(Taken { entry, receipt, hidden, .. }: Taken) -> SealedEntryBody {
        let SealedEntry { label, made, received_at, outcome, .. } = entry;
        let hidden_salt = hidden.map(|salt| salt.to_string());
        SealedEntryBody { label, made: made.to_string(), received_at: received_at.ms(), outcome, hidden_salt, proof: receipt }
    }
}

/// The sealed entry that stands for one's own sign-up.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/signups/{id}/entry", tag = "signups", params(("id" = String, Path)), responses((status = 200, body = SealedEntryBody), (status = 404))))]
async fn one(app: web::Data<App>, who: Acting<Agency>, id: web::Path<String>) -> Result<HttpResponse> {
    Ok(HttpResponse::Ok().json(SealedEntryBody::of(doors::receipt(&app, &who, id.into_inner()).await?)))
}

/// A sealed entry.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields)]
struct SealedBody {
    /// What `mingxuan seal` writes: the envelope, an empty line, the payload in Base64, and after an empty line each the envelopes of documents, whose
    /// payloads were sent before. Under a pseudonym it ends with the claim: that of the sheet, or salt and hash of the entry it replaces.
    sealed: String,
}

/// Brings a sealed entry in the place of the one before; the last one before the deadline counts.
#[cfg_attr(test, utoipa::path(put, path = "/api/v1/signups/{id}/entry", tag = "signups", params(("id" = String, Path)), request_body = SealedBody, responses((status = 200, body = SealedEntryBody), (status = 404), (status = 409), (status = 422))))]
async fn put(app: web::Data<App>, who: Acting<Agency>, id: web::Path<String>, body: Body<SealedBody>) -> Result<HttpResponse> {
    let broken = |fault| Error::invalid("sealed", Say::new("bids-sealed-broken").with("fault", fault));
    let package = Package::parse(&body.0.sealed).map_err(broken)?;
    Ok(HttpResponse::Ok().json(SealedEntryBody::of(doors::take(&app, &who, (id.into_inner(), package)).await?)))
}

/// What shows that an entry under a pseudonym is one's own.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields)]
struct ClaimBody {
    /// The text `bid/v1 claim` with `before`, or the private file.
    claim: String,
}

/// Takes back one's own entry under a pseudonym, which the market cannot look up; the sign-up stays.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/signups/{id}/entry/withdrawal", tag = "signups", params(("id" = String, Path)), request_body = ClaimBody, responses((status = 204), (status = 404), (status = 409), (status = 422))))]
async fn take_back(app: web::Data<App>, who: Acting<Agency>, id: web::Path<String>, body: Body<ClaimBody>) -> Result<HttpResponse> {
    let claim = Claim::of(&body.0.claim).ok_or_else(|| Error::invalid("claim", Say::new("bids-claim-broken")))?;
    doors::take_back(&app, &who, (id.into_inner(), claim)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// A ciphertext that was kept.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct PayloadBody {
    /// By this an envelope names it.
    sha256: String,
    bytes: u64,
}

impl PayloadBody {
    /// What is told of ciphertexts.
    pub fn all(kept: Vec<Kept>) -> Vec<PayloadBody> {
        kept.into_iter().map(|one| PayloadBody { sha256: one.sha256, bytes: one.size }).collect()
    }
}

/// Sends ciphertexts of documents before the entry whose envelopes name them by their hashes; what is sent early is out of the way of the deadline.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/signups/{id}/entry/payloads", tag = "signups", params(("id" = String, Path)), request_body(content = crate::platform::api::FilesBody, content_type = "multipart/form-data"), responses((status = 200, body = Vec<PayloadBody>), (status = 404), (status = 409), (status = 413), (status = 422))))]
async fn payloads(app: web::Data<App>, who: Acting<Agency>, id: web::Path<String>, sent: Sent) -> Result<HttpResponse> {
    let kept = doors::bring(&app, &who, (id.into_inner(), sent.0)).await?;
    Ok(HttpResponse::Ok().json(PayloadBody::all(kept)))
}

/// Cleans a document and looks for the agency's own words in it, and keeps nothing. The answer is the cleaned document; the header
/// `Mingxuan-Findings` is percent-encoded JSON with `removed`, `found` and `unread`, lists of sentences.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/signups/{id}/entry/check", tag = "signups", params(("id" = String, Path), ("name" = String, Query)), request_body(content = Vec<u8>, content_type = "application/octet-stream"), responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>), (status = 404), (status = 409), (status = 413), (status = 422))))]
#[allow(clippy::too_many_arguments, reason = "what a request brings, each by its extractor")]
async fn check(
    app: web::Data<App>,
    ctx: Ctx,
    who: Acting<Agency>,
    id: web::Path<String>,
    request: HttpRequest,
    body: web::Payload,
) -> Result<HttpResponse> {
    findings::answer(ctx.t, doors::check(&app, &who, (id.into_inner(), findings::name(&request)), body).await?)
}

/// Salt and key of one's own entry.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields)]
struct KeyBody {
    /// 64 lower-case hexadecimal digits each, from the private file.
    salt: String,
    key: String,
    /// The pseudonym, where the entry lies under one.
    #[serde(default)]
    label: String,
}

/// Opens one's own entry where too few members of the committee released their keys; nobody sees it before all is published.
#[cfg_attr(test, utoipa::path(put, path = "/api/v1/signups/{id}/entry/key", tag = "signups", params(("id" = String, Path)), request_body = KeyBody, responses((status = 204), (status = 404), (status = 409), (status = 422))))]
async fn show_key(app: web::Data<App>, who: Acting<Agency>, id: web::Path<String>, body: Body<KeyBody>) -> Result<HttpResponse> {
    let wrong = || Error::invalid("key", Say::new("bids-private-broken"));
    let (salt, key) = (Secret::parse(&body.0.salt).ok_or_else(wrong)?, Secret::parse(&body.0.key).ok_or_else(wrong)?);
    doors::show_key(&app, &who, (id.into_inner(), Label::parse(&body.0.label), Private { salt, key })).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// The opening of a draw's sealed entries.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
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
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/openings/{draw}", tag = "draws", params(("draw" = String, Path)), responses((status = 200, body = OpeningBody), (status = 404))))]
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

/// A document that was sealed beside a quote.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct UnsealedBody {
    /// Of the entry it was sealed with.
    label: String,
    /// Its place in the entry, from 1.
    number: u64,
    /// `opened`, or why it is not; empty before.
    state: String,
    /// Where it is open.
    name: Option<String>,
    /// Bytes, where it is open.
    size: Option<i64>,
    sha256: Option<String>,
    /// What the check after the opening found: `trace-…` is left in it, `own-…` says whose it is, `refused-…` cannot be checked.
    findings: Vec<String>,
}

impl UnsealedBody {
    fn of(label: &str, file: SealedFile) -> UnsealedBody {
        let open = !file.sha256.is_empty();
        UnsealedBody {
            label: label.to_owned(),
            number: file.number,
            state: file.state,
            name: open.then_some(file.name),
            size: open.then_some(file.bytes),
            sha256: open.then_some(file.sha256),
            findings: file.finding.split_whitespace().map(str::to_owned).collect(),
        }
    }
}

/// The documents beside the quotes of a draw, once they are open.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/bids/{draw}/documents", tag = "bids", params(("draw" = String, Path)), responses((status = 200, body = Vec<UnsealedBody>), (status = 404))))]
async fn unsealed(app: web::Data<App>, who: Acting<Supervisor>, draw: web::Path<String>) -> Result<HttpResponse> {
    let all = doors::unsealed(&app, &who, draw.into_inner()).await?.into_iter();
    let all = all.flat_map(|(label, files)| files.into_iter().map(move |file| UnsealedBody::of(&label, file)));
    Ok(HttpResponse::Ok().json(all.collect::<Vec<_>>()))
}

/// One of them.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/bids/{draw}/documents/{label}/{number}", tag = "bids", params(("draw" = String, Path), ("label" = String, Path), ("number" = String, Path)), responses((status = 200, content_type = "application/octet-stream", body = Vec<u8>), (status = 404))))]
async fn document(app: web::Data<App>, who: Acting<Supervisor>, path: web::Path<(String, String, String)>) -> Result<HttpResponse> {
    let (draw, label, number) = path.into_inner();
    let number = number.parse().map_err(|_| Error::NotFound)?;
    documents::answer_unknown(&app, doors::document(&app, &who, (draw, label, number)).await?).await
}
