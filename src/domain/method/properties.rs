//! What holds for every method.

use proptest::collection::vec;
use proptest::prelude::*;

use super::inputs::Given;
use super::quote::{Bounds, Offer, Quote, QuoteKind};
use super::*;
use crate::domain::draw::{DrawId, Hash32, Label, Status};
use crate::domain::money::Fen;

/// Small ranges, so that ties are common and stand at every boundary.
fn rows() -> impl Strategy<Value = Vec<Row>> {
    vec((0_u32..4, 1_i64..6, 0_u8..8, 0_i128..4), 1..14).prop_map(|list| {
        let row = |(at, (credit, fen, kind, score)): (usize, (u32, i64, u8, i128))| Row {
            label: label(at),
            status: Status::In,
            // Any fixed order will do; this one is not that of the labels.
            rank: None,
            credit,
            offer: match kind {
                0 => Offer::None,
                1 => Offer::Spoiled,
                _ => Offer::Quoted(Quote::Amount(Fen(fen * 100))),
            },
            score: (kind != 2).then(|| Ratio::whole(score)),
        };
        let mut rows: Vec<Row> = list.into_iter().enumerate().map(row).collect();
        let all = rows.len();
        for (at, row) in rows.iter_mut().enumerate() {
            row.rank = u32::try_from((at * 5 + 3) % all.max(1) + 1).ok();
        }
        distinct(&mut rows);
        rows
    })
}

/// Where 5 and the length have a common factor the ranks above repeat; then they simply run backwards.
fn distinct(rows: &mut [Row]) {
    if rows.len().is_multiple_of(5) {
        let all = rows.len();
        rows.iter_mut().enumerate().for_each(|(at, row)| row.rank = u32::try_from(all - at).ok());
    }
}

fn label(at: usize) -> Label {
    Label::parse(&format!("b-{at:02}")).unwrap()
}

fn way() -> impl Strategy<Value = Vec<Stage>> {
    let quotes = Stage::Quotes(QuoteKind::Amount);
    let average = |trim_from, below_only| vec![quotes, Stage::Average { trim_from, below_only }];
    prop_oneof![
        Just(vec![Stage::Draw]),
        Just(vec![quotes, Stage::Draw]),
        Just(vec![quotes, Stage::Price]),
        Just(average(None, false)),
        Just(average(Some(5), false)),
        Just(average(Some(5), true)),
        (1_u32..6).prop_map(|keep| vec![Stage::Tail(keep), Stage::Draw]),
        (1_u32..6).prop_map(|keep| vec![Stage::Review(keep), Stage::Draw]),
        (1_u32..6).prop_map(move |keep| vec![Stage::Review(keep), quotes, Stage::Price]),
    ]
}

fn inputs(stages: &[Stage], rows: Vec<Row>, times: i64) -> Inputs {
    let scaled = |mut row: Row| {
        if let Offer::Quoted(Quote::Amount(fen)) = row.offer {
            row.offer = Offer::Quoted(Quote::Amount(Fen(fen.0 * times)));
        }
        row
    };
    let quoted = stages.iter().any(|stage| matches!(stage, Stage::Quotes(_)));
    let most = 400 * times.unsigned_abs();
    Inputs::new(Given {
        draw: DrawId::parse("X/1").unwrap(),
        result: Hash32::of(""),
        bounds: quoted.then_some(Bounds { kind: QuoteKind::Amount, least: times.unsigned_abs() * 200, most }),
        coefficient: None,
        picked: None,
        stages: stages.to_vec(),
        rows: rows.into_iter().map(scaled).collect(),
    })
    .unwrap()
}

fn run(stages: &[Stage], rows: Vec<Row>) -> Outcome {
    outcome(&inputs(stages, rows, 1))
}

fn labels(outcome: &Outcome) -> Vec<Label> {
    outcome.places().iter().map(|place| place.label.clone()).collect()
}

