//! Proposals that an owner compares itself in words: for the owner, and for everybody once it has picked.

use super::doors::{Choosing, Comparing, Found};
use super::forms::field_of;
use super::words::CardWords;
use crate::domain::draw::Label;
use crate::domain::method::Picked;
use crate::domain::method::comparison::Compared;
use crate::domain::method::scores::Weight;
use crate::domain::policy::Policy;
use crate::market::bids::proposals::{FileWords, days_words, quote_words};
use crate::market::{catalogue, reviews, selection};
use crate::platform::forms::{FieldView, Form};
use crate::platform::i18n::T;

/// A proposal beside its card.
pub struct ProposalWords {
    /// What is known of whoever brought it; price and days are those it sealed.
    pub card: CardWords,
    pub quote: String,
    pub days: String,
    pub files: Vec<FileWords>,
    /// A field for each criterion.
    pub points: Vec<FieldView>,
    /// What was given so far.
    pub total: String,
}

/// The proposals in the order of the cards; nothing where the owner compares none. `open`: whether it may still write.
pub fn proposals(t: T, policy: &Policy, (choosing, form, open): (&Choosing, &Form, bool)) -> Vec<ProposalWords> {
    let Some(Comparing { proposals, draft }) = &choosing.comparing else { return Vec::new() };
    let weights = &choosing.project.spec.way.weights;
    let words = |(n, card): (usize, CardWords)| {
        let pseudonym = &choosing.cards.get(n - 1)?.pseudonym;
        let proposal = proposals.get(pseudonym)?;
        let href = format!("/owner/projects/{}/choice/{n}", choosing.project.id);
        let field = |id: &String| {
            let field = form.field(&field_of(n, id)).needed();
            if open { field } else { field.readonly() }
        };
        let total: u32 = draft.all(pseudonym).values().sum();
        Some(ProposalWords {
            quote: quote_words(t, proposal.entry.quote),
            days: days_words(t, proposal.entry.days),
            files: proposal.files.iter().map(|file| FileWords::of(t, (file, &href))).collect(),
            points: weights.iter().map(|(id, _)| field(id)).collect(),
            total: t.msg("outcomes-kept-total").with("points", reviews::points(total)).to_string(),
            card,
        })
    };
    (1..).zip(CardWords::all(t, policy, &choosing.cards)).filter_map(words).collect()
}

/// A proposal as its owner scored it, for everybody.
pub struct ComparedWords {
    pub pseudonym: String,
    pub short: String,
    /// The label of the draw behind it.
    pub label: String,
    /// By criterion.
    pub points: Vec<String>,
    pub total: String,
    pub picked: bool,
}

/// An owner's sheet, for everybody.
#[derive(Default)]
pub struct SheetWords {
    pub criteria: Vec<String>,
    /// The most points first.
    pub rows: Vec<ComparedWords>,
    /// What whoever picked declared, and its fingerprint.
    pub statement: String,
    pub declared: String,
    /// Why somebody was picked who has not most points.
    pub instead: String,
}

/// The sheet in words; an empty one where the owner compared nothing.
pub fn sheet(t: T, policy: Option<&Policy>, found: &Found) -> SheetWords {
    let (Some(sheet), Some(policy)) = (&found.comparison, policy) else { return SheetWords::default() };
    let criterion = |weight: &Weight| {
        let name = catalogue::criterion(t, policy, &weight.criterion);
        t.msg("outcomes-criterion").with("name", name).with_n("points", weight.points).to_string()
    };
    let behind = |pseudonym: &Label| found.links.as_ref().and_then(|links| links.behind(pseudonym));
    let picked = |pseudonym: &Label| found.pick.as_ref().is_some_and(|pick| pick.picked == Picked::Label(pseudonym.clone()));
    let points = |hundredths: u64| reviews::points(u32::try_from(hundredths).unwrap_or(u32::MAX));
    let row = |entry: &&Compared| ComparedWords {
        short: selection::short_label(entry.pseudonym.as_str()),
        pseudonym: entry.pseudonym.to_string(),
        label: behind(&entry.pseudonym).map_or_else(|| t.t("none"), |label| selection::short_label(label.as_str())),
        points: entry.points.iter().map(|given| points(u64::from(*given))).collect(),
        total: points(entry.total()),
        picked: picked(&entry.pseudonym),
    };
    let mut entries: Vec<&Compared> = sheet.entries.iter().collect();
    entries.sort_by_key(|entry| std::cmp::Reverse(entry.total()));
    SheetWords {
        criteria: sheet.weights.iter().map(criterion).collect(),
        rows: entries.iter().map(row).collect(),
        statement: policy.methods.recusal.as_ref().map(|words| catalogue::say(t, words)).unwrap_or_default(),
        declared: sheet.declared.to_string(),
        instead: found.choice.as_ref().map(|choice| choice.instead.clone()).unwrap_or_default(),
    }
}
