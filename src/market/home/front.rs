//! The home page for the public.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::due;
use super::store::{self, ResultLine};
use crate::app::App;
use crate::db::Topic;
use crate::domain::calendar::{Calendar, WorkingTime};
use crate::domain::money::Fen;
use crate::domain::project::PriceKind;
use crate::domain::province;
use crate::domain::role::Role;
use crate::error::Result;
use crate::market::catalogue;
use crate::market::projects::{self, Listed};
use crate::market::stats::{self, Figures};
use crate::platform::i18n::{Lang, T};
use crate::platform::kept;
use crate::platform::page::{Columns, Ctx, Markup};

/// Projects and results on the page at most.
const LINES: i64 = 5;
/// Months in the chart at most.
const MONTHS: usize = 12;
/// Service items offered as first searches, by their codes; one the catalogue does not have is left out.
const TRIES: [&str; 4] = ["cost-consulting", "surveying-and-mapping", "audit", "asset-valuation"];

/// An open project in finished words.
struct OpenRow {
    href: String,
    title: String,
    owner: String,
    item: String,
    price: String,
    closes: String,
    cells: Markup,
    left: String,
}

/// A result in finished words.
struct ResultRow {
    href: String,
    title: String,
    agency: Option<String>,
    day: String,
    took: String,
    check: Option<String>,
}

/// A figure: what it counts, the number, its unit.
struct Fig {
    what: String,
    number: String,
    unit: String,
}

/// A piece of the promise, and whether it is what people should take away.
#[derive(Debug, PartialEq, Eq)]
struct Piece {
    text: String,
    strong: bool,
}

/// Who may post goes to the form, and so does who is not known yet; everybody else has no such door and goes to the own work list.
fn post_href(ctx: &Ctx) -> &'static str {
    match ctx.who.as_ref().map(|viewer| viewer.role) {
        None | Some(Role::Owner) => "/owner/projects/new",
        Some(_) => "/desk",
    }
}

#[derive(Template)]
#[template(path = "home/front.html")]
struct FrontPage<'a> {
    ctx: &'a Ctx,
    promise: Vec<Vec<Piece>>,
    limit: u32,
    review_days: u32,
    /// Where posting a project begins for this reader.
    post_href: &'static str,
    tries: Vec<(String, String)>,
    open: Vec<OpenRow>,
    open_count: i64,
    results: Vec<ResultRow>,
    result_count: usize,
    as_of: String,
    figs: Vec<Fig>,
    chart: Option<Columns>,
}

/// `GET /`.
pub async fn show(app: web::Data<App>, ctx: Ctx) -> Result<HttpResponse> {
    kept::answer(&app, &ctx, &[Topic::Projects, Topic::Agencies], async || {
        let figures = stats::figures(&app).await?;
        let now = ctx.now;
        let (open, results) =
            app.db.read(move |conn| Ok((projects::open_by_deadline(conn, LINES)?, store::latest_results(conn, LINES)?))).await?;
        let (calendar, policy) = (app.calendars.now(), app.policies.in_force(now));
        let limit = policy.selection.total_max_wd;
        let page = FrontPage {
            ctx: &ctx,
            promise: pieces(&ctx.n("home-promise", limit)),
            limit,
            review_days: policy.project.review_wd,
            post_href: post_href(&ctx),
            tries: tries(ctx.t),
            open: open.iter().filter(|project| project.closes_at > now).map(|project| open_row(&ctx, &calendar, project, limit)).collect(),
            open_count: figures.open,
            results: results.iter().map(|line| result_row(ctx.t, &calendar, line)).collect(),
            result_count: figures.results,
            as_of: ctx.t.moment(now),
            figs: figs(ctx.t, &figures, limit),
            chart: chart(&ctx, &figures, limit),
        };
        kept::html(&page)
    })
    .await
}

/// A sentence whose translator marked where it may break (`|`) and what is strong in it (`[…]`).
fn pieces(sentence: &str) -> Vec<Vec<Piece>> {
    let part = |part: &str| {
        let pieces = part.split(['[', ']']).enumerate().map(|(place, text)| Piece { text: text.to_owned(), strong: place % 2 == 1 });
        pieces.filter(|piece| !piece.text.is_empty()).collect()
    };
    sentence.split('|').map(part).collect()
}

