//! An owner's own projects: the list, and what can still be done with one that is no draft.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::draft;
use crate::app::App;
use crate::domain::project::{ProjectId, ProjectState, Step};
use crate::error::Result;
use crate::market::agencies::due::Due;
use crate::market::projects::doors::{self, Act, Sheet};
use crate::market::projects::service;
use crate::market::projects::store::PAGE;
use crate::market::projects::words::{self, Facts, Paper, Row};
use crate::platform::auth::{Acting, Owner, Posted};
use crate::platform::forms::{Field, Form};
use crate::platform::kept;
use crate::platform::page::{self, Ctx, Leaf, Markup, Pager};
use crate::platform::routes::Routes;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/owner/projects", list).get("/owner/projects/{id}", show);
    r.post("/owner/projects/{id}/corrections", correct).post("/owner/projects/{id}/end", end);
    r.post("/owner/projects/{id}/repost", repost);
}

/// What a clarification says.
const CORRECTION: &[Field] = &[Field::area("words", "projects-correction").max(1_000).hint("projects-correction-hint")];
/// Why the owner wants the end.
const END: &[Field] = &[Field::area("reason", "projects-end-reason").max(500).hint("projects-end-reason-hint")];

#[derive(Template)]
#[template(path = "projects/own-list.html")]
struct OwnListPage<'a> {
    ctx: &'a Ctx,
    rows: Vec<Row>,
    total: i64,
    may_post: bool,
    pager: Pager,
}

async fn list(app: web::Data<App>, ctx: Ctx, who: Acting<Owner>, asked: web::Query<Leaf>) -> Result<HttpResponse> {
    let at: i64 = asked.page();
    kept::own(&app, &ctx, async || {
        let (rows, total) = doors::of_owner(&app, &who, at).await?;
        let may_post = doors::poster(&app, &who).await?.is_some();
        kept::html(&OwnListPage {
            ctx: &ctx,
            rows: rows.iter().map(|one| Row::of(&ctx, &app, one)).collect(),
            total,
            may_post,
            pager: ctx.pager(at, (total + PAGE - 1) / PAGE, "/owner/projects"),
        })
    })
    .await
}

#[derive(Template)]
#[template(path = "projects/own.html")]
struct OwnPage<'a> {
    ctx: &'a Ctx,
    sheet: &'a Sheet,
    state: Markup,
    facts: Facts,
    papers: Vec<Paper>,
    due: Option<Due>,
    correction: Option<&'a Form>,
    end: Option<&'a Form>,
    over: bool,
    /// Whether it may pick among those who were drawn.
    choosing: bool,
    /// Why it came to its end without a contract.
    ended: Option<String>,
}

fn own_page<'a>(app: &App, ctx: &'a Ctx, sheet: &'a Sheet, (correction, end): (&'a Form, &'a Form)) -> OwnPage<'a> {
    let project = &sheet.project;
    OwnPage {
        ctx,
        sheet,
        state: words::state(ctx, project.state),
        facts: Facts::of(ctx.t, app, project),
        papers: Paper::all(ctx.t, &sheet.papers, &format!("/owner/projects/{}/documents", project.id)),
        due: (project.state == ProjectState::InReview).then(|| Due::of(ctx, app, project.review_due)),
        correction: (project.state == ProjectState::Open && ctx.now < project.closes_at).then_some(correction),
        end: (project.state.after(Step::Terminate).is_ok() && project.end_asked.is_none()).then_some(end),
        over: project.state.is_over(),
        choosing: project.state == ProjectState::Choosing,
        ended: words::end_reason(ctx.t, project),
    }
}

async fn show(app: web::Data<App>, ctx: Ctx, who: Acting<Owner>, id: web::Path<ProjectId>) -> Result<HttpResponse> {
    let sheet = doors::own_sheet(&app, &who, id.into_inner()).await?;
    if draft::is_draft(&sheet) {
        return Ok(draft::shown(&app, &ctx, &sheet));
    }
    let forms = (Form::blank(ctx.t, CORRECTION), Form::blank(ctx.t, END));
    Ok(ctx.ok(&own_page(&app, &ctx, &sheet, (&forms.0, &forms.1))))
}

async fn correct(app: web::Data<App>, ctx: Ctx, who: Acting<Owner>, id: web::Path<ProjectId>, posted: Posted) -> Result<HttpResponse> {
    let mut form = Form::submitted(ctx.t, CORRECTION, posted.0);
    let words = form.text("words");
    let done = said(&app, &who, (service::correct, id.clone()), (&mut form, words)).await?;
    if done {
        return Ok(page::see_other(&format!("/owner/projects/{id}"), Some("projects-flash-corrected")));
    }
    let (sheet, end) = (doors::own_sheet(&app, &who, id.into_inner()).await?, Form::blank(ctx.t, END));
    Ok(ctx.refused(&own_page(&app, &ctx, &sheet, (&form, &end))))
}

async fn end(app: web::Data<App>, ctx: Ctx, who: Acting<Owner>, id: web::Path<ProjectId>, posted: Posted) -> Result<HttpResponse> {
    let mut form = Form::submitted(ctx.t, END, posted.0);
    let reason = form.text("reason");
    let done = said(&app, &who, (service::ask_end, id.clone()), (&mut form, reason)).await?;
    if done {
        return Ok(page::see_other(&format!("/owner/projects/{id}"), Some("projects-flash-end")));
    }
    let (sheet, correction) = (doors::own_sheet(&app, &who, id.into_inner()).await?, Form::blank(ctx.t, CORRECTION));
    Ok(ctx.refused(&own_page(&app, &ctx, &sheet, (&correction, &form))))
}

/// Does what the words were for; what refuses them is written into the form.
async fn said(app: &App, who: &Acting<Owner>, act: (Act, ProjectId), (form, words): (&mut Form, String)) -> Result<bool> {
    if form.has_errors() {
        return Ok(false);
    }
    match doors::act(app, who, act, words).await {
        Ok(()) => Ok(true),
        Err(error) => form.refused_by(error).map(|()| false),
    }
}

async fn repost(app: web::Data<App>, who: Acting<Owner>, id: web::Path<ProjectId>, _posted: Posted) -> Result<HttpResponse> {
    let new = doors::repost(&app, &who, id.into_inner()).await?;
    Ok(page::see_other(&format!("/owner/projects/{new}"), Some("projects-flash-reposted")))
}
