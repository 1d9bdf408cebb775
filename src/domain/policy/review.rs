//! The numbers of an expert review.

use serde::{Deserialize, Serialize};

use super::PolicyFault;
use crate::domain::text::Bilingual;

/// What proposals are scored by; an owner chooses its weight, and all weights of a review make 100.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Criterion {
    /// A stable word of `a-z` and `-`.
    pub id: String,
    pub name: Bilingual,
    /// The weight an owner gives it at least and at most, in points.
    pub least: u32,
    pub most: u32,
    /// What a new project proposes.
    pub proposed: u32,
}

/// Panel and review.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Review {
    /// Experts of a panel.
    pub seats: u32,
    /// The fewest with whom it goes on.
    pub quorum: u32,
    /// How many stand ready behind the seats, in the order of the draw.
    pub backups: u32,
    /// Years for which a former employer is a conflict.
    pub employer_years: u32,
    /// Minutes between the notice of the experts' draw and its latest list.
    pub draw_minutes: u32,
    /// Hours to answer an invitation; silence asks the next.
    pub answer_hours: u32,
    /// Working days to score.
    pub score_wd: u32,
    /// Points of 100 by which a total may lie beside the mean before it has to be confirmed or changed.
    pub deviation_points: u32,
    /// Hours for that.
    pub consensus_hours: u32,
    /// Hours in which the chair locks; afterwards the market does.
    pub chair_hours: u32,
    /// From how many experts on one highest and one lowest total are left out; 0: never.
    pub drop_from: u32,
    pub criteria: Vec<Criterion>,
}

/// What policies meant that were written before there was a review: none can be held.
impl Default for Review {
    fn default() -> Review {
        Review {
            seats: 5,
            quorum: 3,
            backups: 10,
            employer_years: 3,
            draw_minutes: 5,
            answer_hours: 4,
            score_wd: 1,
            deviation_points: 20,
            consensus_hours: 4,
            chair_hours: 4,
            drop_from: 5,
            criteria: Vec::new(),
        }
    }
}

/// Points that all weights make together.
pub const WHOLE: u32 = 100;

impl Review {
    /// What a project proposes, in the order of the policy.
    pub fn proposed(&self) -> Vec<(String, u32)> {
        proposed(&self.criteria)
    }

    /// From how many experts on the extremes are left out.
    pub fn drops(&self) -> Option<u32> {
        (self.drop_from > 0).then_some(self.drop_from)
    }
}

/// What has to hold between the numbers of the group.
pub(super) fn check(review: &Review) -> Result<(), PolicyFault> {
    let needed = [
        ("review.quorum", review.quorum),
        ("review.answer_hours", review.answer_hours),
        ("review.score_wd", review.score_wd),
        ("review.consensus_hours", review.consensus_hours),
        ("review.chair_hours", review.chair_hours),
        ("review.draw_minutes", review.draw_minutes),
    ];
    if let Some((key, _)) = needed.into_iter().find(|(_, number)| *number == 0) {
        return Err(PolicyFault::Zero { key });
    }
    if review.quorum > review.seats {
        return Err(PolicyFault::Order { smaller: "review.quorum", larger: "review.seats" });
    }
    Ok(())
}

/// What has to hold of what proposals are scored by: by experts, and by an owner that compares them itself. Both lists stand in one form.
pub(super) fn criteria(review: &[Criterion], own: &[Criterion]) -> Result<(), PolicyFault> {
    let plain = |id: &str| !id.is_empty() && id.bytes().all(|b| matches!(b, b'a'..=b'z' | b'-'));
    let all: Vec<&Criterion> = review.iter().chain(own).collect();
    for (at, one) in all.iter().enumerate() {
        if !plain(&one.id) || !one.name.is_complete() || all[..at].iter().any(|other| other.id == one.id) {
            let key = "review.criteria and methods.criteria: an id of its own in both, and a name in both languages";
            return Err(PolicyFault::Empty { key });
        }
        if one.least > one.proposed || one.proposed > one.most {
            let smaller = "least and proposed in review.criteria and methods.criteria";
            return Err(PolicyFault::Order { smaller, larger: "proposed and most" });
        }
    }
    for (group, list) in [("review.criteria", review), ("methods.criteria", own)] {
        let found: u32 = list.iter().map(|one| one.proposed).sum();
        if !list.is_empty() && found != WHOLE {
            return Err(PolicyFault::Sum { group, found });
        }
    }
    Ok(())
}

/// What a project proposes: each criterion with its points, in the order of the policy.
pub fn proposed(criteria: &[Criterion]) -> Vec<(String, u32)> {
    criteria.iter().map(|one| (one.id.clone(), one.proposed)).collect()
}
