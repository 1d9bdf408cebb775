//! The beacon's signature, checked by the program with another's curves and by the page's scripts with their own: both accept the real
//! rounds alone.

use mingxuan::domain::draw::{Round, Signature};

use crate::draw_script::node;

/// Rounds of quicknet that the whole world has seen (drand's own examples).
const ROUNDS: [(u64, &str); 2] = [
    (123, "b75c69d0b72a5d906e854e808ba7e2accb1542ac355ae486d591aa9d43765482e26cd02df835d3546d23c4b13e0dfc92"),
    (1000, "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39"),
];

/// 48 bytes that are no signature of round 1000, computed with a program of a dozen lines that knows only the curve's equation.
const STRANGE: [(&str, &str); 11] = [
    ("nothing", "000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"),
    ("the point at infinity", "c00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"),
    ("infinity with a sign", "e00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"),
    ("infinity with a number", "c00000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000001"),
    ("x = 0, of order 3", "800000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"),
    ("x = 1, not on the curve", "800000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000001"),
    ("x = 4, not in the subgroup", "800000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000004"),
    ("x = p", "9a0111ea397fe69a4b1ba7b6434bacd764774b84f38512bf6730d2a0f6b0f6241eabfffeb153ffffb9feffffffffaaab"),
    ("the generator", "97f1d3a73197d7942695638c4fa9ac0fc3688c4f9774b905a14e3a3f171bac586c55e83ff97a1aeffb3af00adb22c6bb"),
    (
        "three times the generator, with x + p for x",
        "bf73ddd4c9cd4de0d32470a193f4f1e3fb9926b584ad13e4aac0ffabba099c4f013b75ba40707c427d998c5529beb9f9",
    ),
    (
        "the signature and a point of order 3",
        "abbaa2cd356c8b543308abe2c07d92facb092294f841b0c295786b635167aba148d4e2e86fedf3cf2c04c43b68a5aaee",
    ),
];

/// Three times the generator as it must be written.
const TRIPLE: &str = "a572cbea904d67468808c8eb50a9450c9721db309128012543902d0ac358a62ae28f75bb8f1c7c42c39a8c5529bf0f4e";

/// What program and scripts say of each round and signature.
fn both(asked: &[(u64, String)]) -> Vec<bool> {
    let program = asked.iter().map(|(round, signature)| Signature::parse(signature).unwrap().signs(Round::of(*round).unwrap()));
    let program: Vec<bool> = program.collect();
    let lines: Vec<String> = asked.iter().map(|(round, signature)| format!("{round} {signature}")).collect();
    if let Some(scripts) = node("beacon.mjs", &[], &lines) {
        for ((asked, program), scripts) in asked.iter().zip(&program).zip(&scripts) {
            assert_eq!(scripts, &program.to_string(), "{asked:?}");
        }
    }
    program
}

#[test]
fn real_rounds_are_accepted_under_their_own_number_alone() {
    let pairs = ROUNDS.iter().flat_map(|(round, _)| ROUNDS.iter().map(|(_, signature)| (*round, (*signature).to_owned())));
    assert_eq!(both(&pairs.collect::<Vec<_>>()), [true, false, false, true]);
    let (round, signature) = ROUNDS[1];
    let others = [1, round - 1, round + 1, round + (1 << 32), u64::MAX];
    assert!(!both(&others.map(|other| (other, signature.to_owned()))).contains(&true));
}

#[test]
fn no_bit_of_a_signature_can_change() {
    let (round, signature) = ROUNDS[1];
    let bytes = hex::decode(signature).unwrap();
    let flips = (0..8).map(|bit| (0, bit)).chain((1..bytes.len()).map(|at| (at, at % 8)));
    let changed = flips.map(|(at, bit)| {
        let mut bytes = bytes.clone();
        bytes[at] ^= 1 << bit;
        (round, hex::encode(bytes))
    });
    assert!(!both(&changed.collect::<Vec<_>>()).contains(&true));
}

#[test]
fn what_is_no_point_of_the_group_is_no_signature() {
    for (told, signature) in STRANGE {
        assert_eq!(both(&[(1000, signature.to_owned())]), [false], "{told}");
    }
    // The same points with the other sign.
    let negated = STRANGE.iter().chain(&[("the signature", ROUNDS[1].1)]).map(|(_, signature)| {
        let mut bytes = hex::decode(signature).unwrap();
        bytes[0] ^= 0x20;
        (1000, hex::encode(bytes))
    });
    assert!(!both(&negated.collect::<Vec<_>>()).contains(&true));
}

/// No signature is known that the scripts could show this with: a point has one spelling, and infinity is one.
#[test]
fn the_scripts_read_points_of_the_group_in_one_spelling_alone() {
    let spelled = STRANGE.iter().map(|(_, bytes)| *bytes).chain([TRIPLE, ROUNDS[0].1]);
    let lines: Vec<String> = spelled.map(|bytes| format!("point {bytes}")).collect();
    let Some(answers) = node("beacon.mjs", &[], &lines) else { return };
    let points: Vec<usize> = (0..answers.len()).filter(|at| answers[*at] == "true").collect();
    assert_eq!(points, [1, 8, 11, 12], "infinity, the generator, three times it, a signature");
}
