//! The JSON door to the public register.

use std::collections::BTreeMap;

use actix_web::{HttpRequest, HttpResponse, web};
use serde::Serialize;
#[cfg(test)]
use utoipa::{OpenApi, ToSchema};

use super::agency::{Whole, whole};
use super::asked::{Asked, PER_PAGE};
use super::entry::{Validity, level, warning_days};
use crate::app::App;
use crate::domain::agency::{AgencyId, AgencyProfile, Offer};
use crate::domain::catalogue::ServiceItem;
use crate::error::Result;
use crate::market::{agencies, catalogue};
use crate::platform::api;
use crate::platform::page::Ctx;
use crate::platform::routes::Routes;

/// What the JSON door says of this slice.
#[cfg(test)]
#[derive(OpenApi)]
#[openapi(paths(list, one, items))]
pub struct Described;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/api/v1/agencies", list).get("/api/v1/agencies/{id}", one).get("/api/v1/catalogue", items);
}

/// An agency in a list.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct AgencyRow {
    id: String,
    uscc: String,
    name: String,
    /// First two digits of the division.
    province: String,
    place: String,
    /// Codes of the service items.
    items: Vec<String>,
    /// Tenths of a point.
    credit_tenths: i64,
    credit_level: String,
    state: String,
}

impl AgencyRow {
    fn of(app: &App, ctx: &Ctx, profile: AgencyProfile) -> AgencyRow {
        AgencyRow {
            credit_level: level(app.policies.in_force(ctx.now), profile.credit_tenths).to_owned(),
            id: profile.id.0,
            uscc: profile.uscc.to_string(),
            name: profile.name,
            province: profile.province,
            place: profile.place,
            items: profile.items.into_iter().map(|code| code.0).collect(),
            credit_tenths: profile.credit_tenths,
            state: profile.state.to_string(),
        }
    }
}

/// A page of the directory.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct AgencyList {
    total: u64,
    page: usize,
    per_page: usize,
    rows: Vec<AgencyRow>,
    /// Item code → agencies.
    items: BTreeMap<String, u64>,
    /// Province code → agencies.
    provinces: BTreeMap<String, u64>,
}

/// A certificate held.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct CertificateBody {
    qualification: String,
    major: Option<String>,
    grade: Option<String>,
    number: String,
    issuer: String,
    valid_from: String,
    /// The last day; none where it has no end.
    valid_to: Option<String>,
    /// `valid`, `ending`, `not-yet` or `expired` today.
    today: &'static str,
}

/// A service item offered.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct OfferBody {
    item: String,
    promise: String,
    promised_days: u32,
    papers: Vec<CertificateBody>,
}

/// An agency's public entry.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct AgencyBody {
    #[serde(flatten)]
    row: AgencyRow,
    kind: String,
    address: String,
    legal_representative: String,
    established_on: String,
    scope: String,
    contact_name: String,
    contact_phone: String,
    contact_email: String,
    introduction: String,
    /// From when it may act, milliseconds.
    acts_from: i64,
    offers: Vec<OfferBody>,
    /// The number of a public entry on the list of the dishonest that is in force.
    barred_by: Option<String>,
    /// When it left the market, milliseconds, where it has.
    left_at: Option<i64>,
}

impl AgencyBody {
    fn of(app: &App, ctx: &Ctx, found: Whole) -> AgencyBody {
        let Whole { profile, offers, bar, left } = found;
        let warn = warning_days(app.policies.in_force(ctx.now));
        AgencyBody {
            left_at: left.map(|at| at.ms()),
            kind: profile.kind.to_string(),
            address: profile.address.clone(),
            legal_representative: profile.legal_representative.clone(),
            established_on: profile.established_on.to_string(),
            scope: profile.scope.clone(),
            contact_name: profile.contact_name.clone(),
            contact_phone: profile.contact_phone.clone(),
            contact_email: profile.contact_email.clone(),
            introduction: profile.introduction.clone(),
            acts_from: profile.acts_from.ms(),
            offers: offers.into_iter().map(|offer| offer_body(ctx, offer, warn)).collect(),
            barred_by: bar.map(|bar| bar.number),
            row: AgencyRow::of(app, ctx, profile),
        }
    }
}

