//! What an owner chooses about a draw, within what the policy allows; the notice is built from it.

use serde::{Deserialize, Serialize};

use super::beacon::Round;
use super::notice::{Mode, Nonces};
use super::words::{OfficerId, Weight};
use crate::domain::credit::Level;
use crate::domain::policy::{self, Stronger};
use crate::domain::time::{Instant, MINUTE, SECOND};

crate::text_states! {
    /// Whether dice are thrown in public after everybody else has revealed.
    pub enum Dice { None => "none", Public => "public" }
}
crate::text_states! {
    /// Which public beacon's signature enters the seed.
    pub enum BeaconRule { None => "none", Drand => "drand" }
}

crate::text_states! {
    /// Who may sign up: whoever fulfils the conditions until the deadline, or only who is in a list that is fixed and published with the notice.
    #[derive(Default)]
    pub enum PoolKind { #[default] Open => "open", Listed => "listed" }
}

/// The id under which public dice stand in the documents: `officer:ceremony`. No witness officer may bear it.
pub const CEREMONY: &str = "ceremony";

/// The officer that is nobody but the dice.
pub fn ceremony_officer() -> OfficerId {
    OfficerId::parse(CEREMONY).expect("the word is an officer's id by its grammar")
}

/// The terms of a draw.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Terms {
    pub mode: Mode,
    pub nonces: Nonces,
    pub dice: Dice,
    pub beacon: BeaconRule,
    /// What was chosen before there was this choice: open.
    #[serde(default)]
    pub pool: PoolKind,
}

/// The terms of every draw before there was a choice.
impl Default for Terms {
    fn default() -> Terms {
        Terms { mode: Mode::Uniform, nonces: Nonces::None, dice: Dice::None, beacon: BeaconRule::None, pool: PoolKind::Open }
    }
}

impl Terms {
    /// What the policy proposes: the first of each of its lists.
    pub fn proposed(policy: &policy::Draw) -> Terms {
        let otherwise = Terms::default();
        Terms {
            mode: policy.modes.first().copied().unwrap_or(otherwise.mode),
            nonces: policy.nonces.first().copied().unwrap_or(otherwise.nonces),
            dice: policy.dice.first().copied().unwrap_or(otherwise.dice),
            beacon: policy.beacons.first().copied().unwrap_or(otherwise.beacon),
            pool: policy.pools.first().copied().unwrap_or(otherwise.pool),
        }
    }

    /// The name of the first term the policy does not allow.
    pub fn unwanted(&self, policy: &policy::Draw) -> Option<&'static str> {
        let terms = [
            ("mode", policy.modes.contains(&self.mode)),
            ("nonces", policy.nonces.contains(&self.nonces)),
            ("dice", policy.dice.contains(&self.dice)),
            ("beacon", policy.beacons.contains(&self.beacon)),
            ("pool", policy.pools.contains(&self.pool)),
        ];
        terms.into_iter().find(|(_, allowed)| !allowed).map(|(name, _)| name)
    }

    /// The terms of the draw that follows the platform's own silence: one whose outcome the platform cannot veto by a second silence (draw-v1 §4).
    pub fn after_platform_silence(self, policy: &policy::Draw) -> Terms {
        let has_one = self.dice == Dice::Public || self.beacon == BeaconRule::Drand;
        match policy.after_platform_silence {
            _ if has_one => self,
            Stronger::Ceremony => Terms { dice: Dice::Public, ..self },
            Stronger::Beacon => Terms { beacon: BeaconRule::Drand, ..self },
        }
    }

    /// When revealing ends for a list that closes then: applicants and dice take time of their own.
    pub fn reveal_by(&self, closes: Instant, policy: &policy::Draw) -> Instant {
        let applicants = if self.nonces == Nonces::Commit { policy.applicant_minutes } else { 0 };
        let dice = if self.dice == Dice::Public { policy.ceremony_minutes } else { 0 };
        closes.plus((i64::from(policy.reveal_minutes) + i64::from(applicants) + i64::from(dice)) * MINUTE)
    }

    /// The beacon's round for a notice with this reveal-by: the first that is late enough.
    pub fn round(&self, reveal_by: Instant, policy: &policy::Draw) -> Option<Round> {
        let margin = i64::from(policy.beacon_margin_seconds) * SECOND;
        (self.beacon == BeaconRule::Drand).then(|| Round::at_or_after(reveal_by.whole_second().plus(margin)))
    }
}

