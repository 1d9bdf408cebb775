//! `/draws/{draw}`: the ceremony, the ranking, what it guarantees, and how anybody redoes it.

use actix_web::{HttpResponse, web};
use askama::Template;

use crate::app::App;
use crate::db::Topic;
use crate::domain::draw::DrawState;
use crate::error::{Error, Result};
use crate::market::projects;
use crate::market::selection::bundle;
use crate::market::selection::view::{self, DocumentView, Known, LogLine, OtherDraw, Rank, RiteStep};
use crate::platform::i18n::T;
use crate::platform::kept;
use crate::platform::page::Ctx;

/// The winner as the verdict names it.
struct Verdict {
    name: String,
    code: String,
    line: String,
}

#[derive(Template)]
#[template(path = "selection/draw.html")]
struct DrawPage<'a> {
    ctx: &'a Ctx,
    id: String,
    number: String,
    title: String,
    owner: String,
    method: String,
    kind: Option<String>,
    took: Option<String>,
    steps: [RiteStep; 5],
    verdict: Option<Verdict>,
    refused: Vec<String>,
    withheld: Vec<String>,
    lapsed: bool,
    /// Why the project came to its end, where it did so with this draw, and in what state.
    ended: Option<(String, String)>,
    open_until: Option<String>,
    ranking: Vec<Rank>,
    documents: Vec<DocumentView>,
    has_bundle: bool,
    log: Vec<LogLine>,
    others: Vec<OtherDraw>,
}

pub async fn show(app: web::Data<App>, ctx: Ctx, draw: web::Path<String>) -> Result<HttpResponse> {
    kept::answer(&app, &ctx, &[Topic::Projects, Topic::Agencies], async || {
        let id = draw.clone();
        let known = app.db.read(move |conn| Known::load(conn, &id)).await?;
        page(&app, &ctx, &known)?.render().map_err(|e| Error::caused("rendering a draw", e))
    })
    .await
}

fn page<'a>(app: &App, ctx: &'a Ctx, known: &Known) -> Result<DrawPage<'a>> {
    let (t, state) = (ctx.t, known.draw.state);
    let ranking = view::ranking(known)?;
    let first = known.draw.kind == crate::domain::draw::DrawKind::First;
    Ok(DrawPage {
        ctx,
        id: known.draw.id.to_string(),
        number: known.project.number.clone(),
        title: known.project.title.clone(),
        owner: known.owner.clone(),
        method: t.n("selection-method", known.project.spec.alternates),
        kind: (!first).then(|| t.word("draw-kind", known.draw.kind)),
        took: view::took(app, t, known),
        steps: view::steps(t, known)?,
        verdict: verdict(t, known, &ranking)?,
        refused: known.refusals()?.iter().map(|one| one.reason.to_string()).collect(),
        withheld: known.withheld(t)?,
        lapsed: state == DrawState::Lapsed,
        ended: ended(t, known),
        open_until: (state == DrawState::Open).then(|| t.when(known.draw.closes_at)),
        documents: view::documents(t, known),
        ranking,
        has_bundle: bundle::exists_for(state),
        log: view::log(t, known),
        others: view::others(t, known),
    })
}

/// Why nobody was chosen, or why it was ended, where no later draw took this one's place.
fn ended(t: T, known: &Known) -> Option<(String, String)> {
    let last = known.others.iter().all(|other| other.opens_at < known.draw.opens_at);
    let reason = projects::words::end_reason(t, &known.project).filter(|_| last)?;
    Some((t.word("projects-ended", known.project.state), reason))
}

/// Whoever stands first among the opened.
fn verdict(t: T, known: &Known, ranking: &[Rank]) -> Result<Option<Verdict>> {
    let Some(row) = view::named(ranking) else { return Ok(None) };
    let name = row.name.clone().unwrap_or_default();
    let code = known.opened()?.into_iter().find(|(other, _)| *other == name).map(|(_, code)| code).unwrap_or_default();
    let ranked = ranking.iter().filter(|row| row.rank.is_some()).count();
    let line = t.msg("selection-verdict-line").with_n("of", ranked).with_n("rank", row.rank.unwrap_or_default()).to_string();
    Ok(Some(Verdict { name, code, line }))
}
