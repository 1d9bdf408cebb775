//! The worked examples of `docs/methods.md`, computed by hand there and read from there, so that document and code cannot part.
//!
//! An example is a line `<!-- example <stages, parted by ;> | <what else is fixed> -->` and the table below it: label, rank in the draw (`out`: not
//! admitted), credit, quote, score, then the place with what decided it, or the rule by which there is none.

use std::collections::BTreeMap;

use super::inputs::Given;
use super::quote::{Bounds, Offer, Quote, QuoteKind};
use super::*;
use crate::domain::draw::{Document, DrawId, Hash32, Label, Status};
use crate::domain::money::Fen;

const METHODS: &str = include_str!("../../../docs/methods.md");

struct Example {
    title: String,
    inputs: Inputs,
    /// What the document says of each label.
    expected: BTreeMap<String, String>,
}

fn examples() -> Vec<Example> {
    let lines: Vec<&str> = METHODS.lines().collect();
    let begins = lines.iter().enumerate().filter_map(|(at, line)| {
        let title = line.strip_prefix("<!-- example ")?.strip_suffix(" -->")?;
        Some((title, lines[at + 1..].iter().skip_while(|line| line.is_empty()).take_while(|line| line.starts_with('|'))))
    });
    begins.map(|(title, table)| example(title, &table.skip(2).copied().collect::<Vec<_>>())).collect()
}

fn example(title: &str, table: &[&str]) -> Example {
    let (stages, fixed) = title.split_once('|').unwrap_or((title, ""));
    let stages: Vec<Stage> = stages.split(';').map(|text| Stage::parse(text.trim()).unwrap_or_else(|| panic!("{text}"))).collect();
    let fixed: BTreeMap<&str, &str> = fixed.split(';').filter_map(|one| one.trim().split_once(' ')).collect();
    let (mut rows, mut expected) = (Vec::new(), BTreeMap::new());
    for line in table {
        let cells: Vec<&str> = line.trim_matches('|').split('|').map(str::trim).collect();
        let [label, rank, credit, quote, score, outcome] = cells[..] else { panic!("six columns: {line}") };
        let rank = rank.parse().ok();
        rows.push(Row {
            label: Label::parse(label).unwrap(),
            status: if rank.is_some() { Status::In } else { Status::Out },
            rank,
            credit: credit.parse().unwrap(),
            offer: offer(quote),
            score: score.parse::<f64>().ok().map(|_| points(score)),
        });
        expected.insert(label.to_owned(), outcome.to_owned());
    }
    let given = Given {
        draw: DrawId::parse("MX-2026-000001/1").unwrap(),
        result: Hash32::of("result"),
        bounds: stages.iter().find_map(|stage| stage.quotes()).map(|kind| bounds(kind, fixed["bounds"])),
        coefficient: fixed.get("coefficient").map(|bp| percent(bp)),
        picked: fixed.get("pick").map(|who| <Picked as crate::domain::draw::words::Field>::read(who).unwrap()),
        stages,
        rows,
    };
    Example { title: title.to_owned(), inputs: Inputs::new(given).unwrap_or_else(|fault| panic!("{title}: {fault}")), expected }
}

fn bounds(kind: QuoteKind, text: &str) -> Bounds {
    let (least, most) = text.split_once('–').unwrap();
    let of = |text: &str| match kind {
        QuoteKind::Amount => Fen::parse_yuan(text).unwrap().0.unsigned_abs(),
        QuoteKind::Discount => u64::from(percent(text)),
    };
    Bounds { kind, least: of(least), most: of(most) }
}

fn percent(text: &str) -> u32 {
    points(text.trim_end_matches('%'))
        .to_string()
        .split_once('/')
        .map(|(num, den)| num.parse::<u32>().unwrap() * (100 / den.parse::<u32>().unwrap()))
        .unwrap()
}

/// A decimal of two places, as a fraction.
fn points(text: &str) -> Ratio {
    let hundredths = Fen::parse_yuan(text).unwrap().0;
    Ratio::new(i128::from(hundredths), 100).unwrap()
}

fn offer(text: &str) -> Offer {
    match text {
        "–" => Offer::None,
        "spoiled" => Offer::Spoiled,
        "missing" => Offer::Missing,
        "found" => Offer::Found,
        _ if text.ends_with('%') => Offer::Quoted(Quote::Discount(percent(text))),
        _ => Offer::Quoted(Quote::Amount(Fen::parse_yuan(text).unwrap())),
    }
}

/// `1 price`, or `– below-floor`.
fn told(outcome: &Outcome) -> BTreeMap<String, String> {
    let places = (1..).zip(outcome.places()).map(|(n, place)| (place.label.to_string(), format!("{n} {}", place.ground)));
    places.chain(outcome.excluded().iter().map(|one| (one.label.to_string(), format!("– {}", one.rule)))).collect()
}

#[test]
fn every_worked_example_comes_out_as_the_document_says() {
    let examples = examples();
    assert!(examples.len() >= 10, "only {} examples were found", examples.len());
    for example in examples {
        assert_eq!(told(&outcome(&example.inputs)), example.expected, "{}", example.title);
    }
}

#[test]
fn every_ground_and_every_rule_occurs_in_an_example() {
    let told: String = examples().iter().flat_map(|example| example.expected.values().cloned()).map(|one| one + "\n").collect();
    let words = Ground::ALL.iter().map(|ground| ground.as_str()).chain(Rule::ALL.iter().map(|rule| rule.as_str()));
    let missing: Vec<&str> = words.filter(|word| !told.lines().any(|line| line.split(' ').nth(1) == Some(word))).collect();
    assert_eq!(missing, [""; 0]);
}

#[test]
fn inputs_and_outcome_are_read_as_they_were_written() {
    for example in examples() {
        let (inputs, outcome) = (example.inputs.to_text(), outcome(&example.inputs));
        assert_eq!(Inputs::parse(&inputs).as_ref(), Ok(&example.inputs));
        assert_eq!(Outcome::parse(outcome.to_text()), Ok(outcome));
    }
}
