//! `/signups/{id}/negotiation`: an agency that was drawn quotes, reads what the owner replied, and quotes anew.

use actix_web::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION};
use actix_web::{HttpResponse, web};
use askama::Template;

use super::service::{Desk, Exchange, Turn};
use super::{doors, forms};
use crate::app::App;
use crate::domain::method::Quote;
use crate::domain::money::Fen;
use crate::error::Result;
use crate::platform::auth::{Acting, Agency, Posted};
use crate::platform::forms::Form;
use crate::platform::page::{self, Ctx};
use crate::platform::routes::Routes;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/signups/{id}/negotiation", show).post("/signups/{id}/negotiation", quote);
    r.get("/signups/{id}/negotiation/{round}/receipt", receipt);
}

/// An exchange in words.
struct ExchangeWords {
    title: String,
    quote: String,
    when: String,
    /// `None` until the owner has replied.
    reply: Option<String>,
    receipt: String,
}

#[derive(Template)]
#[template(path = "negotiations/desk.html")]
struct DeskPage<'a> {
    ctx: &'a Ctx,
    href: String,
    title: &'a str,
    number: &'a str,
    label: &'a str,
    /// Whose turn it is, and until when.
    turn: String,
    /// What may be quoted at most, and how the exchanges go.
    lead: String,
    own: Vec<ExchangeWords>,
    may_quote: bool,
    form: &'a Form,
    /// What was typed, in words, to be confirmed.
    confirm: Option<String>,
}

fn desk_page<'a>(ctx: &'a Ctx, desk: &'a Desk, (form, confirm): (&'a Form, Option<String>)) -> DeskPage<'a> {
    let (t, talk) = (ctx.t, &desk.talk);
    let href = format!("/signups/{}", desk.signup.id);
    let word = if desk.may_quote {
        "yours"
    } else if talk.turn == Turn::Quoting {
        "others"
    } else {
        talk.turn.as_str()
    };
    let turn = t.msg(format!("negotiations-turn-{word}")).with_n("round", talk.round).with_n("rounds", desk.rules.rounds);
    let most = Quote::Amount(Fen(i64::try_from(desk.bounds.most).unwrap_or(i64::MAX)));
    let lead = t.msg("negotiations-lead").with("most", forms::words(t, most)).with_n("rounds", desk.rules.rounds);
    let words = |one: &Exchange| ExchangeWords {
        title: t.n("negotiations-round", one.round),
        quote: forms::words(t, one.quote),
        when: t.moment(one.quoted_at),
        reply: one.reply.clone(),
        receipt: format!("{href}/negotiation/{}/receipt", one.round),
    };
    DeskPage {
        ctx,
        title: &desk.project.title,
        number: &desk.project.number,
        label: &desk.signup.label,
        turn: turn.with("due", t.when(talk.due_at)).to_string(),
        lead: lead.to_string(),
        own: desk.own.iter().map(words).collect(),
        href,
        may_quote: desk.may_quote,
        form,
        confirm,
    }
}

async fn show(app: web::Data<App>, ctx: Ctx, who: Acting<Agency>, id: web::Path<String>) -> Result<HttpResponse> {
    let (desk, form) = (doors::desk(&app, &who, id.into_inner()).await?, Form::blank(ctx.t, forms::QUOTE));
    Ok(ctx.ok(&desk_page(&ctx, &desk, (&form, None))))
}

/// What was typed: first it is shown in words, then it stands.
async fn quote(app: web::Data<App>, ctx: Ctx, who: Acting<Agency>, id: web::Path<String>, posted: Posted) -> Result<HttpResponse> {
    let desk = doors::desk(&app, &who, id.clone()).await?;
    let mut form = Form::submitted(ctx.t, forms::QUOTE, posted.0);
    let mut confirm = None;
    if let Some(quote) = forms::read(&mut form, &desk) {
        if form.value("confirmed") == forms::confirmation(quote) {
            match doors::quote(&app, &who, (id.clone(), quote)).await {
                Ok(()) => return Ok(page::see_other(&format!("/signups/{id}/negotiation"), Some("negotiations-flash-quoted"))),
                Err(error) => form.stays(error)?,
            }
        } else {
            form.set("confirmed", forms::confirmation(quote));
            confirm = Some(forms::words(ctx.t, quote));
        }
    }
    let desk = doors::desk(&app, &who, id.into_inner()).await?;
    Ok(ctx.refused(&desk_page(&ctx, &desk, (&form, confirm))))
}

/// The receipt of an own quote, as a file.
async fn receipt(app: web::Data<App>, who: Acting<Agency>, at: web::Path<(String, String)>) -> Result<HttpResponse> {
    let (id, round) = at.into_inner();
    let receipt = doors::receipt(&app, &who, (id, doors::round(&round)?)).await?;
    Ok(HttpResponse::Ok()
        .insert_header((CONTENT_DISPOSITION, format!("attachment; filename=\"negotiation-receipt-{round}.json\"")))
        .insert_header((CACHE_CONTROL, "private, no-store"))
        .json(receipt))
}
