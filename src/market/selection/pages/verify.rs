//! `/verify`: how to check a draw, and a check of an uploaded bundle by this server's own verifier.

use actix_web::{HttpResponse, web};
use askama::Template;

use crate::error::{Error, Result};
use crate::platform::auth::Posted;
use crate::platform::forms::{Field, Form};
use crate::platform::page::Ctx;
use crate::verify::{self, PASSED, WRONG};

const BUNDLE: &[Field] = &[Field::file("bundle", "verify-bundle").hint("verify-bundle-hint")];

/// What the verifier said.
struct Checked {
    kind: &'static str,
    icon: &'static str,
    title: String,
    lines: String,
}

#[derive(Template)]
#[template(path = "selection/verify.html")]
struct VerifyPage<'a> {
    ctx: &'a Ctx,
    form: &'a Form,
    checked: Option<Checked>,
}

pub async fn ask(ctx: Ctx) -> HttpResponse {
    let form = Form::blank(ctx.t, BUNDLE);
    ctx.ok(&VerifyPage { ctx: &ctx, form: &form, checked: None })
}

/// Checks an uploaded bundle and forgets it.
pub async fn check(ctx: Ctx, posted: Posted) -> Result<HttpResponse> {
    let mut form = Form::submitted(ctx.t, BUNDLE, posted.0);
    let mut uploads = form.uploads("bundle");
    if form.accepted().is_none() || uploads.is_empty() {
        return Ok(ctx.refused(&VerifyPage { ctx: &ctx, form: &form, checked: None }));
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
    Ok(ctx.ok(&VerifyPage { ctx: &ctx, form: &fresh, checked: Some(checked) }))
}
