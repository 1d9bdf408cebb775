//! What the JSON door takes and gives.

use serde::{Deserialize, Serialize};
#[cfg(test)]
use utoipa::ToSchema;

use crate::domain::standing::EndReason;
use crate::domain::time::Instant;
use crate::market::blacklist::store::cases::Case;
use crate::market::blacklist::store::suspensions::Suspension;

/// An entry of the public list.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct Entry {
    pub number: String,
    pub agency: String,
    pub uscc: String,
    pub grade: &'static str,
    pub rule: String,
    pub facts: String,
    pub authority: String,
    pub from: Option<String>,
    /// The first instant at which it holds no more.
    pub until: Option<String>,
}

impl Entry {
    pub fn of(case: Case) -> Entry {
        Entry {
            number: case.number,
            agency: case.agency_name,
            uscc: case.uscc,
            grade: case.grade.as_str(),
            rule: case.rule,
            facts: case.facts,
            authority: case.authority,
            from: case.starts_at.map(Instant::wire),
            until: case.ends_at.map(Instant::wire),
        }
    }
}

/// A case as those may read it who work on it or whom it is about.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct CaseBody {
    pub id: String,
    /// Once the bar is in force.
    pub number: Option<String>,
    pub agency: String,
    pub uscc: String,
    pub state: &'static str,
    pub grade: &'static str,
    pub rule: String,
    pub facts: String,
    pub months: u32,
    pub notified_at: Option<String>,
    pub answer_before: Option<String>,
    pub answer: Option<String>,
    /// Why it was decided as it was, or given up.
    pub reasons: Option<String>,
    pub reply: Option<String>,
    pub from: Option<String>,
    pub until: Option<String>,
    pub ended_at: Option<String>,
    pub end_reason: Option<&'static str>,
}

impl CaseBody {
    pub fn of(case: Case) -> CaseBody {
        let told = |text: String| Some(text).filter(|text| !text.is_empty());
        CaseBody {
            id: case.id.0,
            number: case.starts_at.is_some().then_some(case.number),
            agency: case.agency_name,
            uscc: case.uscc,
            state: case.state.as_str(),
            grade: case.grade.as_str(),
            rule: case.rule,
            facts: case.facts,
            months: case.months,
            notified_at: case.notified_at.map(Instant::wire),
            answer_before: case.defence_due.map(Instant::wire),
            answer: told(case.defence),
            reasons: told(case.decision),
            reply: told(case.reply),
            from: case.starts_at.map(Instant::wire),
            until: case.ends_at.map(Instant::wire),
            ended_at: case.ended_at.map(Instant::wire),
            end_reason: case.end_reason.map(EndReason::as_str),
        }
    }
}

/// A page of a list.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct Paged<T> {
    pub total: i64,
    pub rows: Vec<T>,
}

/// The id of what was made.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct MadeCase {
    pub id: String,
}

/// What a credit officer writes down.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DraftBody {
    /// The agency's unified social credit code.
    pub agency: String,
    /// `minor`, `general` or `serious`.
    pub grade: String,
    pub months: u32,
    pub rule: String,
    pub facts: String,
}

/// What an agency says.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields)]
pub struct CaseAnswer {
    pub words: String,
}

/// What a second person decides.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields)]
pub struct DecisionBody {
    /// `against` or `for`.
    pub outcome: String,
    /// Needed where the agency answered.
    #[serde(default)]
    pub reply: String,
    pub reasons: String,
}

/// Why.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields)]
pub struct ReasonBody {
    pub reason: String,
}

/// An interim suspension proposed.
#[derive(Deserialize)]
#[cfg_attr(test, derive(ToSchema))]
#[serde(deny_unknown_fields)]
pub struct SuspensionProposal {
    /// The agency's unified social credit code.
    pub agency: String,
    pub reason: String,
    /// Beijing time, `2026-12-01T17:00`.
    pub until: String,
    /// The case it accompanies.
    #[serde(default)]
    pub case: String,
}

/// An interim suspension.
#[derive(Serialize)]
#[cfg_attr(test, derive(ToSchema))]
pub struct SuspensionBody {
    pub id: String,
    pub agency: String,
    pub uscc: String,
    pub state: &'static str,
    pub reason: String,
    pub case: Option<String>,
    pub from: Option<String>,
    pub until: String,
    pub ended_at: Option<String>,
}

impl SuspensionBody {
    pub fn of(suspension: Suspension) -> SuspensionBody {
        SuspensionBody {
            id: suspension.id.0,
            agency: suspension.agency_name,
            uscc: suspension.uscc,
            state: suspension.state.as_str(),
            reason: suspension.reason,
            case: suspension.case_id,
            from: suspension.starts_at.map(Instant::wire),
            until: suspension.ends_at.wire(),
            ended_at: suspension.ended_at.map(Instant::wire),
        }
    }
}
