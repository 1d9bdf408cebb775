//! `/draws/{draw}/ceremony`: a supervisor enters what the public dice show.

use actix_web::{HttpResponse, web};
use askama::Template;

use crate::app::App;
use crate::domain::draw::{Digits, DrawId, Next};
use crate::error::{Error, Result};
use crate::market::selection::service;
use crate::market::selection::view::Known;
use crate::platform::auth::{Acting, Posted, Supervisor};
use crate::platform::forms::{Field, Form};
use crate::platform::i18n::T;
use crate::platform::page::{self, Ctx};

const THROW: &[Field] = &[
    Field::area("digits", "selection-throw-digits").max(1_200).hint("selection-throw-digits-hint"),
    Field::check("compared", "selection-throw-compared"),
];

#[derive(Template)]
#[template(path = "selection/ceremony.html")]
struct CeremonyPage<'a> {
    ctx: &'a Ctx,
    id: String,
    href: String,
    title: String,
    form: &'a Form,
    /// Whether the dice are awaited at this instant.
    awaited: bool,
    until: String,
}

async fn ceremony_page<'a>(app: &App, ctx: &'a Ctx, draw: String, form: &'a Form) -> Result<CeremonyPage<'a>> {
    let shared = app.clone();
    let (known, next) = app
        .db
        .read(move |conn| {
            let known = Known::load(conn, &draw)?;
            let next = service::progress(conn, &shared, &known.draw.id)?.1.next(shared.clock.now());
            Ok((known, next))
        })
        .await?;
    Ok(CeremonyPage {
        ctx,
        href: format!("/draws/{}", known.draw.id),
        id: known.draw.id.to_string(),
        title: known.project.title.clone(),
        form,
        awaited: matches!(next, Next::Throw(_)),
        until: ctx.t.when(known.draw.reveal_by),
    })
}

pub async fn ask(_who: Acting<Supervisor>, app: web::Data<App>, ctx: Ctx, draw: web::Path<String>) -> Result<HttpResponse> {
    let form = Form::blank(ctx.t, THROW);
    Ok(ctx.ok(&ceremony_page(&app, &ctx, draw.into_inner(), &form).await?))
}

pub async fn take(who: Acting<Supervisor>, app: web::Data<App>, ctx: Ctx, draw: web::Path<String>, posted: Posted) -> Result<HttpResponse> {
    let id = DrawId::parse(&draw).ok_or(Error::NotFound)?;
    let mut form = Form::submitted(ctx.t, THROW, posted.0);
    if let Some(digits) = read(&mut form, ctx.t) {
        match service::throw(&app, who.identity(), id.clone(), digits).await {
            Ok(()) => return Ok(page::see_other(&format!("/draws/{id}"), Some("selection-flash-thrown"))),
            Err(error) => form.stays(error)?,
        }
    }
    Ok(ctx.refused(&ceremony_page(&app, &ctx, draw.into_inner(), &form).await?))
}

/// Digits in groups are the same digits.
fn digits(text: &str) -> Option<Digits> {
    Digits::parse(&text.split_whitespace().collect::<String>())
}

fn read(form: &mut Form, t: T) -> Option<Digits> {
    let digits = form.parsed("digits", |text| digits(text).ok_or_else(|| t.t("selection-throw-digits-wrong")));
    form.ticked("compared");
    form.accepted()?;
    digits
}
