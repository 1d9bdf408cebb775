//! `/projects/{number}/outcome`: who is asked in which order and why, with everything a reader needs to redo it.

use actix_web::{HttpResponse, web};
use askama::Template;

use crate::app::App;
use crate::db::Topic;
use crate::error::Result;
use crate::market::catalogue;
use crate::market::outcomes::compared_words::{self, SheetWords};
use crate::market::outcomes::doors;
use crate::market::outcomes::scored_words::{self, Scored};
use crate::market::outcomes::talk_words::{self, TalkWords};
use crate::market::outcomes::words::{self, InputWords, OutWords, PlaceWords, StepWords};
use crate::platform::kept;
use crate::platform::page::{Ctx, Markup};
use crate::platform::routes::Routes;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/projects/{number}/outcome", show);
}

struct PaperWords {
    name: String,
    body: String,
    hash: Markup,
    log: String,
}

#[derive(Template)]
#[template(path = "outcomes/outcome.html")]
struct OutcomePage<'a> {
    ctx: &'a Ctx,
    number: String,
    /// The project's page.
    href: String,
    title: String,
    draw: String,
    method: String,
    explained: String,
    places: Vec<PlaceWords>,
    excluded: Vec<OutWords>,
    steps: Vec<StepWords>,
    inputs: Vec<InputWords>,
    /// What a panel gave; without entries where nobody reviewed.
    scored: Scored,
    /// How the owner compared proposals; without rows where it did not.
    compared: SheetWords,
    /// What was said in a negotiation; nothing where there was none.
    said: Vec<TalkWords>,
    /// Why the owner picked whom it picked.
    reason: String,
    papers: Vec<PaperWords>,
}

async fn show(app: web::Data<App>, ctx: Ctx, number: web::Path<String>) -> Result<HttpResponse> {
    kept::answer(&app, &ctx, &[Topic::Projects, Topic::Agencies], async || {
        let found = doors::found(&app, number.clone()).await?;
        let t = ctx.t;
        let policy = app.policies.get(&found.project.policy);
        let preset = policy.and_then(|policy| found.project.spec.way.preset(&policy.methods));
        let page = OutcomePage {
            scored: scored_words::scored(&ctx, policy, &found),
            ctx: &ctx,
            method: preset.map(|preset| catalogue::say(t, &preset.name)).unwrap_or_default(),
            explained: preset.map(|preset| catalogue::say(t, &preset.explained)).unwrap_or_default(),
            places: words::places(t, &found),
            excluded: words::excluded(t, &found),
            steps: words::way(t, &found),
            inputs: words::inputs(t, &found),
            compared: compared_words::sheet(t, policy, &found),
            said: talk_words::talks(t, &found),
            reason: found.choice.as_ref().map(|choice| choice.reason.clone()).unwrap_or_default(),
            papers: found.papers.iter().map(|paper| paper_words(&ctx, paper)).collect(),
            href: format!("/projects/{}", found.project.number),
            number: found.project.number.clone(),
            title: found.project.title.clone(),
            draw: found.draw.to_string(),
        };
        kept::html(&page)
    })
    .await
}

fn paper_words(ctx: &Ctx, paper: &doors::Paper) -> PaperWords {
    let log = paper.log_index.map_or_else(|| ctx.t("projects-log-pending"), |index| ctx.n("projects-log-entry", index));
    PaperWords { name: paper.name.clone(), body: paper.body.clone(), hash: ctx.hash(&paper.sha256), log }
}
