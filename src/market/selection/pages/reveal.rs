//! `/draws/{draw}/reveal`: an applicant's secret, from its receipt file or typed. Whoever holds it may bring it, from any machine and without signing
//! in: the secret proves itself.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;
use serde::Deserialize;

use crate::app::App;
use crate::domain::draw::{Document, DrawId, DrawState, Label, Nonces, Secret, Signup};
use crate::error::{Error, Result};
use crate::market::selection::service::{self, AppliedSecret};
use crate::market::selection::view::Known;
use crate::platform::auth::Posted;
use crate::platform::forms::{Field, Form, Upload};
use crate::platform::i18n::T;
use crate::platform::page::{self, Ctx};

/// The largest receipt anybody writes, in bytes.
const LARGEST: u64 = 1 << 20;

const SECRET: &[Field] = &[
    Field::file("receipt", "selection-reveal-file").hint("selection-reveal-file-hint").optional(),
    Field::code("label", "selection-reveal-label").max(64).optional(),
    Field::code("nonce", "selection-reveal-nonce").max(64).hint("selection-reveal-nonce-hint").optional(),
];

/// What of a receipt file is needed here.
#[derive(Deserialize)]
struct Receipt {
    document: String,
    /// Put there by the browser that made it.
    #[serde(default)]
    nonce: String,
}

#[derive(Template)]
#[template(path = "selection/reveal.html")]
struct RevealPage<'a> {
    ctx: &'a Ctx,
    id: String,
    href: String,
    title: String,
    form: &'a Form,
    /// Whether this draw takes secrets of applicants at all.
    takes: bool,
    /// In one sentence: whether they can be brought now, and until when.
    now: String,
}

fn reveal_page<'a>(ctx: &'a Ctx, known: &Known, form: &'a Form) -> RevealPage<'a> {
    let draw = &known.draw;
    let sentence = match draw.state {
        DrawState::Open => ctx.msg("selection-reveal-now-open").with("closes", ctx.t.when(draw.closes_at)),
        DrawState::Frozen => ctx.msg("selection-reveal-now-frozen").with("until", ctx.t.when(known.midpoint())),
        _ => ctx.msg("selection-reveal-now-over"),
    };
    RevealPage {
        ctx,
        href: format!("/draws/{}", draw.id),
        id: draw.id.to_string(),
        title: known.project.title.clone(),
        form,
        takes: draw.terms.nonces == Nonces::Commit,
        now: sentence.to_string(),
    }
}

pub async fn ask(app: web::Data<App>, ctx: Ctx, draw: web::Path<String>) -> Result<HttpResponse> {
    let known = app.db.read(move |conn| Known::load(conn, &draw)).await?;
    let form = Form::blank(ctx.t, SECRET);
    Ok(ctx.ok(&reveal_page(&ctx, &known, &form)))
}

pub async fn take(app: web::Data<App>, ctx: Ctx, draw: web::Path<String>, posted: Posted, request: HttpRequest) -> Result<HttpResponse> {
    app.limits.reveal(&request, &app.config.server)?;
    let id = DrawId::parse(&draw).ok_or(Error::NotFound)?;
    let known = app.db.read(move |conn| Known::load(conn, &draw)).await?;
    let mut form = Form::submitted(ctx.t, SECRET, posted.0);
    if let Some(brought) = read(&mut form, ctx.t, &id).await? {
        match service::take_applicant(&app, brought).await {
            Ok(()) => return Ok(page::see_other(&format!("/draws/{id}"), Some("selection-flash-revealed"))),
            Err(error) => form.stays(error)?,
        }
    }
    Ok(ctx.refused(&reveal_page(&ctx, &known, &form)))
}

/// What was typed, in the small letters in which this market writes labels and digits.
fn typed(form: &mut Form, field: &str) -> String {
    form.text(field).to_ascii_lowercase()
}

/// What was brought: the receipt's own, or what was typed beside a receipt that holds no secret.
async fn read(form: &mut Form, t: T, draw: &DrawId) -> Result<Option<AppliedSecret>> {
    let upload = form.uploads("receipt").into_iter().next();
    let (mut label, mut nonce) = (typed(form, "label"), typed(form, "nonce"));
    if let Some(upload) = upload {
        match receipt(upload).await? {
            Some((signup, kept)) if signup.draw == *draw => {
                label = signup.label.to_string();
                if nonce.is_empty() {
                    nonce = kept;
                }
            }
            Some(_) => form.refuse("receipt", t.t("selection-reveal-other-draw")),
            None => form.refuse("receipt", t.t("selection-reveal-no-receipt")),
        }
    }
    let (label, secret) = (Label::parse(&label), Secret::parse(&nonce));
    if label.is_none() && !form.has_errors() {
        form.refuse("label", t.t("selection-reveal-label-wrong"));
    }
    if secret.is_none() && !form.has_errors() {
        form.refuse("nonce", t.t(if nonce.is_empty() { "selection-reveal-nonce-missing" } else { "selection-reveal-nonce-wrong" }));
    }
    let whole = form.accepted().and(label.zip(secret));
    Ok(whole.map(|(label, secret)| AppliedSecret { draw: draw.clone(), label, secret }))
}

async fn receipt(upload: Upload) -> Result<Option<(Signup, String)>> {
    if upload.size > LARGEST {
        return Ok(None);
    }
    let text = web::block(move || std::fs::read(upload.file.path()))
        .await
        .map_err(|e| Error::caused("reading a receipt", e))?
        .map_err(|e| Error::caused("reading a receipt", e))?;
    let receipt = serde_json::from_slice::<Receipt>(&text).ok();
    Ok(receipt.and_then(|receipt| Some((Signup::parse(receipt.document).ok()?, receipt.nonce))))
}
