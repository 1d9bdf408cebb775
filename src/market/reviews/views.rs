//! Desks and proposals in words.

use super::doors::{Desk, Proposal};
use super::forms::points;
use super::store::ReviewState;
use crate::market::bids::proposals::{FileWords, days_words, quote_words};
use crate::market::selection;
use crate::platform::i18n::T;

/// A proposal in words.
pub struct ProposalWords {
    pub name: String,
    pub short: String,
    pub href: String,
    pub quote: String,
    pub days: String,
    /// `3 of 4`.
    pub filled: String,
    pub total: String,
    /// What all seats gave; empty before all have locked.
    pub totals: Vec<String>,
    /// Whether this expert has to answer for its total, and has not.
    pub asked: bool,
    pub answered: bool,
    pub open: bool,
    pub files: Vec<FileWords>,
}

impl ProposalWords {
    /// The words of one proposal.
    pub fn of(t: T, desk: &Desk, one: &Proposal) -> ProposalWords {
        let criteria = desk.at.project.spec.way.weights.len();
        let href = format!("/expert/reviews/{}/{}", desk.at.seat.id, one.pseudonym);
        ProposalWords {
            name: t.n("reviews-proposal-n", one.n),
            short: selection::short_label(one.pseudonym.as_str()),
            quote: quote_words(t, one.entry.quote),
            days: days_words(t, one.entry.days),
            filled: t.msg("reviews-filled").with_n("n", one.filled).with_n("of", criteria).to_string(),
            total: points(one.total),
            totals: one.totals.iter().map(|total| points(*total)).collect(),
            asked: one.deviation.as_ref().is_some_and(|deviation| deviation.reason.is_empty()),
            answered: one.deviation.as_ref().is_some_and(|deviation| !deviation.reason.is_empty()),
            open: one.open,
            files: one.files.iter().map(|file| FileWords::of(t, (file, &href))).collect(),
            href,
        }
    }

    /// Of all proposals, in this expert's order.
    pub fn all(t: T, desk: &Desk) -> Vec<ProposalWords> {
        desk.proposals.iter().map(|one| ProposalWords::of(t, desk, one)).collect()
    }
}

/// What is asked of this expert now: a word of `score`, `wait`, `answer`, `chair`, `closed`.
pub fn asked(desk: &Desk) -> &'static str {
    let deviates = desk.proposals.iter().any(|one| one.deviation.is_some());
    match desk.at.review.state {
        ReviewState::Scoring if !desk.at.sheet.is_locked() => "score",
        ReviewState::Consensus if deviates && !desk.at.sheet.is_settled() => "answer",
        ReviewState::Closing if desk.chairs => "chair",
        ReviewState::Closed => "closed",
        _ => "wait",
    }
}
