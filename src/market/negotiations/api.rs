//! The JSON door of an agency that negotiates.

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
#[cfg(test)]
use utoipa::{OpenApi, ToSchema};

use super::service::Desk;
use super::{doors, forms};
use crate::app::App;
use crate::error::Result;
use crate::platform::api::Body;
use crate::platform::auth::{Acting, Agency};
use crate::platform::forms::{Fields, Form};
use crate::platform::page::Ctx;
use crate::platform::routes::Routes;

/// What the JSON door says of this slice.
#[cfg(test)]
#[derive(OpenApi)]
#[openapi(paths(desk, quote, receipt))]
pub struct Described;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/api/v1/signups/{id}/negotiation", desk).post("/api/v1/signups/{id}/negotiation", quote);
    r.get("/api/v1/signups/{id}/negotiation/{round}/receipt", receipt);
}

/// An own quote with the owner's reply.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct ExchangeBody {
    /// From 1.
    round: u32,
    quote_fen: String,
    quoted_at: String,
    /// None until the owner has replied.
    reply: Option<String>,
}

/// A negotiation as one of those who take part sees it.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct DeskBody {
    project: String,
    /// `quoting`, `replying`, `choosing` or `over`.
    turn: &'static str,
    /// The exchange, from 1, and how many there are at most.
    round: u32,
    rounds: u32,
    /// The first instant that is too late for whoever has the turn.
    due_at: String,
    may_quote: bool,
    least_fen: u64,
    most_fen: u64,
    own: Vec<ExchangeBody>,
}

impl DeskBody {
    fn of(desk: &Desk) -> DeskBody {
        let own = desk.own.iter().map(|one| ExchangeBody {
            round: one.round,
            quote_fen: forms::confirmation(one.quote),
            quoted_at: one.quoted_at.wire(),
            reply: one.reply.clone(),
        });
        DeskBody {
            project: desk.project.number.clone(),
            turn: desk.talk.turn.as_str(),
            round: desk.talk.round,
            rounds: desk.rules.rounds,
            due_at: desk.talk.due_at.wire(),
            may_quote: desk.may_quote,
            least_fen: desk.bounds.least,
            most_fen: desk.bounds.most,
            own: own.collect(),
        }
    }
}

/// A quote. It cannot be taken back.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields)]
struct QuoteBody {
    /// In yuan, as it is typed: `98000.00`.
    amount: String,
}

/// The negotiation of one's own sign-up.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/signups/{id}/negotiation", tag = "negotiations", params(("id" = String, Path)), responses((status = 200, body = DeskBody), (status = 404))))]
async fn desk(app: web::Data<App>, who: Acting<Agency>, id: web::Path<String>) -> Result<HttpResponse> {
    Ok(HttpResponse::Ok().json(DeskBody::of(&doors::desk(&app, &who, id.into_inner()).await?)))
}

/// Quotes, in one's turn.
#[cfg_attr(test, utoipa::path(post, path = "/api/v1/signups/{id}/negotiation", tag = "negotiations", params(("id" = String, Path)), request_body = QuoteBody, responses((status = 204), (status = 404), (status = 409), (status = 422))))]
async fn quote(app: web::Data<App>, ctx: Ctx, who: Acting<Agency>, id: web::Path<String>, body: Body<QuoteBody>) -> Result<HttpResponse> {
    let id = id.into_inner();
    let desk = doors::desk(&app, &who, id.clone()).await?;
    let mut form = Form::submitted(ctx.t, forms::QUOTE, Fields::from_pairs([("amount", body.0.amount)]));
    let quote = forms::read(&mut form, &desk).ok_or_else(|| form.as_error())?;
    doors::quote(&app, &who, (id, quote)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// What proves an own quote.
#[cfg_attr(test, utoipa::path(get, path = "/api/v1/signups/{id}/negotiation/{round}/receipt", tag = "negotiations", params(("id" = String, Path), ("round" = u32, Path)), responses((status = 200, body = super::service::QuoteReceipt), (status = 404))))]
async fn receipt(app: web::Data<App>, who: Acting<Agency>, at: web::Path<(String, String)>) -> Result<HttpResponse> {
    let (id, round) = at.into_inner();
    Ok(HttpResponse::Ok().json(doors::receipt(&app, &who, (id, doors::round(&round)?)).await?))
}
