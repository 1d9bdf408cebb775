//! Every number the market's rules depend on: days, minimums, weights, terms. Almost all of them are local decisions, so none stands in code.
//!
//! A policy is a version with a name and a first day. A project is published under the version in force then and keeps it to its end, whatever comes
//! later; so versions are added and never changed.

mod bids;
mod check;
mod groups;
mod limits;
mod methods;
mod office;
mod presets;
mod review;
mod set;
#[cfg(test)]
mod tests;

pub use bids::{Bids, OnFound};
pub use groups::*;
pub use limits::{Direct, Negotiation, Span};
pub use methods::{DRAW, Funds, Methods, Preset, StageWord};
pub use office::Office;
pub use review::{Criterion, Review, WHOLE, proposed};
pub use set::PolicySet;

use super::calendar::{DayEnd, Term};
use super::method::Way;
use super::role::Role;
use super::time::{Day, Instant};
use serde::{Deserialize, Serialize};

crate::text_ids! {
    /// The name of a version of the policy.
    PolicyVersion
}

/// One version of all rules in numbers. Checked when read: no period is zero where one is needed, minimums do not exceed maximums, weights make 100.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Policy {
    /// The name of this version.
    pub version: PolicyVersion,
    /// The first day on which projects are published under it.
    pub effective_from: Day,
    /// The document the numbers come from.
    pub source: String,
    /// Office hours, and when days end.
    pub office: Office,
    /// Checks of agencies and owners.
    pub onboarding: Onboarding,
    /// Review and correction of projects.
    pub project: Project,
    /// The sign-up window and how many sign-ups a draw needs.
    pub signup: Signup,
    /// Times and sizes of a draw.
    pub draw: Draw,
    /// Sealed quotes and their opening.
    #[serde(default)]
    pub bids: Bids,
    /// The limit on the whole way from notice to result.
    pub selection: Selection,
    /// The ways in which an agency may be chosen; the draw alone in versions from before there was a choice.
    #[serde(default)]
    pub methods: Methods,
    /// Panels of experts and their review.
    #[serde(default)]
    pub review: Review,
    /// The winner's answer.
    pub award: Award,
    /// Signing, confirming and filing the contract.
    pub contract: Contract,
    /// The owner's answer to a result.
    pub acceptance: Acceptance,
    /// Ratings by owners.
    pub rating: Rating,
    /// The credit score.
    pub credit: Credit,
    /// The list of the dishonest.
    pub blacklist: Blacklist,
    /// Documents that are shown blind.
    pub papers: Papers,
    /// What waits for people.
    pub work_list: WorkList,
    /// Passwords and second factors.
    pub access: Access,
}

/// Why a text is not a policy, or policies do not go together.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PolicyFault {
    /// Not TOML of the expected form, or an unknown or missing key; the reason is the parser's.
    #[error("{0}")]
    Form(String),
    /// A text that must say something is empty.
    #[error("{key} is empty")]
    Empty { key: &'static str },
    /// A number that must be at least one.
    #[error("{key} has to be at least 1")]
    Zero { key: &'static str },
    /// Two numbers in the wrong order.
    #[error("{smaller} must not be more than {larger}")]
    Order { smaller: &'static str, larger: &'static str },
    /// Weights that do not make 100.
    #[error("{group} makes {found} percent and has to make 100")]
    Sum { group: &'static str, found: u32 },
    /// A preset whose stages do not go together.
    #[error("the preset {id:?} of methods.presets: {wrong}")]
    Preset { id: String, wrong: &'static str },
    /// Two versions with one name, or with one first day.
    #[error("versions {0} and {1} have the same name or the same first day")]
    Clash(PolicyVersion, PolicyVersion),
    /// No version at all.
    #[error("a market needs a policy")]
    NoVersion,
}

impl Policy {
    /// Reads a policy from TOML.
    pub fn parse(text: &str) -> Result<Policy, PolicyFault> {
        toml::from_str::<Policy>(text).map_err(|error| PolicyFault::Form(error.to_string()))?.checked()
    }

    /// This policy if its numbers go together; for one that was put together in a form or read from a record.
    pub fn checked(self) -> Result<Policy, PolicyFault> {
        check::check(&self)?;
        Ok(self)
    }

    /// The period of so many working days that an event begins.
    pub fn term(&self, event: Instant, working_days: u32) -> Term {
        Term::after(event, working_days, self.end(self.office.deadline_ends, event))
    }

    /// What proposals are scored by under this id, by experts or by an owner that compares them itself.
    pub fn criterion(&self, id: &str) -> Option<&Criterion> {
        self.review.criteria.iter().chain(&self.methods.criteria).find(|one| one.id == id)
    }

    /// How many have to take part in a project of this way: at first, and after its one extension.
    pub fn least_signups(&self, way: &Way) -> (u32, u32) {
        let own = way.preset(&self.methods).and_then(|preset| preset.min_signups);
        own.map_or((self.signup.min_first, self.signup.min_retry), |own| (own, own))
    }

    /// The sign-up window of so many working days that a notice opens.
    pub fn signup_term(&self, opens: Instant, working_days: u32) -> Term {
        Term::after(opens, working_days, self.end(self.signup.window_ends, opens))
    }

    /// Whether this role signs in with a second factor.
    pub fn needs_totp(&self, role: Role) -> bool {
        self.access.totp_roles.contains(&role)
    }

    fn end(&self, rule: EndRule, event: Instant) -> DayEnd {
        match rule {
            EndRule::Midnight => DayEnd::Midnight,
            EndRule::SameTime => {
                let (hour, minute) = event.clock();
                DayEnd::OfficeClose { hour, minute }
            }
            EndRule::OfficeClose => DayEnd::OfficeClose { hour: self.office.closes.hour(), minute: self.office.closes.minute() },
        }
    }
}
