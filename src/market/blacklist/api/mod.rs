//! The JSON door: the public list, and the steps of a case and of a suspension through the same forms and services as the pages.

mod bodies;
mod papers;

use actix_web::{HttpResponse, web};
#[cfg(test)]
use utoipa::OpenApi;

use super::pages::Listing;
use super::service::drafting::Draft;
use super::service::{seen_by_agency, seen_by_office};
use super::store::listed::{self, Page};
use super::store::suspensions;
use super::{doors, forms};
use crate::app::App;
use crate::domain::standing::{CaseId, CaseState, SuspensionId};
use crate::error::Result;
use crate::platform::api::{Body, Query, WithFiles, filled};
use crate::platform::auth::{Acting, Agency, CreditFile, CreditOfficer};
use crate::platform::page::Ctx;
use crate::platform::routes::Routes;

use bodies::{CaseAnswer, CaseBody, DecisionBody, DraftBody, Entry, MadeCase, Paged, ReasonBody, SuspensionBody, SuspensionProposal};

/// What the JSON door says of this slice.
#[cfg(test)]
#[derive(OpenApi)]
#[openapi(paths(
    list,
    entry,
    cases,
    draft,
    redraft,
    case,
    notify,
    withdraw,
    decide,
    serve,
    own_cases,
    own_case,
    answer,
    propose,
    all_suspensions,
    suspension,
    confirm,
    reject,
    papers::add,
    papers::list,
    papers::read,
    papers::list_own,
    papers::read_own
))]
pub struct Described;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/api/v1/blacklist", list).get("/api/v1/blacklist/{number}", entry);
    r.get("/api/v1/cases", cases).post("/api/v1/cases", draft).get("/api/v1/cases/{id}", case).put("/api/v1/cases/{id}", redraft);
    r.get("/api/v1/cases/{id}/documents", papers::list).post("/api/v1/cases/{id}/documents", papers::add);
    r.get("/api/v1/cases/{id}/documents/{document}", papers::read);
    r.get("/api/v1/agency/cases/{id}/documents", papers::list_own);
    r.get("/api/v1/agency/cases/{id}/documents/{document}", papers::read_own);
    r.post("/api/v1/cases/{id}/notify", notify).post("/api/v1/cases/{id}/withdraw", withdraw);
    r.post("/api/v1/cases/{id}/decide", decide).post("/api/v1/cases/{id}/serve", serve);
    r.get("/api/v1/agency/cases", own_cases).get("/api/v1/agency/cases/{id}", own_case);
    r.post("/api/v1/agency/cases/{id}/answer", answer);
    r.get("/api/v1/suspensions", all_suspensions).post("/api/v1/suspensions", propose).get("/api/v1/suspensions/{id}", suspension);
    r.post("/api/v1/suspensions/{id}/confirm", confirm).post("/api/v1/suspensions/{id}/reject", reject);
}

/// Entries in force, the newest first; `q` is part of a name or a whole credit code.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/blacklist", tag = "blacklist", params(("q" = Option<String>, Query), ("page" = Option<i64>, Query)), responses((status = 200, body = Paged<Entry>))))]
async fn list(app: web::Data<App>, ctx: Ctx, Query(asked): Query<Listing>) -> Result<HttpResponse> {
    let (now, q, page) = (ctx.now, asked.q.trim().to_owned(), asked.page());
    let Page { cases, total } = app.db.read(move |conn| listed::public(conn, now, &q, page)).await?;
    Ok(HttpResponse::Ok().json(Paged { total, rows: cases.into_iter().map(Entry::of).collect() }))
}

/// One entry in force.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/blacklist/{number}", tag = "blacklist", params(("number" = String, Path)), responses((status = 200, body = Entry), (status = 404))))]
async fn entry(app: web::Data<App>, ctx: Ctx, number: web::Path<String>) -> Result<HttpResponse> {
    let now = ctx.now;
    let found = app.db.read(move |conn| listed::entry(conn, now, &number)).await?;
    Ok(HttpResponse::Ok().json(Entry::of(found)))
}

/// Cases: one's own drafts, and all that agencies were told of.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/cases", tag = "cases", params(("state" = Option<String>, Query), ("page" = Option<i64>, Query)), responses((status = 200, body = Paged<CaseBody>))))]
async fn cases(app: web::Data<App>, who: Acting<CreditFile>, Query(asked): Query<Listing>) -> Result<HttpResponse> {
    let (me, state, page) = (who.account.to_string(), CaseState::parse(&asked.state), asked.page());
    let Page { cases, total } = app.db.read(move |conn| listed::for_office(conn, &me, state, page)).await?;
    Ok(HttpResponse::Ok().json(Paged { total, rows: cases.into_iter().map(CaseBody::of).collect() }))
}

