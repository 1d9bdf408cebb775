//! What holds for every draw.

use proptest::collection::{btree_map, vec};
use proptest::prelude::*;

use super::*;
use crate::domain::time::Instant;

const MARKS: &str = "[A-Za-z0-9._:/-]{1,64}";

fn label() -> impl Strategy<Value = Label> {
    MARKS.prop_map(|text| Label::parse(&text).unwrap())
}

fn secret() -> impl Strategy<Value = Secret> {
    any::<[u8; 32]>().prop_map(Secret)
}

/// Label → tickets.
fn entries() -> impl Strategy<Value = Vec<(Label, Weight)>> {
    btree_map(label(), 1..=30_u16, 1..24)
        .prop_map(|map| map.into_iter().map(|(label, tickets)| (label, Weight::of(tickets).unwrap())).collect())
}

fn order(seed: &Hash32, entries: &[(Label, Weight)]) -> Vec<Label> {
    rank(seed, entries.iter().map(|(label, weight)| (label, *weight))).into_iter().map(|ranked| ranked.label.clone()).collect()
}

fn notice(mode: Mode, nonces: Nonces) -> Notice {
    let draw = DrawId::parse("p/1/draw").unwrap();
    let officer = Officer { id: OfficerId::parse("w").unwrap(), commit: OfficerCommit::Sealed(Hash32([2; 32])) };
    let platform = Hash32([1; 32]);
    let times = [0, 1_000, 2_000].map(|ms| Instant(1_800_000_000_000 + ms));
    Notice {
        draw,
        about: Hash32::of("about"),
        winners: Number::from(1),
        alternates: Number::from(2),
        mode,
        pool: PoolRule::Open,
        nonces,
        opens: times[0],
        closes: times[1],
        reveal_by: times[2],
        beacon: None,
        substitution: Substitution::Ranked,
        platform,
        officers: vec![officer],
    }
}

fn frozen(entries: &[(Label, Weight)], nonce: Option<Secret>) -> Vec<FreezeEntry> {
    let commitment = nonce.map(|nonce| Hash32::of(nonce.0));
    let entry = |(label, weight): &(Label, Weight)| FreezeEntry { label: label.clone(), weight: *weight, status: Status::In, commitment };
    entries.iter().map(entry).collect()
}

/// Reading must be strict: refused, or writing it again gives the same bytes.
fn is_loose<D: Document>(text: &str) -> bool {
    D::parse(text).is_ok_and(|document| document.to_text() != text)
}

proptest! {
    #[test]
    fn the_order_of_rows_makes_no_difference(entries in entries(), seed in any::<[u8; 32]>(), turn in 0..24_usize) {
        let mut turned = entries.clone();
        turned.rotate_left(turn % entries.len());
        turned.reverse();
        let seed = Hash32(seed);
        prop_assert_eq!(order(&seed, &entries), order(&seed, &turned));
        let notice = notice(Mode::Weighted, Nonces::None);
        prop_assert_eq!(Freeze::new(&notice, frozen(&entries, None)), Freeze::new(&notice, frozen(&turned, None)));
    }

    #[test]
    fn more_tickets_improve_ones_own_rank_alone(entries in entries(), seed in any::<[u8; 32]>(), who in any::<prop::sample::Index>(), more in 1..=900_u16) {
        let seed = Hash32(seed);
        let (label, weight) = who.get(&entries).clone();
        let mut heavier = entries.clone();
        heavier[who.index(entries.len())].1 = Weight::of(weight.tickets() + more).unwrap();
        let (before, after) = (order(&seed, &entries), order(&seed, &heavier));
        let place = |order: &[Label]| order.iter().position(|one| *one == label).unwrap();
        prop_assert!(place(&after) <= place(&before));
        let others = |order: Vec<Label>| order.into_iter().filter(|one| *one != label).collect::<Vec<_>>();
        prop_assert_eq!(others(before), others(after));
    }

    #[test]
    fn a_key_is_the_best_ticket(label in label(), seed in any::<[u8; 32]>(), tickets in 1..=1000_u16) {
        let seed = Hash32(seed);
        let by_hand = (1..=tickets).map(|j| Hash32::of(format!("draw/v1 ticket\n{seed}\n{label}\n{j}\n"))).min();
        prop_assert_eq!(Some(Tickets::of(&seed).key(&label, Weight::of(tickets).unwrap())), by_hand);
    }

    #[test]
    fn a_freeze_is_read_as_it_was_written(entries in entries(), nonce in proptest::option::of(secret())) {
        let notice = notice(Mode::Weighted, Nonces::Commit);
        let freeze = Freeze::new(&notice, frozen(&entries, nonce)).unwrap();
        prop_assert_eq!(Freeze::parse(freeze.to_text()), Ok(freeze));
    }

    #[test]
    fn a_signup_opens_its_own_label_only(registry in MARKS, nonce in secret(), other in secret()) {
        let draw = DrawId::parse("p/1/draw").unwrap();
        let mut signup = Signup::blind(draw, RegistryId::parse(&registry).unwrap(), nonce);
        prop_assert_eq!(Signup::parse(signup.to_text()), Ok(signup.clone()));
        prop_assert!(signup.opens());
        signup.label_nonce = other;
        prop_assert_eq!(signup.opens(), nonce == other);
    }

    #[test]
    fn no_text_is_read_loosely_or_ends_the_program(lines in vec("(draw/v1 )?[a-z-]{1,9}( [ -~]{0,70})?", 0..8), bytes in vec(any::<u8>(), 0..200)) {
        let text = lines.join("\n") + "\n";
        prop_assert!(!is_loose::<Notice>(&text) && !is_loose::<Freeze>(&text) && !is_loose::<Seed>(&text));
        prop_assert!(Notice::parse(&bytes).is_err() && Ruling::parse(&bytes).is_err() && DrawResult::parse(&bytes).is_err());
    }

    #[test]
    fn one_changed_byte_is_refused_or_another_document(at in any::<prop::sample::Index>(), byte in any::<u8>()) {
        let draw = DrawId::parse("p/1/draw").unwrap();
        let notice = notice(Mode::Uniform, Nonces::None);
        let registry_id = RegistryId::parse("91511702MA6ABCDE1K").unwrap();
        let signup = Signup::blind(draw.clone(), registry_id, Secret([3; 32]));
        let freeze = Freeze::new(&notice, frozen(&[(signup.label.clone(), Weight::ONE)], None)).unwrap();
        let close = Close { draw: draw.clone(), notice: notice.hash() };
        let reveal = Reveal { draw, freeze: freeze.hash(), who: Who::Platform, secret: Secret([9; 32]) };
        strict_change(&notice, at, byte);
        strict_change(&freeze, at, byte);
        strict_change(&signup, at, byte);
        strict_change(&close, at, byte);
        strict_change(&reveal, at, byte);
    }
}

