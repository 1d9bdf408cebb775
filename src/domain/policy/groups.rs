//! The groups of a policy. What each number means is said once more, for people, beside it in `config/policy/default.toml`.
//! A field that ends in `_wd` counts working days.

use crate::domain::cleaning::Limits;
use crate::domain::draw::{BeaconRule, Dice, Mode, Nonces, PoolKind};
use crate::domain::role::Role;
use serde::{Deserialize, Serialize};

crate::text_states! {
    /// When a period ends on its last day.
    pub enum EndRule {
        /// At 24:00.
        Midnight => "midnight",
        /// When the office closes.
        OfficeClose => "office-close",
        /// At the time of day of the event, so that everybody has whole working days.
        SameTime => "same-time",
    }
}

crate::text_states! {
    /// What it means that an owner did not rate in time.
    pub enum OnSilence {
        /// A rating is recorded that counts nothing for the agency and is noted against the owner.
        Neutral => "neutral",
        /// Nothing is recorded.
        Nothing => "none",
    }
}

/// A time on the clock in Shanghai, `09:00`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(into = "String", try_from = "String")]
pub struct ClockTime {
    hour: u32,
    minute: u32,
}

impl ClockTime {
    /// The hour, 0–23.
    pub const fn hour(self) -> u32 {
        self.hour
    }

    /// The minute, 0–59.
    pub const fn minute(self) -> u32 {
        self.minute
    }
}

impl std::fmt::Display for ClockTime {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:02}:{:02}", self.hour, self.minute)
    }
}

impl From<ClockTime> for String {
    fn from(time: ClockTime) -> String {
        time.to_string()
    }
}

impl TryFrom<String> for ClockTime {
    type Error = String;

    fn try_from(text: String) -> Result<ClockTime, String> {
        let two = |part: &str, below: u32| part.parse().ok().filter(|number| part.len() == 2 && *number < below);
        let parts = text.split_once(':').and_then(|(hour, minute)| Some((two(hour, 24)?, two(minute, 60)?)));
        parts.map(|(hour, minute)| ClockTime { hour, minute }).ok_or_else(|| format!("{text:?} is not a time of the form 09:00"))
    }
}

/// Checks of agencies and owners.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Onboarding {
    pub formal_check_wd: u32,
    pub owner_check_wd: u32,
    pub publicity_wd: u32,
    /// Calendar days before the end of a qualification, falling.
    pub expiry_warning_days: Vec<u32>,
}

/// Review and correction of projects.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Project {
    pub review_wd: u32,
    pub correction_min_wd: u32,
}

/// The sign-up window and how many sign-ups a draw needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signup {
    pub window_wd: u32,
    pub window_min_wd: u32,
    pub window_max_wd: u32,
    pub window_ends: EndRule,
    pub min_first: u32,
    pub min_retry: u32,
    pub extend_wd: u32,
}

crate::text_states! {
    /// What the draw that follows the platform's own silence must have.
    pub enum Stronger { Ceremony => "ceremony", Beacon => "beacon" }
}

/// Times and sizes of a draw, and the terms an owner may choose from; the first of each list is proposed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Draw {
    pub commit_minutes: u32,
    pub reveal_minutes: u32,
    pub applicant_minutes: u32,
    pub ceremony_minutes: u32,
    pub objection_minutes: u32,
    pub alternates_max: u32,
    pub modes: Vec<Mode>,
    pub weight_cap: u32,
    pub nonces: Vec<Nonces>,
    pub dice: Vec<Dice>,
    pub beacons: Vec<BeaconRule>,
    pub pools: Vec<PoolKind>,
    pub beacon_margin_seconds: u32,
    /// Calendar days after the round's time.
    pub beacon_days: u32,
    pub after_platform_silence: Stronger,
}

/// The limit on the whole way from notice to result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Selection {
    pub total_max_wd: u32,
}

/// The winner's answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Award {
    pub accept_wd: u32,
}

/// Signing, confirming and filing the contract.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Contract {
    pub sign_wd: u32,
    pub confirm_wd: u32,
    pub file_wd: u32,
}

/// The owner's answer to a result.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Acceptance {
    pub decide_wd: u32,
}

/// Ratings by owners.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rating {
    pub window_wd: u32,
    pub amend_wd: u32,
    pub answer_wd: u32,
    pub on_silence: OnSilence,
    pub weights: RatingWeights,
}

/// How much each part of a rating weighs, in percent; together 100.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RatingWeights {
    pub quality: u32,
    pub timeliness: u32,
    pub attitude: u32,
    pub charge: u32,
    pub compliance: u32,
}

/// The credit score, 0 to 100 points.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Credit {
    pub prior_mean: u32,
    pub prior_weight: u32,
    pub half_life_months: u32,
    pub level_a: u32,
    pub level_b: u32,
    pub level_c: u32,
    pub weights: CreditWeights,
    pub deductions: Deductions,
}

/// How much each source weighs in the score, in percent; together 100.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CreditWeights {
    pub owner: u32,
    pub industry: u32,
    pub platform: u32,
}

/// What lowers the score.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deductions {
    pub award_declined: Deduction,
    pub award_unanswered: Deduction,
    pub contract_late: Deduction,
    pub result_late: Deduction,
    pub dishonesty_minor: Deduction,
    pub dishonesty_general: Deduction,
    pub dishonesty_serious: Deduction,
    /// A sealed quote that could not be opened by who sealed it; a policy from before there were sealed quotes takes nothing off.
    #[serde(default)]
    pub bid_spoiled: Deduction,
}

/// Points taken off, and the months after which they end.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deduction {
    pub points: u32,
    pub months: u32,
}

/// The list of the dishonest.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Blacklist {
    pub defence_wd: u32,
    pub decide_wd: u32,
    /// Calendar days.
    pub interim_max_days: u32,
    pub minor: GradeTerm,
    pub general: GradeTerm,
    pub serious: GradeTerm,
}

/// How long an entry of one grade lasts, in calendar months, and whether the public sees it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct GradeTerm {
    pub min_months: u32,
    pub max_months: u32,
    pub published: bool,
}

/// How much is read of a document that is cleaned for a blind review.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Papers {
    /// Pages of a PDF.
    pub pages_max: u32,
    /// Megabytes of 10^6 bytes, unpacked.
    pub unpacked_mb_max: u32,
    /// Parts of an office document.
    pub parts_max: u32,
}

impl Papers {
    /// The same for [`crate::domain::cleaning::clean`].
    pub fn limits(&self) -> Limits {
        const MEGABYTE: u64 = 1_000_000;
        let count = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
        Limits { pages: count(self.pages_max), unpacked_bytes: u64::from(self.unpacked_mb_max) * MEGABYTE, parts: count(self.parts_max) }
    }
}

/// What waits for people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkList {
    pub soon_wd: u32,
}

/// Passwords and second factors.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Access {
    pub password_min_chars: u32,
    pub totp_roles: Vec<Role>,
}