/// Begins a case; nobody else sees it before the agency is told.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/cases", tag = "cases", request_body = DraftBody, responses((status = 201, body = MadeCase), (status = 422))))]
async fn draft(app: web::Data<App>, ctx: Ctx, who: Acting<CreditOfficer>, body: Body<DraftBody>) -> Result<HttpResponse> {
    let id = doors::draft(&app, &who, drafted(&app, &ctx, body.0)?).await?;
    Ok(HttpResponse::Created().json(MadeCase { id: id.0 }))
}

/// What a program writes down, under the rules of the page's form.
fn drafted(app: &App, ctx: &Ctx, body: DraftBody) -> Result<Draft> {
    let DraftBody { agency, grade, months, rule, facts } = body;
    let months = months.to_string();
    let pairs = [("agency", &*agency), ("grade", &*grade), ("months", &*months), ("rule", &*rule), ("facts", &*facts)];
    let mut form = filled(ctx, forms::DRAFT, &pairs);
    forms::offer_grades(&mut form, ctx.t, &app.policies.in_force(ctx.now).blacklist);
    forms::draft(&mut form).ok_or_else(|| form.as_error())
}

/// Writes one's own draft anew; its evidence stays.
#[cfg_attr(test, utoipa::path(put, path = "/api/v1/cases/{id}", tag = "cases", params(("id" = String, Path)), request_body = DraftBody, responses((status = 204), (status = 404), (status = 409), (status = 422))))]
async fn redraft(
    app: web::Data<App>,
    ctx: Ctx,
    who: Acting<CreditOfficer>,
    id: web::Path<CaseId>,
    body: Body<DraftBody>,
) -> Result<HttpResponse> {
    doors::redraft(&app, &who, id.into_inner(), drafted(&app, &ctx, body.0)?).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// One case.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/cases/{id}", tag = "cases", params(("id" = String, Path)), responses((status = 200, body = CaseBody), (status = 404))))]
async fn case(app: web::Data<App>, who: Acting<CreditFile>, id: web::Path<CaseId>) -> Result<HttpResponse> {
    let who = who.identity();
    let found = app.db.read(move |conn| seen_by_office(conn, &who, &id)).await?;
    Ok(HttpResponse::Ok().json(CaseBody::of(found)))
}

/// Tells the agency.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/cases/{id}/notify", tag = "cases", params(("id" = String, Path)), responses((status = 204), (status = 409))))]
async fn notify(app: web::Data<App>, who: Acting<CreditOfficer>, id: web::Path<CaseId>) -> Result<HttpResponse> {
    doors::notify(&app, &who, id.into_inner()).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Gives a case up before its hearing is closed.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/cases/{id}/withdraw", tag = "cases", params(("id" = String, Path)), request_body = ReasonBody, responses((status = 204), (status = 409))))]
async fn withdraw(
    app: web::Data<App>,
    ctx: Ctx,
    who: Acting<CreditOfficer>,
    id: web::Path<CaseId>,
    body: Body<ReasonBody>,
) -> Result<HttpResponse> {
    let mut form = filled(&ctx, forms::REASON, &[("reason", &body.0.reason)]);
    let reason = forms::reason(&mut form).ok_or_else(|| form.as_error())?;
    doors::withdraw(&app, &who, id.into_inner(), reason).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// A second person decides.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/cases/{id}/decide", tag = "cases", params(("id" = String, Path)), request_body = DecisionBody, responses((status = 204), (status = 409), (status = 422))))]
async fn decide(
    app: web::Data<App>,
    ctx: Ctx,
    who: Acting<CreditOfficer>,
    id: web::Path<CaseId>,
    body: Body<DecisionBody>,
) -> Result<HttpResponse> {
    let DecisionBody { outcome, reply, reasons } = &body.0;
    let mut form = filled(&ctx, forms::DECISION, &[("outcome", outcome), ("reply", reply), ("reasons", reasons)]);
    forms::offer_outcomes(&mut form, ctx.t);
    let decision = forms::decision(&mut form, id.into_inner()).ok_or_else(|| form.as_error())?;
    doors::decide(&app, &who, decision).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Serves a decision: the bar holds at once. The id given back is the entry's number.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/cases/{id}/serve", tag = "cases", params(("id" = String, Path)), responses((status = 200, body = MadeCase), (status = 409))))]
async fn serve(app: web::Data<App>, who: Acting<CreditOfficer>, id: web::Path<CaseId>) -> Result<HttpResponse> {
    let number = doors::serve(&app, &who, id.into_inner()).await?;
    Ok(HttpResponse::Ok().json(MadeCase { id: number }))
}

/// The cases about one's own agency.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/agency/cases", tag = "cases", responses((status = 200, body = Paged<CaseBody>))))]
async fn own_cases(app: web::Data<App>, who: Acting<Agency>) -> Result<HttpResponse> {
    let org = who.org.clone();
    let rows: Vec<CaseBody> = app.db.read(move |conn| listed::of_agency(conn, org.as_str())).await?.into_iter().map(CaseBody::of).collect();
    Ok(HttpResponse::Ok().json(Paged { total: i64::try_from(rows.len()).unwrap_or(i64::MAX), rows }))
}

/// One case about one's own agency.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/agency/cases/{id}", tag = "cases", params(("id" = String, Path)), responses((status = 200, body = CaseBody), (status = 404))))]
async fn own_case(app: web::Data<App>, who: Acting<Agency>, id: web::Path<CaseId>) -> Result<HttpResponse> {
    let who = who.identity();
    let found = app.db.read(move |conn| seen_by_agency(conn, &who, &id)).await?;
    Ok(HttpResponse::Ok().json(CaseBody::of(found)))
}

/// The agency answers, once, before its deadline; with papers where the body is `multipart/form-data` (the JSON in the part `body`, each paper
/// in a part `file`).
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/agency/cases/{id}/answer", tag = "cases", params(("id" = String, Path)), request_body = CaseAnswer, responses((status = 204), (status = 409), (status = 422))))]
async fn answer(
    app: web::Data<App>,
    ctx: Ctx,
    who: Acting<Agency>,
    id: web::Path<CaseId>,
    sent: WithFiles<CaseAnswer>,
) -> Result<HttpResponse> {
    let mut form = filled(&ctx, forms::ANSWER, &[("words", &sent.body.words)]);
    let papers = doors::keep(&app, "file", sent.files).await?;
    let answer = forms::answer(&mut form, id.into_inner(), papers).ok_or_else(|| form.as_error())?;
    doors::answer(&app, &who, answer).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Proposes an interim suspension.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/suspensions", tag = "cases", request_body = SuspensionProposal, responses((status = 201, body = MadeCase), (status = 422))))]
async fn propose(app: web::Data<App>, ctx: Ctx, who: Acting<CreditOfficer>, body: Body<SuspensionProposal>) -> Result<HttpResponse> {
    let SuspensionProposal { agency, reason, until, case } = &body.0;
    let mut form = filled(&ctx, forms::PROPOSAL, &[("agency", agency), ("reason", reason), ("until", until), ("case", case)]);
    let proposal = forms::proposal(&mut form).ok_or_else(|| form.as_error())?;
    let id = doors::propose(&app, &who, proposal).await?;
    Ok(HttpResponse::Created().json(MadeCase { id: id.0 }))
}

/// Interim suspensions, the one that ends last first.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/suspensions", tag = "cases", params(("page" = Option<i64>, Query)), responses((status = 200, body = Paged<SuspensionBody>))))]
async fn all_suspensions(app: web::Data<App>, _who: Acting<CreditFile>, Query(asked): Query<Listing>) -> Result<HttpResponse> {
    let page = asked.page();
    let (found, total) = app.db.read(move |conn| suspensions::page(conn, page)).await?;
    Ok(HttpResponse::Ok().json(Paged { total, rows: found.into_iter().map(SuspensionBody::of).collect() }))
}

/// One interim suspension.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/suspensions/{id}", tag = "cases", params(("id" = String, Path)), responses((status = 200, body = SuspensionBody), (status = 404))))]
async fn suspension(app: web::Data<App>, _who: Acting<CreditFile>, id: web::Path<SuspensionId>) -> Result<HttpResponse> {
    let found = app.db.read(move |conn| suspensions::load(conn, &id)).await?;
    Ok(HttpResponse::Ok().json(SuspensionBody::of(found)))
}

/// A second person confirms.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/suspensions/{id}/confirm", tag = "cases", params(("id" = String, Path)), responses((status = 204), (status = 409))))]
async fn confirm(app: web::Data<App>, who: Acting<CreditOfficer>, id: web::Path<SuspensionId>) -> Result<HttpResponse> {
    doors::confirm(&app, &who, id.into_inner()).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// A second person refuses.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/suspensions/{id}/reject", tag = "cases", params(("id" = String, Path)), request_body = ReasonBody, responses((status = 204), (status = 409))))]
async fn reject(
    app: web::Data<App>,
    ctx: Ctx,
    who: Acting<CreditOfficer>,
    id: web::Path<SuspensionId>,
    body: Body<ReasonBody>,
) -> Result<HttpResponse> {
    let mut form = filled(&ctx, forms::REASON, &[("reason", &body.0.reason)]);
    let reason = forms::reason(&mut form).ok_or_else(|| form.as_error())?;
    doors::reject(&app, &who, id.into_inner(), reason).await?;
    Ok(HttpResponse::NoContent().finish())
}
