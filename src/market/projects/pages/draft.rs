//! An owner writes a project: one page in sections, saved at any time, judged when it is handed in.

use actix_web::{HttpResponse, web};
use askama::Template;

use crate::app::App;
use crate::domain::catalogue::ServiceItem;
use crate::domain::policy::Policy;
use crate::domain::project::{ProjectId, ProjectState};
use crate::error::{Error, Result};
use crate::market::projects::doors::{self, Sheet};
use crate::market::projects::forms::{self, AVOIDS, NEEDS};
use crate::market::projects::ways;
use crate::market::projects::words::Paper;
use crate::market::{catalogue, documents};
use crate::platform::auth::{Acting, Owner, Posted};
use crate::platform::forms::{FieldView, Form};
use crate::platform::page::{self, Ctx};
use crate::platform::routes::Routes;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/owner/projects/new", blank).post("/owner/projects/new", begin).post("/owner/projects/{id}", rewrite);
    r.get("/owner/projects/{id}/documents/{document}", paper);
}

#[derive(Template)]
#[template(path = "projects/draft.html")]
struct DraftPage<'a> {
    ctx: &'a Ctx,
    form: &'a Form,
    action: String,
    number: Option<&'a str>,
    /// The qualification of the item, where a project may ask for major and grade.
    demandable: Option<String>,
    /// What the way that is chosen asks for: numbers of agencies, the weight of each criterion, and whom it names.
    lists: Vec<FieldView>,
    weights: Vec<FieldView>,
    names: bool,
    chosen: bool,
    needs: Vec<(FieldView, FieldView)>,
    avoids: Vec<(FieldView, FieldView, FieldView)>,
    more_avoids: bool,
    returned: &'a str,
    papers: Vec<Paper>,
    /// Listed agencies that meet the requirements of what was saved.
    able: Option<usize>,
    /// Whether those are fewer than a draw needs.
    narrow: bool,
    min: u32,
    review: u32,
    saved: bool,
}

fn draft_page<'a>(policy: &Policy, ctx: &'a Ctx, form: &'a Form, (sheet, saved): (Option<&'a Sheet>, bool)) -> DraftPage<'a> {
    let item = catalogue::item(form.value("item"));
    let (rows, asked) = (forms::avoid_rows(form), ways::asked(policy, form.value("way")));
    let field = |name: &str, n: usize| form.field(&format!("{name}_{n}"));
    let id = sheet.map(|sheet| sheet.project.id.to_string());
    let folder = format!("/owner/projects/{}/documents", id.as_deref().unwrap_or_default());
    let min = sheet.map_or(policy.signup.min_first, |sheet| policy.least_signups(&sheet.project.spec.way).0);
    DraftPage {
        ctx,
        form,
        action: id.map_or_else(|| "/owner/projects/new".to_owned(), |id| format!("/owner/projects/{id}")),
        number: sheet.map(|sheet| sheet.project.number.as_str()),
        demandable: item.and_then(ServiceItem::demandable).map(|kind| catalogue::say(ctx.t, &kind.name)),
        lists: asked.lists.iter().map(|name| form.field(name)).collect(),
        weights: asked.weights.iter().map(|name| form.field(name)).collect(),
        names: asked.names,
        chosen: item.is_some(),
        needs: (1..=NEEDS).map(|n| (field("major", n), field("grade", n))).collect(),
        avoids: (1..=rows).map(|n| (field("avoid_code", n), field("avoid_name", n), field("avoid_reason", n))).collect(),
        more_avoids: rows < AVOIDS,
        returned: sheet.map_or("", |sheet| sheet.project.return_reason.as_str()),
        papers: sheet.map(|sheet| Paper::all(ctx.t, &sheet.papers, &folder)).unwrap_or_default(),
        able: sheet.map(|sheet| sheet.able),
        narrow: sheet.is_some_and(|sheet| sheet.able < min as usize),
        min,
        review: policy.project.review_wd,
        saved,
    }
}

#[derive(Template)]
#[template(path = "projects/not-yet.html")]
struct NotYetPage<'a> {
    ctx: &'a Ctx,
}

