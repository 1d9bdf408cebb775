//! The JSON door: a score with everything it is made of, so that anybody can compute it again.

use actix_web::{HttpResponse, web};
use serde::Serialize;
#[cfg(test)]
use utoipa::{OpenApi, ToSchema};

use super::pages::{Asked, found};
use crate::app::App;
use crate::domain::agency::AgencyId;
use crate::domain::credit::{Score, WHOLE};
use crate::domain::time::Instant;
use crate::error::Result;
use crate::platform::api::Query;
use crate::platform::page::Ctx;
use crate::platform::routes::Routes;

/// What the JSON door says of this slice.
#[cfg(test)]
#[derive(OpenApi)]
#[openapi(paths(show))]
pub struct Described;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/api/v1/agencies/{id}/credit", show);
}

/// One entry and what it does to the score at the instant asked for.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct CreditEntryBody {
    id: String,
    source: &'static str,
    /// What it is about; absent where that is not public.
    source_id: Option<String>,
    /// Tenths of a point; of a deduction, what is taken off.
    points_tenths: i64,
    rule: String,
    at: String,
    /// The first instant at which it counts no more; absent where it only fades.
    expires: Option<String>,
    /// Its weight now, in `weight_whole`ths; 0 when it is over.
    weight: i64,
    /// Whether a later entry, whose `source_id` is this one's id, has taken it back.
    reversed: bool,
}

/// A score.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct ScoreBody {
    agency: String,
    name: String,
    at: String,
    /// The policy version it was computed by.
    policy: String,
    score_tenths: i64,
    /// `a`, `b`, `c` or `d`.
    level: &'static str,
    owners_tenths: i64,
    industry_tenths: i64,
    platform_tenths: i64,
    deducted_tenths: i64,
    weight_whole: i64,
    entries: Vec<CreditEntryBody>,
}

fn entries(score: &Score, at: Instant) -> Vec<CreditEntryBody> {
    let known = score.effects.iter().filter(|effect| effect.entry.at <= at);
    known
        .map(|effect| CreditEntryBody {
            id: effect.entry.id.clone(),
            source: effect.entry.source.as_str(),
            source_id: (!effect.entry.is_conduct()).then(|| effect.entry.source_id.clone()),
            points_tenths: effect.entry.points_tenths,
            rule: effect.entry.public_rule().to_owned(),
            at: effect.entry.at.wire(),
            expires: (effect.entry.expires.ms() != i64::MAX).then(|| effect.entry.expires.wire()),
            weight: effect.weight,
            reversed: effect.reversed,
        })
        .collect()
}

/// An agency's score at an instant, now where none is given, with every entry of its ledger.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/agencies/{id}/credit", tag = "credit", params(("id" = String, Path), ("at" = Option<String>, Query)), responses((status = 200, body = ScoreBody), (status = 404))))]
async fn show(app: web::Data<App>, ctx: Ctx, id: web::Path<AgencyId>, Query(asked): Query<Asked>) -> Result<HttpResponse> {
    let at = asked.instant(ctx.now)?;
    let (name, score) = found(&app, id.clone(), at).await?;
    Ok(HttpResponse::Ok().json(ScoreBody {
        agency: id.to_string(),
        name,
        at: at.wire(),
        policy: app.policies.in_force(at).version.to_string(),
        score_tenths: score.tenths,
        level: score.level.as_str(),
        owners_tenths: score.owners,
        industry_tenths: score.industry,
        platform_tenths: score.platform,
        deducted_tenths: score.deducted,
        weight_whole: WHOLE,
        entries: entries(&score, at),
    }))
}
