//! Interim suspensions on the credit officer's desk.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::office::From;
use super::{Listing, policy, refused};
use crate::app::App;
use crate::domain::role::Role;
use crate::domain::standing::{SuspensionId, SuspensionState, second_person};
use crate::error::Result;
use crate::market::blacklist::store::cases::PAGE;
use crate::market::blacklist::store::{self, suspensions};
use crate::market::blacklist::views::SuspensionView;
use crate::market::blacklist::{doors, forms};
use crate::platform::auth::{Acting, CreditFile, CreditOfficer, Identity, Posted};
use crate::platform::forms::Form;
use crate::platform::page::{Ctx, Pager, see_other};
use crate::platform::routes::Routes;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/credit/suspensions", list);
    r.get("/credit/suspensions/new", blank);
    r.post("/credit/suspensions", create);
    r.get("/credit/suspensions/{id}", show);
    r.post("/credit/suspensions/{id}/confirm", confirm);
    r.post("/credit/suspensions/{id}/reject", reject);
}

#[derive(Template)]
#[template(path = "blacklist/suspensions.html")]
struct SuspensionsPage<'a> {
    ctx: &'a Ctx,
    may_propose: bool,
    total: i64,
    suspensions: Vec<SuspensionView>,
    pager: Pager,
}

async fn list(app: web::Data<App>, ctx: Ctx, who: Acting<CreditFile>, asked: web::Query<Listing>) -> Result<HttpResponse> {
    let page = asked.page();
    let (found, total) = app.db.read(move |conn| suspensions::page(conn, page)).await?;
    Ok(ctx.ok(&SuspensionsPage {
        ctx: &ctx,
        may_propose: who.role == Role::CreditOfficer,
        total,
        suspensions: found.iter().map(|suspension| SuspensionView::of(&ctx, suspension)).collect(),
        pager: ctx.pager(page, (total + PAGE - 1) / PAGE, "/credit/suspensions"),
    }))
}

#[derive(Template)]
#[template(path = "blacklist/propose.html")]
struct ProposePage<'a> {
    ctx: &'a Ctx,
    form: &'a Form,
    most_days: u32,
}

async fn blank(app: web::Data<App>, ctx: Ctx, _who: Acting<CreditOfficer>, from: web::Query<From>) -> Result<HttpResponse> {
    let mut form = Form::blank(ctx.t, forms::PROPOSAL);
    let From { agency, case } = from.into_inner();
    form.set("case", case);
    if let Some(code) = app.db.read(move |conn| store::code_of(conn, &agency)).await? {
        form.set("agency", code);
    }
    Ok(ctx.ok(&ProposePage { ctx: &ctx, form: &form, most_days: policy(&app).blacklist.interim_max_days }))
}

async fn create(app: web::Data<App>, ctx: Ctx, who: Acting<CreditOfficer>, posted: Posted) -> Result<HttpResponse> {
    let mut form = Form::submitted(ctx.t, forms::PROPOSAL, posted.0);
    if let Some(proposal) = forms::proposal(&mut form) {
        match doors::propose(&app, &who, proposal).await {
            Ok(id) => return Ok(see_other(&format!("/credit/suspensions/{id}"), Some("blacklist-flash-proposed"))),
            Err(error) => refused(&mut form, error, ctx.t)?,
        }
    }
    Ok(ctx.refused(&ProposePage { ctx: &ctx, form: &form, most_days: policy(&app).blacklist.interim_max_days }))
}

#[derive(Template)]
#[template(path = "blacklist/suspension.html")]
struct SuspensionPage<'a> {
    ctx: &'a Ctx,
    suspension: SuspensionView,
    /// Whether this person may confirm or refuse it.
    may_answer: bool,
    /// Whether it waits for another person than this one.
    waits_for_another: bool,
    refusal: &'a Form,
}

async fn shown(app: &App, ctx: &Ctx, who: &Identity, (id, refusal): (&SuspensionId, &Form)) -> Result<HttpResponse> {
    let id = id.clone();
    let found = app.db.read(move |conn| suspensions::load(conn, &id)).await?;
    let waits = who.role == Role::CreditOfficer && found.state == SuspensionState::Proposed;
    let second = second_person(&found.proposed_by, who.account.as_str()).is_ok();
    let page = SuspensionPage {
        ctx,
        suspension: SuspensionView::of(ctx, &found),
        may_answer: waits && second,
        waits_for_another: waits && !second,
        refusal,
    };
    Ok(if refusal.has_errors() { ctx.refused(&page) } else { ctx.ok(&page) })
}

async fn show(app: web::Data<App>, ctx: Ctx, who: Acting<CreditFile>, id: web::Path<SuspensionId>) -> Result<HttpResponse> {
    shown(&app, &ctx, &who, (&id, &Form::blank(ctx.t, forms::REASON))).await
}

async fn confirm(app: web::Data<App>, who: Acting<CreditOfficer>, id: web::Path<SuspensionId>, _posted: Posted) -> Result<HttpResponse> {
    doors::confirm(&app, &who, id.clone()).await?;
    Ok(see_other(&format!("/credit/suspensions/{id}"), Some("blacklist-flash-confirmed")))
}

async fn reject(
    app: web::Data<App>,
    ctx: Ctx,
    who: Acting<CreditOfficer>,
    id: web::Path<SuspensionId>,
    posted: Posted,
) -> Result<HttpResponse> {
    let mut form = Form::submitted(ctx.t, forms::REASON, posted.0);
    if let Some(reason) = forms::reason(&mut form) {
        match doors::reject(&app, &who, id.clone(), reason).await {
            Ok(()) => return Ok(see_other(&format!("/credit/suspensions/{id}"), Some("blacklist-flash-rejected"))),
            Err(error) => refused(&mut form, error, ctx.t)?,
        }
    }
    shown(&app, &ctx, &who, (&id, &form)).await
}
