//! The public beacon: one round of drand's quicknet, fixed in the notice, signed when its time has come (draw-v1 §2).

use std::fmt;

use drand_verify::{G2PubkeyRfc, Pubkey};

use super::words::Field;
use crate::domain::hash::{lower_hex, write_hex};
use crate::domain::time::{Instant, SECOND};

/// The hash that names quicknet's chain.
pub const CHAIN: &str = "52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971";
/// Quicknet's public key, pinned (drand, common/chain/info_test.go).
const PUBLIC_KEY: &str = "83cf0f2896adee7eb8b5f01fcad3912212c437e0073e911fb90022d3e760183c8c4b450b6a0a6c3ac6a5776a2d1064510d1fec758c921cc22b0e17e63aaf4bcb5ed66304de9cf809bd274ca73bab4af5a6e9c76a4bc09e76eae8991ef5ece45a";
/// Unix second of round 1.
const GENESIS: i64 = 1_692_803_367;
/// Seconds from one round to the next.
const PERIOD: i64 = 3;
/// Seconds that must lie between reveal-by and the round, so that nobody who reveals can know it.
pub const MARGIN: i64 = 600;

/// A round of quicknet, counted from 1. Its message is a `u64`, so there is none beyond.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Round(u64);

impl Round {
    /// `None` for round 0, which does not exist.
    pub fn of(number: u64) -> Option<Round> {
        (number > 0).then_some(Round(number))
    }

    /// The round's number.
    pub fn number(self) -> u64 {
        self.0
    }

    /// The first round at or after an instant.
    pub fn at_or_after(at: Instant) -> Round {
        let since = at.ms().div_euclid(SECOND).saturating_add(i64::from(at.ms().rem_euclid(SECOND) > 0)).saturating_sub(GENESIS);
        Round(since.max(0).saturating_add(PERIOD - 1).unsigned_abs() / PERIOD.unsigned_abs() + 1)
    }

    /// The first round that a notice with this reveal-by may name.
    pub fn earliest_for(reveal_by: Instant) -> Round {
        Round::at_or_after(reveal_by.whole_second().plus(MARGIN * SECOND))
    }

    /// When the round is signed: genesis + (round − 1) · 3 s. Rounds beyond the year 292 million saturate.
    pub fn time(self) -> Instant {
        let seconds = i128::from(GENESIS) + i128::from(self.0 - 1) * i128::from(PERIOD);
        Instant(i64::try_from(seconds * i128::from(SECOND)).unwrap_or(i64::MAX))
    }
}

impl fmt::Display for Round {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "drand:{CHAIN}:{}", self.0)
    }
}

impl Field for Round {
    fn read(word: &str) -> Option<Self> {
        u64::read(word.strip_prefix("drand:")?.strip_prefix(CHAIN)?.strip_prefix(':')?).and_then(Round::of)
    }
    fn grammar() -> String {
        format!("drand:{CHAIN}:<round>")
    }
}

/// A round's signature: a compressed point of BLS12-381's first group, 48 bytes.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Signature(pub [u8; 48]);

impl Signature {
    /// Reads 96 lower-case hexadecimal digits.
    pub fn parse(text: &str) -> Option<Signature> {
        lower_hex(text).map(Signature)
    }

    /// Whether quicknet signed this round with it. There is exactly one such signature a round.
    pub fn signs(&self, round: Round) -> bool {
        let key = lower_hex::<96>(PUBLIC_KEY).and_then(|bytes| G2PubkeyRfc::from_fixed(bytes).ok());
        let key = key.expect("the pinned key is a point of the curve; a test says so");
        matches!(key.verify(round.number(), b"", &self.0), Ok(true))
    }
}

impl fmt::Display for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_hex(&self.0, f)
    }
}

impl fmt::Debug for Signature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write_hex(&self.0, f)
    }
}

impl Field for Signature {
    fn read(word: &str) -> Option<Self> {
        Signature::parse(word)
    }
    fn grammar() -> String {
        "96 lower-case hexadecimal digits".to_owned()
    }
}

/// A round and its signature, as the seed holds them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Beacon {
    pub round: Round,
    pub signature: Signature,
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROUND_1000: &str = "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39";
    const ROUND_123: &str = "b75c69d0b72a5d906e854e808ba7e2accb1542ac355ae486d591aa9d43765482e26cd02df835d3546d23c4b13e0dfc92";

    #[test]
    fn real_rounds_are_accepted_and_exchanged_ones_refused() {
        let (old, new) = (Round::of(123).unwrap(), Round::of(1000).unwrap());
        assert!(Signature::parse(ROUND_123).unwrap().signs(old));
        assert!(Signature::parse(ROUND_1000).unwrap().signs(new));
        assert!(!Signature::parse(ROUND_123).unwrap().signs(new));
        let mut bytes = Signature::parse(ROUND_1000).unwrap().0;
        bytes[47] ^= 1;
        assert!(!Signature(bytes).signs(new));
        assert!(!Signature([0; 48]).signs(new));
        let mut infinity = [0; 48];
        infinity[0] = 0xc0;
        assert!(!Signature(infinity).signs(new));
    }

    #[test]
    fn times_follow_the_rule() {
        let round = Round::of(27_946_612).unwrap();
        assert_eq!(round.time().wire(), "2026-04-20T00:00:00Z");
        assert_eq!(Round::at_or_after(round.time()), round);
        assert_eq!(Round::at_or_after(round.time().plus(1)).number(), round.number() + 1);
        assert_eq!(Round::at_or_after(round.time().plus(-1)), round);
        assert_eq!(Round::at_or_after(round.time().plus(-3 * SECOND)).number(), round.number() - 1);
        assert_eq!(Round::at_or_after(Instant(0)).number(), 1);
        assert!(Round::of(u64::MAX).unwrap().time() > round.time());
    }

    #[test]
    fn only_quicknet_is_a_beacon() {
        let text = format!("drand:{CHAIN}:1000");
        assert_eq!(Round::read(&text).unwrap().to_string(), text);
        let other = text.replace("52db", "52dc");
        for wrong in [&other, "drand:1000", &format!("drand:{CHAIN}:0"), &format!("drand:{CHAIN}:01"), &format!("drand:{CHAIN}:+1"), "-"] {
            assert_eq!(Round::read(wrong), None, "{wrong}");
        }
    }
}