fn tries(t: T) -> Vec<(String, String)> {
    let items = TRIES.iter().filter_map(|code| catalogue::item(code));
    items.map(|item| (format!("/agencies?item={}", item.code), item_name(t, item.code.as_str()))).collect()
}

fn item_name(t: T, code: &str) -> String {
    catalogue::item(code)
        .map_or_else(|| code.to_owned(), |item| if t.lang == Lang::Zh { item.name.zh.clone() } else { item.name.en.clone() })
}

fn open_row(ctx: &Ctx, calendar: &Calendar, project: &Listed, limit: u32) -> OpenRow {
    let (t, now) = (ctx.t, ctx.now);
    let price = match project.price_kind {
        PriceKind::Cap => "home-price-cap",
        PriceKind::Fixed => "home-price-fixed",
    };
    OpenRow {
        href: format!("/projects/{}", project.number),
        title: project.title.clone(),
        owner: project.owner_name.clone(),
        item: item_name(t, &project.item),
        price: t.msg(price).with("sum", t.money(Fen(project.price_fen))).to_string(),
        closes: t.msg("home-closes").with("when", due::when(t, project.closes_at, now)).to_string(),
        cells: ctx.cells(due::used(calendar, project.published_at, now), limit),
        left: due::left(t, calendar, now, project.closes_at),
    }
}

fn result_row(t: T, calendar: &Calendar, line: &ResultLine) -> ResultRow {
    ResultRow {
        href: format!("/projects/{}", line.number),
        title: line.title.clone(),
        agency: line.chosen.as_ref().map(|(agency, _)| agency.clone()),
        day: t.short(line.decided.day()),
        took: took(t, calendar.working_days_between(line.published, line.decided)),
        check: line.chosen.as_ref().map(|(_, draw)| format!("/draws/{draw}")),
    }
}

fn took(t: T, time: WorkingTime) -> String {
    t.msg("home-took").with("days", time.text()).to_string()
}

fn figs(t: T, figures: &Figures, limit: u32) -> Vec<Fig> {
    let fig = |key: &str, number: String, unit: String| Fig { what: t.t(key), number, unit };
    let provinces = t.n("home-fig-provinces-of", province::codes().count());
    let mut all = vec![
        fig("home-fig-agencies", t.number(figures.agencies), t.t("home-fig-agencies-unit")),
        fig("home-fig-provinces", t.number(figures.provinces), provinces),
        fig("home-fig-finished", t.number(figures.finished), t.t("home-fig-projects-unit")),
        fig("home-fig-items", t.number(figures.items), t.t("home-fig-items-unit")),
        fig("home-fig-results", t.number(figures.results), t.t("home-fig-results-unit")),
    ];
    if let Some(mean) = figures.mean {
        let what = t.n("home-fig-mean", limit);
        all.push(Fig { what, number: mean.text(), unit: t.t("home-fig-mean-unit") });
    }
    all
}

fn chart(ctx: &Ctx, figures: &Figures, limit: u32) -> Option<Columns> {
    let t = ctx.t;
    let shown = &figures.months[figures.months.len().saturating_sub(MONTHS)..];
    let (first, last) = (shown.first()?, shown.last()?);
    let name = |year: i32, month: u32| format!("{year}-{month:02}");
    let span = |key: &str| t.msg(key).with("first", name(first.year, first.month)).with("last", name(last.year, last.month));
    let summary = span("home-chart-summary").with("from", first.mean.text()).with("to", last.mean.text()).with_n("limit", limit);
    let chart = ctx.columns(span("home-chart"), summary).axes(t.t("home-chart-month"), t.t("home-chart-days"));
    let chart = shown.iter().fold(chart, |chart, m| chart.column(name(m.year, m.month), m.month, m.mean.tenths()));
    Some(chart.limit(i64::from(limit) * 10, t.n("home-chart-limit", limit)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_marked_sentence_loses_its_marks_and_nothing_else() {
        let parts = pieces("甲来，|[三日内]选定，[人人可验]。");
        let texts: Vec<Vec<(&str, bool)>> =
            parts.iter().map(|part| part.iter().map(|piece| (piece.text.as_str(), piece.strong)).collect()).collect();
        assert_eq!(texts, [vec![("甲来，", false)], vec![("三日内", true), ("选定，", false), ("人人可验", true), ("。", false)]]);
    }
}
