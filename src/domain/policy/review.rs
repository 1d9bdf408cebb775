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
        self.criteria.iter().map(|one| (one.id.clone(), one.proposed)).collect()
    }

    /// From how many experts on the extremes are left out.
    pub fn drops(&self) -> Option<u32> {
        (self.drop_from > 0).then_some(self.drop_from)
    }

    /// The criterion with this id.
    pub fn criterion(&self, id: &str) -> Option<&Criterion> {
        self.criteria.iter().find(|one| one.id == id)
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
    let plain = |id: &str| !id.is_empty() && id.bytes().all(|b| matches!(b, b'a'..=b'z' | b'-'));
    for (at, one) in review.criteria.iter().enumerate() {
        if !plain(&one.id) || !one.name.is_complete() || review.criteria[..at].iter().any(|other| other.id == one.id) {
            return Err(PolicyFault::Empty { key: "review.criteria: an id of its own, and a name in both languages" });
        }
        if one.least > one.proposed || one.proposed > one.most {
            return Err(PolicyFault::Order { smaller: "least and proposed in review.criteria", larger: "proposed and most" });
        }
    }
    let found = review.criteria.iter().map(|one| one.proposed).sum();
    if !review.criteria.is_empty() && found != WHOLE { Err(PolicyFault::Sum { group: "review.criteria", found }) } else { Ok(()) }
}
