//! What has to hold between the stages of a preset, and between the numbers of `[methods]`.

use super::methods::{DRAW, Methods, Preset, StageWord};
use super::{Draw, OnFound, Policy, PolicyFault};
use crate::domain::draw::PoolKind;
use crate::domain::method::{Lowered, quote};

/// What has to hold between the numbers of the group.
pub(super) fn check(policy: &Policy) -> Result<(), PolicyFault> {
    let (methods, draw) = (&policy.methods, &policy.draw);
    if methods.preset(DRAW).is_none_or(|preset| preset.stages != [StageWord::Draw]) {
        return Err(PolicyFault::Preset { id: DRAW.into(), wrong: "must be there, and be the draw alone" });
    }
    for (at, preset) in methods.presets.iter().enumerate() {
        let wrong = |wrong| Err(PolicyFault::Preset { id: preset.id.clone(), wrong });
        let plain = !preset.id.is_empty() && preset.id.bytes().all(|b| matches!(b, b'a'..=b'z' | b'-'));
        if !plain || methods.presets[..at].iter().any(|other| other.id == preset.id) {
            return wrong("needs an id of its own, of a to z and -");
        }
        if preset.mode.is_some_and(|mode| !draw.modes.contains(&mode)) {
            return wrong("wants chances that draw.modes does not have");
        }
        if let Some(why) = misfit(preset, methods, draw) {
            return wrong(why);
        }
        if preset.files && preset.quotes().is_none() && policy.bids.found == OnFound::Exclude {
            return wrong("excludes proposals for their documents (bids.found), and has no quotes that could be excluded");
        }
        if preset.has(StageWord::Review) && policy.review.criteria.is_empty() {
            return wrong("a review needs review.criteria");
        }
        if preset.is_compared() && (methods.criteria.is_empty() || methods.recusal.as_ref().is_none_or(|words| !words.is_complete())) {
            return wrong("an owner that compares proposals needs methods.criteria and methods.recusal");
        }
        if preset.min_signups == Some(0) {
            return wrong("needs one sign-up at least");
        }
    }
    for (key, number) in [("methods.credit_step_points", methods.credit_step_points), ("methods.choose_wd", methods.choose_wd)] {
        if number == 0 {
            return Err(PolicyFault::Zero { key });
        }
    }
    for (smaller, larger, span) in [
        ("methods.large_list.least", "methods.large_list.most", methods.large_list),
        ("methods.small_list.least", "methods.small_list.most", methods.small_list),
        ("methods.shortlist.least", "methods.shortlist.most", methods.shortlist),
    ] {
        if span.least == 0 || !span.holds(span.proposed) {
            return Err(PolicyFault::Order { smaller, larger });
        }
    }
    for (smaller, bounds) in [
        ("methods.similar_bands", &methods.similar_bands),
        ("methods.days_bands", &methods.days_bands),
        ("methods.price_bands_bp", &methods.price_bands_bp),
    ] {
        if !bounds.is_sorted() {
            return Err(PolicyFault::Order { smaller, larger: "the bound after it" });
        }
    }
    for (smaller, number) in [("methods.floor_bp", methods.floor_bp), ("methods.discount_max_bp", methods.discount_max_bp)] {
        if number > quote::WHOLE_BP {
            return Err(PolicyFault::Order { smaller, larger: "10000 hundredths of a percent" });
        }
    }
    negotiation(policy)?;
    lowered(policy)
}

/// Minutes of a day.
const DAY_MINUTES: u32 = 24 * 60;

/// Where an average is lowered, the draw of the number lies between the project's own draw and the opening; all of it is over within the day after sign-up,
/// so that the whole stays within the limit.
fn lowered(policy: &Policy) -> Result<(), PolicyFault> {
    let (methods, draw) = (&policy.methods, &policy.draw);
    if methods.coefficient_max_bp > Lowered::MOST_BP {
        return Err(PolicyFault::Order { smaller: "methods.coefficient_max_bp", larger: "999 hundredths of a percent" });
    }
    if !methods.presets.iter().any(|preset| preset.has(StageWord::AverageLowered)) {
        return Ok(());
    }
    if policy.signup.window_max_wd.saturating_add(1) > policy.selection.total_max_wd {
        return Err(PolicyFault::Order {
            smaller: "signup.window_max_wd with the day of a drawn number",
            larger: "selection.total_max_wd",
        });
    }
    let one = [draw.reveal_minutes, draw.applicant_minutes, draw.ceremony_minutes, draw.beacon_margin_seconds / 60];
    let draws = one.iter().fold(0_u32, |sum, minutes| sum.saturating_add(*minutes)).saturating_mul(2);
    let opening = policy.bids.release_minutes.saturating_add(policy.bids.cure_minutes);
    if draws.saturating_add(opening) > DAY_MINUTES {
        return Err(PolicyFault::Order { smaller: "two draws and the opening of quotes", larger: "one day" });
    }
    Ok(())
}

