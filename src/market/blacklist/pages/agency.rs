//! What an agency sees of the cases about it: the notice, its rights, its answer, the decision.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::refused;
use crate::app::App;
use crate::domain::standing::CaseId;
use crate::error::Result;
use crate::market::blacklist::service::drafting::PAPERS;
use crate::market::blacklist::service::seen_by_agency;
use crate::market::blacklist::store::{listed, suspensions};
use crate::market::blacklist::views::{CaseView, SuspensionView, case_state};
use crate::market::blacklist::{doors, forms};
use crate::market::documents::{self, DocumentId};
use crate::platform::auth::{Acting, Agency, Posted};
use crate::platform::forms::Form;
use crate::platform::page::{Ctx, Markup, see_other};
use crate::platform::routes::Routes;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/agency/cases", list);
    r.get("/agency/cases/{id}", show);
    r.post("/agency/cases/{id}/answer", answer);
    r.get("/agency/cases/{id}/documents/{document}", paper);
}

/// A case in the agency's list.
struct Line {
    href: String,
    rule: String,
    grade: String,
    state: Markup,
    notified: String,
}

#[derive(Template)]
#[template(path = "blacklist/own-cases.html")]
struct OwnCasesPage<'a> {
    ctx: &'a Ctx,
    cases: Vec<Line>,
    suspensions: Vec<SuspensionView>,
}

async fn list(app: web::Data<App>, ctx: Ctx, who: Acting<Agency>) -> Result<HttpResponse> {
    let org = who.org.clone();
    let (cases, held) =
        app.db.read(move |conn| Ok((listed::of_agency(conn, org.as_str())?, suspensions::of_agency(conn, org.as_str())?))).await?;
    let line = |case: &crate::market::blacklist::Case| Line {
        href: format!("/agency/cases/{}", case.id),
        rule: case.rule.clone(),
        grade: ctx.t.word("grade", case.grade),
        state: case_state(&ctx, case.state),
        notified: case.notified_at.map(|at| ctx.t.date(at.day())).unwrap_or_default(),
    };
    Ok(ctx.ok(&OwnCasesPage {
        ctx: &ctx,
        cases: cases.iter().map(line).collect(),
        suspensions: held.iter().map(|suspension| SuspensionView::of(&ctx, suspension)).collect(),
    }))
}

#[derive(Template)]
#[template(path = "blacklist/own-case.html")]
struct OwnCasePage<'a> {
    ctx: &'a Ctx,
    case: CaseView,
    form: &'a Form,
}

async fn shown(app: &App, ctx: &Ctx, who: &Acting<Agency>, (id, form): (&CaseId, &Form)) -> Result<HttpResponse> {
    let (reader, id) = (who.identity(), id.clone());
    let (case, papers) = app
        .db
        .read(move |conn| {
            let case = seen_by_agency(conn, &reader, &id)?;
            Ok((case, documents::of(conn, PAPERS, id.as_str())?))
        })
        .await?;
    let base = format!("/agency/cases/{}", case.id);
    let page = OwnCasePage { ctx, case: CaseView::of(app, ctx, &case, (&base, &papers)), form };
    Ok(if form.has_errors() { ctx.refused(&page) } else { ctx.ok(&page) })
}

async fn show(app: web::Data<App>, ctx: Ctx, who: Acting<Agency>, id: web::Path<CaseId>) -> Result<HttpResponse> {
    shown(&app, &ctx, &who, (&id, &Form::blank(ctx.t, forms::ANSWER))).await
}

async fn answer(app: web::Data<App>, ctx: Ctx, who: Acting<Agency>, id: web::Path<CaseId>, posted: Posted) -> Result<HttpResponse> {
    let mut form = Form::submitted(ctx.t, forms::ANSWER, posted.0);
    let papers = doors::keep(&app, "papers", form.uploads("papers")).await;
    let read = match papers {
        Ok(papers) => forms::answer(&mut form, id.clone(), papers),
        Err(error) => refused(&mut form, error, ctx.t).map(|()| None)?,
    };
    if let Some(answer) = read {
        match doors::answer(&app, &who, answer).await {
            Ok(()) => return Ok(see_other(&format!("/agency/cases/{id}"), Some("blacklist-flash-answered"))),
            Err(error) => refused(&mut form, error, ctx.t)?,
        }
    }
    shown(&app, &ctx, &who, (&id, &form)).await
}

async fn paper(app: web::Data<App>, who: Acting<Agency>, path: web::Path<(CaseId, DocumentId)>) -> Result<HttpResponse> {
    let (id, document) = path.into_inner();
    let who = who.identity();
    let document = app
        .db
        .read(move |conn| {
            let case = seen_by_agency(conn, &who, &id)?;
            documents::one(conn, &document, (PAPERS, case.id.as_str()))
        })
        .await?;
    documents::answer(&app, document).await
}
