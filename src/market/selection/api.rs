//! The JSON door to draws: the same documents, the same names, nothing more.

use actix_web::{HttpRequest, HttpResponse, web};
use serde::{Deserialize, Serialize};
#[cfg(test)]
use utoipa::{OpenApi, ToSchema};

use super::bundle;
use super::pages::{bundle_answer, document_answer};
use super::service::{self, AppliedSecret};
use super::store::objections::Objection;
use super::store::results;
use super::view::{self, Known};
use crate::app::App;
use crate::domain::draw::{Digits, DrawId, Label, Round, Secret, Signature};
use crate::domain::time::Instant;
use crate::error::{Error, Result, Say};
use crate::platform::api::{Body, Query};
use crate::platform::auth::{Acting, Supervisor};
use crate::platform::page::Leaf;
use crate::platform::routes::Routes;

/// What the JSON door says of this slice.
#[cfg(test)]
#[derive(OpenApi)]
#[openapi(paths(list, one, document, archive, reveal, beacon, throw))]
pub struct Described;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/api/v1/draws", list);
    r.get("/api/v1/draws/{draw:.+}/bundle.zip", archive).get("/api/v1/draws/{draw:.+}/documents/{name:.+}", document);
    r.post("/api/v1/draws/{draw:.+}/reveals", reveal).post("/api/v1/draws/{draw:.+}/beacon", beacon);
    r.post("/api/v1/draws/{draw:.+}/ceremony", throw);
    r.get("/api/v1/draws/{draw:.+}", one);
}

/// A decided draw in the list.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct Decided {
    draw: String,
    project: String,
    title: String,
    item: String,
    owner: String,
    /// Names of the agencies opened so far, in rank order.
    chosen: Vec<String>,
    published_at: String,
    decided_at: String,
}

/// A page of decided draws.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct Page {
    total: i64,
    results: Vec<Decided>,
}

/// A draw.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct Draw {
    draw: String,
    project: String,
    title: String,
    owner: String,
    /// requested, open, frozen, revealed, decided, lapsed or void.
    state: String,
    /// first, extension or redraw.
    kind: String,
    /// `signups`, or where else the entries come from: `ties`, `numbers` or `experts`.
    entries: String,
    /// `uniform` or `weighted`.
    mode: String,
    /// `none` or `commit`: whether applicants may bring secrets of their own.
    nonces: String,
    /// `none` or `public`.
    dice: String,
    /// `open` or `listed`: whether who may sign up was fixed with the notice, in pool.txt.
    pool: String,
    /// The beacon's round, where the notice names one.
    beacon_round: Option<u64>,
    /// A: platform and witness officers in one process. B: at least one officer on a machine of its own. B+: and public dice. C: and the beacon.
    configuration: String,
    /// With a beacon, once it has spoken: whether the officers vouched for every reveal before its round.
    vouched: Option<bool>,
    opens: String,
    closes: String,
    reveal_by: String,
    decided_at: Option<String>,
    documents: Vec<Paper>,
    ranking: Vec<Ranked>,
    opened: Vec<Opened>,
    objections: Vec<Ruled>,
    /// Where the bundle is, once the draw has come to its end.
    bundle: Option<String>,
}

/// A document of a draw.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct Paper {
    name: String,
    sha256: String,
    /// Index of its log entry; none for about.txt, whose hash stands in the notice, and for an entry that waits for its place.
    log_index: Option<i64>,
    at: String,
    href: String,
}

/// A label in the ranking; without a rank it was excluded at the freeze.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct Ranked {
    rank: Option<usize>,
    label: String,
    ticket: String,
}

/// A supervisor's ruling on the objection of a label that was excluded at the freeze.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct Ruled {
    label: String,
    /// `admitted` or `refused`.
    ruling: String,
    ruled_at: String,
    /// Where the objection lies in the log: before the first reveal.
    log_index: Option<i64>,
}

/// An opened label's agency.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct Opened {
    name: String,
    registry_id: String,
}

/// Decided draws, the latest first, twenty a page.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/draws", tag = "draws", params(("page" = Option<i64>, Query)), responses((status = 200, body = Page))))]
async fn list(app: web::Data<App>, Query(asked): Query<Leaf>) -> Result<HttpResponse> {
    let page = asked.page();
    let (decided, total) = app.db.read(move |conn| results::page(conn, page)).await?;
    let results = decided.into_iter().map(|one| Decided {
        draw: one.draw,
        project: one.number,
        title: one.title,
        item: one.item,
        owner: one.owner,
        chosen: one.chosen,
        published_at: one.published_at.wire(),
        decided_at: one.decided_at.wire(),
    });
    Ok(HttpResponse::Ok().json(Page { total, results: results.collect() }))
}

