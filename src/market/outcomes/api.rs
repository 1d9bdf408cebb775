//! The JSON door: an owner's choice, and the outcome of a project.

use actix_web::{HttpResponse, web};
use serde::{Deserialize, Serialize};
use utoipa::{OpenApi, ToSchema};

use super::cards::Card;
use super::doors::{self, Choosing, Found};
use super::forms;
use crate::app::App;
use crate::domain::method::{Place, Quote};
use crate::domain::project::ProjectId;
use crate::domain::time::Instant;
use crate::error::Result;
use crate::market::negotiations::Exchange;
use crate::platform::api::Body;
use crate::platform::auth::{Acting, Owner};
use crate::platform::forms::{Fields, Form};
use crate::platform::page::Ctx;
use crate::platform::routes::Routes;

/// What the JSON door says of this slice.
#[derive(OpenApi)]
#[openapi(paths(outcome, choice, pick, replies))]
pub struct Described;

pub fn routes(r: &mut Routes<'_>) {
    r.get("/api/v1/projects/{number}/outcome", outcome);
    r.get("/api/v1/owner/projects/{id}/choice", choice).post("/api/v1/owner/projects/{id}/choice", pick);
    r.post("/api/v1/owner/projects/{id}/choice/replies", replies);
}

/// A place in the outcome.
#[derive(Serialize, ToSchema)]
struct PlaceBody {
    /// From 1.
    place: usize,
    label: String,
    /// `draw`, `price`, `distance`, `credit`, `score`, `choice`, `silence` or `alone`.
    ground: &'static str,
    /// The agency, where it was opened.
    agency: Option<String>,
}

/// A label without a place.
#[derive(Serialize, ToSchema)]
struct ExclusionBody {
    label: String,
    /// The how-manieth stage dropped it; 0 is the freeze.
    stage: usize,
    rule: &'static str,
}

/// A document to its last byte.
#[derive(Serialize, ToSchema)]
struct PaperBody {
    name: String,
    text: String,
    sha256: String,
    log_index: Option<i64>,
}

/// The outcome of a project.
#[derive(Serialize, ToSchema)]
struct OutcomeBody {
    project: String,
    draw: String,
    /// Each stage as `choice/inputs.txt` has it.
    stages: Vec<String>,
    places: Vec<PlaceBody>,
    excluded: Vec<ExclusionBody>,
    /// Why the owner picked whom it picked.
    reason: Option<String>,
    papers: Vec<PaperBody>,
}

impl OutcomeBody {
    fn of(found: Found) -> OutcomeBody {
        let place = |(n, place): (usize, &Place)| PlaceBody {
            place: n,
            ground: place.ground.as_str(),
            agency: found.names.get(place.label.as_str()).cloned(),
            label: place.label.to_string(),
        };
        OutcomeBody {
            places: (1..).zip(found.outcome.places()).map(place).collect(),
            excluded: found
                .outcome
                .excluded()
                .iter()
                .map(|one| ExclusionBody { label: one.label.to_string(), stage: one.stage, rule: one.rule.as_str() })
                .collect(),
            stages: found.inputs.stages().iter().map(ToString::to_string).collect(),
            reason: found.choice.map(|choice| choice.reason).filter(|reason| !reason.is_empty()),
            papers: found
                .papers
                .into_iter()
                .map(|paper| PaperBody { name: paper.name, text: paper.body, sha256: paper.sha256, log_index: paper.log_index })
                .collect(),
            project: found.project.number,
            draw: found.draw.to_string(),
        }
    }
}

/// A card: comparable facts, and nothing that names anybody. Bands count from 0, by the bounds of the policy.
#[derive(Serialize, ToSchema)]
struct CardBody {
    /// From 1; what the answer names.
    card: usize,
    /// `a` to `d`.
    credit: &'static str,
    grade: Option<String>,
    similar_band: usize,
    days_band: usize,
    /// Where agencies quoted: by `methods.price_bands_bp`.
    price_band: Option<usize>,
    /// Where the band of the review's score begins, in points.
    score_from: Option<u32>,
    /// In a negotiation: what was quoted, and what the owner replied.
    exchanges: Vec<ExchangeBody>,
}

/// A quote of a negotiation with the owner's reply.
#[derive(Serialize, ToSchema)]
struct ExchangeBody {
    /// From 1.
    round: u32,
    quote_fen: i64,
    /// None while it has not replied.
    reply: Option<String>,
}

impl ExchangeBody {
    fn of(one: &Exchange) -> Option<ExchangeBody> {
        let Quote::Amount(fen) = one.quote else { return None };
        Some(ExchangeBody { round: one.round, quote_fen: fen.0, reply: one.reply.clone() })
    }
}

