//! `/bids/{draw}/documents`: the documents that were sealed beside quotes, for supervisors.

use actix_web::{HttpResponse, web};
use askama::Template;

use crate::app::App;
use crate::error::{Error, Result};
use crate::market::bids::store::files::SealedFile;
use crate::market::bids::{doors, findings};
use crate::market::documents;
use crate::platform::auth::{Acting, Supervisor};
use crate::platform::page::{Ctx, Markup};

/// One document.
struct Row {
    label: String,
    name: String,
    /// Where it can be saved from; empty where it is not open.
    href: String,
    size: String,
    state: Markup,
    /// What the second check found, in sentences.
    findings: Vec<String>,
}

#[derive(Template)]
#[template(path = "bids/documents.html")]
struct DocumentsPage<'a> {
    ctx: &'a Ctx,
    draw: &'a str,
    rows: Vec<Row>,
}

pub async fn list(app: web::Data<App>, ctx: Ctx, who: Acting<Supervisor>, draw: web::Path<String>) -> Result<HttpResponse> {
    let found = doors::unsealed(&app, &who, draw.clone()).await?;
    let rows = found.iter().flat_map(|(label, files)| files.iter().map(|file| row(&ctx, (&draw, label), file))).collect();
    Ok(ctx.ok(&DocumentsPage { ctx: &ctx, draw: &draw, rows }))
}

fn row(ctx: &Ctx, (draw, label): (&str, &str), file: &SealedFile) -> Row {
    let open = !file.sha256.is_empty();
    let (kind, icon) = if open { ("ok", "check") } else { ("bad", "cross") };
    let state = if file.state.is_empty() { ctx.t("bids-file-state-waiting") } else { ctx.word("bids-file-state", &file.state) };
    Row {
        label: label.to_owned(),
        name: if open { file.name.clone() } else { ctx.msg("bids-file-number").with_n("n", file.number as i64).to_string() },
        href: if open { format!("/bids/{draw}/documents/{label}/{}", file.number) } else { String::new() },
        size: if open { ctx.t.size(file.bytes) } else { String::new() },
        state: ctx.state(kind, icon, state),
        findings: file.finding.split_whitespace().map(|word| findings::second(ctx.t, word)).collect(),
    }
}

pub async fn one(app: web::Data<App>, who: Acting<Supervisor>, path: web::Path<(String, String, String)>) -> Result<HttpResponse> {
    let (draw, label, number) = path.into_inner();
    let number = number.parse().map_err(|_| Error::NotFound)?;
    documents::answer_unknown(&app, doors::document(&app, &who, (draw, label, number)).await?).await
}
