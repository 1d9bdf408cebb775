//! `/objections`: what agencies say that were excluded at a freeze, and the supervisor's ruling.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::rulings::{self, Case};
use crate::app::App;
use crate::domain::draw::ObjectionState;
use crate::domain::text::Paragraphs;
use crate::error::Result;
use crate::market::selection::Finding;
use crate::platform::auth::{Acting, Posted, Supervisor};
use crate::platform::forms::{Choice, Field, Form};
use crate::platform::i18n::T;
use crate::platform::page::{self, Ctx};
use crate::platform::routes::Routes;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/objections", list).get("/objections/{id}", show).post("/objections/{id}", decide);
}

/// What a supervisor writes.
pub const RULING: &[Field] =
    &[Field::radio("ruling", "rulings-ruling"), Field::area("reason", "rulings-reason").max(1_000).hint("rulings-reason-hint")];

/// The two findings by their words.
pub fn finding(word: &str) -> Option<Finding> {
    match word {
        "admit" => Some(Finding::Admit),
        "refuse" => Some(Finding::Refuse),
        _ => None,
    }
}

/// What was written; `None` where something is missing.
pub fn read(form: &mut Form) -> Option<(Finding, String)> {
    let ruling = form.choice("ruling", finding);
    let reason = form.get("reason", Paragraphs::<1_000>::parse).map(String::from);
    form.accepted()?;
    ruling.zip(reason)
}

/// Offers the two findings.
pub fn offered(form: &mut Form, t: T) {
    form.offer("ruling", ["admit", "refuse"].iter().map(|word| Choice::new(word, t.word("rulings-ruling", word))).collect());
}

struct Row {
    href: String,
    title: String,
    draw: String,
    at: String,
}

#[derive(Template)]
#[template(path = "awards/objections.html")]
struct ListPage<'a> {
    ctx: &'a Ctx,
    rows: Vec<Row>,
}

async fn list(_who: Acting<Supervisor>, app: web::Data<App>, ctx: Ctx) -> Result<HttpResponse> {
    let cases = app.db.read(rulings::waiting).await?;
    let row = |case: Case| Row {
        href: format!("/objections/{}", case.objection.id),
        title: case.project.title,
        draw: case.objection.draw,
        at: ctx.t.moment(case.objection.at),
    };
    let rows = cases.into_iter().map(row).collect();
    Ok(ctx.ok(&ListPage { ctx: &ctx, rows }))
}

#[derive(Template)]
#[template(path = "awards/objection.html")]
struct RulingPage<'a> {
    ctx: &'a Ctx,
    case: &'a Case,
    form: &'a Form,
    excluded: String,
    at: String,
    place: String,
    state: String,
    open: bool,
}

fn ruling_page<'a>(ctx: &'a Ctx, case: &'a Case, form: &'a Form) -> RulingPage<'a> {
    let objection = &case.objection;
    let pending = || ctx.t("projects-log-pending");
    RulingPage {
        ctx,
        excluded: if case.excluded.is_empty() { String::new() } else { ctx.word("signup-out", &case.excluded) },
        at: ctx.t.moment(objection.at),
        place: objection.log_index.map_or_else(pending, |index| ctx.n("projects-log-entry", index)),
        state: ctx.word("objection-state", objection.state),
        open: objection.state == ObjectionState::Open,
        case,
        form,
    }
}

async fn case(app: &App, id: String) -> Result<Case> {
    app.db.read(move |conn| rulings::case(conn, &id)).await
}

async fn show(_who: Acting<Supervisor>, app: web::Data<App>, ctx: Ctx, id: web::Path<String>) -> Result<HttpResponse> {
    let case = case(&app, id.into_inner()).await?;
    let mut form = Form::blank(ctx.t, RULING);
    offered(&mut form, ctx.t);
    Ok(ctx.ok(&ruling_page(&ctx, &case, &form)))
}

async fn decide(who: Acting<Supervisor>, app: web::Data<App>, ctx: Ctx, id: web::Path<String>, posted: Posted) -> Result<HttpResponse> {
    let mut form = Form::submitted(ctx.t, RULING, posted.0);
    offered(&mut form, ctx.t);
    if let Some((finding, reason)) = read(&mut form) {
        match rulings::rule(&app, &who, (id.clone(), finding, reason)).await {
            Ok(()) => return Ok(page::see_other(&format!("/objections/{id}"), Some("rulings-flash-done"))),
            Err(error) => form.stays(error)?,
        }
    }
    let case = case(&app, id.into_inner()).await?;
    Ok(ctx.refused(&ruling_page(&ctx, &case, &form)))
}
