//! The way a project goes from its sign-ups to its outcome: a preset of the policy, and the numbers its owner chose.

use serde::{Deserialize, Serialize};

use super::direct::Reason;
use super::lowered::Lowered;
use super::stage::Stage;
use crate::domain::draw::{DrawId, PoolKind, Terms};
use crate::domain::money::Fen;
use crate::domain::policy::{Criterion, DRAW, Methods, Preset, Review, StageWord, WHOLE};

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
    /// How many stay after a review (入围); 0 where there is none.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub shortlist: u32,
    /// Where proposals are scored, by experts or by the owner: each criterion of the policy with its points, 100 in all.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub weights: Vec<(String, u32)>,
    /// In direct selection.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub named: Option<Named>,
}

/// Serde asks by reference.
#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde's signature")]
fn is_zero(number: &u32) -> bool {
    *number == 0
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
        Way { preset: DRAW.to_owned(), large: 0, small: 0, shortlist: 0, weights: Vec::new(), named: None }
    }
}

/// Why a way is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The policy has no such preset for this item, price and funds.
    NotOpen,
    /// Agencies can quote only where the price of the notice is a cap.
    NeedsCap,
    /// Direct selection names an agency.
    NobodyNamed,
    /// The list of the best by credit is longer or shorter than the policy allows.
    Large { least: u32, most: u32 },
    /// The shortlist of a review is longer or shorter than the policy allows.
    Shortlist { least: u32, most: u32 },
    /// A criterion weighs more or less than the policy allows, or is not the policy's; its id.
    Weight { id: String, least: u32, most: u32 },
    /// The weights do not make 100.
    Weights { found: u32 },
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
        self.preset(methods).map(|preset| methods.stages(preset, (self.large, self.small, self.shortlist))).unwrap_or_default()
    }

    /// Whether a panel of experts reviews.
    pub fn is_reviewed(&self) -> bool {
        self.shortlist > 0
    }

    /// The draw of the number by which the average is lowered, where it is, of the project of this number whose own draw is of this stage.
    pub fn lowered(&self, methods: &Methods, (project, stage): (&str, i64)) -> Option<Lowered> {
        let most_bp = u16::try_from(methods.coefficient_max_bp).ok()?;
        let lowers = self.preset(methods)?.has(StageWord::AverageLowered);
        lowers.then(|| DrawId::first(project, Lowered::stage(stage))).flatten().map(|draw| Lowered { draw, most_bp })
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
    pub fn fits(&self, (methods, review): (&Methods, &Review), posted: Posted<'_>) -> Result<(), Refused> {
        let open = methods.open_to(posted.item, posted.price, posted.fiscal_percent).find(|preset| preset.id == self.preset);
        let preset = open.ok_or(Refused::NotOpen)?;
        if preset.is_quoted() && !posted.capped {
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
        if preset.has(StageWord::Review) {
            let most = methods.shortlist;
            if !most.holds(self.shortlist) {
                return Err(Refused::Shortlist { least: most.least, most: most.most });
            }
        }
        let criteria = preset.criteria((methods, review));
        if !criteria.is_empty() {
            return self.weighs(criteria);
        }
        if preset.has_small() && !(small.least..=most).contains(&self.small) {
            return Err(Refused::Small { least: small.least, most });
        }
        Ok(())
    }

    /// Whether each of these criteria has a weight within its bounds, once and in order, and all make 100.
    fn weighs(&self, criteria: &[Criterion]) -> Result<(), Refused> {
        for (at, one) in criteria.iter().enumerate() {
            let held = self.weights.get(at).filter(|(id, points)| *id == one.id && (one.least..=one.most).contains(points));
            if held.is_none() {
                return Err(Refused::Weight { id: one.id.clone(), least: one.least, most: one.most });
            }
        }
        let found = self.weights.iter().map(|(_, points)| *points).sum();
        let whole = self.weights.len() == criteria.len() && found == WHOLE;
        if whole { Ok(()) } else { Err(Refused::Weights { found }) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::policy;

    fn methods() -> Methods {
        crate::defaults::policies().iter().next().unwrap().methods.clone()
    }

    fn review() -> Review {
        crate::defaults::policies().iter().next().unwrap().review.clone()
    }

    const POSTED: Posted<'static> = Posted { item: "cost-consulting", price: Fen(1_000_000), capped: false, fiscal_percent: 100 };

    #[test]
    fn what_was_posted_before_there_was_a_choice_is_the_draw_alone() {
        let way = Way::default();
        assert_eq!((way.fits((&methods(), &review()), POSTED), way.stages(&methods()), way.drawn()), (Ok(()), vec![Stage::Draw], 1));
        assert_eq!(Way::default().fits((&Methods::default(), &review()), POSTED), Ok(()), "under old policies too");
    }

    #[test]
    fn lists_stay_within_the_policy_and_nobody_is_drawn_from_a_shorter_list() {
        let methods = methods();
        let of =
            |large, small| Way { preset: "draw-then-choose".into(), large, small, ..Way::default() }.fits((&methods, &review()), POSTED);
        let (large, small) = (methods.large_list, methods.small_list);
        assert_eq!(of(large.least, small.least), Ok(()));
        assert_eq!(of(large.most, small.most), Ok(()));
        assert_eq!(of(large.most + 1, small.least), Err(Refused::Large { least: large.least, most: large.most }));
        assert_eq!(of(large.least, small.most + 1), Err(Refused::Small { least: small.least, most: small.most.min(large.least) }));
        assert_eq!(Way { preset: "nothing".into(), ..Way::default() }.fits((&methods, &review()), POSTED), Err(Refused::NotOpen));
    }

    #[test]
    fn weights_lie_within_the_policy_and_make_a_hundred() {
        let (methods, review) = (methods(), review());
        let posted = Posted { capped: true, ..POSTED };
        let proposed = Way { preset: "review-then-draw".into(), shortlist: 3, weights: review.proposed(), ..Way::default() };
        assert_eq!(proposed.fits((&methods, &review), posted), Ok(()));
        assert!(proposed.is_reviewed() && !Way::default().is_reviewed());
        let mut other = proposed.clone();
        other.weights[0].1 -= 1;
        assert_eq!(other.fits((&methods, &review), posted), Err(Refused::Weights { found: 99 }));
        other.weights[0].1 = 100;
        let first = &review.criteria[0];
        let bounds = Refused::Weight { id: first.id.clone(), least: first.least, most: first.most };
        assert_eq!(other.fits((&methods, &review), posted), Err(bounds.clone()));
        other.weights.remove(0);
        assert_eq!(other.fits((&methods, &review), posted), Err(bounds));
        let long = Way { shortlist: methods.shortlist.most + 1, ..proposed };
        assert!(matches!(long.fits((&methods, &review), posted), Err(Refused::Shortlist { .. })));

        let mut own = Way { preset: "proposal-merit".into(), weights: policy::proposed(&methods.criteria), ..Way::default() };
        assert_eq!((own.fits((&methods, &review), posted), own.is_reviewed()), (Ok(()), false));
        own.weights.rotate_left(1);
        assert!(matches!(own.fits((&methods, &review), posted), Err(Refused::Weight { .. })), "in the order of the policy");
        own.weights.clear();
        assert!(matches!(own.fits((&methods, &review), posted), Err(Refused::Weight { .. })), "agencies know by what they are compared");
    }
}
