//! `/verify` and `/draws/{draw}/verify`: a draw redone in the visitor's browser, by a program or by hand; and a check of an uploaded bundle by
//! this server's own verifier for those who have none of these.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::script_words::{Word, words};
use crate::app::App;
use crate::error::{Error, Result};
use crate::market::selection::bundle;
use crate::market::selection::view::Known;
use crate::platform::auth::Posted;
use crate::platform::forms::{Field, Form};
use crate::platform::page::Ctx;
use crate::verify::{self, PASSED, WRONG};

const BUNDLE: &[Field] = &[Field::file("bundle", "verify-bundle").hint("verify-bundle-hint")];

/// The scripts in the order in which they need each other. They are plain scripts and not modules because a browser does not load modules
/// from a page that was saved to a disk.
const SCRIPTS: [&str; 18] = [
    "verify/hash.js",
    "verify/words.js",
    "verify/text.js",
    "verify/documents.js",
    "verify/papers.js",
    "verify/bls-fields.js",
    "verify/bls-curve.js",
    "verify/bls-hash.js",
    "verify/bls.js",
    "verify/rules.js",
    "verify/ranking.js",
    "verify/ed25519.js",
    "verify/note.js",
    "verify/proofs.js",
    "verify/check.js",
    "verify/inflate.js",
    "verify/archive.js",
    "verify/page.js",
];

/// What the verifier said.
struct Checked {
    kind: &'static str,
    icon: &'static str,
    title: String,
    lines: String,
}

/// The draw whose page this is.
struct Subject {
    id: String,
    title: String,
    /// What a download of its bundle is called.
    archive: String,
    has_bundle: bool,
}

#[derive(Template)]
#[template(path = "selection/verify.html")]
struct VerifyPage<'a> {
    ctx: &'a Ctx,
    form: &'a Form,
    subject: Option<Subject>,
    checked: Option<Checked>,
    scripts: [&'static str; 18],
    words: Vec<Word>,
}

impl<'a> VerifyPage<'a> {
    fn new(ctx: &'a Ctx, form: &'a Form) -> VerifyPage<'a> {
        VerifyPage { ctx, form, subject: None, checked: None, scripts: SCRIPTS, words: words(ctx.t) }
    }
}

pub async fn ask(ctx: Ctx) -> HttpResponse {
    let form = Form::blank(ctx.t, BUNDLE);
    ctx.ok(&VerifyPage::new(&ctx, &form))
}

/// The same for one draw, whose bundle is at hand.
pub async fn of_draw(app: web::Data<App>, ctx: Ctx, draw: web::Path<String>) -> Result<HttpResponse> {
    let known = app.db.read(move |conn| Known::load(conn, &draw)).await?;
    let form = Form::blank(ctx.t, BUNDLE);
    let has_bundle = bundle::exists_for(known.draw.state);
    let id = known.draw.id.to_string();
    let subject = Subject { archive: bundle::file_name(&id), id, title: known.project.title, has_bundle };
    Ok(ctx.ok(&VerifyPage { subject: Some(subject), ..VerifyPage::new(&ctx, &form) }))
}

/// Checks an uploaded bundle and forgets it.
pub async fn check(ctx: Ctx, posted: Posted) -> Result<HttpResponse> {
    let mut form = Form::submitted(ctx.t, BUNDLE, posted.0);
    let mut uploads = form.uploads("bundle");
    if form.accepted().is_none() || uploads.is_empty() {
        return Ok(ctx.refused(&VerifyPage::new(&ctx, &form)));
    }
    let upload = uploads.swap_remove(0);
    let (code, lines) = web::block(move || {
        let mut said = Vec::new();
        let code = verify::verify_path(upload.file.path(), &mut said);
        (code, String::from_utf8_lossy(&said).into_owned())
    })
    .await
    .map_err(|e| Error::caused("checking a bundle", e))?;
    let (kind, icon, key) = match code {
        PASSED => ("ok", "check", "verify-passed"),
        WRONG => ("bad", "cross", "verify-wrong"),
        _ => ("warn", "info", "verify-incomplete"),
    };
    let checked = Checked { kind, icon, title: ctx.t(key), lines };
    let fresh = Form::blank(ctx.t, BUNDLE);
    Ok(ctx.ok(&VerifyPage { checked: Some(checked), ..VerifyPage::new(&ctx, &fresh) }))
}
