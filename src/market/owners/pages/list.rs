//! Everything that waits for an operator's check, overdue first.

use actix_web::{HttpResponse, web};
use askama::Template;

use crate::app::App;
use crate::domain::province;
use crate::domain::time::Instant;
use crate::error::Result;
use crate::market::agencies::due::Due;
use crate::market::owners::tasks;
use crate::market::{agencies, catalogue};
use crate::platform::auth::{Acting, Operator};
use crate::platform::page::Ctx;
use crate::platform::routes::Routes;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/operations/filings", list);
}

/// One filing that waits.
struct Row {
    href: String,
    name: String,
    what: String,
    place: String,
    at: Instant,
    due: Due,
}

/// Rows of one urgency, under its heading.
struct Group {
    title: String,
    rows: Vec<Row>,
}

#[derive(Template)]
#[template(path = "owners/filings.html")]
struct FilingsPage<'a> {
    ctx: &'a Ctx,
    kinds: Vec<(&'static str, String, usize, bool)>,
    total: usize,
    groups: Vec<Group>,
}

/// Which filings are asked for: `agencies`, `owners`, or all.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
struct Asked {
    kind: String,
}

async fn list(app: web::Data<App>, ctx: Ctx, _who: Acting<Operator>, asked: web::Query<Asked>) -> Result<HttpResponse> {
    let (of_agencies, of_owners) = app.db.read(|conn| Ok((agencies::waiting(conn)?, tasks::waiting(conn)?))).await?;
    let (some, others) = (of_agencies.len(), of_owners.len());
    let mut rows: Vec<Row> = Vec::new();
    if asked.kind != "owners" {
        rows.extend(of_agencies.into_iter().map(|waiting| agency_row(&ctx, &app, waiting)));
    }
    if asked.kind != "agencies" {
        rows.extend(of_owners.into_iter().map(|waiting| owner_row(&ctx, &app, waiting)));
    }
    rows.sort_by_key(|row| row.at);
    let kind = |word: &'static str, key: &str, count: usize| {
        let href = if word.is_empty() {
            "/operations/filings"
        } else if word == "owners" {
            "/operations/filings?kind=owners"
        } else {
            "/operations/filings?kind=agencies"
        };
        (href, ctx.t(key), count, asked.kind == word)
    };
    let kinds = vec![
        kind("", "owners-filings-all", some + others),
        kind("agencies", "owners-filings-agencies", some),
        kind("owners", "owners-filings-owners", others),
    ];
    Ok(ctx.ok(&FilingsPage { ctx: &ctx, kinds, total: rows.len(), groups: groups(&ctx, rows) }))
}

fn agency_row(ctx: &Ctx, app: &App, waiting: agencies::Waiting) -> Row {
    Row {
        href: format!("/operations/filings/{}", waiting.id),
        name: waiting.name,
        what: ctx.t(if waiting.change { "agencies-task-check-change" } else { "agencies-task-check" }),
        place: province::name(&waiting.province).map(|name| catalogue::say(ctx.t, &name)).unwrap_or_default(),
        at: waiting.due_at,
        due: Due::of(ctx, app, waiting.due_at),
    }
}

fn owner_row(ctx: &Ctx, app: &App, waiting: tasks::Waiting) -> Row {
    Row {
        href: format!("/operations/owner-filings/{}", waiting.id),
        name: waiting.name,
        what: ctx.t(if waiting.change { "owners-task-check-change" } else { "owners-task-check" }),
        place: String::new(),
        at: waiting.due_at,
        due: Due::of(ctx, app, waiting.due_at),
    }
}

/// Overdue first, then what is due soon, then the rest; groups without rows are left out.
fn groups(ctx: &Ctx, rows: Vec<Row>) -> Vec<Group> {
    let (mut late, mut soon, mut later) = (Vec::new(), Vec::new(), Vec::new());
    for row in rows {
        match row.due.kind {
            "late" => late.push(row),
            "soon" => soon.push(row),
            _ => later.push(row),
        }
    }
    let group = |key: &str, rows: Vec<Row>| Group { title: ctx.n(key, rows.len()), rows };
    let all = [group("owners-filings-late", late), group("owners-filings-soon", soon), group("owners-filings-later", later)];
    all.into_iter().filter(|group| !group.rows.is_empty()).collect()
}