proptest! {
    #[test]
    fn the_order_of_the_rows_does_not_matter(rows in rows(), stages in way(), turn in 0_usize..14) {
        let mut turned = rows.clone();
        turned.rotate_left(turn % rows.len());
        turned.reverse();
        prop_assert_eq!(run(&stages, rows), run(&stages, turned));
    }

    #[test]
    fn everybody_has_one_place_or_one_rule(rows in rows(), stages in way()) {
        let (all, outcome) = (rows.len(), run(&stages, rows));
        let mut seen: Vec<Label> = labels(&outcome);
        seen.extend(outcome.excluded().iter().map(|one| one.label.clone()));
        seen.sort();
        seen.dedup();
        prop_assert_eq!((seen.len(), outcome.places().len() + outcome.excluded().len()), (all, all));
    }

    #[test]
    fn the_unit_of_money_does_not_matter(rows in rows(), stages in way(), times in prop_oneof![Just(100_i64), Just(10_000_000_000)]) {
        let (one, other) = (outcome(&inputs(&stages, rows.clone(), 1)), outcome(&inputs(&stages, rows, times)));
        prop_assert_eq!(one.places(), other.places());
        prop_assert_eq!(one.excluded(), other.excluded());
    }

    /// One more who is worse by every measure stands last or is out. An average moves with every quote, and is left out here.
    #[test]
    fn one_more_loser_changes_nothing_above(rows in rows(), stages in way()) {
        prop_assume!(!stages.iter().any(|stage| matches!(stage, Stage::Average { .. })));
        let before = labels(&run(&stages, rows.clone()));
        let mut more = rows.clone();
        let rank = u32::try_from(rows.len() + 1).ok();
        let offer = Offer::Quoted(Quote::Amount(Fen(400)));
        let dear = rows.iter().all(|row| row.to_pay().is_none_or(|sum| sum <= 400));
        prop_assume!(dear);
        more.push(Row { label: label(99), status: Status::In, rank, credit: 0, offer, score: Some(Ratio::whole(-1)) });
        let after: Vec<Label> = labels(&run(&stages, more));
        prop_assert_eq!(&after[..before.len()], &before[..]);
    }

    /// Between two who are equal in all that is compared, the draw decides, whatever their labels.
    #[test]
    fn equals_stand_in_the_order_of_the_draw(rows in rows(), stages in way()) {
        let equal: Vec<Row> = rows.into_iter().map(|row| Row { credit: 2, offer: Offer::Quoted(Quote::Amount(Fen(300))), score: Some(Ratio::whole(1)), ..row }).collect();
        let mut drawn = equal.clone();
        drawn.sort_by_key(|row| row.rank);
        let drawn: Vec<Label> = drawn.into_iter().map(|row| row.label).collect();
        let found = labels(&run(&stages, equal.clone()));
        // One quote alone has no average.
        if found.is_empty() {
            prop_assert_eq!(equal.len(), 1);
        } else {
            prop_assert_eq!(found, drawn);
        }
    }

    #[test]
    fn cheaper_never_hurts_where_the_lowest_price_counts(rows in rows(), at in 0_usize..14) {
        let stages = [Stage::Quotes(QuoteKind::Amount), Stage::Price];
        let at = at % rows.len();
        let place = |rows: &[Row]| labels(&run(&stages, rows.to_vec())).iter().position(|one| *one == rows[at].label);
        let Offer::Quoted(Quote::Amount(fen)) = rows[at].offer else { return Ok(()) };
        prop_assume!((300..=400).contains(&fen.0));
        let mut cheaper = rows.clone();
        cheaper[at].offer = Offer::Quoted(Quote::Amount(Fen(fen.0 - 100)));
        prop_assert!(place(&cheaper) <= place(&rows));
    }

    /// Whoever stays after a cut is at least as good as everybody cut off.
    #[test]
    fn nobody_is_cut_who_equals_somebody_that_stays(rows in rows(), keep in 1_u32..6) {
        let outcome = run(&[Stage::Tail(keep)], rows.clone());
        let credit = |label: &Label| rows.iter().find(|row| row.label == *label).unwrap().credit;
        let least = outcome.places().iter().map(|place| credit(&place.label)).min().unwrap();
        prop_assert!(outcome.excluded().iter().all(|one| credit(&one.label) < least));
        prop_assert!(outcome.places().len() >= rows.len().min(keep as usize));
    }

    #[test]
    fn no_shaken_document_is_read_loosely(rows in rows(), stages in way(), at in 0_usize..600, byte in 0_u8..128) {
        use crate::domain::draw::Document;
        let inputs = inputs(&stages, rows, 1);
        for text in [inputs.to_text(), outcome(&inputs).to_text()] {
            let mut bytes = text.into_bytes();
            let place = at % bytes.len();
            bytes[place] = byte;
            prop_assert!(!Inputs::parse(&bytes).is_ok_and(|read| read.to_text().into_bytes() != bytes));
            prop_assert!(!Outcome::parse(&bytes).is_ok_and(|read| read.to_text().into_bytes() != bytes));
        }
    }

    #[test]
    fn a_negotiation_ends_with_the_pick_before_the_cheaper_or_with_nobody(rows in rows(), from in 1_u32..8, at in 0_usize..14) {
        let of = |picked| {
            let bounds = Some(Bounds { kind: QuoteKind::Amount, least: 200, most: 400 });
            let stages = vec![Stage::Draw, Stage::Negotiate { rounds: 3, from }];
            let (draw, result) = (DrawId::parse("X/1").unwrap(), Hash32::of(""));
            outcome(&Inputs::new(Given { draw, result, bounds, coefficient: None, picked: Some(picked), stages, rows: rows.clone() }).unwrap())
        };
        prop_assert!(of(Picked::Silence).places().is_empty());
        let counts = |row: &&Row| row.rank.is_some_and(|rank| rank <= from) && row.to_pay().is_some_and(|pay| (200..=400).contains(&pay));
        let quoted: Vec<&Row> = rows.iter().filter(counts).collect();
        if !quoted.is_empty() {
            let picked = &quoted[at % quoted.len()].label;
            let found = labels(&of(Picked::Label(picked.clone())));
            prop_assert_eq!((&found[0], found.len()), (picked, quoted.len()));
            let pays: Vec<Option<i128>> =
                found[1..].iter().map(|label| rows.iter().find(|row| row.label == *label).and_then(Row::to_pay)).collect();
            prop_assert!(pays.is_sorted(), "the others by price: {pays:?}");
        }
    }
}