fn strict_change<D: Document>(document: &D, at: prop::sample::Index, byte: u8) {
    let mut bytes = document.to_text().into_bytes();
    let at = at.index(bytes.len());
    bytes[at] = byte;
    if let Ok(read) = D::parse(&bytes) {
        assert_eq!(read.to_text().into_bytes(), bytes);
    }
}

/// Weights 1, 2 and 3: the first place falls 1 : 2 : 3, which a few thousand seeds show (the bounds are five deviations wide).
#[test]
fn the_best_of_more_tickets_wins_in_proportion() {
    let entries: Vec<(Label, Weight)> =
        (1..=3).map(|tickets| (Label::parse(&format!("w{tickets}")).unwrap(), Weight::of(tickets).unwrap())).collect();
    let mut won = [0_u32; 3];
    for round in 0..6_000 {
        let first = order(&Hash32::of(format!("round {round}")), &entries).swap_remove(0);
        won[usize::from(first.as_str().as_bytes()[1] - b'1')] += 1;
    }
    for (index, times) in won.into_iter().enumerate() {
        let expected = 1_000 * (index as u32 + 1);
        assert!(times.abs_diff(expected) < 190, "{won:?}");
    }
}

#[test]
fn ten_million_tickets_are_the_limit() {
    let entries = |count: usize| -> Vec<FreezeEntry> {
        let thousand = Weight::of(1000).unwrap();
        let labels: Vec<(Label, Weight)> = (0..count).map(|i| (Label::parse(&format!("k-{i:05}")).unwrap(), thousand)).collect();
        frozen(&labels, None)
    };
    let notice = notice(Mode::Weighted, Nonces::None);
    assert!(Freeze::new(&notice, entries(10_000)).is_ok());
    let fault = Freeze::new(&notice, entries(10_001)).unwrap_err();
    assert_eq!(fault, Fault::at("freeze.txt", 10_005, Broken::WeightSum { limit: 10_000_000 }));
}

#[test]
fn a_number_has_no_upper_bound_and_one_way_to_be_written() {
    let mut many = notice(Mode::Uniform, Nonces::None);
    many.winners = Number::parse(&"9".repeat(40)).unwrap();
    assert_eq!(Notice::parse(many.to_text()), Ok(many.clone()));
    assert_eq!(many.winners.saturating(), usize::MAX);
    for wrong in ["", "00", "01", "-1", "+1", "1.0", "١"] {
        assert_eq!(Number::parse(wrong), None, "{wrong}");
    }
}
