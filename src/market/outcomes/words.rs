//! Cards, stages and places in words.

use super::cards::Card;
use super::doors::Found;
use super::lowered_words;
use crate::domain::draw::Status;
use crate::domain::method::outcome::{Exclusion, Ground};
use crate::domain::method::run::{Standing, Step};
use crate::domain::method::{Offer, Picked, Place, Quote, Ratio, Row, Stage, steps};
use crate::domain::policy::Policy;
use crate::market::catalogue::PaperWords;
use crate::market::negotiations::{self, Exchange};
use crate::market::selection;
use crate::market::signups::facts::Facts;
use crate::platform::i18n::T;

/// A card as the owner compares it.
pub struct CardWords {
    pub number: String,
    pub credit: String,
    pub grade: String,
    pub similar: String,
    pub days: String,
    /// The review's score, where there was one.
    pub score: Option<String>,
    /// The band of its price beside the notice's, where agencies quoted.
    pub price: Option<String>,
    /// What was said in a negotiation.
    pub said: Vec<SaidWords>,
}

/// An exchange beside a card.
pub struct SaidWords {
    pub title: String,
    pub quote: String,
    /// What the owner replied; `None` while it has not.
    pub reply: Option<String>,
}

impl SaidWords {
    /// The exchanges of a card.
    pub fn all(t: T, exchanges: &[Exchange]) -> Vec<SaidWords> {
        let words = |one: &Exchange| SaidWords {
            title: t.n("negotiations-round", one.round),
            quote: negotiations::quote_words(t, one.quote),
            reply: one.reply.clone(),
        };
        exchanges.iter().map(words).collect()
    }
}

/// A quote as it is shown in public.
fn quote(t: T, quote: Quote) -> String {
    match quote {
        Quote::Amount(fen) => t.money(fen),
        Quote::Discount(bp) => t.hundredths(bp),
    }
}

impl CardWords {
    /// The words of all cards, numbered from 1.
    pub fn all(t: T, policy: &Policy, cards: &[Card]) -> Vec<CardWords> {
        (1_usize..).zip(cards).map(|(n, card)| CardWords::of(t, policy, (n, &card.facts))).collect()
    }

    fn of(t: T, policy: &Policy, (n, facts): (usize, &Facts)) -> CardWords {
        let grade = facts.grade.as_ref().map(|(kind, grade)| PaperWords::of(t, kind, None, Some(grade)).grade);
        CardWords {
            number: t.n("outcomes-card-n", n),
            credit: t.msg("credit-level").with("level", facts.credit.as_str().to_uppercase()).to_string(),
            grade: grade.unwrap_or_else(|| t.t("none")),
            similar: band(t, facts.similar, &policy.methods.similar_bands),
            days: band(t, facts.days, &policy.methods.days_bands),
            price: facts.price.map(|at| price_band(t, at, &policy.methods.price_bands_bp)),
            said: Vec::new(),
            score: facts.score.map(|from| between(t, "outcomes-score-band", (from, policy.methods.score_band_points))),
        }
    }
}

/// A band between its bounds: `0`, `1–3`, `10 or more`.
fn band(t: T, at: usize, bounds: &[u32]) -> String {
    let least = if at == 0 { 0 } else { bounds.get(at - 1).copied().unwrap_or_default() };
    match bounds.get(at).map(|next| next.saturating_sub(1)) {
        None => t.n("outcomes-band-from", least),
        Some(most) if most <= least => t.number(least),
        Some(most) => t.msg("outcomes-band").with_n("least", least).with_n("most", most).to_string(),
    }
}

/// A band of shares of the notice's price between its bounds: `below 70.00%`, `80.00% to below 90.00%`, `95.00% or more`.
fn price_band(t: T, at: usize, bounds: &[u32]) -> String {
    let least = at.checked_sub(1).and_then(|before| bounds.get(before)).map(|bound| t.hundredths(*bound));
    let below = bounds.get(at).map(|bound| t.hundredths(*bound));
    match (least, below) {
        (Some(least), Some(below)) => t.msg("outcomes-price-band").with("least", least).with("below", below).to_string(),
        (None, Some(below)) => t.msg("outcomes-price-below").with("below", below).to_string(),
        (Some(least), None) => t.msg("outcomes-price-from").with("least", least).to_string(),
        (None, None) => t.t("none"),
    }
}

/// A band that begins here and is so wide: 80 to less than 85.
fn between(t: T, key: &str, (from, width): (u32, u32)) -> String {
    t.msg(key).with_n("from", from).with_n("to", from + width).to_string()
}

/// A label in the outcome.
pub struct PlaceWords {
    pub place: usize,
    pub label: String,
    pub short: String,
    /// What decided.
    pub ground: String,
    /// Whose it is, where it was opened.
    pub name: Option<String>,
}

/// A label without a place.
pub struct OutWords {
    pub short: String,
    pub label: String,
    /// Where it was dropped.
    pub stage: String,
    pub rule: String,
}

/// What a stage did.
pub struct StepWords {
    pub title: String,
    /// How it is computed.
    pub how: String,
    /// The draw of the number that lowers its average: address and words.
    pub number: Option<(String, String)>,
    /// Each label with the values it was judged by.
    pub lines: Vec<(String, String)>,
}

