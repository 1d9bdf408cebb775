//! What a panel gave and said, in words.

use super::doors::Found;
use crate::domain::draw::Label;
use crate::domain::method::scores::{Deviation, HUNDREDTHS, Reviewed, Weight};
use crate::domain::method::{Ratio, Scores};
use crate::domain::policy::Policy;
use crate::market::{catalogue, selection};
use crate::platform::i18n::T;
use crate::platform::page::{Ctx, Markup};

/// A review; without entries where nobody reviewed.
#[derive(Default)]
pub struct Scored {
    /// The names of the criteria with their points.
    pub criteria: Vec<String>,
    /// What each proposal got, the best first.
    pub entries: Vec<EntryWords>,
    pub reasons: Vec<ReasonWords>,
    /// The draw of the panel.
    pub panel: String,
    /// From how many experts on the extremes are left out.
    pub trimmed: String,
}

/// What a panel gave one proposal.
pub struct EntryWords {
    pub pseudonym: String,
    pub short: String,
    pub label: String,
    /// The mean of each criterion.
    pub means: Vec<String>,
    /// Every expert's total, in the order of the draw.
    pub totals: String,
    pub score: String,
}

/// What an expert said of its total that lay far beside the mean.
pub struct ReasonWords {
    pub pseudonym: String,
    pub short: String,
    /// Which expert in the order of the draw.
    pub expert: String,
    /// Its total before, and the one that counts.
    pub first: String,
    pub last: String,
    pub reason: String,
    /// What choice/scores.txt has of the reason.
    pub hash: Option<Markup>,
}

/// Everything of the review that an outcome goes by.
pub fn scored(ctx: &Ctx, policy: Option<&Policy>, found: &Found) -> Scored {
    let (t, Some(scores)) = (ctx.t, &found.scores) else { return Scored::default() };
    let criterion = |weight: &Weight| {
        let name = policy.map_or_else(|| weight.criterion.clone(), |policy| catalogue::criterion(t, policy, &weight.criterion));
        t.msg("outcomes-criterion").with("name", name).with_n("points", weight.points).to_string()
    };
    let mut entries: Vec<&Reviewed> = scores.entries.iter().collect();
    entries.sort_by_key(|one| std::cmp::Reverse(scores.score(one)));
    Scored {
        criteria: scores.weights.iter().map(criterion).collect(),
        entries: entries.into_iter().map(|one| entry(t, (found, scores), one)).collect(),
        reasons: scores.deviations.iter().map(|one| reason(ctx, (found, scores), one)).collect(),
        panel: scores.panel.to_string(),
        trimmed: scores.drop_from.map_or_else(|| t.t("outcomes-not-trimmed"), |from| t.n("outcomes-trimmed", from)),
    }
}

fn shown(t: T, ratio: Option<Ratio>) -> String {
    ratio.map_or_else(|| t.t("none"), Ratio::shown)
}

fn points(t: T, hundredths: u32) -> String {
    shown(t, Ratio::new(i128::from(hundredths), i128::from(HUNDREDTHS)))
}

fn entry(t: T, (found, scores): (&Found, &Scores), entry: &Reviewed) -> EntryWords {
    let behind = found.links.as_ref().and_then(|links| links.behind(&entry.pseudonym));
    EntryWords {
        short: selection::short_label(entry.pseudonym.as_str()),
        pseudonym: entry.pseudonym.to_string(),
        label: behind.map_or_else(|| t.t("none"), |label| selection::short_label(label.as_str())),
        means: (0..scores.weights.len()).map(|at| shown(t, Scores::mean(entry, at))).collect(),
        totals: Scores::totals(entry).into_iter().map(|total| points(t, total)).collect::<Vec<_>>().join(" · "),
        score: shown(t, scores.score(entry)),
    }
}

fn reason(ctx: &Ctx, (found, scores): (&Found, &Scores), one: &Deviation) -> ReasonWords {
    let seat = scores.seats.iter().position(|seat| *seat == one.seat);
    let total = |label: &Label| {
        let entry = scores.entries.iter().find(|entry| entry.pseudonym == *label)?;
        Scores::totals(entry).get(seat?).copied()
    };
    ReasonWords {
        short: selection::short_label(one.pseudonym.as_str()),
        pseudonym: one.pseudonym.to_string(),
        expert: seat.map_or_else(|| selection::short_label(one.seat.as_str()), |at| ctx.n("reviews-expert-n", at + 1)),
        first: points(ctx.t, one.first),
        last: total(&one.pseudonym).map_or_else(|| ctx.t("none"), |total| points(ctx.t, total)),
        reason: found.reason_of(one).map_or_else(|| ctx.t("outcomes-reason-missing"), str::to_owned),
        hash: one.reason.as_ref().map(|hash| ctx.hash(hash.to_string().as_str())),
    }
}