/// One draw; its id has slashes, which stay as they are.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/draws/{draw}", tag = "draws", params(("draw" = String, Path)), responses((status = 200, body = Draw), (status = 404))))]
async fn one(app: web::Data<App>, draw: web::Path<String>) -> Result<HttpResponse> {
    let id = draw.into_inner();
    let known = app.db.read(move |conn| Known::load(conn, &id)).await?;
    let id = known.draw.id.to_string();
    let ranking = view::ranking(&known)?.into_iter().map(|row| Ranked { rank: row.rank, label: row.label, ticket: row.ticket });
    let decided = known.draw.decided_at.ms() > 0;
    Ok(HttpResponse::Ok().json(Draw {
        project: known.project.number.clone(),
        title: known.project.title.clone(),
        owner: known.owner.clone(),
        state: known.draw.state.to_string(),
        kind: known.draw.kind.to_string(),
        entries: known.draw.entries.to_string(),
        mode: known.draw.terms.mode.to_string(),
        nonces: known.draw.terms.nonces.to_string(),
        dice: known.draw.terms.dice.to_string(),
        pool: known.draw.terms.pool.to_string(),
        beacon_round: known.notice()?.beacon.map(Round::number),
        configuration: known.configuration().letter().to_owned(),
        vouched: (known.draw.vouched > 0 || known.is_unvouched()).then_some(known.draw.vouched > 0),
        opens: known.draw.opens_at.wire(),
        closes: known.draw.closes_at.wire(),
        reveal_by: known.draw.reveal_by.wire(),
        decided_at: decided.then(|| known.draw.decided_at.wire()),
        documents: papers(&known, &id),
        ranking: ranking.collect(),
        opened: known.opened()?.into_iter().map(|(name, registry_id)| Opened { name, registry_id }).collect(),
        objections: known.objections.iter().map(ruled).collect(),
        bundle: bundle::exists_for(known.draw.state).then(|| format!("/api/v1/draws/{id}/bundle.zip")),
        draw: id,
    }))
}

fn ruled(one: &Objection) -> Ruled {
    Ruled { label: one.label.clone(), ruling: one.state.to_string(), ruled_at: one.ruled_at.wire(), log_index: one.log_index }
}

fn papers(known: &Known, id: &str) -> Vec<Paper> {
    let public = known.papers.values().filter(|paper| bundle::is_public(&paper.name));
    public
        .map(|paper| Paper {
            name: paper.name.clone(),
            sha256: paper.sha256.clone(),
            log_index: paper.log_index,
            at: Instant(paper.at).wire(),
            href: format!("/api/v1/draws/{id}/documents/{}", paper.name),
        })
        .collect()
}

/// One public document of a draw, as text.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/draws/{draw}/documents/{name}", tag = "draws", params(("draw" = String, Path), ("name" = String, Path)), responses((status = 200, content_type = "text/plain", body = String), (status = 404))))]
async fn document(app: web::Data<App>, path: web::Path<(String, String)>) -> Result<HttpResponse> {
    document_answer(&app, path.into_inner()).await
}

/// The bundle of a draw that has come to its end, as a zip archive.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/draws/{draw}/bundle.zip", tag = "draws", params(("draw" = String, Path)), responses((status = 200, content_type = "application/zip", body = Vec<u8>), (status = 404))))]
async fn archive(app: web::Data<App>, draw: web::Path<String>) -> Result<HttpResponse> {
    bundle_answer(&app, draw.into_inner()).await
}

/// An applicant's secret under its label.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields)]
struct RevealBody {
    label: String,
    /// 64 lower-case hexadecimal digits.
    nonce: String,
}

/// Opens an applicant's commitment; by whoever holds the secret, without a token.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/draws/{draw}/reveals", tag = "draws", params(("draw" = String, Path)), request_body = RevealBody, responses((status = 204), (status = 404), (status = 409), (status = 422))))]
async fn reveal(app: web::Data<App>, draw: web::Path<String>, body: Body<RevealBody>, request: HttpRequest) -> Result<HttpResponse> {
    app.limits.reveal(&request, &app.config.server)?;
    let wrong = |field: &str, key| Error::invalid(field, Say::new(key));
    let brought = AppliedSecret {
        draw: DrawId::parse(&draw).ok_or(Error::NotFound)?,
        label: Label::parse(&body.0.label).ok_or_else(|| wrong("label", "selection-reveal-label-wrong"))?,
        secret: Secret::parse(&body.0.nonce).ok_or_else(|| wrong("nonce", "selection-reveal-nonce-wrong"))?,
    };
    service::take_applicant(&app, brought).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// The beacon's signature.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
struct SignatureBody {
    /// 96 lower-case hexadecimal digits.
    signature: String,
    round: Option<u64>,
}

/// Brings the signature of the beacon's round; anybody may, without a token. A relay's answer can be sent as it is.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/draws/{draw}/beacon", tag = "draws", params(("draw" = String, Path)), request_body = SignatureBody, responses((status = 204), (status = 404), (status = 409), (status = 422))))]
async fn beacon(app: web::Data<App>, draw: web::Path<String>, body: Body<SignatureBody>, request: HttpRequest) -> Result<HttpResponse> {
    app.limits.reveal(&request, &app.config.server)?;
    let wrong = || Error::invalid("signature", Say::new("selection-beacon-unreadable"));
    let signature = Signature::parse(&body.0.signature).ok_or_else(wrong)?;
    service::take_signature(&app, DrawId::parse(&draw).ok_or(Error::NotFound)?, (signature, body.0.round)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// What public dice showed.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields)]
struct ThrowBody {
    /// 40 to 400 digits.
    digits: String,
}

/// Enters what the public dice show, after the platform's reveal.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/draws/{draw}/ceremony", tag = "draws", params(("draw" = String, Path)), request_body = ThrowBody, responses((status = 204), (status = 404), (status = 409), (status = 422))))]
async fn throw(who: Acting<Supervisor>, app: web::Data<App>, draw: web::Path<String>, body: Body<ThrowBody>) -> Result<HttpResponse> {
    let digits = Digits::parse(&body.0.digits).ok_or_else(|| Error::invalid("digits", Say::new("selection-throw-digits-wrong")))?;
    service::throw(&app, who.identity(), DrawId::parse(&draw).ok_or(Error::NotFound)?, digits).await?;
    Ok(HttpResponse::NoContent().finish())
}
