//! `/draws/{draw}/beacon`: the beacon's signature, brought by whoever has it: there is exactly one, and it proves itself.

use actix_web::{HttpRequest, HttpResponse, web};
use askama::Template;

use crate::app::App;
use crate::domain::draw::beacon::CHAIN;
use crate::domain::draw::{DrawId, Round, Signature};
use crate::error::{Error, Result};
use crate::market::selection::relays::Said;
use crate::market::selection::service;
use crate::market::selection::view::Known;
use crate::platform::auth::Posted;
use crate::platform::forms::{Field, Form};
use crate::platform::page::{self, Ctx};

const SIGNATURE: &[Field] = &[Field::area("signature", "selection-beacon-signature").max(2_000).hint("selection-beacon-signature-hint")];

/// A signature as somebody brings it: bare, or a relay's whole answer, which says the round.
struct Brought(Signature, Option<u64>);

impl Brought {
    /// Reads either form; `None` for anything else.
    fn read(text: &str) -> Option<Brought> {
        let text = text.trim();
        if let Some(signature) = Signature::parse(text) {
            return Some(Brought(signature, None));
        }
        let said: Said = serde_json::from_str(text).ok()?;
        Some(Brought(Signature::parse(&said.signature)?, Some(said.round)))
    }
}

#[derive(Template)]
#[template(path = "selection/beacon.html")]
struct BeaconPage<'a> {
    ctx: &'a Ctx,
    id: String,
    href: String,
    title: String,
    form: &'a Form,
    /// The round's number, when it is signed, and where it can be had; `None` where the notice names no round.
    round: Option<(u64, String, Vec<String>)>,
}

fn beacon_page<'a>(app: &App, ctx: &'a Ctx, known: &Known, form: &'a Form) -> Result<BeaconPage<'a>> {
    let mirrors = |round: Round| {
        let at = |relay: &url::Url| format!("{}/{CHAIN}/public/{}", relay.as_str().trim_end_matches('/'), round.number());
        app.config.beacon.relays.iter().map(at).collect()
    };
    let round = known.notice()?.beacon.map(|round| (round.number(), ctx.t.moment(round.time()), mirrors(round)));
    let href = format!("/draws/{}", known.draw.id);
    Ok(BeaconPage { ctx, href, id: known.draw.id.to_string(), title: known.project.title.clone(), form, round })
}

pub async fn ask(app: web::Data<App>, ctx: Ctx, draw: web::Path<String>) -> Result<HttpResponse> {
    let known = app.db.read(move |conn| Known::load(conn, &draw)).await?;
    let form = Form::blank(ctx.t, SIGNATURE);
    Ok(ctx.ok(&beacon_page(&app, &ctx, &known, &form)?))
}

pub async fn take(app: web::Data<App>, ctx: Ctx, draw: web::Path<String>, posted: Posted, request: HttpRequest) -> Result<HttpResponse> {
    app.limits.reveal(&request, &app.config.server)?;
    let id = DrawId::parse(&draw).ok_or(Error::NotFound)?;
    let known = app.db.read(move |conn| Known::load(conn, &draw)).await?;
    let mut form = Form::submitted(ctx.t, SIGNATURE, posted.0);
    let brought = form.parsed("signature", |text| Brought::read(text).ok_or_else(|| ctx.t("selection-beacon-unreadable")));
    if let Some(Brought(signature, said)) = brought {
        match service::take_signature(&app, id.clone(), (signature, said)).await {
            Ok(()) => return Ok(page::see_other(&format!("/draws/{id}"), Some("selection-flash-beacon"))),
            Err(error) => form.stays(error)?,
        }
    }
    Ok(ctx.refused(&beacon_page(&app, &ctx, &known, &form)?))
}