impl CardBody {
    fn of(choosing: &Choosing, (card, one): (usize, &Card)) -> CardBody {
        let facts = &one.facts;
        let heard = choosing.talking.as_ref().and_then(|talking| talking.heard.get(&one.pseudonym));
        let grade = facts.grade.as_ref().map(|(_, grade)| grade.to_string());
        CardBody {
            card,
            credit: facts.credit.as_str(),
            grade,
            similar_band: facts.similar,
            days_band: facts.days,
            price_band: facts.price,
            score_from: facts.score,
            exchanges: heard.into_iter().flatten().filter_map(ExchangeBody::of).collect(),
        }
    }
}

/// An owner's choice.
#[derive(Serialize, ToSchema)]
struct ChoiceBody {
    project: String,
    /// `talking`, `open`, `picked` or `silent`.
    state: &'static str,
    /// The first instant that is too late for whoever has the turn.
    choose_before: String,
    /// In a negotiation: `quoting`, `replying`, `choosing` or `over`.
    turn: Option<&'static str>,
    /// In a negotiation: the exchange, from 1.
    round: Option<u32>,
    /// The cards to reply to now, in the order in which replies are sent.
    reply_to: Vec<usize>,
    cards: Vec<CardBody>,
}

impl ChoiceBody {
    fn of(choosing: &Choosing, now: Instant) -> ChoiceBody {
        let talk = choosing.talking.as_ref().map(|talking| &talking.talk);
        ChoiceBody {
            project: choosing.project.number.clone(),
            state: choosing.choice.state.as_str(),
            choose_before: choosing.choice.due_at.wire(),
            turn: talk.map(|talk| talk.turn.as_str()),
            round: talk.map(|talk| talk.round),
            reply_to: choosing.asked(now).to_vec(),
            cards: (1..).zip(&choosing.cards).map(|card| CardBody::of(choosing, card)).collect(),
        }
    }
}

/// Which card, and why. It cannot be changed.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct AnswerBody {
    card: u32,
    reason: String,
}

/// The outcome of a project with everything it follows from.
#[utoipa::path(get, path = "/api/v1/projects/{number}/outcome", tag = "outcomes", params(("number" = String, Path)), responses((status = 200, body = OutcomeBody), (status = 404)))]
async fn outcome(app: web::Data<App>, number: web::Path<String>) -> Result<HttpResponse> {
    Ok(HttpResponse::Ok().json(OutcomeBody::of(doors::found(&app, number.into_inner()).await?)))
}

/// The cards of one's own project.
#[utoipa::path(get, path = "/api/v1/owner/projects/{id}/choice", tag = "outcomes", params(("id" = String, Path)), responses((status = 200, body = ChoiceBody), (status = 404)))]
async fn choice(app: web::Data<App>, ctx: Ctx, who: Acting<Owner>, id: web::Path<ProjectId>) -> Result<HttpResponse> {
    Ok(HttpResponse::Ok().json(ChoiceBody::of(&doors::choosing(&app, &who, id.into_inner()).await?, ctx.now)))
}

/// What an owner replies in a negotiation: one text for each card of `reply_to`, in that order.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct RepliesBody {
    replies: Vec<String>,
}

/// Replies to all who quoted, at once; a further exchange begins.
#[utoipa::path(post, path = "/api/v1/owner/projects/{id}/choice/replies", tag = "outcomes", params(("id" = String, Path)), request_body = RepliesBody, responses((status = 204), (status = 404), (status = 409), (status = 422)))]
async fn replies(
    app: web::Data<App>,
    ctx: Ctx,
    who: Acting<Owner>,
    id: web::Path<ProjectId>,
    body: Body<RepliesBody>,
) -> Result<HttpResponse> {
    let sent = body.0.replies;
    let asked: Vec<usize> = (1..=sent.len()).collect();
    let fields = Fields::from_pairs((1..).zip(sent).map(|(at, text): (usize, String)| (format!("reply_{at}"), text)));
    let mut form = Form::submitted(ctx.t, &forms::replies(ctx.t, &asked), fields);
    let words = forms::read_replies(&mut form, asked.len()).ok_or_else(|| form.as_error())?;
    doors::reply(&app, &who, (id.into_inner(), words)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Picks a card, once.
#[utoipa::path(post, path = "/api/v1/owner/projects/{id}/choice", tag = "outcomes", params(("id" = String, Path)), request_body = AnswerBody, responses((status = 204), (status = 404), (status = 409), (status = 422)))]
async fn pick(app: web::Data<App>, ctx: Ctx, who: Acting<Owner>, id: web::Path<ProjectId>, body: Body<AnswerBody>) -> Result<HttpResponse> {
    let id = id.into_inner();
    let choosing = doors::choosing(&app, &who, id.clone()).await?;
    let fields = Fields::from_pairs([("card", body.0.card.to_string()), ("reason", body.0.reason)]);
    let mut form = Form::submitted(ctx.t, forms::ANSWER, fields);
    forms::offer(&mut form, ctx.t, choosing.cards.len());
    let answer = forms::read(&mut form).ok_or_else(|| form.as_error())?;
    doors::pick(&app, &who, (id, answer)).await?;
    Ok(HttpResponse::NoContent().finish())
}
