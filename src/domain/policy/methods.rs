//! The ways in which an agency may be chosen here, as lists of stages, and their numbers.

use serde::{Deserialize, Serialize};

use super::limits::{Direct, Negotiation, Span};
use super::review::{Criterion, Review};
use crate::domain::draw::Mode;
use crate::domain::method::quote::QuoteKind;
use crate::domain::method::{Stage, quote};
use crate::domain::money::Fen;
use crate::domain::text::Bilingual;

crate::text_states! {
    /// A stage as a preset names it; its numbers come from the project and from the policy.
    pub enum StageWord {
        Tail => "tail",
        Quotes => "quotes",
        Discounts => "discounts",
        Draw => "draw",
        Price => "price",
        Average => "average",
        AverageBelow => "average-below",
        /// The average is lowered by a drawn number.
        AverageLowered => "average-lowered",
        /// A panel of experts scores the proposals.
        Review => "review",
        Choose => "choose",
        /// Those drawn quote, the owner replies, and so on; then it picks one of them blind.
        Negotiate => "negotiate",
        /// The owner names the agency; it has no other stage beside it.
        Direct => "direct",
    }
}

crate::text_states! {
    /// Which projects a preset is for, by where their money comes from.
    pub enum Funds {
        Any => "any",
        /// Without any share of fiscal funds.
        Social => "social",
    }
}

/// A way from a project to its outcome.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Preset {
    /// A stable word of `a-z` and `-`.
    pub id: String,
    pub name: Bilingual,
    /// The way in two sentences.
    pub explained: Bilingual,
    pub stages: Vec<StageWord>,
    /// The chances the draw must have; `None`: as the owner chooses.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub mode: Option<Mode>,
    /// Codes of the service items it is for; empty: all.
    #[serde(default)]
    pub items: Vec<String>,
    /// Up to which price of the notice; `None`: any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub most_fen: Option<Fen>,
    #[serde(default = "any")]
    pub funds: Funds,
    /// Whether agencies seal documents beside their quote.
    #[serde(default)]
    pub files: bool,
    /// The fewest who take part, at first and after the one extension; `None`: as `signup` has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min_signups: Option<u32>,
}

fn five() -> u32 {
    5
}

/// The shortlist of policies that were written before there was a review.
fn nobody() -> Span {
    Span { least: 1, most: 1, proposed: 1 }
}

fn any() -> Funds {
    Funds::Any
}

impl Preset {
    /// Whether this stage is part of it.
    pub fn has(&self, stage: StageWord) -> bool {
        self.stages.contains(&stage)
    }

    /// Whether the owner picks one blind at the end.
    pub fn is_picked(&self) -> bool {
        self.has(StageWord::Choose) || self.has(StageWord::Negotiate)
    }

    /// Whether the owner says how many are drawn for it (小名单).
    pub fn has_small(&self) -> bool {
        self.is_picked() && !self.is_blind()
    }

    /// Whether the price of the notice is a cap below which agencies quote, sealed or in a negotiation.
    pub fn is_quoted(&self) -> bool {
        self.quotes().is_some() || self.has(StageWord::Negotiate)
    }

    /// What agencies are to seal with their sign-up, where they are to quote there.
    pub fn quotes(&self) -> Option<QuoteKind> {
        match () {
            () if self.has(StageWord::Quotes) => Some(QuoteKind::Amount),
            () if self.has(StageWord::Discounts) => Some(QuoteKind::Discount),
            () => None,
        }
    }

    /// Whether the owner compares the proposals itself, on a score sheet of its own: it chooses right after the quotes.
    pub fn is_compared(&self) -> bool {
        self.quotes().is_some() && self.has(StageWord::Choose) && !self.has(StageWord::Review)
    }

    /// What proposals are scored by, by experts or by the owner; nothing where nobody scores.
    pub fn criteria<'a>(&self, (methods, review): (&'a Methods, &'a Review)) -> &'a [Criterion] {
        match () {
            () if self.has(StageWord::Review) => &review.criteria,
            () if self.is_compared() => &methods.criteria,
            () => &[],
        }
    }

    /// Whether entries lie under pseudonyms: a review or a blind choice follows the quotes.
    pub fn is_blind(&self) -> bool {
        self.quotes().is_some() && (self.has(StageWord::Review) || self.has(StageWord::Choose))
    }
}

