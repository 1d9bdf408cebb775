//! The pages of a contract: what everybody may know, and what its two sides do.

use std::sync::Arc;

use actix_web::{HttpResponse, web};
use askama::Template;

use super::doors::{self, Known};
use super::forms;
use super::service::{own, side_of};
use super::store;
use super::views::{self, Facts, OwnView};
use crate::app::App;
use crate::db::Topic;
use crate::domain::contract::ContractState;
use crate::domain::role::Role;
use crate::error::{Error, Result};
use crate::market::documents::{self, DocumentId};
use crate::platform::auth::{Acting, Agency, Identity, Maybe, Owner, Party, Posted};
use crate::platform::forms::{Field, Form};
use crate::platform::kept;
use crate::platform::page::{Ctx, Leaf, Markup, Pager, see_other};
use crate::platform::routes::Routes;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/contracts", list).get("/contracts/{id}", show).get("/contracts/{id}/documents/{document}", paper);
    r.post("/contracts/{id}/register", register).post("/contracts/{id}/confirm", confirm).post("/contracts/{id}/return", return_);
    r.post("/contracts/{id}/results", deliver);
    r.post("/contracts/{id}/results/accept", accept).post("/contracts/{id}/results/return", return_result);
}

/// A line of the list.
struct Line {
    href: String,
    title: String,
    number: String,
    amount: String,
    state: Markup,
    due: String,
}

#[derive(Template)]
#[template(path = "contracts/list.html")]
struct ListPage<'a> {
    ctx: &'a Ctx,
    total: i64,
    contracts: Vec<Line>,
    pager: Pager,
}

async fn list(app: web::Data<App>, ctx: Ctx, who: Acting<Party>, asked: web::Query<Leaf>) -> Result<HttpResponse> {
    let (side, org, page) = (side_of(&who), who.org.clone(), asked.page());
    let (found, total) = app.db.read(move |conn| store::of_side(conn, side, org.as_str(), page)).await?;
    let over = |state| matches!(state, ContractState::Closed | ContractState::Abandoned);
    let line = |contract: store::Contract| Line {
        href: format!("/contracts/{}", contract.id),
        number: if contract.number.is_empty() { ctx.t("none") } else { contract.number },
        amount: ctx.t.money(contract.amount),
        state: views::state(&ctx, contract.state),
        due: if over(contract.state) { ctx.t("none") } else { ctx.t.when(contract.due_at) },
        title: contract.title,
    };
    let contracts = found.into_iter().map(line).collect();
    let pager = ctx.pager(page, (total + store::PAGE - 1) / store::PAGE, "/contracts");
    Ok(ctx.ok(&ListPage { ctx: &ctx, total, contracts, pager }))
}

#[derive(Template)]
#[template(path = "contracts/public.html")]
struct PublicPage<'a> {
    ctx: &'a Ctx,
    contract: Facts,
}

#[derive(Template)]
#[template(path = "contracts/own.html")]
struct OwnPage<'a> {
    ctx: &'a Ctx,
    contract: OwnView,
    forms: &'a Forms,
}

/// The forms of a contract's page; which of them stand there depends on what the side may do.
struct Forms {
    registration: Form,
    back: Form,
    result: Form,
    reply: Form,
}

impl Forms {
    fn blank(ctx: &Ctx) -> Forms {
        let blank = |fields: &[Field]| Form::blank(ctx.t, fields);
        Forms {
            registration: blank(forms::REGISTRATION),
            back: blank(forms::RETURN),
            result: blank(forms::RESULT),
            reply: blank(forms::REPLY),
        }
    }

    /// The form something was refused in; the first where nothing was.
    pub fn wrong(&self) -> &Form {
        [&self.back, &self.result, &self.reply].into_iter().find(|form| form.has_errors()).unwrap_or(&self.registration)
    }

    async fn shown(&self, app: &App, ctx: &Ctx, (who, id): (&Identity, &str)) -> Result<HttpResponse> {
        let whole = doors::own(app, who, id.to_owned()).await?;
        let page = OwnPage { ctx, contract: OwnView::of(ctx, &whole), forms: self };
        Ok(if self.wrong().has_errors() { ctx.refused(&page) } else { ctx.ok(&page) })
    }
}

/// Whether somebody is one of the two sides.
async fn is_side(app: &App, who: &Identity, id: &str) -> Result<bool> {
    let (who, id) = (who.clone(), id.to_owned());
    match app.db.read(move |conn| own(conn, &who, &id)).await {
        Ok(_) => Ok(true),
        Err(Error::NotFound) => Ok(false),
        Err(e) => Err(e),
    }
}

async fn show(app: web::Data<App>, ctx: Ctx, who: Maybe, id: web::Path<String>) -> Result<HttpResponse> {
    let Some(who) = who.0 else { return public(&app, &ctx, doors::public(&app, id.into_inner())).await };
    if is_side(&app, &who, &id).await? {
        return own_page(&app, &ctx, &who, &id).await;
    }
    match who.role {
        Role::Operator | Role::Supervisor => public(&app, &ctx, doors::watched(&app, id.into_inner())).await,
        _ => public(&app, &ctx, doors::public(&app, id.into_inner())).await,
    }
}

