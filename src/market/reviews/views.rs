//! Desks and proposals in words.

use super::doors::{Desk, Proposal};
use super::forms::points;
use super::proposals::File;
use super::store::ReviewState;
use crate::domain::bid::Quote;
use crate::domain::money::Fen;
use crate::market::bids::{Shown, findings};
use crate::market::selection;
use crate::platform::i18n::T;

/// A quote in words.
fn quote(t: T, quote: Quote) -> String {
    match quote {
        Quote::Amount(fen) => t.money(Fen(i64::try_from(fen).unwrap_or(i64::MAX))),
        Quote::Discount(bp) => t.hundredths(i64::try_from(bp).unwrap_or(i64::MAX)),
        Quote::None => t.t("none"),
    }
}

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

/// A file of a proposal.
pub struct FileWords {
    pub name: String,
    pub size: String,
    pub hash: String,
    pub href: Option<String>,
    /// Why it cannot be read, and for the chair what the check found.
    pub said: Vec<String>,
}

fn file(t: T, (file, proposal): (&File, &str)) -> FileWords {
    let why = (file.shown != Shown::Open).then(|| t.word("reviews-file", file.shown.as_str()));
    let found = file.finding.split_whitespace().map(|word| findings::second(t, word));
    FileWords {
        size: t.size(i64::try_from(file.size).unwrap_or(i64::MAX)),
        href: (file.shown == Shown::Open).then(|| format!("{proposal}/documents/{}", file.number)),
        said: why.into_iter().chain(found).collect(),
        name: file.name.clone().unwrap_or_else(|| t.msg("bids-file-number").with_n("n", file.number as i64).to_string()),
        hash: file.sha256.clone(),
    }
}

impl ProposalWords {
    /// The words of one proposal.
    pub fn of(t: T, desk: &Desk, one: &Proposal) -> ProposalWords {
        let criteria = desk.at.project.spec.way.weights.len();
        let href = format!("/expert/reviews/{}/{}", desk.at.seat.id, one.pseudonym);
        ProposalWords {
            name: t.n("reviews-proposal-n", one.n),
            short: selection::short_label(one.pseudonym.as_str()),
            quote: quote(t, one.entry.quote),
            days: one.entry.days.map_or_else(|| t.t("none"), |days| t.n("reviews-days", i64::try_from(days).unwrap_or(i64::MAX))),
            filled: t.msg("reviews-filled").with_n("n", one.filled).with_n("of", criteria).to_string(),
            total: points(one.total),
            totals: one.totals.iter().map(|total| points(*total)).collect(),
            asked: one.deviation.as_ref().is_some_and(|deviation| deviation.reason.is_empty()),
            answered: one.deviation.as_ref().is_some_and(|deviation| !deviation.reason.is_empty()),
            open: one.open,
            files: one.files.iter().map(|one| file(t, (one, &href))).collect(),
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