/// The ways in which an agency may be chosen, the first of which is proposed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Methods {
    pub presets: Vec<Preset>,
    /// Points of credit in one step. Methods go by whole steps, because a number beside a pseudonym must not tell whose it is.
    pub credit_step_points: u32,
    /// The list of the best by credit from which is drawn (大名单).
    pub large_list: Span,
    /// How many are drawn for the owner to choose from (小名单).
    pub small_list: Span,
    /// How many stay after a review (入围).
    #[serde(default = "nobody")]
    pub shortlist: Span,
    /// Working days in which the owner chooses; afterwards the first drawn has been chosen.
    pub choose_wd: u32,
    /// What whoever chooses among proposals that it compared itself declares: that it has no interest in any of those who take part.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub recusal: Option<Bilingual>,
    /// What an owner scores proposals by that it compares itself; its weights make 100.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub criteria: Vec<Criterion>,
    /// From how many finished projects of the same item on each further band of a card begins; rising.
    pub similar_bands: Vec<u32>,
    /// From how many promised working days on each further band of a card begins; rising.
    pub days_bands: Vec<u32>,
    /// From what price on each further band of a card begins, in hundredths of a percent of the notice's price; rising.
    #[serde(default)]
    pub price_bands_bp: Vec<u32>,
    /// Points of a review's score in one band of a card.
    #[serde(default = "five")]
    pub score_band_points: u32,
    /// From how many quotes on one highest and one lowest do not enter the average; 0: never.
    pub trim_from: u32,
    /// The highest coefficient that can be drawn to lower the average, in hundredths of a percent; for presets with a lowered average (ADR 21).
    pub coefficient_max_bp: u32,
    /// The lowest amount that counts, in hundredths of a percent of the notice's price.
    pub floor_bp: u32,
    /// The highest discount that counts, in hundredths of a percent.
    pub discount_max_bp: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub direct: Option<Direct>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub negotiation: Option<Negotiation>,
}

/// What every policy had before there was a choice: the draw alone.
impl Default for Methods {
    fn default() -> Methods {
        let words = |zh: &str, en: &str| Bilingual { zh: zh.to_owned(), en: en.to_owned() };
        let draw = Preset {
            id: DRAW.to_owned(),
            name: words("盲抽", "Draw"),
            explained: words(
                "在符合条件的报名机构中公开随机抽取。第一位中选，其余按名次备选。",
                "Drawn in public among the eligible. The first is chosen, the others stand ready in their order.",
            ),
            stages: vec![StageWord::Draw],
            mode: None,
            items: Vec::new(),
            most_fen: None,
            funds: Funds::Any,
            files: false,
            min_signups: None,
        };
        let one = Span { least: 1, most: 1, proposed: 1 };
        Methods {
            presets: vec![draw],
            credit_step_points: 5,
            large_list: one,
            small_list: one,
            shortlist: one,
            choose_wd: 1,
            recusal: None,
            criteria: Vec::new(),
            similar_bands: Vec::new(),
            days_bands: Vec::new(),
            price_bands_bp: Vec::new(),
            score_band_points: 5,
            trim_from: 0,
            coefficient_max_bp: 0,
            floor_bp: 0,
            discount_max_bp: 0,
            direct: None,
            negotiation: None,
        }
    }
}

/// The way every project went before there was a choice.
pub const DRAW: &str = "draw";

impl Methods {
    /// The preset with this id.
    pub fn preset(&self, id: &str) -> Option<&Preset> {
        self.presets.iter().find(|preset| preset.id == id)
    }

    /// The presets a project may go by: for its item, price in fen and percent of fiscal funds.
    pub fn open_to<'a>(&'a self, item: &'a str, price: Fen, fiscal_percent: u32) -> impl Iterator<Item = &'a Preset> {
        self.presets.iter().filter(move |preset| {
            let item = preset.items.is_empty() || preset.items.iter().any(|code| code == item);
            item && preset.most_fen.is_none_or(|most| price <= most) && (preset.funds == Funds::Any || fiscal_percent == 0)
        })
    }

    /// What may be quoted for a project of this price.
    pub fn bounds(&self, kind: QuoteKind, price: Fen) -> quote::Bounds {
        match kind {
            QuoteKind::Amount => {
                let (price, whole) = (i128::from(price.0.max(1)), i128::from(quote::WHOLE_BP));
                let least = (price * i128::from(self.floor_bp) + whole - 1) / whole;
                let most = u64::try_from(price).unwrap_or(u64::MAX);
                quote::Bounds { kind, least: u64::try_from(least.max(1)).unwrap_or(1), most }
            }
            QuoteKind::Discount => quote::Bounds { kind, least: 0, most: u64::from(self.discount_max_bp) },
        }
    }

    /// The stages of a preset with the numbers a project chose. After quotes the owner chooses among all who stay.
    pub fn stages(&self, preset: &Preset, (large, small, shortlist): (u32, u32, u32)) -> Vec<Stage> {
        let trim_from = (self.trim_from > 0).then_some(self.trim_from);
        let stage = |word: &StageWord| match word {
            StageWord::Tail => Some(Stage::Tail(large)),
            StageWord::Quotes => Some(Stage::Quotes(QuoteKind::Amount)),
            StageWord::Discounts => Some(Stage::Quotes(QuoteKind::Discount)),
            StageWord::Draw => Some(Stage::Draw),
            StageWord::Price => Some(Stage::Price),
            StageWord::Average | StageWord::AverageLowered => Some(Stage::Average { trim_from, below_only: false }),
            StageWord::AverageBelow => Some(Stage::Average { trim_from, below_only: true }),
            StageWord::Review => Some(Stage::Review(shortlist)),
            StageWord::Choose => Some(Stage::Choose((!preset.is_blind()).then_some(small))),
            StageWord::Negotiate => self.negotiation.map(|rules| Stage::Negotiate { rounds: rules.rounds, from: small }),
            StageWord::Direct => None,
        };
        preset.stages.iter().filter_map(stage).collect()
    }
}
