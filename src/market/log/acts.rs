//! What one did oneself: a list with the receipt of every act, whatever it was.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::receipt;
use crate::app::App;
use crate::db::DbConn;
use crate::domain::role::Role;
use crate::error::{Error, Result};
use crate::market::experts;
use crate::platform::acts::{self, Done};
use crate::platform::audit::Actor;
use crate::platform::auth::{Acting, Identity, SignedIn};
use crate::platform::log::receipt::ReceiptFile;
use crate::platform::page::{Ctx, Leaf, Pager};
use crate::platform::routes::Routes;

const PAGE: i64 = 50;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/account/acts", list).get("/account/acts/{id}/receipt", own_receipt);
}

/// An act as the page shows it.
struct Row {
    what: String,
    when: String,
    /// Where it lies in the log, and the page of the entry.
    place: Option<(String, String)>,
    receipt: String,
}

impl Row {
    fn of(ctx: &Ctx, done: &Done) -> Row {
        // What is sealed has one kind in the log for everybody else; its author knows what it was.
        let what = if done.kind == "entry.received" { done.thing.clone() } else { done.kind.replace('.', "-") };
        Row {
            what: ctx.word("log-kind", what),
            when: ctx.t.moment(done.at),
            place: done.index.map(|index| (format!("/log/{index}"), ctx.t.number(index))),
            receipt: format!("/account/acts/{}/receipt", done.id),
        }
    }
}

#[derive(Template)]
#[template(path = "log/acts.html")]
struct ActsPage<'a> {
    ctx: &'a Ctx,
    rows: Vec<Row>,
    total: i64,
    pager: Pager,
}

async fn list(app: web::Data<App>, ctx: Ctx, who: Acting<SignedIn>, asked: web::Query<Leaf>) -> Result<HttpResponse> {
    let page = asked.page();
    let (shared, who) = (app.clone(), who.identity());
    let read = move |conn: &mut DbConn| {
        let names = names(conn, &shared, &who)?;
        acts::done_by(conn, &names, (page, PAGE))
    };
    let (done, total) = app.db.read(read).await?;
    Ok(ctx.ok(&ActsPage {
        rows: done.iter().map(|one| Row::of(&ctx, one)).collect(),
        total,
        pager: ctx.pager(page, (total + PAGE - 1) / PAGE, "/account/acts"),
        ctx: &ctx,
    }))
}

/// Under which names the log's rows know this person: its own, and those of its seats on panels, which nobody else can tell.
fn names(conn: &mut DbConn, app: &App, who: &Identity) -> Result<Vec<Actor>> {
    let mut names = if who.role == Role::Expert { experts::authors(conn, &app.keys, &who.account)? } else { Vec::new() };
    names.push(who.actor.clone());
    Ok(names)
}

/// Document, salt, entry and proof in one file, which `mingxuan verify` checks: for whoever did it, and for nobody else.
async fn own_receipt(app: web::Data<App>, who: Acting<SignedIn>, id: web::Path<String>) -> Result<HttpResponse> {
    let id: i64 = id.parse().map_err(|_| Error::NotFound)?;
    let (shared, who) = (app.clone(), who.identity());
    let file = app
        .db
        .read(move |conn| {
            let names = names(conn, &shared, &who)?;
            let opening = acts::own_opening(conn, &names, id)?;
            ReceiptFile::now(conn, &opening)
        })
        .await?;
    Ok(receipt::answer((&format!("receipt-{id}"), "no-store"), &file))
}
