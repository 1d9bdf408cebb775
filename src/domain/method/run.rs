//! Applies the stages one after the other.

use super::average::Baseline;
use super::criteria::{self, Criterion, between};
use super::inputs::Inputs;
use super::outcome::{Exclusion, Ground, Outcome, Place, Rule};
use super::pick::Picked;
use super::quote::{Offer, QuoteKind};
use super::row::Row;
use super::stage::Stage;
use crate::domain::draw::Status;

/// A stage with what it did, for whoever wants to redo it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Step {
    pub stage: Stage,
    /// The labels that came through, best first, with what decided and the values it decided by.
    pub standing: Vec<Standing>,
    pub excluded: Vec<Exclusion>,
    /// Where it is closest to the average that counts.
    pub baseline: Option<Baseline>,
}

/// A label in the order of a stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    pub place: Place,
    pub criteria: Vec<Criterion>,
}

/// What comes of the inputs.
pub fn outcome(inputs: &Inputs) -> Outcome {
    let steps = steps(inputs);
    let out = inputs.rows().iter().filter(|row| row.status == Status::Out);
    let mut excluded: Vec<Exclusion> = out.map(|row| Exclusion { label: row.label.clone(), stage: 0, rule: Rule::NotAdmitted }).collect();
    excluded.extend(steps.iter().flat_map(|step| step.excluded.iter().cloned()));
    let places = steps.into_iter().next_back().map(|step| step.standing.into_iter().map(|one| one.place).collect());
    Outcome::of(inputs, places.unwrap_or_default(), excluded)
}

/// The same stage by stage.
pub fn steps(inputs: &Inputs) -> Vec<Step> {
    let mut rows: Vec<&Row> = inputs.rows().iter().filter(|row| row.status == Status::In).collect();
    rows.sort_by_key(|row| row.rank);
    let mut steps: Vec<Step> = Vec::new();
    for (at, stage) in (1..).zip(inputs.stages()) {
        let step = apply(inputs, (at, *stage), &rows, steps.last());
        rows = step.standing.iter().filter_map(|one| inputs.row(&one.place.label)).collect();
        steps.push(step);
    }
    steps
}

type Numbered = (usize, Stage);

fn apply(inputs: &Inputs, (at, stage): Numbered, rows: &[&Row], before: Option<&Step>) -> Step {
    let mut step = Step { stage, standing: Vec::new(), excluded: Vec::new(), baseline: None };
    match stage {
        Stage::Draw => step.standing = ordered(rows, criteria::by_draw),
        Stage::Price => step.standing = ordered(rows, criteria::by_price),
        Stage::Quotes(kind) => keep(&mut step, (at, rows, before), rows.iter().map(|row| quote_rule(inputs, kind, row))),
        Stage::Tail(most) => {
            let credits: Vec<u32> = rows.iter().map(|row| row.credit).collect();
            let stays = super::row::tail(&credits, most);
            keep(&mut step, (at, rows, before), stays.into_iter().map(|stays| (!stays).then_some(Rule::Tail)));
        }
        Stage::Review(most) => shortlist(&mut step, (at, rows), most),
        Stage::Average { trim_from, below_only } => average(inputs, &mut step, (at, rows), (trim_from, below_only)),
        Stage::Choose(_) => {
            keep(&mut step, (at, rows, before), std::iter::repeat(None));
            choose(&mut step.standing, inputs.picked());
        }
        Stage::Negotiate { from, .. } => negotiate(inputs, &mut step, (at, rows), from),
    }
    step
}

/// The rule by which a row's quote does not count.
fn quote_rule(inputs: &Inputs, kind: QuoteKind, row: &Row) -> Option<Rule> {
    match row.offer {
        Offer::None => Some(Rule::NoQuote),
        Offer::Spoiled => Some(Rule::Spoiled),
        Offer::Missing => Some(Rule::Missing),
        Offer::Found => Some(Rule::DocumentFound),
        Offer::Quoted(quote) if quote.kind() != kind => Some(Rule::OtherKind),
        Offer::Quoted(quote) => inputs.bounds().and_then(|bounds| bounds.against(quote)),
    }
}

type Before<'a> = (usize, &'a [&'a Row], Option<&'a Step>);

/// Keeps the order, which is that of the stage before; drops whoever a rule speaks against.
fn keep(step: &mut Step, (at, rows, before): Before<'_>, rules: impl IntoIterator<Item = Option<Rule>>) {
    for (place, (row, rule)) in rows.iter().zip(rules).enumerate() {
        match rule {
            Some(rule) => step.excluded.push(Exclusion { label: row.label.clone(), stage: at, rule }),
            None => {
                let known = before.and_then(|before| before.standing.get(place));
                let criteria = known.map_or_else(|| criteria::by_draw(row), |one| one.criteria.clone());
                step.standing.push(Standing { place: Place { label: row.label.clone(), ground: Ground::Alone }, criteria });
            }
        }
    }
    grounds(&mut step.standing);
}

