//! What the JSON door says of choices and outcomes.

use std::collections::BTreeMap;

use serde::Serialize;
#[cfg(test)]
use utoipa::ToSchema;

use crate::domain::draw::Label;
use crate::domain::method::scores::Deviation;
use crate::domain::method::{Place, Quote};
use crate::domain::time::Instant;
use crate::market::bids::proposals::FileBody;
use crate::market::negotiations::Exchange;
use crate::market::outcomes::cards::Card;
use crate::market::outcomes::doors::{Choosing, Comparing, Found};

/// A place in the outcome.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
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
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct PlacelessBody {
    label: String,
    /// The how-manieth stage dropped it; 0 is the freeze.
    stage: usize,
    rule: &'static str,
}

/// A document to its last byte.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct OutcomePaperBody {
    name: String,
    text: String,
    sha256: String,
    log_index: Option<i64>,
}

/// What an expert said of a total that lay far beside the mean.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct DeviationBody {
    /// The proposal.
    pseudonym: String,
    /// Its label in the draw of the panel.
    seat: String,
    /// Before it was asked, in hundredths of a point.
    first_total: u32,
    /// None where it gave no reason in time.
    reason: Option<String>,
    /// As choice/scores.txt has it.
    reason_sha256: Option<String>,
}

/// The outcome of a project.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct OutcomeBody {
    project: String,
    draw: String,
    /// Each stage as `choice/inputs.txt` has it.
    stages: Vec<String>,
    places: Vec<PlaceBody>,
    excluded: Vec<PlacelessBody>,
    /// The drawn number by which an average was lowered, in hundredths of a percent, and its draw.
    coefficient_bp: Option<u32>,
    number_draw: Option<String>,
    /// Why the owner picked whom it picked.
    reason: Option<String>,
    /// Where it compared proposals itself and picked one that has not most points: why.
    instead: Option<String>,
    /// Where a panel reviewed.
    deviations: Vec<DeviationBody>,
    papers: Vec<OutcomePaperBody>,
}

impl OutcomeBody {
    /// Everything of it.
    pub fn of(found: Found) -> OutcomeBody {
        let place = |(n, place): (usize, &Place)| PlaceBody {
            place: n,
            ground: place.ground.as_str(),
            agency: found.names.get(place.label.as_str()).cloned(),
            label: place.label.to_string(),
        };
        let deviation = |one: &Deviation| DeviationBody {
            pseudonym: one.pseudonym.to_string(),
            seat: one.seat.to_string(),
            first_total: one.first,
            reason: found.reason_of(one).map(str::to_owned),
            reason_sha256: one.reason.as_ref().map(ToString::to_string),
        };
        OutcomeBody {
            deviations: found.scores.iter().flat_map(|scores| &scores.deviations).map(deviation).collect(),
            places: (1..).zip(found.outcome.places()).map(place).collect(),
            excluded: found
                .outcome
                .excluded()
                .iter()
                .map(|one| PlacelessBody { label: one.label.to_string(), stage: one.stage, rule: one.rule.as_str() })
                .collect(),
            stages: found.inputs.stages().iter().map(ToString::to_string).collect(),
            instead: found.choice.as_ref().map(|choice| choice.instead.clone()).filter(|instead| !instead.is_empty()),
            coefficient_bp: found.inputs.coefficient(),
            number_draw: found.number.map(|(draw, _)| draw.to_string()),
            reason: found.choice.map(|choice| choice.reason).filter(|reason| !reason.is_empty()),
            papers: found
                .papers
                .into_iter()
                .map(|paper| OutcomePaperBody { name: paper.name, text: paper.body, sha256: paper.sha256, log_index: paper.log_index })
                .collect(),
            project: found.project.number,
            draw: found.draw.to_string(),
        }
    }
}

/// A card: comparable facts, and nothing that names anybody. Bands count from 0, by the bounds of the policy.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
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
    exchanges: Vec<HeardBody>,
    /// Where the owner compares proposals itself: the one behind the card.
    proposal: Option<ComparedProposalBody>,
}

/// A proposal that an owner compares.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct ComparedProposalBody {
    /// As it stands in the opened entry: `amount-fen <n>` or `discount-bp <n>`.
    quote: String,
    days: Option<u64>,
    files: Vec<FileBody>,
    /// Hundredths of points by criterion, as far as they are given.
    points: BTreeMap<String, u32>,
}

impl ComparedProposalBody {
    fn of(comparing: &Comparing, pseudonym: &Label) -> Option<ComparedProposalBody> {
        let proposal = comparing.proposals.get(pseudonym)?;
        Some(ComparedProposalBody {
            quote: proposal.entry.quote.to_string(),
            days: proposal.entry.days,
            files: proposal.files.iter().map(FileBody::of).collect(),
            points: comparing.draft.all(pseudonym),
        })
    }
}

/// A quote of a negotiation with the owner's reply.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
struct HeardBody {
    /// From 1.
    round: u32,
    quote_fen: i64,
    /// None while it has not replied.
    reply: Option<String>,
}

impl HeardBody {
    fn of(one: &Exchange) -> Option<HeardBody> {
        let Quote::Amount(fen) = one.quote else { return None };
        Some(HeardBody { round: one.round, quote_fen: fen.0, reply: one.reply.clone() })
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
            exchanges: heard.into_iter().flatten().filter_map(HeardBody::of).collect(),
            proposal: choosing.comparing.as_ref().and_then(|comparing| ComparedProposalBody::of(comparing, &one.pseudonym)),
        }
    }
}

/// An owner's choice.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct ChoiceBody {
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
    /// Where the owner compares proposals itself: what each criterion can give in points, 100 in all.
    weights: BTreeMap<String, u32>,
    cards: Vec<CardBody>,
}

impl ChoiceBody {
    /// As it stands at this instant.
    pub fn of(choosing: &Choosing, now: Instant) -> ChoiceBody {
        let talk = choosing.talking.as_ref().map(|talking| &talking.talk);
        ChoiceBody {
            project: choosing.project.number.clone(),
            state: choosing.choice.state.as_str(),
            choose_before: choosing.choice.due_at.wire(),
            turn: talk.map(|talk| talk.turn.as_str()),
            round: talk.map(|talk| talk.round),
            reply_to: choosing.asked(now).to_vec(),
            weights: choosing.comparing.iter().flat_map(|_| choosing.project.spec.way.weights.iter().cloned()).collect(),
            cards: (1..).zip(&choosing.cards).map(|card| CardBody::of(choosing, card)).collect(),
        }
    }
}