/// The places of an outcome.
pub fn places(t: T, found: &Found) -> Vec<PlaceWords> {
    let place = |(n, place): (usize, &Place)| PlaceWords {
        place: n,
        short: selection::short_label(place.label.as_str()),
        ground: t.word("ground", place.ground),
        name: found.names.get(place.label.as_str()).cloned(),
        label: place.label.to_string(),
    };
    (1..).zip(found.outcome.places()).map(place).collect()
}

/// Who has no place, and by which rule.
pub fn excluded(t: T, found: &Found) -> Vec<OutWords> {
    let stage = |one: &Exclusion| match one.stage.checked_sub(1).and_then(|at| found.inputs.stages().get(at)) {
        None => t.t("outcomes-at-freeze"),
        Some(stage) => stage_name(t, *stage),
    };
    let out = |one: &Exclusion| OutWords {
        short: selection::short_label(one.label.as_str()),
        stage: stage(one),
        rule: t.word("rule", one.rule),
        label: one.label.to_string(),
    };
    found.outcome.excluded().iter().map(out).collect()
}

/// What every stage did, so that a reader can redo it.
pub fn way(t: T, found: &Found) -> Vec<StepWords> {
    steps(&found.inputs).iter().map(|step| step_words(t, found, step)).collect()
}

fn step_words(t: T, found: &Found, step: &Step) -> StepWords {
    let line = |one: &Standing| (selection::short_label(one.place.label.as_str()), criteria(t, one));
    StepWords {
        title: stage_name(t, step.stage),
        how: how(t, found, step),
        number: lowered_words::link(t, (found, step.stage)),
        lines: step.standing.iter().map(line).collect(),
    }
}

fn stage_name(t: T, stage: Stage) -> String {
    let (word, n) = match stage {
        Stage::Tail(n) => ("tail", n),
        Stage::Quotes(_) => ("quotes", 0),
        Stage::Draw => ("draw", 0),
        Stage::Price => ("price", 0),
        Stage::Average { .. } => ("average", 0),
        Stage::Review(n) => ("review", n),
        Stage::Choose(None) => ("choose-any", 0),
        Stage::Choose(Some(n)) => ("choose", n),
        Stage::Negotiate { from, .. } => ("negotiate", from),
    };
    t.msg(format!("outcomes-stage-{word}")).with_n("n", n).to_string()
}

fn how(t: T, found: &Found, step: &Step) -> String {
    match (step.stage, step.baseline) {
        (Stage::Average { .. }, Some(baseline)) => lowered_words::average(t, found, &baseline),
        (Stage::Choose(_), _) => {
            let silent = found.pick.as_ref().is_some_and(|pick| pick.picked == Picked::Silence);
            t.word("outcomes-how-choose", if silent { "silence" } else { "picked" })
        }
        (Stage::Negotiate { .. }, _) => {
            let silent = found.pick.as_ref().is_some_and(|pick| pick.picked == Picked::Silence);
            t.word("outcomes-how-negotiate", if silent { "silence" } else { "picked" })
        }
        (Stage::Tail(_), _) => t.t("outcomes-how-tail"),
        (Stage::Quotes(_), _) => t.t("outcomes-how-quotes"),
        (Stage::Draw, _) => t.t("outcomes-how-draw"),
        (Stage::Price, _) => t.t("outcomes-how-price"),
        (Stage::Average { .. }, None) => t.t("outcomes-how-too-few"),
        (Stage::Review(_), _) => t.t("outcomes-how-review"),
    }
}

/// The values a label was judged by, in the order in which they count.
fn criteria(t: T, standing: &Standing) -> String {
    let value = |(ground, value): &(Ground, Ratio)| {
        let shown = if matches!(ground, Ground::Credit | Ground::Score) { value.negated().shown() } else { value.shown() };
        t.msg(format!("outcomes-value-{ground}")).with("value", shown).to_string()
    };
    standing.criteria.iter().map(value).collect::<Vec<_>>().join(" · ")
}

/// A row of the inputs.
pub struct InputWords {
    pub short: String,
    pub label: String,
    pub status: String,
    pub rank: String,
    pub credit: String,
    pub quote: String,
    pub score: String,
}

/// The frozen inputs, label by label.
pub fn inputs(t: T, found: &Found) -> Vec<InputWords> {
    let dash = || t.t("none");
    let row = |row: &Row| InputWords {
        short: selection::short_label(row.label.as_str()),
        label: row.label.to_string(),
        status: t.word("outcomes-status", if row.status == Status::In { "in" } else { "out" }),
        rank: row.rank.map_or_else(dash, |rank| rank.to_string()),
        credit: row.credit.to_string(),
        quote: match row.offer {
            Offer::Quoted(one) => quote(t, one),
            Offer::None => dash(),
            Offer::Spoiled => t.word("rule", "spoiled"),
            Offer::Missing => t.word("rule", "missing"),
            Offer::Found => t.word("rule", "document-found"),
        },
        score: row.score.map_or_else(dash, |score| score.shown()),
    };
    found.inputs.rows().iter().map(row).collect()
}
