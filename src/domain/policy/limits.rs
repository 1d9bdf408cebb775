//! Numbers an owner may choose, and how far it may go when it names an agency itself.

use serde::{Deserialize, Serialize};

use crate::domain::method::direct::Reason;
use crate::domain::money::Fen;

/// A number an owner chooses between two bounds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Span {
    pub least: u32,
    pub most: u32,
    /// What a new project proposes.
    pub proposed: u32,
}

impl Span {
    /// Whether a number lies within.
    pub fn holds(&self, number: u32) -> bool {
        (self.least..=self.most).contains(&number)
    }
}

/// Limits of direct selection; see [`crate::domain::method::direct`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Direct {
    pub reasons: Vec<Reason>,
    /// The highest price of one.
    pub most_fen: Fen,
    /// Of one owner in a calendar year, in number and sum.
    pub owner_count: u32,
    pub owner_sum_fen: Fen,
    /// From one owner to one agency in a calendar year.
    pub agency_count: u32,
    pub agency_sum_fen: Fen,
    /// Working days for which it is announced before the agency is asked.
    pub publicity_wd: u32,
}
