//! The pages: the log, and one entry.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::growth;
use super::receipt;
use super::store::{self, Line, PAGE, Whole};
use crate::app::App;
use crate::domain::audit_entry::Body;
use crate::domain::event::Kind;
use crate::domain::log::cosigned;
use crate::error::{Error, Result};
use crate::market::witnesses;
use crate::platform::log::reading;
use crate::platform::log::receipt::ReceiptFile;
use crate::platform::page::{Ctx, Markup, PageNumber, Pager};
use crate::platform::routes::Routes;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/log", list).get("/log/{index}", one).get("/log/{index}/receipt", open_receipt);
}

/// An entry in words.
struct Row {
    href: String,
    number: String,
    what: String,
    when: String,
    subject: String,
    sealed: bool,
}

impl Row {
    fn of(ctx: &Ctx, line: &Line) -> Row {
        let entry = &line.entry;
        Row {
            href: format!("/log/{}", line.index),
            number: ctx.t.number(line.index),
            what: ctx.word("log-kind", entry.kind.as_str().replace('.', "-")),
            when: entry.at.second_text(),
            subject: if entry.kind.as_str() == Kind::EntryReceived.as_str() { String::new() } else { entry.subject.to_string() },
            sealed: matches!(entry.body, Body::Salted(_)),
        }
    }
}

#[derive(Template)]
#[template(path = "log/list.html")]
struct ListPage<'a> {
    ctx: &'a Ctx,
    project: &'a str,
    head: Option<(String, String, Markup)>,
    key: String,
    /// Names of the witnesses that vouch for the head, and when each saw it.
    vouched: Vec<(String, String)>,
    base: String,
    growth: Option<Markup>,
    rows: Vec<Row>,
    total: i64,
    pager: Pager,
}

/// What was asked, from the query of the address.
#[derive(Debug, Default, serde::Deserialize)]
#[serde(default)]
struct Asked {
    project: String,
    page: PageNumber,
}

async fn list(app: web::Data<App>, ctx: Ctx, asked: web::Query<Asked>) -> Result<HttpResponse> {
    let page = asked.page.get();
    let project: String = asked.project.trim().chars().take(64).collect();
    let sought = project.clone();
    let shared = app.clone();
    let (shown, keys, witnesses) =
        app.db.read(move |conn| Ok((store::shown(conn, &sought, page)?, reading::keys(conn)?, witnesses::keys(conn, &shared)?))).await?;
    let witnesses: Vec<_> = witnesses.into_iter().chain(app.config.witness.cosigners.iter().map(|one| one.key.clone())).collect();
    let vouched = shown.head.as_ref().map(|head| cosigned(&head.note, &witnesses)).transpose();
    let vouched = vouched.map_err(|e| Error::caused("reading the lines of witnesses", e))?.unwrap_or_default();
    let head = match &shown.head {
        Some(head) => Some((head.note.clone(), ctx.t.moment(head.at), crate::platform::page::qr(&head.note, &ctx.t("log-head"))?)),
        None => None,
    };
    let base = if project.is_empty() {
        "/log".to_owned()
    } else {
        format!("/log?{}", url::form_urlencoded::Serializer::new(String::new()).append_pair("project", &project).finish())
    };
    Ok(ctx.ok(&ListPage {
        project: &project,
        base: app.base_url(),
        head,
        vouched: vouched.into_iter().map(|one| (one.name, ctx.t.moment(one.at))).collect(),
        key: keys.last().map(|key| key.as_str().to_owned()).unwrap_or_default(),
        growth: growth::drawing(&ctx, &shown.growth),
        rows: shown.lines.iter().map(|line| Row::of(&ctx, line)).collect(),
        total: shown.total,
        pager: ctx.pager(page, (shown.total + PAGE - 1) / PAGE, &base),
        ctx: &ctx,
    }))
}

#[derive(Template)]
#[template(path = "log/entry.html")]
struct EntryPage<'a> {
    ctx: &'a Ctx,
    row: Row,
    whole: &'a Whole,
    /// That its document was erased, when and why.
    gone: Option<String>,
}

fn index(text: &str) -> Result<u64> {
    text.parse().map_err(|_| Error::NotFound)
}

async fn one(app: web::Data<App>, ctx: Ctx, place: web::Path<String>) -> Result<HttpResponse> {
    let place = index(&place)?;
    let whole = app.db.read(move |conn| store::whole(conn, place)).await?;
    let gone = whole.gone.as_ref().map(|gone| {
        let why = ctx.word("erasures-ground", gone.ground);
        ctx.msg("log-is-gone").with("at", ctx.t.moment(gone.at)).with("why", why).to_string()
    });
    Ok(ctx.ok(&EntryPage { ctx: &ctx, row: Row::of(&ctx, &whole.line), whole: &whole, gone }))
}

/// The receipt of a public entry, for everybody.
async fn open_receipt(app: web::Data<App>, place: web::Path<String>) -> Result<HttpResponse> {
    let place = index(&place)?;
    let file = app
        .db
        .read(move |conn| {
            let opening = store::open(conn, place)?;
            ReceiptFile::now(conn, &opening)
        })
        .await?;
    Ok(receipt::answer((&format!("log-{place}"), "no-cache"), &file))
}