/// A negotiation is over within the working day after sign-up, so that the whole stays within the limit.
fn negotiation(policy: &Policy) -> Result<(), PolicyFault> {
    let Some(rules) = policy.methods.negotiation else { return Ok(()) };
    for (key, number) in [
        ("methods.negotiation.rounds", rules.rounds),
        ("methods.negotiation.quote_minutes", rules.quote_minutes),
        ("methods.negotiation.reply_minutes", rules.reply_minutes),
        ("methods.negotiation.choose_minutes", rules.choose_minutes),
    ] {
        if number == 0 {
            return Err(PolicyFault::Zero { key });
        }
    }
    if rules.minutes() > policy.office.minutes() {
        return Err(PolicyFault::Order { smaller: "all turns of methods.negotiation", larger: "the minutes of one day of the office" });
    }
    if policy.signup.window_max_wd.saturating_add(1) > policy.selection.total_max_wd {
        return Err(PolicyFault::Order { smaller: "signup.window_max_wd with the day of a negotiation", larger: "selection.total_max_wd" });
    }
    Ok(())
}

/// What a way with quotes and a choice is made of.
const BLIND: [StageWord; 4] = [StageWord::Quotes, StageWord::Discounts, StageWord::Review, StageWord::Choose];

/// Why the stages of a preset do not go together.
fn misfit(preset: &Preset, methods: &Methods, draw: &Draw) -> Option<&'static str> {
    use StageWord as W;
    let at = |stage: W| preset.stages.iter().position(|other| *other == stage);
    let quotes = at(W::Quotes).or(at(W::Discounts));
    let compares = [W::Price, W::Average, W::AverageBelow, W::AverageLowered].into_iter().filter_map(at).min();
    let twice = preset.stages.iter().enumerate().any(|(n, stage)| preset.stages[..n].contains(stage));
    match () {
        () if preset.stages.is_empty() || twice => Some("needs stages, each once"),
        () if preset.has(W::Direct) && (preset.stages.len() > 1 || methods.direct.is_none()) => {
            Some("direct selection stands alone, and needs the limits of methods.direct")
        }
        () if preset.has(W::Direct) && !draw.pools.contains(&PoolKind::Listed) => {
            Some("direct selection is a draw from a list of one, and needs draw.pools")
        }
        () if compares.is_some_and(|at| quotes.is_none_or(|quotes| quotes > at)) => Some("quotes come before they are compared"),
        () if at(W::Quotes).is_some() && at(W::Discounts).is_some() => Some("agencies quote amounts or discounts, not both"),
        () if at(W::Choose).is_some_and(|at| at + 1 < preset.stages.len()) => Some("the owner chooses last"),
        () if at(W::Negotiate).is_some() && methods.negotiation.is_none() => Some("a negotiation needs the numbers of methods.negotiation"),
        () if at(W::Negotiate).is_some_and(|last| last + 1 < preset.stages.len() || at(W::Draw).is_none_or(|draw| draw + 1 != last)) => {
            Some("a negotiation is the last stage, with those who were drawn just before it")
        }
        () if preset.has(W::Negotiate) && (quotes.is_some() || preset.has(W::Review)) => {
            Some("in a negotiation agencies quote there, and nowhere before")
        }
        () if at(W::Review).is_some_and(|at| quotes.is_none_or(|quotes| quotes > at) || preset.has(W::Tail)) => {
            Some("a review is of what agencies sealed, and needs quotes before it and no list by credit")
        }
        () if preset.is_blind() && at(W::Choose).is_some() && preset.stages.iter().any(|stage| !BLIND.contains(stage)) => {
            Some("between quotes and a choice stands a review or nothing: whose an entry is nobody knows before the pick")
        }
        () if preset.has(W::AverageLowered) && methods.coefficient_max_bp == 0 => {
            Some("an average is lowered by a number that is drawn, and needs methods.coefficient_max_bp above 0")
        }
        () if at(W::Tail).is_some_and(|at| at > 0) => Some("the list is cut at the freeze, before anything else"),
        () => None,
    }
}
