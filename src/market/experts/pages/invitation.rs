//! `/expert`: what an expert was asked for, and its answers. Another's seat is not found here, whoever asks.

use actix_web::{HttpResponse, web};
use askama::Template;

use crate::app::App;
use crate::error::Result;
use crate::market::catalogue;
use crate::market::experts::doors::{self, Invitation};
use crate::market::experts::forms;
use crate::market::experts::store::seats::{Seat, SeatState};
use crate::platform::auth::{Acting, Expert, Posted};
use crate::platform::forms::Form;
use crate::platform::kept;
use crate::platform::page::{Ctx, Markup, see_other};
use crate::platform::routes::Routes;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/expert", own);
    r.get("/expert/invitations/{id}", show).post("/expert/invitations/{id}", answer);
}

fn state(ctx: &Ctx, state: SeatState) -> Markup {
    let (kind, icon) = match state {
        SeatState::Waiting | SeatState::Invited => ("warn", "clock"),
        SeatState::Accepted => ("ok", "check"),
        SeatState::Declined | SeatState::Conflict | SeatState::Silent | SeatState::Recused | SeatState::Absent => ("", "cross"),
    };
    ctx.state(kind, icon, ctx.word("seat-state", state))
}

struct Line {
    href: String,
    title: String,
    state: Markup,
    due: String,
}

#[derive(Template)]
#[template(path = "experts/own.html")]
struct OwnPage<'a> {
    ctx: &'a Ctx,
    lines: Vec<Line>,
}

async fn own(app: web::Data<App>, ctx: Ctx, who: Acting<Expert>) -> Result<HttpResponse> {
    kept::own(&app, &ctx, async || rendered(&app, &ctx, &who).await).await
}

async fn rendered(app: &App, ctx: &Ctx, who: &Acting<Expert>) -> Result<String> {
    let line = |(title, seat): (String, Seat)| Line {
        href: if seat.state == SeatState::Accepted {
            format!("/expert/reviews/{}", seat.id)
        } else {
            format!("/expert/invitations/{}", seat.id)
        },
        state: state(ctx, seat.state),
        due: ctx.t.when(seat.due_at),
        title,
    };
    let lines = doors::own(app, who).await?.into_iter().map(line).collect();
    kept::html(&OwnPage { ctx, lines })
}

#[derive(Template)]
#[template(path = "experts/invitation.html")]
struct InvitationPage<'a> {
    ctx: &'a Ctx,
    id: &'a str,
    title: &'a str,
    number: &'a str,
    owner: &'a str,
    item: String,
    state: Markup,
    due: String,
    open: bool,
    sits: bool,
    flagged: bool,
    form: &'a Form,
}

fn page<'a>(ctx: &'a Ctx, invitation: &'a Invitation, form: &'a Form) -> InvitationPage<'a> {
    let Invitation { seat, project, owner, open } = invitation;
    InvitationPage {
        ctx,
        id: &seat.id,
        title: &project.title,
        number: &project.number,
        owner,
        item: catalogue::item_name(ctx.t, &project.item.as_str().into()),
        state: state(ctx, seat.state),
        due: ctx.t.when(seat.due_at),
        open: *open,
        sits: seat.state == SeatState::Accepted,
        flagged: seat.who.flagged > 0,
        form,
    }
}

async fn show(app: web::Data<App>, ctx: Ctx, who: Acting<Expert>, id: web::Path<String>) -> Result<HttpResponse> {
    let invitation = doors::invitation(&app, &who, id.into_inner()).await?;
    let mut form = Form::blank(ctx.t, forms::ANSWER);
    forms::offer_answers(&mut form, ctx.t);
    Ok(ctx.ok(&page(&ctx, &invitation, &form)))
}

async fn answer(app: web::Data<App>, ctx: Ctx, who: Acting<Expert>, id: web::Path<String>, posted: Posted) -> Result<HttpResponse> {
    let id = id.into_inner();
    let invitation = doors::invitation(&app, &who, id.clone()).await?;
    let mut form = Form::submitted(ctx.t, forms::ANSWER, posted.0);
    forms::offer_answers(&mut form, ctx.t);
    if let Some(answer) = forms::answer(&mut form, ctx.t) {
        match doors::answer(&app, &who, (id, answer)).await {
            Ok(()) => return Ok(see_other("/expert", Some("experts-flash-answered"))),
            Err(error) => form.stays(error)?,
        }
    }
    Ok(ctx.refused(&page(&ctx, &invitation, &form)))
}
