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

/// How long a negotiation takes; see [`crate::domain::method::negotiation`]. Minutes are minutes of the office: none pass while it is closed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Negotiation {
    /// Exchanges at most.
    pub rounds: u32,
    /// In which those who take part quote, in each exchange.
    pub quote_minutes: u32,
    /// In which the owner replies to all of them, after each exchange but the last.
    pub reply_minutes: u32,
    /// In which the owner chooses at the end.
    pub choose_minutes: u32,
}

impl Negotiation {
    /// Office minutes from the beginning to the end, where everybody uses up every turn.
    pub fn minutes(&self) -> u32 {
        let replies = self.reply_minutes.saturating_mul(self.rounds.saturating_sub(1));
        self.quote_minutes.saturating_mul(self.rounds).saturating_add(replies).saturating_add(self.choose_minutes)
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
