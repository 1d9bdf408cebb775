//! The public list: who is barred now, since when, why, until when. Nothing of it is for search engines, and an entry that is over is nowhere.

use actix_web::http::header::{HeaderName, HeaderValue};
use actix_web::{HttpResponse, web};
use askama::Template;

use super::Listing;
use crate::app::App;
use crate::db::Topic;
use crate::error::{Error, Result};
use crate::market::blacklist::store::cases::{Case, PAGE};
use crate::market::blacklist::store::listed::{self, Page};
use crate::market::blacklist::views::paragraphs;
use crate::platform::kept;
use crate::platform::page::{Ctx, Pager};
use crate::platform::routes::Routes;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/blacklist", list);
    r.get("/blacklist/{number}", entry);
}

/// An entry as the public reads it: about an organisation, never about a person.
struct Entry {
    number: String,
    agency: String,
    uscc: String,
    grade: String,
    rule: String,
    facts: Vec<String>,
    authority: String,
    from: String,
    until: String,
}

impl Entry {
    fn of(ctx: &Ctx, case: &Case) -> Result<Entry> {
        let (Some(starts), Some(ends)) = (case.starts_at, case.ends_at) else {
            return Err(Error::bad_row("blacklist_cases.starts_at", "none for a bar in force"));
        };
        Ok(Entry {
            number: case.number.clone(),
            agency: case.agency_name.clone(),
            uscc: case.uscc.clone(),
            grade: ctx.t.word("grade", case.grade),
            rule: case.rule.clone(),
            facts: paragraphs(&case.facts),
            authority: case.authority.clone(),
            from: ctx.t.moment(starts),
            until: ctx.t.moment(ends),
        })
    }
}

#[derive(Template)]
#[template(path = "blacklist/list.html")]
struct ListPage<'a> {
    ctx: &'a Ctx,
    q: &'a str,
    total: i64,
    entries: Vec<Entry>,
    pager: Pager,
}

async fn list(app: web::Data<App>, ctx: Ctx, asked: web::Query<Listing>) -> Result<HttpResponse> {
    let page = kept::answer(&app, &ctx, &[Topic::Blacklist], async || {
        let (now, q, page) = (ctx.now, asked.q.trim().to_owned(), asked.page());
        let Page { cases, total } = app.db.read(move |conn| listed::public(conn, now, &q, page)).await?;
        let entries = cases.iter().map(|case| Entry::of(&ctx, case)).collect::<Result<_>>()?;
        let base = format!("/blacklist?q={}", url::form_urlencoded::byte_serialize(asked.q.trim().as_bytes()).collect::<String>());
        let pager = ctx.pager(page, (total + PAGE - 1) / PAGE, &base);
        rendered(&ListPage { ctx: &ctx, q: asked.q.trim(), total, entries, pager })
    });
    Ok(not_indexed(page.await?))
}

#[derive(Template)]
#[template(path = "blacklist/entry.html")]
struct EntryPage<'a> {
    ctx: &'a Ctx,
    entry: Entry,
}

async fn entry(app: web::Data<App>, ctx: Ctx, number: web::Path<String>) -> Result<HttpResponse> {
    let page = kept::answer(&app, &ctx, &[Topic::Blacklist], async || {
        let (now, number) = (ctx.now, number.clone());
        let case = app.db.read(move |conn| listed::entry(conn, now, &number)).await?;
        rendered(&EntryPage { ctx: &ctx, entry: Entry::of(&ctx, &case)? })
    });
    Ok(not_indexed(page.await?))
}

fn rendered(page: &impl Template) -> Result<String> {
    kept::html(&page)
}

/// Search engines keep what they have seen; what ends by itself here must end there too.
fn not_indexed(mut answer: HttpResponse) -> HttpResponse {
    answer.headers_mut().insert(HeaderName::from_static("x-robots-tag"), HeaderValue::from_static("noindex, nofollow, noarchive"));
    answer
}
