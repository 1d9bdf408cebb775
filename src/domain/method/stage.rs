//! The stages a way is made of. Presets are lists of them in the policy; a new preset needs no new code.

use std::fmt;

use super::quote::QuoteKind;
use crate::domain::draw::Fault;
use crate::domain::draw::fault::Broken;
use crate::domain::draw::text::Lines;

/// One stage. Each keeps, drops or re-orders the labels that came through the stages before it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Who is not among the so many best by credit is cut off; equals at the end stay.
    Tail(u32),
    /// Only who has a valid quote of this kind stays.
    Quotes(QuoteKind),
    /// In the order of the draw.
    Draw,
    /// The cheapest first.
    Price,
    /// The closest to the average first.
    Average {
        /// From so many quotes on, one highest and one lowest do not enter the average; `None`: all enter.
        trim_from: Option<u32>,
        /// Whether a quote above the average is out.
        below_only: bool,
    },
    /// The best by the panel's score stay, so many; equals at the end stay.
    Review(u32),
    /// The owner picks one of the first so many without knowing whose they are; `None`: of all. Silence: the first.
    Choose(Option<u32>),
    /// The first so many (`from`) negotiate in up to so many exchanges, and the owner picks one of those who quoted without knowing whose they are. The
    /// others follow by price; silence picks nobody.
    Negotiate { rounds: u32, from: u32 },
}

/// Every shape, for faults.
const SHAPE: &str =
    "tail <n>, quotes <kind>, draw, price, average <n or `-`> all|below, review <n>, choose <n or `-`> or negotiate <n> <n>";

impl fmt::Display for Stage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let or_dash = |n: &Option<u32>| n.map_or_else(|| "-".to_owned(), |n| n.to_string());
        match self {
            Stage::Tail(keep) => write!(f, "tail {keep}"),
            Stage::Quotes(kind) => write!(f, "quotes {kind}"),
            Stage::Draw => f.write_str("draw"),
            Stage::Price => f.write_str("price"),
            Stage::Average { trim_from, below_only } => {
                write!(f, "average {} {}", or_dash(trim_from), if *below_only { "below" } else { "all" })
            }
            Stage::Review(keep) => write!(f, "review {keep}"),
            Stage::Choose(from) => write!(f, "choose {}", or_dash(from)),
            Stage::Negotiate { rounds, from } => write!(f, "negotiate {rounds} {from}"),
        }
    }
}

impl Stage {
    /// Whether the owner picks here.
    pub fn is_picked(self) -> bool {
        matches!(self, Stage::Choose(_) | Stage::Negotiate { .. })
    }

    /// What is quoted for it, where something is.
    pub fn quotes(self) -> Option<QuoteKind> {
        match self {
            Stage::Quotes(kind) => Some(kind),
            Stage::Negotiate { .. } => Some(QuoteKind::Amount),
            _ => None,
        }
    }

    /// Reads a stage from its words; `None` for anything else.
    pub fn parse(text: &str) -> Option<Stage> {
        let stage = match text.split(' ').collect::<Vec<_>>().as_slice() {
            ["tail", n] => Stage::Tail(n.parse().ok()?),
            ["quotes", kind] => Stage::Quotes(QuoteKind::parse(kind)?),
            ["draw"] => Stage::Draw,
            ["price"] => Stage::Price,
            ["average", trim, which] => Stage::Average { trim_from: number(trim)?, below_only: below(which)? },
            ["review", n] => Stage::Review(n.parse().ok()?),
            ["choose", n] => Stage::Choose(number(n)?),
            ["negotiate", rounds, from] => Stage::Negotiate { rounds: rounds.parse().ok()?, from: from.parse().ok()? },
            _ => return None,
        };
        (stage.to_string() == text).then_some(stage)
    }

    /// Reads a line `stage …`.
    pub(super) fn read(lines: &mut Lines<'_>) -> Result<Stage, Fault> {
        let rest = lines.rest_of("stage").unwrap_or_default();
        Stage::parse(rest).ok_or_else(|| lines.fault(Broken::Line { expected: format!("stage {SHAPE}") }))
    }
}

/// A number or `-`; the outer `None` where it is neither.
fn number(word: &str) -> Option<Option<u32>> {
    if word == "-" { Some(None) } else { word.parse().ok().map(Some) }
}

fn below(word: &str) -> Option<bool> {
    match word {
        "below" => Some(true),
        "all" => Some(false),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn there_is_one_way_to_write_a_stage() {
        for text in [
            "tail 10",
            "quotes amount-fen",
            "draw",
            "price",
            "average 5 all",
            "average - below",
            "review 3",
            "choose 3",
            "choose -",
            "negotiate 3 5",
        ] {
            assert_eq!(Stage::parse(text).map(|stage| stage.to_string()).as_deref(), Some(text));
        }
        for wrong in ["tail", "tail 010", "draw 1", "average 5", "average 5 some", "choose x", "", "tail +3"] {
            assert_eq!(Stage::parse(wrong), None, "{wrong}");
        }
    }
}