async fn public(app: &App, ctx: &Ctx, known: impl Future<Output = Result<Known>>) -> Result<HttpResponse> {
    kept::answer(app, ctx, &[Topic::Projects, Topic::Agencies], async || {
        let page = PublicPage { ctx, contract: Facts::of(ctx, &known.await?) };
        kept::html(&page)
    })
    .await
}

async fn own_page(app: &App, ctx: &Ctx, who: &Arc<Identity>, id: &str) -> Result<HttpResponse> {
    let mut blank = Forms::blank(ctx);
    let whole = doors::own(app, who, id.to_owned()).await?;
    forms::fill(&mut blank.registration, &whole.known.contract);
    blank.shown(app, ctx, (who, id)).await
}

async fn register(app: web::Data<App>, ctx: Ctx, who: Acting<Party>, id: web::Path<String>, posted: Posted) -> Result<HttpResponse> {
    let mut shown = Forms { registration: Form::submitted(ctx.t, forms::REGISTRATION, posted.0), ..Forms::blank(&ctx) };
    let form = &mut shown.registration;
    let scans = form.uploads("scan");
    if let Some(given) = forms::registration(form) {
        let done = match doors::keep(&app, "scan", scans).await {
            Ok(kept) => doors::register(&app, &who, id.clone(), (given, kept.into_iter().next())).await,
            Err(error) => Err(error),
        };
        match done {
            Ok(()) => return Ok(see_other(&format!("/contracts/{id}"), Some("contracts-flash-registered"))),
            Err(error) => form.stays(error)?,
        }
    }
    shown.shown(&app, &ctx, (&who, &id)).await
}

async fn confirm(app: web::Data<App>, ctx: Ctx, who: Acting<Party>, id: web::Path<String>, _posted: Posted) -> Result<HttpResponse> {
    let mut shown = Forms::blank(&ctx);
    match doors::confirm(&app, &who, id.clone()).await {
        Ok(()) => return Ok(see_other(&format!("/contracts/{id}"), Some("contracts-flash-confirmed"))),
        Err(error) => shown.back.stays(error)?,
    }
    shown.shown(&app, &ctx, (&who, &id)).await
}

async fn return_(app: web::Data<App>, ctx: Ctx, who: Acting<Party>, id: web::Path<String>, posted: Posted) -> Result<HttpResponse> {
    let mut shown = Forms { back: Form::submitted(ctx.t, forms::RETURN, posted.0), ..Forms::blank(&ctx) };
    if let Some(reason) = forms::reason(&mut shown.back) {
        match doors::return_(&app, &who, id.clone(), reason).await {
            Ok(()) => return Ok(see_other(&format!("/contracts/{id}"), Some("contracts-flash-returned"))),
            Err(error) => shown.back.stays(error)?,
        }
    }
    shown.shown(&app, &ctx, (&who, &id)).await
}

async fn deliver(app: web::Data<App>, ctx: Ctx, who: Acting<Agency>, id: web::Path<String>, posted: Posted) -> Result<HttpResponse> {
    let mut shown = Forms { result: Form::submitted(ctx.t, forms::RESULT, posted.0), ..Forms::blank(&ctx) };
    let form = &mut shown.result;
    let papers = form.uploads("papers");
    if let Some(note) = forms::note(form) {
        let done = match doors::keep(&app, "papers", papers).await {
            Ok(kept) => doors::deliver(&app, &who, id.clone(), (note, kept)).await,
            Err(error) => Err(error),
        };
        match done {
            Ok(()) => return Ok(see_other(&format!("/contracts/{id}"), Some("contracts-flash-delivered"))),
            Err(error) => form.stays(error)?,
        }
    }
    shown.shown(&app, &ctx, (&who, &id)).await
}

async fn accept(app: web::Data<App>, ctx: Ctx, who: Acting<Owner>, id: web::Path<String>, posted: Posted) -> Result<HttpResponse> {
    let mut shown = Forms { reply: Form::submitted(ctx.t, forms::REPLY, posted.0), ..Forms::blank(&ctx) };
    if let Some(reply) = forms::reply(&mut shown.reply) {
        match doors::accept_result(&app, &who, id.clone(), reply).await {
            Ok(()) => return Ok(see_other(&format!("/contracts/{id}"), Some("contracts-flash-accepted"))),
            Err(error) => shown.reply.stays(error)?,
        }
    }
    shown.shown(&app, &ctx, (&who, &id)).await
}

async fn return_result(app: web::Data<App>, ctx: Ctx, who: Acting<Owner>, id: web::Path<String>, posted: Posted) -> Result<HttpResponse> {
    let mut shown = Forms { reply: Form::submitted(ctx.t, forms::REPLY, posted.0), ..Forms::blank(&ctx) };
    if let Some(reply) = forms::reply(&mut shown.reply) {
        match doors::return_result(&app, &who, id.clone(), reply).await {
            Ok(()) => return Ok(see_other(&format!("/contracts/{id}"), Some("contracts-flash-result-returned"))),
            Err(error) => shown.reply.stays(error)?,
        }
    }
    shown.shown(&app, &ctx, (&who, &id)).await
}

async fn paper(app: web::Data<App>, who: Acting<Party>, path: web::Path<(String, DocumentId)>) -> Result<HttpResponse> {
    let (id, document) = path.into_inner();
    let document = doors::paper(&app, &who, id, document).await?;
    documents::answer(&app, document).await
}
