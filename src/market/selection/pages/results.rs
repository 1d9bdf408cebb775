//! `/results`: every decided draw, the latest first.

use actix_web::{HttpResponse, web};
use askama::Template;

use crate::app::App;
use crate::db::Topic;
use crate::domain::catalogue::ServiceCode;
use crate::error::Result;
use crate::market::catalogue;
use crate::market::selection::store::results::{self, Decided, PAGE};
use crate::platform::kept;
use crate::platform::page::{Ctx, Leaf, Pager};

struct Row {
    href: String,
    number: String,
    title: String,
    item: String,
    owner: String,
    chosen: Vec<String>,
    day: String,
    took: String,
}

#[derive(Template)]
#[template(path = "selection/results.html")]
struct ResultsPage<'a> {
    ctx: &'a Ctx,
    rows: Vec<Row>,
    total: i64,
    pager: Pager,
}

pub async fn list(app: web::Data<App>, ctx: Ctx, asked: web::Query<Leaf>) -> Result<HttpResponse> {
    kept::answer(&app, &ctx, &[Topic::Projects, Topic::Agencies], async || {
        let page = asked.page();
        let (decided, total) = app.db.read(move |conn| results::page(conn, page)).await?;
        let pages = (total + PAGE - 1) / PAGE;
        let rows = decided.into_iter().map(|one| row(&app, &ctx, one)).collect();
        let page = ResultsPage { ctx: &ctx, rows, total, pager: ctx.pager(page, pages, "/results") };
        kept::html(&page)
    })
    .await
}

fn row(app: &App, ctx: &Ctx, one: Decided) -> Row {
    let time = app.calendars.now().working_days_between(one.published_at, one.decided_at);
    Row {
        href: format!("/draws/{}", one.draw),
        number: one.number,
        title: one.title,
        item: catalogue::item_name(ctx.t, &ServiceCode::from(one.item.as_str())),
        owner: one.owner,
        chosen: one.chosen,
        day: ctx.t.short(one.decided_at.day()),
        took: ctx.t.msg("selection-days").with("days", time.text()).to_string(),
    }
}
