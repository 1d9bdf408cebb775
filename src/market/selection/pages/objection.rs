//! `/signups/{id}/objection`: an agency that was excluded at the freeze sees why, objects while nobody has revealed, and reads the ruling.

use actix_web::{HttpResponse, web};
use askama::Template;

use crate::app::App;
use crate::domain::text::Paragraphs;
use crate::error::Result;
use crate::market::selection::service::{self, Exclusion};
use crate::platform::auth::{Acting, Agency, Posted};
use crate::platform::forms::{Field, Form};
use crate::platform::page::{self, Ctx};

/// What an agency says.
pub const OBJECTION: &[Field] =
    &[Field::area("grounds", "selection-objection-grounds").max(2_000).hint("selection-objection-grounds-hint")];

/// The grounds as they were typed; `None` where they are none.
pub fn grounds(form: &mut Form) -> Option<String> {
    let grounds = form.get("grounds", Paragraphs::<2_000>::parse).map(String::from);
    form.accepted()?;
    grounds
}

/// An objection that was made, in words.
struct Said {
    grounds: String,
    at: String,
    place: String,
    ruling: String,
    /// The supervisor's reason; empty before the ruling.
    reason: String,
}

#[derive(Template)]
#[template(path = "selection/objection.html")]
struct ObjectionPage<'a> {
    ctx: &'a Ctx,
    /// The page of the sign-up.
    href: String,
    draw: String,
    label: String,
    /// Why it was excluded; empty once it is admitted.
    why: String,
    form: &'a Form,
    until: Option<String>,
    said: Option<Said>,
}

fn objection_page<'a>(ctx: &'a Ctx, found: &Exclusion, form: &'a Form) -> ObjectionPage<'a> {
    let signup = &found.signup;
    let place = |index: Option<i64>| index.map_or_else(|| ctx.t("projects-log-pending"), |index| ctx.n("projects-log-entry", index));
    ObjectionPage {
        ctx,
        href: format!("/signups/{}", signup.id),
        draw: signup.draw.clone(),
        label: signup.label.clone(),
        why: if signup.outcome == "out" { ctx.word("signup-out", &signup.outcome_reason) } else { String::new() },
        form,
        until: found.until.map(|until| ctx.t.moment(until)),
        said: found.objection.as_ref().map(|one| Said {
            grounds: one.grounds.clone(),
            at: ctx.t.moment(one.at),
            place: place(one.log_index),
            ruling: ctx.word("objection-state", one.state),
            reason: one.reason.clone(),
        }),
    }
}

async fn exclusion(app: &App, who: &Acting<Agency>, signup: String) -> Result<Exclusion> {
    let (shared, who) = (app.clone(), who.identity());
    app.db.read(move |conn| service::exclusion(conn, &shared, &who, &signup)).await
}

pub async fn ask(who: Acting<Agency>, app: web::Data<App>, ctx: Ctx, signup: web::Path<String>) -> Result<HttpResponse> {
    let found = exclusion(&app, &who, signup.into_inner()).await?;
    let form = Form::blank(ctx.t, OBJECTION);
    Ok(ctx.ok(&objection_page(&ctx, &found, &form)))
}

pub async fn take(who: Acting<Agency>, app: web::Data<App>, ctx: Ctx, signup: web::Path<String>, posted: Posted) -> Result<HttpResponse> {
    let mut form = Form::submitted(ctx.t, OBJECTION, posted.0);
    if let Some(grounds) = grounds(&mut form) {
        match service::object(&app, &who.identity(), (signup.clone(), grounds)).await {
            Ok(_) => return Ok(page::see_other(&format!("/signups/{signup}/objection"), Some("selection-flash-objected"))),
            Err(error) => form.stays(error)?,
        }
    }
    let found = exclusion(&app, &who, signup.into_inner()).await?;
    Ok(ctx.refused(&objection_page(&ctx, &found, &form)))
}
