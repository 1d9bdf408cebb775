//! The way a project goes from its sign-ups to its outcome: a preset of the policy, and the numbers its owner chose.

use serde::{Deserialize, Serialize};

use super::direct::Reason;
use super::stage::Stage;
use crate::domain::draw::{PoolKind, Terms};
use crate::domain::money::Fen;
use crate::domain::policy::{DRAW, Methods, Preset, StageWord};

/// A way. The words and limits of its preset are those of the policy that is pinned to the project.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Way {
    /// Id of the preset.
    pub preset: String,
    /// How many of the best by credit are drawn from (大名单); 0 where that is no stage.
    #[serde(default)]
    pub large: u32,
    /// How many are drawn for the owner to choose from (小名单); 0 where it does not choose.
    #[serde(default)]
    pub small: u32,
    /// In direct selection.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub named: Option<Named>,
}

/// Whom an owner names itself, and why (直接选取). It stands in the notice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Named {
    pub uscc: String,
    /// As the directory has it.
    pub name: String,
    pub reason: Reason,
    /// The reason in the owner's words.
    pub words: String,
}

/// What every project did before there was a choice: the draw alone.
impl Default for Way {
    fn default() -> Way {
        Way { preset: DRAW.to_owned(), large: 0, small: 0, named: None }
    }
}

/// Why a way is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The policy has no such preset for this item, price and funds.
    NotOpen,
    /// Agencies can quote only where the price of the notice is a cap.
    NeedsCap,
    /// Direct selection names an agency.
    NobodyNamed,
    /// The list of the best by credit is longer or shorter than the policy allows.
    Large { least: u32, most: u32 },
    /// So is the list of those who are drawn, or it is longer than the list they are drawn from.
    Small { least: u32, most: u32 },
}

/// What is posted, as far as a way depends on it.
#[derive(Clone, Copy, Debug)]
pub struct Posted<'a> {
    pub item: &'a str,
    /// 0 in a draft that does not say yet.
    pub price: Fen,
    pub capped: bool,
    pub fiscal_percent: u32,
}

impl Way {
    /// Whether it is the way every project went before there was a choice.
    pub fn is_plain(&self) -> bool {
        self.preset == DRAW
    }

    /// Whether the draw is the last stage. In direct selection it is: of a list with one name in it.
    pub fn is_draw(&self) -> bool {
        self.is_plain() || self.named.is_some()
    }

    /// Working days of sign-up: what the owner chose, or those for which a direct selection is announced.
    pub fn window_wd(&self, methods: &Methods, chosen: u32) -> u32 {
        methods.direct.as_ref().filter(|_| self.named.is_some()).map_or(chosen, |direct| direct.publicity_wd)
    }

    /// Its preset.
    pub fn preset<'a>(&self, methods: &'a Methods) -> Option<&'a Preset> {
        methods.preset(&self.preset)
    }

    /// Its stages; none for direct selection.
    pub fn stages(&self, methods: &Methods) -> Vec<Stage> {
        self.preset(methods).map(|preset| methods.stages(preset, (self.large, self.small))).unwrap_or_default()
    }

    /// How many the draw's notice names as winners: those the owner chooses from, else the one.
    pub fn drawn(&self) -> u32 {
        self.small.max(1)
    }

    /// The terms of the draw, with the chances that the preset wants.
    pub fn terms(&self, methods: &Methods, terms: Terms) -> Terms {
        let mode = self.preset(methods).and_then(|preset| preset.mode).unwrap_or(terms.mode);
        let pool = if self.named.is_some() { PoolKind::Listed } else { terms.pool };
        Terms { mode, pool, ..terms }
    }

    /// Whether the policy allows it for what is posted.
    ///
    /// # Errors
    /// The first thing it does not allow, with the bounds.
    pub fn fits(&self, methods: &Methods, posted: Posted<'_>) -> Result<(), Refused> {
        let open = methods.open_to(posted.item, posted.price, posted.fiscal_percent).find(|preset| preset.id == self.preset);
        let preset = open.ok_or(Refused::NotOpen)?;
        if preset.quotes().is_some() && !posted.capped {
            return Err(Refused::NeedsCap);
        }
        if preset.has(StageWord::Direct) != self.named.is_some() {
            return Err(Refused::NobodyNamed);
        }
        let (large, small) = (methods.large_list, methods.small_list);
        if preset.has(StageWord::Tail) && !large.holds(self.large) {
            return Err(Refused::Large { least: large.least, most: large.most });
        }
        let most = if preset.has(StageWord::Tail) { small.most.min(self.large) } else { small.most };
        if preset.has(StageWord::Choose) && !(small.least..=most).contains(&self.small) {
            return Err(Refused::Small { least: small.least, most });
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn methods() -> Methods {
        crate::defaults::policies().iter().next().unwrap().methods.clone()
    }

    const POSTED: Posted<'static> = Posted { item: "cost-consulting", price: Fen(1_000_000), capped: false, fiscal_percent: 100 };

    #[test]
    fn what_was_posted_before_there_was_a_choice_is_the_draw_alone() {
        let way = Way::default();
        assert_eq!((way.fits(&methods(), POSTED), way.stages(&methods()), way.drawn()), (Ok(()), vec![Stage::Draw], 1));
        assert_eq!(Way::default().fits(&Methods::default(), POSTED), Ok(()), "under old policies too");
    }

    #[test]
    fn lists_stay_within_the_policy_and_nobody_is_drawn_from_a_shorter_list() {
        let methods = methods();
        let of = |large, small| Way { preset: "draw-then-choose".into(), large, small, named: None }.fits(&methods, POSTED);
        let (large, small) = (methods.large_list, methods.small_list);
        assert_eq!(of(large.least, small.least), Ok(()));
        assert_eq!(of(large.most, small.most), Ok(()));
        assert_eq!(of(large.most + 1, small.least), Err(Refused::Large { least: large.least, most: large.most }));
        assert_eq!(of(large.least, small.most + 1), Err(Refused::Small { least: small.least, most: small.most.min(large.least) }));
        assert_eq!(Way { preset: "nothing".into(), ..Way::default() }.fits(&methods, POSTED), Err(Refused::NotOpen));
    }
}
