//! A negotiation in words, for everybody, when it is over.

use super::doors::Found;
use crate::domain::method::Quote;
use crate::domain::method::talks::{Said, What};
use crate::market::selection;
use crate::platform::i18n::T;

/// Something that was said.
pub struct TalkWords {
    pub round: String,
    pub pseudonym: String,
    pub short: String,
    /// The label of the draw behind it.
    pub label: String,
    /// A quote, or that the owner replied.
    pub what: String,
    /// The fingerprint of a reply.
    pub hash: Option<String>,
}

/// Everything that was said, in its order; nothing where there was no negotiation.
pub fn talks(t: T, found: &Found) -> Vec<TalkWords> {
    let Some((talks, links)) = &found.talks else { return Vec::new() };
    let words = |said: &Said| TalkWords {
        round: t.number(said.round),
        short: selection::short_label(said.pseudonym.as_str()),
        label: links.get(&said.pseudonym).map(|label| selection::short_label(label.as_str())).unwrap_or_default(),
        pseudonym: said.pseudonym.to_string(),
        what: match said.what {
            What::Quote(Quote::Amount(fen)) => t.msg("negotiations-said-quote").with("sum", t.money(fen)).to_string(),
            What::Quote(Quote::Discount(bp)) => t.hundredths(bp),
            What::Reply(_) => t.t("negotiations-said-reply"),
        },
        hash: if let What::Reply(hash) = said.what { Some(hash.to_string()) } else { None },
    };
    talks.said().iter().map(words).collect()
}
