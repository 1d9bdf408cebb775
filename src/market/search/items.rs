//! The list of service items, and one item: authority, qualification, legal basis, how many agencies offer it.

use std::collections::BTreeMap;

use actix_web::{HttpResponse, web};
use askama::Template;

use crate::app::App;
use crate::db::Topic;
use crate::domain::catalogue::{ServiceCode, ServiceItem};
use crate::error::{Error, Result};
use crate::market::{agencies, catalogue};
use crate::platform::kept;
use crate::platform::page::Ctx;
use crate::platform::routes::Routes;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/catalogue", list).get("/catalogue/{code}", one);
}

struct Row {
    href: String,
    name: String,
    category: String,
    authority: String,
    needs: String,
    count: i64,
    agencies: String,
}

/// What an agency needs to offer the item, in words.
fn needs(ctx: &Ctx, item: &ServiceItem) -> String {
    match &item.qualification {
        Some(kind) if !item.promise_only() => catalogue::say(ctx.t, &kind.name),
        _ => ctx.word("catalogue-entry", item.entry),
    }
}

#[derive(Template)]
#[template(path = "catalogue/list.html")]
struct ListPage<'a> {
    ctx: &'a Ctx,
    version: &'a str,
    rows: Vec<Row>,
}

async fn list(app: web::Data<App>, ctx: Ctx) -> Result<HttpResponse> {
    kept::answer(&app, &ctx, &[Topic::Agencies], async || {
        let counts: BTreeMap<ServiceCode, i64> = app.db.read(agencies::offered).await?;
        let row = |item: &ServiceItem| Row {
            href: format!("/catalogue/{}", item.code),
            name: catalogue::say(ctx.t, &item.name),
            category: ctx.word("category", item.category),
            authority: catalogue::say(ctx.t, &item.authority),
            needs: needs(&ctx, item),
            count: counts.get(&item.code).copied().unwrap_or(0),
            agencies: format!("/agencies?item={}", item.code),
        };
        let all = catalogue::catalogue();
        let page = ListPage { ctx: &ctx, version: all.version(), rows: all.items().iter().map(row).collect() };
        kept::html(&page)
    })
    .await
}

#[derive(Template)]
#[template(path = "catalogue/item.html")]
struct ItemPage<'a> {
    ctx: &'a Ctx,
    name: String,
    category: String,
    authority: String,
    basis: String,
    fee: String,
    days: u32,
    entry: String,
    entry_more: String,
    qualification: Option<String>,
    majors: Vec<String>,
    grades: Vec<String>,
    count: i64,
    agencies: String,
}

async fn one(app: web::Data<App>, ctx: Ctx, code: web::Path<String>) -> Result<HttpResponse> {
    let item = catalogue::item(&code).ok_or(Error::NotFound)?;
    kept::answer(&app, &ctx, &[Topic::Agencies], async || {
        let counts: BTreeMap<ServiceCode, i64> = app.db.read(agencies::offered).await?;
        let say = |words| catalogue::say(ctx.t, words);
        let kind = item.qualification.as_ref();
        let page = ItemPage {
            ctx: &ctx,
            name: say(&item.name),
            category: ctx.word("category", item.category),
            authority: say(&item.authority),
            basis: say(&item.legal_basis),
            fee: ctx.word("fee-basis", item.fee_basis),
            days: item.standard_wd,
            entry: ctx.word("catalogue-entry", item.entry),
            entry_more: ctx.word("catalogue-entry-more", item.entry),
            qualification: kind.map(|kind| say(&kind.name)),
            majors: kind.map(|kind| kind.majors.iter().map(|major| say(&major.name)).collect()).unwrap_or_default(),
            grades: kind.map(|kind| kind.grades.iter().map(|grade| say(&grade.name)).collect()).unwrap_or_default(),
            count: counts.get(&item.code).copied().unwrap_or(0),
            agencies: format!("/agencies?item={}", item.code),
        };
        kept::html(&page)
    })
    .await
}
