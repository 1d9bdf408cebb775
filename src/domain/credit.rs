//! The credit score: a pure function of the ledger at an instant, in whole numbers, so that anybody can redo it with a pocket calculator.
//!
//! ```text
//! score = clamp(0..100,  50 % · owners  +  30 % · industry  +  20 % · platform  −  deductions in effect)      (weights: policy)
//! owners = (prior mean · prior weight + Σ rating · w) / (prior weight + Σ w)      and industry, platform in the same way
//! w = 1 on the day of the rating, ½ after one half-life, ¼ after two; straight between
//! ```
//! A new agency stands at the prior: neither favoured nor excluded. A deduction counts whole until it expires and not at all afterwards.

use std::collections::BTreeSet;

use super::policy::Credit;
use super::time::{DAY, Instant};

crate::text_states! {
    /// Where an entry comes from.
    pub enum Source {
        /// An owner's rating, 0–100 points.
        Rating => "rating",
        /// A score by the industry authority, 0–100 points.
        Industry => "industry",
        /// A score by the market's operator, 0–100 points.
        Platform => "platform",
        /// Points taken off.
        Deduction => "deduction",
        /// Takes an earlier entry back, whose id it names; the ledger itself is never changed.
        Reversal => "reversal",
    }
}

crate::text_states! {
    /// The level a score falls into.
    pub enum Level { A => "a", B => "b", C => "c", D => "d" }
}

/// One entry of the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub id: String,
    pub source: Source,
    /// What it came from, for example a rating's id.
    pub source_id: String,
    /// Tenths of a point; for a deduction what is taken off, positive.
    pub points_tenths: i64,
    /// The rule behind it, a stable word.
    pub rule: String,
    pub at: Instant,
    /// The first instant at which it no longer counts.
    pub expires: Instant,
}

impl Entry {
    /// The rule as everybody may know it. What an act of dishonesty was found to be is told by the list as long as it is published, and by nothing else.
    pub fn public_rule(&self) -> &str {
        if self.is_conduct() { "conduct" } else { &self.rule }
    }

    /// Whether it stands for an act of dishonesty: neither its grade nor its case is told here.
    pub fn is_conduct(&self) -> bool {
        self.rule.starts_with("dishonesty-")
    }
}

/// A full weight, in the fixed point of the weights.
pub const WHOLE: i64 = 1 << 20;
/// Days of a month in the half-life.
const MONTH_DAYS: i64 = 30;

/// What an entry does to the score at an instant.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effect {
    pub entry: Entry,
    /// Its weight in [`WHOLE`]ths; 0 when it has expired or not yet happened.
    pub weight: i64,
    /// Whether a later entry has taken it back.
    pub reversed: bool,
}

/// A score with everything it is made of.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Score {
    /// Tenths of a point, 0 to 1000.
    pub tenths: i64,
    pub level: Level,
    /// The smoothed means, tenths of a point.
    pub owners: i64,
    pub industry: i64,
    pub platform: i64,
    /// Tenths taken off now.
    pub deducted: i64,
    /// Every entry, newest first, with its effect.
    pub effects: Vec<Effect>,
}

/// The weight of something that happened `age` milliseconds ago, in [`WHOLE`]ths.
pub fn weight(age: i64, half_life_months: u32) -> i64 {
    let half = i64::from(half_life_months.max(1)) * MONTH_DAYS;
    let days = age.div_euclid(DAY).max(0);
    let (halvings, rest) = (days / half, days % half);
    if halvings >= 20 {
        return 0;
    }
    let whole = WHOLE >> halvings;
    whole - whole * rest / (2 * half)
}

/// The score of a ledger at an instant. Entries after it do not exist yet; their order does not matter.
pub fn score(entries: &[Entry], at: Instant, policy: &Credit) -> Score {
    let back = entries.iter().filter(|entry| entry.source == Source::Reversal && entry.at <= at);
    let back: BTreeSet<&str> = back.map(|entry| entry.source_id.as_str()).collect();
    let of = |entry: &Entry| {
        let reversed = back.contains(entry.id.as_str());
        Effect { weight: if reversed { 0 } else { effect(entry, at, policy) }, reversed, entry: entry.clone() }
    };
    let mut effects: Vec<Effect> = entries.iter().map(of).collect();
    effects.sort_by(|a, b| b.entry.at.cmp(&a.entry.at).then_with(|| a.entry.id.cmp(&b.entry.id)));
    let mean = |source| smoothed(effects.iter().filter(|effect| effect.entry.source == source), policy);
    let (owners, industry, platform) = (mean(Source::Rating), mean(Source::Industry), mean(Source::Platform));
    let deducted: i64 = effects.iter().filter(|e| e.entry.source == Source::Deduction && e.weight > 0).map(|e| e.entry.points_tenths).sum();
    let weights = &policy.weights;
    let weighted = owners * i64::from(weights.owner) + industry * i64::from(weights.industry) + platform * i64::from(weights.platform);
    let tenths = (rounded(weighted, 100) - deducted).clamp(0, 1000);
    Score { tenths, level: level(tenths, policy), owners, industry, platform, deducted, effects }
}

fn effect(entry: &Entry, at: Instant, policy: &Credit) -> i64 {
    if entry.at > at || at >= entry.expires {
        return 0;
    }
    match entry.source {
        Source::Deduction => WHOLE,
        Source::Reversal => 0,
        Source::Rating | Source::Industry | Source::Platform => weight(at.ms() - entry.at.ms(), policy.half_life_months),
    }
}

fn smoothed<'a>(effects: impl Iterator<Item = &'a Effect>, policy: &Credit) -> i64 {
    let prior = i64::from(policy.prior_weight) * WHOLE;
    let (sum, weight) = effects.fold((prior * i64::from(policy.prior_mean) * 10, prior), |(sum, total), effect| {
        (sum + effect.entry.points_tenths * effect.weight, total + effect.weight)
    });
    if weight == 0 { i64::from(policy.prior_mean) * 10 } else { rounded(sum, weight) }
}