/// The tickets of an agency in a weighted draw: the best level has `cap` tickets, each level below one fewer, none fewer than one. Levels and not
/// points, because a weight stands beside a pseudonym and must not tell whose it is.
pub fn tickets(level: Level, cap: u32) -> Weight {
    let below = match level {
        Level::A => 0,
        Level::B => 1,
        Level::C => 2,
        Level::D => 3,
    };
    let tickets = u16::try_from(cap.saturating_sub(below)).unwrap_or(u16::MAX).clamp(1, 1000);
    Weight::of(tickets).expect("it was clamped to what a weight may be")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn policy() -> policy::Draw {
        crate::defaults::policies().iter().next().unwrap().draw.clone()
    }

    #[test]
    fn the_best_level_has_the_most_tickets_and_the_cap_is_the_ratio() {
        let of = |cap| [Level::A, Level::B, Level::C, Level::D].map(|level| tickets(level, cap).tickets());
        assert_eq!(of(1), [1, 1, 1, 1]);
        assert_eq!(of(2), [2, 1, 1, 1]);
        assert_eq!(of(3), [3, 2, 1, 1]);
        assert_eq!(of(4), [4, 3, 2, 1]);
        assert_eq!(tickets(Level::A, u32::MAX), Weight::of(1000).unwrap());
    }

    #[test]
    fn what_the_policy_does_not_allow_is_named() {
        let strict = policy::Draw { modes: vec![Mode::Uniform], beacons: vec![BeaconRule::None], ..policy() };
        assert_eq!(Terms::default().unwanted(&strict), None);
        assert_eq!(Terms { mode: Mode::Weighted, ..Terms::default() }.unwanted(&strict), Some("mode"));
        assert_eq!(Terms { beacon: BeaconRule::Drand, ..Terms::default() }.unwanted(&strict), Some("beacon"));
        let other = policy::Draw { modes: vec![Mode::Weighted, Mode::Uniform], ..policy() };
        assert_eq!(Terms::proposed(&other).mode, Mode::Weighted, "the first of the list is proposed");
    }

    #[test]
    fn after_its_own_silence_the_platform_cannot_veto_again() {
        let (plain, policy) = (Terms::default(), policy());
        let dice = policy::Draw { after_platform_silence: Stronger::Ceremony, ..policy.clone() };
        let beacon = policy::Draw { after_platform_silence: Stronger::Beacon, ..policy };
        assert_eq!(plain.after_platform_silence(&dice), Terms { dice: Dice::Public, ..plain });
        assert_eq!(plain.after_platform_silence(&beacon), Terms { beacon: BeaconRule::Drand, ..plain });
        let thrown = Terms { dice: Dice::Public, ..plain };
        assert_eq!(thrown.after_platform_silence(&beacon), thrown, "dice it has already");
    }

    #[test]
    fn whoever_reveals_has_time_and_the_round_comes_after() {
        let (closes, policy) = (Instant(1_800_000_000_000), policy());
        let all = Terms { nonces: Nonces::Commit, dice: Dice::Public, beacon: BeaconRule::Drand, ..Terms::default() };
        let (plain, longer) = (Terms::default().reveal_by(closes, &policy), all.reveal_by(closes, &policy));
        assert_eq!(plain.ms() - closes.ms(), i64::from(policy.reveal_minutes) * MINUTE);
        assert_eq!(longer.ms() - plain.ms(), i64::from(policy.applicant_minutes + policy.ceremony_minutes) * MINUTE);
        assert_eq!(Terms::default().round(plain, &policy), None);
        let round = all.round(longer, &policy).unwrap();
        assert!(round >= Round::earliest_for(longer) && round.time().ms() - longer.ms() < 604 * SECOND);
    }
}