fn offer_body(ctx: &Ctx, offer: Offer, warn: i64) -> OfferBody {
    let today = ctx.now.day();
    let paper = |paper: crate::domain::agency::Certificate| CertificateBody {
        today: Validity::on(&paper.held, today, warn).word(),
        qualification: paper.held.qualification.0,
        major: paper.held.major.map(String::from),
        grade: paper.held.grade.map(|grade| grade.code.0),
        number: paper.held.paper.number,
        issuer: paper.issuer,
        valid_from: paper.held.paper.valid_from.to_string(),
        valid_to: paper.held.paper.valid_to.map(|day| day.to_string()),
    };
    OfferBody {
        item: offer.item.0,
        promise: offer.promise,
        promised_days: offer.promised_days,
        papers: offer.papers.into_iter().map(paper).collect(),
    }
}

/// Agencies in the directory. `item` and `province` may be given several times; `sort` is `relevance`, `credit` or `name`.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/agencies", tag = "agencies", params(("q" = Option<String>, Query), ("item" = Option<String>, Query), ("province" = Option<String>, Query), ("sort" = Option<String>, Query), ("page" = Option<i64>, Query)), responses((status = 200, body = AgencyList))))]
async fn list(app: web::Data<App>, ctx: Ctx, request: HttpRequest) -> Result<HttpResponse> {
    api::page_is_a_number(request.query_string())?;
    let asked = Asked::read(request.query_string())?;
    let found = app.search.query(asked.query()).await?;
    let ids: Vec<AgencyId> = found.ids.iter().cloned().map(AgencyId).collect();
    let mut profiles = app.db.read(move |conn| agencies::profiles(conn, &ids)).await?;
    profiles.sort_by_key(|profile| found.ids.iter().position(|id| *id == profile.id.0));
    Ok(HttpResponse::Ok().json(AgencyList {
        total: found.total,
        page: asked.page,
        per_page: PER_PAGE,
        rows: profiles.into_iter().map(|profile| AgencyRow::of(&app, &ctx, profile)).collect(),
        items: found.facets.items,
        provinces: found.facets.provinces,
    }))
}

/// One agency's public entry.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/agencies/{id}", tag = "agencies", params(("id" = String, Path)), responses((status = 200, body = AgencyBody), (status = 404))))]
async fn one(app: web::Data<App>, ctx: Ctx, id: web::Path<AgencyId>) -> Result<HttpResponse> {
    let found = whole(&app, &ctx, id.into_inner()).await?;
    Ok(HttpResponse::Ok().json(AgencyBody::of(&app, &ctx, found)))
}

/// A service item with what it needs.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct ItemBody {
    #[serde(flatten)]
    #[cfg_attr(test, schema(value_type = Object))]
    item: ServiceItem,
    /// Agencies in the directory that offer it.
    agencies: i64,
}

/// The catalogue of service items.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct CatalogueBody {
    version: String,
    items: Vec<ItemBody>,
}

/// All service items, with authority, qualification and the number of agencies that offer each.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/catalogue", tag = "agencies", responses((status = 200, body = CatalogueBody))))]
async fn items(app: web::Data<App>) -> Result<HttpResponse> {
    let counts = app.db.read(agencies::offered).await?;
    let all = catalogue::catalogue();
    let item = |item: &ServiceItem| ItemBody { agencies: counts.get(&item.code).copied().unwrap_or(0), item: item.clone() };
    Ok(HttpResponse::Ok().json(CatalogueBody { version: all.version().to_owned(), items: all.items().iter().map(item).collect() }))
}