/// Half-up division of numbers that are not negative.
fn rounded(sum: i64, by: i64) -> i64 {
    (sum * 2 + by).div_euclid(by * 2)
}

/// The level of a score.
pub fn level(tenths: i64, policy: &Credit) -> Level {
    let reaches = |points: u32| tenths >= i64::from(points) * 10;
    match () {
        () if reaches(policy.level_a) => Level::A,
        () if reaches(policy.level_b) => Level::B,
        () if reaches(policy.level_c) => Level::C,
        () => Level::D,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn policy() -> Credit {
        crate::defaults::policies().iter().next().unwrap().credit.clone()
    }

    fn entry(id: &str, source: Source, points: i64, days_ago: i64) -> Entry {
        let at = Instant(1_800_000_000_000 - days_ago * DAY);
        Entry { id: id.into(), source, source_id: id.into(), points_tenths: points, rule: "r".into(), at, expires: Instant(i64::MAX) }
    }

    const NOW: Instant = Instant(1_800_000_000_000);

    /// By hand: prior 80 with weight 5, half-life 12 months (360 days), weights 50/30/20.
    #[test]
    fn golden_scores() {
        let of = |entries: &[Entry]| score(entries, NOW, &policy()).tenths;
        assert_eq!(of(&[]), 800, "the prior");
        // owners = (5·80 + 100) / 6 = 83.33 → 83.3;  41.65 + 24 + 16 = 81.65 → 81.7
        assert_eq!(of(&[entry("a", Source::Rating, 1000, 0)]), 817);
        // a year old: (5·80 + ½·100) / 5.5 = 81.82 → 81.8;  40.9 + 40 = 80.9
        assert_eq!(of(&[entry("a", Source::Rating, 1000, 360)]), 809);
        // half a year: weight ¾: (400 + 75) / 5.75 = 82.61 → 82.6;  41.3 + 40 = 81.3
        assert_eq!(of(&[entry("a", Source::Rating, 1000, 180)]), 813);
        assert_eq!(of(&[entry("d", Source::Deduction, 150, 3)]), 650);
        assert_eq!(of(&[entry("d", Source::Deduction, 9000, 3)]), 0);
        let expired = Entry { expires: NOW, ..entry("d", Source::Deduction, 150, 3) };
        assert_eq!(of(&[expired]), 800);
        assert_eq!(of(&[entry("future", Source::Rating, 0, -1)]), 800);
    }

    #[test]
    fn a_reversal_takes_its_entry_back_from_its_own_instant_on() {
        let (bad, good) = (entry("a", Source::Rating, 200, 2), entry("b", Source::Rating, 1000, 1));
        let back = Entry { source_id: "a".into(), ..entry("r", Source::Reversal, 200, 1) };
        let ledger = [bad.clone(), back, good.clone()];
        assert_eq!(score(&ledger, NOW, &policy()).tenths, score(&[good], NOW, &policy()).tenths);
        let before = Instant(NOW.ms() - DAY - 1);
        assert_eq!(score(&ledger, before, &policy()).tenths, score(&[bad], before, &policy()).tenths, "the past stays as it was");
        assert!(score(&ledger, NOW, &policy()).effects.iter().any(|effect| effect.reversed && effect.weight == 0));
    }

    #[test]
    fn what_an_act_of_dishonesty_was_found_to_be_is_not_told_by_the_ledger() {
        let of = |rule: &str| Entry { rule: rule.into(), ..entry("d", Source::Deduction, 50, 0) }.public_rule().to_owned();
        assert_eq!(
            (of("dishonesty-minor"), of("dishonesty-serious"), of("contract-late")),
            ("conduct".into(), "conduct".into(), "contract-late".into())
        );
    }

    proptest! {
        #[test]
        fn the_order_of_entries_does_not_matter_and_the_score_stays_in_bounds(
            list in proptest::collection::vec((0_usize..4, 0_i64..1001, 0_i64..2000), 0..30), turn in 0_usize..30
        ) {
            let entries: Vec<Entry> =
                list.iter().enumerate().map(|(n, (s, p, d))| entry(&format!("{n:02}"), Source::ALL[*s], *p, *d)).collect();
            let mut turned = entries.clone();
            let by = if turned.is_empty() { 0 } else { turn % turned.len() };
            turned.rotate_left(by);
            let (one, other) = (score(&entries, NOW, &policy()), score(&turned, NOW, &policy()));
            prop_assert_eq!(&one, &other);
            prop_assert!((0..=1000).contains(&one.tenths));
        }

        #[test]
        fn what_has_expired_has_no_part_in_the_score(list in proptest::collection::vec((0_usize..4, 0_i64..1001, 0_i64..2000, -3_i64..3), 0..30)) {
            let ledger: Vec<Entry> = list
                .iter()
                .enumerate()
                .map(|(n, (s, p, d, end))| Entry { expires: NOW.plus(*end), ..entry(&format!("{n:02}"), Source::ALL[*s], *p, *d) })
                .collect();
            let counting: Vec<Entry> = ledger.iter().filter(|entry| entry.expires > NOW).cloned().collect();
            prop_assert_eq!(score(&ledger, NOW, &policy()).tenths, score(&counting, NOW, &policy()).tenths);
        }

        #[test]
        fn a_better_rating_never_lowers_the_score(points in 0_i64..1000, days in 0_i64..3000) {
            let of = |p| score(&[entry("a", Source::Rating, p, days)], NOW, &policy()).tenths;
            prop_assert!(of(points + 1) >= of(points));
        }
    }
}