fn ordered(rows: &[&Row], by: impl Fn(&Row) -> Vec<Criterion>) -> Vec<Standing> {
    let standing = |row: &&Row| Standing { place: Place { label: row.label.clone(), ground: Ground::Alone }, criteria: by(row) };
    let mut all: Vec<Standing> = rows.iter().map(standing).collect();
    all.sort_by(|one, other| values(&one.criteria).cmp(values(&other.criteria)));
    grounds(&mut all);
    all
}

fn values(criteria: &[Criterion]) -> impl Iterator<Item = &super::ratio::Ratio> {
    criteria.iter().map(|(_, value)| value)
}

/// What decided a place: in what it differs from the place above it; the first, from the one below.
fn grounds(standing: &mut [Standing]) {
    for at in 0..standing.len() {
        let neighbour = if at == 0 { 1 } else { at - 1 };
        let ground = standing.get(neighbour).map_or(Ground::Alone, |other| between(&standing[at].criteria, &other.criteria));
        standing[at].place.ground = ground;
    }
}

/// The best by score stay, and whoever is equal to the last of them.
fn shortlist(step: &mut Step, (at, rows): (usize, &[&Row]), most: u32) {
    let scored: Vec<&Row> = rows.iter().copied().filter(|row| row.score.is_some()).collect();
    let mut all = ordered(&scored, criteria::by_score);
    let last = all.get((most.max(1) as usize).min(all.len()).saturating_sub(1)).and_then(|one| one.criteria.first().copied());
    let cut = all.partition_point(|one| one.criteria.first().map(|one| one.1) <= last.map(|last| last.1));
    let dropped = all.split_off(cut).into_iter().map(|one| (one.place.label, Rule::NotShortlisted));
    let unscored = rows.iter().filter(|row| row.score.is_none()).map(|row| (row.label.clone(), Rule::NoScore));
    step.excluded.extend(dropped.chain(unscored).map(|(label, rule)| Exclusion { label, stage: at, rule }));
    grounds(&mut all);
    step.standing = all;
}

type Variant = (Option<u32>, bool);

fn average(inputs: &Inputs, step: &mut Step, (at, rows): (usize, &[&Row]), (trim_from, below_only): Variant) {
    let quotes: Vec<i128> = rows.iter().filter_map(|row| row.to_pay()).collect();
    step.baseline = Baseline::of(&quotes, trim_from, inputs.coefficient().unwrap_or_default());
    let distance = |row: &Row| step.baseline.zip(row.to_pay()).map(|(baseline, quote)| baseline.distance(quote));
    let rule = |row: &Row| match distance(row) {
        None => Some(Rule::TooFew),
        Some(distance) if below_only && distance > 0 => Some(Rule::AboveAverage),
        Some(_) => None,
    };
    let staying: Vec<&Row> = rows.iter().copied().filter(|row| rule(row).is_none()).collect();
    let excluded = rows.iter().filter_map(|row| Some(Exclusion { label: row.label.clone(), stage: at, rule: rule(row)? })).collect();
    step.standing = ordered(&staying, |row| criteria::by_distance(row, distance(row).unwrap_or_default()));
    step.excluded = excluded;
}

/// Who was drawn and stands at a quote that counts goes on, the cheaper first; the one the owner picked before all, and nobody if it picked none.
fn negotiate(inputs: &Inputs, step: &mut Step, (at, rows): (usize, &[&Row]), from: u32) {
    let silent = inputs.picked() == Some(&Picked::Silence);
    let rule = |place: usize, row: &Row| match () {
        () if place >= from as usize => Some(Rule::NotInvited),
        () => quote_rule(inputs, QuoteKind::Amount, row).or(silent.then_some(Rule::NobodyPicked)),
    };
    let mut staying = Vec::new();
    for (place, row) in rows.iter().enumerate() {
        match rule(place, row) {
            Some(rule) => step.excluded.push(Exclusion { label: row.label.clone(), stage: at, rule }),
            None => staying.push(*row),
        }
    }
    step.standing = ordered(&staying, criteria::by_price);
    choose(&mut step.standing, inputs.picked());
}

/// Whom the owner picked stands first, the others behind it in their order; where behind the card stands nobody who is admitted, the order stays.
fn choose(standing: &mut Vec<Standing>, picked: Option<&Picked>) {
    let ground = match picked {
        Some(Picked::Label(label)) => {
            let Some(at) = standing.iter().position(|one| one.place.label == *label) else { return };
            let chosen = standing.remove(at);
            standing.insert(0, chosen);
            Ground::Choice
        }
        Some(Picked::Silence) => Ground::Silence,
        Some(Picked::Nobody) | None => return,
    };
    if let Some(first) = standing.first_mut() {
        first.place.ground = ground;
    }
}