async fn blank(app: web::Data<App>, ctx: Ctx, who: Acting<Owner>) -> Result<HttpResponse> {
    let Some(owner) = doors::poster(&app, &who).await? else { return Ok(ctx.ok(&NotYetPage { ctx: &ctx })) };
    let policy = app.policies.in_force(ctx.now);
    let form = forms::blank(ctx.t, policy, &owner);
    Ok(ctx.ok(&draft_page(policy, &ctx, &form, (None, false))))
}

/// An owner's draft as a form.
pub(super) fn shown(app: &App, ctx: &Ctx, sheet: &Sheet) -> HttpResponse {
    let policy = app.policies.in_force(ctx.now);
    let form = forms::shown(ctx.t, policy, &sheet.project.posting(sheet.avoided.clone()));
    ctx.ok(&draft_page(policy, ctx, &form, (Some(sheet), false)))
}

async fn begin(app: web::Data<App>, ctx: Ctx, who: Acting<Owner>, posted: Posted) -> Result<HttpResponse> {
    write(&app, &ctx, &who, (None, posted)).await
}

async fn rewrite(app: web::Data<App>, ctx: Ctx, who: Acting<Owner>, id: web::Path<ProjectId>, posted: Posted) -> Result<HttpResponse> {
    write(&app, &ctx, &who, (Some(id.into_inner()), posted)).await
}

/// Keeps what was typed; hands it in where that was asked. What cannot be kept stays on the page.
async fn write(app: &App, ctx: &Ctx, who: &Acting<Owner>, (id, posted): (Option<ProjectId>, Posted)) -> Result<HttpResponse> {
    let (go, unwanted) = (posted.text("go").to_owned(), posted.text("remove").to_owned());
    if let (Some(id), false) = (&id, unwanted.is_empty()) {
        doors::remove_paper(app, who, id.clone(), unwanted.into()).await?;
    }
    let policy = app.policies.in_force(ctx.now);
    let mut form = Form::submitted(ctx.t, &forms::fields(ctx.t, policy), posted.0);
    forms::offered(&mut form, ctx.t, policy);
    if go == "look" {
        let sheet = sheet(app, who, id.as_ref()).await?;
        return Ok(ctx.ok(&draft_page(policy, ctx, &form, (sheet.as_ref(), false))));
    }
    let saved = save(app, who, policy, (id.clone(), &mut form)).await?;
    if let Some(id) = &saved {
        if go != "submit" {
            return Ok(page::see_other(&format!("/owner/projects/{id}"), Some("projects-flash-saved")));
        }
        match doors::submit(app, who, id).await {
            Ok(()) => return Ok(page::see_other(&format!("/owner/projects/{id}"), Some("projects-flash-submitted"))),
            Err(error) => form.refused_by(error)?,
        }
    }
    let sheet = sheet(app, who, saved.as_ref().or(id.as_ref())).await?;
    Ok(ctx.refused(&draft_page(policy, ctx, &form, (sheet.as_ref(), saved.is_some()))))
}

/// The draft's id where it could be kept; what keeps it from that is written into the form.
async fn save(app: &App, who: &Acting<Owner>, policy: &Policy, (id, form): (Option<ProjectId>, &mut Form)) -> Result<Option<ProjectId>> {
    let uploads = form.uploads("attachments");
    let Some(posting) = forms::read(form, policy) else { return Ok(None) };
    let kept = async { doors::save(app, who, (id, posting), doors::keep(app, uploads).await?).await };
    match kept.await {
        Ok(id) => Ok(Some(id)),
        Err(error @ Error::Invalid(_)) => form.refused_by(error).map(|()| None),
        Err(error) => Err(error),
    }
}

async fn sheet(app: &App, who: &Acting<Owner>, id: Option<&ProjectId>) -> Result<Option<Sheet>> {
    let Some(id) = id else { return Ok(None) };
    doors::own_sheet(app, who, id.clone()).await.map(Some)
}

/// Whether the owner may still write.
pub(super) fn is_draft(sheet: &Sheet) -> bool {
    sheet.project.state == ProjectState::Draft
}

async fn paper(app: web::Data<App>, who: Acting<Owner>, at: web::Path<(ProjectId, documents::DocumentId)>) -> Result<HttpResponse> {
    let (id, document) = at.into_inner();
    let sheet = doors::own_sheet(&app, &who, id).await?;
    documents::answer(&app, doors::paper(&app, &sheet.project.id, document).await?).await
}
