//! `/owner/projects/{id}/choice`: cards that name nobody, one pick, a reason. What is picked cannot be changed, and the page says so before.

use actix_web::{HttpResponse, web};
use askama::Template;

use crate::app::App;
use crate::domain::project::ProjectId;
use crate::error::{Error, Result};
use crate::market::outcomes::doors::{self, Choosing};
use crate::market::outcomes::forms;
use crate::market::outcomes::store::ChoiceState;
use crate::market::outcomes::words::CardWords;
use crate::platform::auth::{Acting, Owner, Posted};
use crate::platform::forms::Form;
use crate::platform::page::{Ctx, see_other};
use crate::platform::routes::Routes;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/owner/projects/{id}/choice", show).post("/owner/projects/{id}/choice", pick);
}

#[derive(Template)]
#[template(path = "outcomes/choice.html")]
struct ChoicePage<'a> {
    ctx: &'a Ctx,
    id: &'a str,
    /// Its own page.
    href: String,
    number: &'a str,
    title: &'a str,
    cards: Vec<CardWords>,
    due: String,
    form: &'a Form,
    /// Whether it may pick now.
    open: bool,
    /// What it said, once it has picked.
    reason: &'a str,
    silent: bool,
}

fn page<'a>(app: &App, ctx: &'a Ctx, (choosing, form): (&'a Choosing, &'a Form)) -> Result<ChoicePage<'a>> {
    let (project, choice) = (&choosing.project, &choosing.choice);
    let policy = app.policies.get(&project.policy).ok_or_else(|| Error::bad_row("projects.policy", &project.policy))?;
    Ok(ChoicePage {
        ctx,
        id: project.id.as_str(),
        href: format!("/owner/projects/{}", project.id),
        number: &project.number,
        title: &project.title,
        cards: CardWords::all(ctx.t, policy, &choosing.cards),
        due: ctx.t.when(choice.due_at),
        form,
        open: choice.may_pick(project.state, ctx.now).is_ok(),
        reason: &choice.reason,
        silent: choice.state == ChoiceState::Silent,
    })
}

async fn show(app: web::Data<App>, ctx: Ctx, who: Acting<Owner>, id: web::Path<ProjectId>) -> Result<HttpResponse> {
    let choosing = doors::choosing(&app, &who, id.into_inner()).await?;
    let mut form = Form::blank(ctx.t, forms::ANSWER);
    forms::offer(&mut form, ctx.t, choosing.cards.len());
    Ok(ctx.ok(&page(&app, &ctx, (&choosing, &form))?))
}

async fn pick(app: web::Data<App>, ctx: Ctx, who: Acting<Owner>, id: web::Path<ProjectId>, posted: Posted) -> Result<HttpResponse> {
    let id = id.into_inner();
    let choosing = doors::choosing(&app, &who, id.clone()).await?;
    let mut form = Form::submitted(ctx.t, forms::ANSWER, posted.0);
    forms::offer(&mut form, ctx.t, choosing.cards.len());
    if let Some(answer) = forms::read(&mut form) {
        match doors::pick(&app, &who, (id.clone(), answer)).await {
            Ok(()) => return Ok(see_other(&format!("/owner/projects/{id}/choice"), Some("outcomes-flash-picked"))),
            Err(error) => form.stays(error)?,
        }
    }
    let choosing = doors::choosing(&app, &who, id).await?;
    Ok(ctx.refused(&page(&app, &ctx, (&choosing, &form))?))
}
