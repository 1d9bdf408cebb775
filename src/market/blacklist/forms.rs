//! What people and programs write into a case, read the same at both doors.

use super::service::decision::{Decision, Outcome};
use super::service::drafting::Draft;
use super::service::hearing::Answer;
use super::service::suspension::Proposal;
use super::store::cases::Case;
use crate::domain::policy::Blacklist;
use crate::domain::standing::{CaseId, Grade};
use crate::domain::text::{CreditCode, Line, Paragraphs};
use crate::platform::files::Stored;
use crate::platform::forms::{Choice, Field, Form};
use crate::platform::i18n::T;

/// A draft.
pub const DRAFT: &[Field] = &[
    Field::code("agency", "blacklist-agency-code").max(18).hint("blacklist-agency-code-hint"),
    Field::radio("grade", "blacklist-grade"),
    Field::number("months", "blacklist-months-field", 1, 36).hint("blacklist-months-hint"),
    Field::text("rule", "blacklist-rule").max(200).hint("blacklist-rule-hint"),
    Field::area("facts", "blacklist-facts").max(2000).hint("blacklist-facts-hint"),
    Field::file("papers", "blacklist-evidence").hint("blacklist-evidence-hint").optional(),
];

/// An answer of the agency.
pub const ANSWER: &[Field] = &[
    Field::area("words", "blacklist-answer").max(4000).hint("blacklist-answer-hint"),
    Field::file("papers", "blacklist-answer-papers").hint("blacklist-evidence-hint").optional(),
];

/// A decision.
pub const DECISION: &[Field] = &[
    Field::radio("outcome", "blacklist-outcome"),
    Field::area("reply", "blacklist-reply").max(4000).hint("blacklist-reply-hint").optional(),
    Field::area("reasons", "blacklist-reasons").max(4000).hint("blacklist-reasons-hint"),
];

/// Why a case is given up, or a suspension refused.
pub const REASON: &[Field] = &[Field::area("reason", "blacklist-reason").max(1000)];

/// An interim suspension.
pub const PROPOSAL: &[Field] = &[
    Field::code("agency", "blacklist-agency-code").max(18).hint("blacklist-agency-code-hint"),
    Field::area("reason", "blacklist-interim-reason").max(2000).hint("blacklist-interim-reason-hint"),
    Field::time("until", "blacklist-interim-until").hint("blacklist-interim-until-hint"),
    Field::hidden("case"),
];

/// The grades with the terms policy allows.
pub fn offer_grades(form: &mut Form, t: T, policy: &Blacklist) {
    let choice = |grade: &Grade| {
        let term = grade.term(policy);
        let published = if term.published { "blacklist-grade-published" } else { "blacklist-grade-unpublished" };
        let hint = t.msg(published).with_n("min", term.min_months).with_n("max", term.max_months).to_string();
        Choice { hint: Some(hint), ..Choice::new(grade, t.word("grade", grade)) }
    };
    form.offer("grade", Grade::ALL.iter().map(choice).collect());
}

/// The two ways to decide.
pub fn offer_outcomes(form: &mut Form, t: T) {
    form.offer("outcome", Outcome::ALL.iter().map(|outcome| Choice::new(outcome, t.word("outcome", outcome))).collect());
}

/// Shows a draft in its form.
pub fn fill(form: &mut Form, case: &Case) {
    form.set("agency", &case.uscc).set("grade", case.grade).set("months", case.months);
    form.set("rule", &case.rule).set("facts", &case.facts);
}

/// A draft without its papers, which the caller puts into the store first.
pub fn draft(form: &mut Form) -> Option<Draft> {
    let agency = form.get("agency", CreditCode::parse);
    let grade = form.choice("grade", Grade::parse);
    let months = form.number("months");
    let rule = form.get("rule", Line::<200>::parse);
    let facts = form.get("facts", Paragraphs::<2000>::parse);
    form.accepted()?;
    Some(Draft { agency: agency?, grade: grade?, months: u32::try_from(months?).ok()?, rule: rule?, facts: facts?, papers: Vec::new() })
}

/// An answer to a case, with papers that are in the store already.
pub fn answer(form: &mut Form, case: CaseId, papers: Vec<Stored>) -> Option<Answer> {
    let words = form.get("words", Paragraphs::<4000>::parse);
    form.accepted()?;
    Some(Answer { case, words: words?, papers })
}

/// A decision on a case.
pub fn decision(form: &mut Form, case: CaseId) -> Option<Decision> {
    let outcome = form.choice("outcome", Outcome::parse);
    let reply = form.get("reply", Paragraphs::<4000>::parse);
    let reasons = form.get("reasons", Paragraphs::<4000>::parse);
    form.accepted()?;
    Some(Decision { case, outcome: outcome?, reply, reasons: reasons? })
}

/// A reason.
pub fn reason(form: &mut Form) -> Option<String> {
    let reason = form.get("reason", Paragraphs::<1000>::parse);
    form.accepted()?;
    reason.map(String::from)
}

/// A proposal of an interim suspension.
pub fn proposal(form: &mut Form) -> Option<Proposal> {
    let agency = form.get("agency", CreditCode::parse);
    let reason = form.get("reason", Paragraphs::<2000>::parse);
    let until = form.time("until");
    let case = Some(form.text("case")).filter(|case| !case.is_empty()).map(CaseId);
    form.accepted()?;
    Some(Proposal { agency: agency?, case, reason: reason?, until: until? })
}
