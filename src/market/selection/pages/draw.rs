//! `/draws/{draw}`: the ceremony, the ranking, what it guarantees, and how anybody redoes it.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::events;
use crate::app::App;
use crate::db::Topic;
use crate::domain::draw::{Dice, DrawKind, DrawState, EntrySource, Mode, Nonces, PoolKind};
use crate::domain::time::{Instant, MINUTE};
use crate::error::Result;
use crate::market::projects;
use crate::market::selection::bundle;
use crate::market::selection::view::{
    self, Awaited, DocumentView, Guarantees, Known, LogLine, May, OtherDraw, Rank, RiteStep, RuledObjection,
};
use crate::platform::i18n::T;
use crate::platform::kept;
use crate::platform::page::Ctx;

/// The winner as the verdict names it.
struct Verdict {
    name: String,
    code: String,
    line: String,
}

/// Where a page that moves by itself listens.
struct Live {
    /// What this page shows already.
    mark: String,
    /// The millisecond from which on it listens.
    from: i64,
}

/// How long before its deadline a draw begins to be watched.
const WATCHED_BEFORE: i64 = 10 * MINUTE;

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
    may: Vec<May>,
    live: Option<Live>,
    guarantees: Guarantees,
    /// What is chosen about this draw, beside the plain one.
    terms: Vec<String>,
    awaited: Vec<Awaited>,
    weighted: bool,
    ranking: Vec<Rank>,
    objections: Vec<RuledObjection>,
    documents: Vec<DocumentView>,
    has_bundle: bool,
    /// Whether sealed quotes are opened.
    has_opening: bool,
    log: Vec<LogLine>,
    others: Vec<OtherDraw>,
}

pub async fn show(app: web::Data<App>, ctx: Ctx, draw: web::Path<String>) -> Result<HttpResponse> {
    kept::answer(&app, &ctx, &[Topic::Projects, Topic::Agencies], async || {
        let id = draw.clone();
        let known = app.db.read(move |conn| Known::load(conn, &id)).await?;
        kept::html(&page(&app, &ctx, &known)?)
    })
    .await
}

fn page<'a>(app: &App, ctx: &'a Ctx, known: &Known) -> Result<DrawPage<'a>> {
    let (t, state) = (ctx.t, known.draw.state);
    let ranking = view::ranking(known)?;
    let first = known.draw.kind == DrawKind::First;
    Ok(DrawPage {
        ctx,
        id: known.draw.id.to_string(),
        number: known.project.number.clone(),
        title: known.project.title.clone(),
        owner: known.owner.clone(),
        method: match known.draw.entries {
            EntrySource::Signups if known.project.spec.way.is_plain() => t.n("selection-method", known.project.spec.alternates),
            EntrySource::Signups => projects::words::method(t, app, &known.project),
            given => t.word("draw-entries", given),
        },
        kind: (!first).then(|| t.word("draw-kind", known.draw.kind)),
        took: view::took(app, t, known),
        steps: view::steps(t, known)?,
        verdict: verdict(t, known, &ranking)?,
        refused: known.refusals()?.iter().map(|one| one.reason.to_string()).collect(),
        withheld: known.withheld(t)?,
        lapsed: state == DrawState::Lapsed,
        ended: ended(t, known),
        open_until: (state == DrawState::Open).then(|| t.when(known.draw.closes_at)),
        may: view::may(t, known)?,
        live: live(known),
        guarantees: view::guarantees(known)?,
        terms: terms(t, known)?,
        awaited: view::awaited(t, known, beacon_days(app, known))?,
        weighted: known.draw.terms.mode == Mode::Weighted,
        objections: view::objections(t, known),
        documents: view::documents(t, known),
        ranking,
        has_bundle: bundle::exists_for(state),
        has_opening: !known.opening.is_empty(),
        log: view::log(t, known),
        others: view::others(t, known),
    })
}

/// The days a signature of the beacon is waited for, by the draw's own policy.
fn beacon_days(app: &App, known: &Known) -> u32 {
    app.policies.get(&known.draw.policy).map_or(0, |policy| policy.draw.beacon_days)
}

/// What sets this draw apart from the plain one, in a few words each.
fn terms(t: T, known: &Known) -> Result<Vec<String>> {
    let (terms, round) = (known.draw.terms, known.notice()?.beacon);
    let words = [
        (terms.mode == Mode::Weighted).then(|| t.t("selection-pair-weighted")),
        (terms.pool == PoolKind::Listed).then(|| t.t("selection-pair-listed")),
        (terms.nonces == Nonces::Commit).then(|| t.t("selection-pair-nonces")),
        (terms.dice == Dice::Public).then(|| t.t("selection-pair-dice")),
        round.map(|round| t.msg("selection-pair-beacon").with("round", round.number()).to_string()),
    ];
    Ok(words.into_iter().flatten().collect())
}

/// Why nobody was chosen, or why it was ended, where no later draw took this one's place.
fn ended(t: T, known: &Known) -> Option<(String, String)> {
    let last = known.others.iter().all(|other| other.opens_at < known.draw.opens_at);
    let reason = projects::words::end_reason(t, &known.project).filter(|_| last)?;
    Some((t.word("projects-ended", known.project.state), reason))
}

/// A draw that is over has nothing to wait for.
fn live(known: &Known) -> Option<Live> {
    let from = match known.draw.state {
        DrawState::Open => known.draw.closes_at.plus(-WATCHED_BEFORE),
        DrawState::Frozen | DrawState::Revealed => Instant(0),
        _ => return None,
    };
    Some(Live { mark: events::mark(known.draw.state, known.papers.keys(), &known.opening), from: from.ms() })
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
