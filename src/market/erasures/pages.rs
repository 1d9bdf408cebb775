//! The page of erasures: for the two who are needed, and nobody else.

use actix_web::{HttpResponse, web};
use askama::Template;

use super::service;
use super::store::{self, Wish};
use crate::app::App;
use crate::domain::erasure::{Erasure, Ground};
use crate::domain::role::Role;
use crate::domain::text::Email;
use crate::error::{Error, Result};
use crate::platform::auth::{Acting, Administrator, Erasing, Posted, Supervisor};
use crate::platform::forms::{Choice, Field, Form};
use crate::platform::page::{Ctx, see_other};
use crate::platform::routes::Routes;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/erasures", list).post("/erasures", ask).post("/erasures/{id}/{decision}", decide);
}

const WISH: &[Field] = &[Field::email("email", "erasures-email").hint("erasures-email-hint"), Field::radio("ground", "erasures-ground")];

/// A wish as the page shows it.
struct Line {
    id: String,
    name: String,
    email: String,
    ground: String,
    state: String,
    asked: String,
    decided: String,
    open: bool,
}

impl Line {
    fn of(ctx: &Ctx, one: &Wish) -> Line {
        let gone = one.state == Erasure::Done;
        Line {
            id: one.id.clone(),
            name: if gone { ctx.t("erasures-somebody") } else { one.name.clone() },
            email: if gone { String::new() } else { one.email.clone() },
            ground: ctx.word("erasures-ground", one.ground),
            state: ctx.word("erasures-state", one.state),
            asked: ctx.t.moment(one.asked_at),
            decided: if one.decided_at.ms() > 0 { ctx.t.moment(one.decided_at) } else { String::new() },
            open: one.state == Erasure::Asked,
        }
    }
}

#[derive(Template)]
#[template(path = "erasures/list.html")]
struct ListPage<'a> {
    ctx: &'a Ctx,
    lines: Vec<Line>,
    decides: bool,
    form: Option<&'a Form>,
}

async fn page<'a>(app: &App, ctx: &'a Ctx, decides: bool, form: Option<&'a Form>) -> Result<ListPage<'a>> {
    let lines = app.db.read(store::latest).await?.iter().map(|one| Line::of(ctx, one)).collect();
    Ok(ListPage { ctx, lines, decides, form })
}

fn offer(ctx: &Ctx, form: &mut Form) {
    form.offer("ground", Ground::ALL.iter().map(|one| Choice::new(one, ctx.word("erasures-ground", one))).collect());
}

async fn list(app: web::Data<App>, ctx: Ctx, who: Acting<Erasing>) -> Result<HttpResponse> {
    let decides = who.role == Role::Supervisor;
    let mut form = Form::blank(ctx.t, WISH);
    offer(&ctx, &mut form);
    Ok(ctx.ok(&page(&app, &ctx, decides, (!decides).then_some(&form)).await?))
}

async fn ask(app: web::Data<App>, ctx: Ctx, who: Acting<Administrator>, posted: Posted) -> Result<HttpResponse> {
    let mut form = Form::submitted(ctx.t, WISH, posted.0);
    offer(&ctx, &mut form);
    if let Some((email, ground)) = wish(&mut form) {
        match service::ask(&app, &who, email, ground).await {
            Ok(()) => return Ok(see_other("/erasures", Some("erasures-flash-asked"))),
            Err(e) => form.refused_by(e)?,
        }
    }
    Ok(ctx.refused(&page(&app, &ctx, false, Some(&form)).await?))
}

fn wish(form: &mut Form) -> Option<(Email, Ground)> {
    let (email, ground) = (form.email("email"), form.choice("ground", Ground::parse));
    form.accepted()?;
    Some((email?, ground?))
}

async fn decide(app: web::Data<App>, who: Acting<Supervisor>, path: web::Path<(String, String)>, _posted: Posted) -> Result<HttpResponse> {
    let (id, decision) = path.into_inner();
    let state = Erasure::parse(&decision).filter(|state| *state != Erasure::Asked).ok_or(Error::NotFound)?;
    service::decide(&app, &who, id, state).await?;
    Ok(see_other("/erasures", Some("erasures-flash-decided")))
}
