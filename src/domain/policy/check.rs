//! What has to hold between the numbers of one policy.

use super::{Bids, Blacklist, Credit, Draw, GradeTerm, Policy, PolicyFault, Rating, Signup};

pub(super) fn check(policy: &Policy) -> Result<(), PolicyFault> {
    for (key, text) in [("version", policy.version.as_str()), ("source", policy.source.as_str())] {
        if text.trim().is_empty() {
            return Err(PolicyFault::Empty { key });
        }
    }
    in_order(&[("office.opens", policy.office.opens), ("office.closes", policy.office.closes)])?;
    at_least_one(&[
        ("onboarding.formal_check_wd", policy.onboarding.formal_check_wd),
        ("onboarding.owner_check_wd", policy.onboarding.owner_check_wd),
        ("draw.commit_minutes", policy.draw.commit_minutes),
        ("draw.reveal_minutes", policy.draw.reveal_minutes),
        ("award.accept_wd", policy.award.accept_wd),
        ("contract.sign_wd", policy.contract.sign_wd),
        ("contract.confirm_wd", policy.contract.confirm_wd),
        ("contract.file_wd", policy.contract.file_wd),
        ("acceptance.decide_wd", policy.acceptance.decide_wd),
        ("papers.pages_max", policy.papers.pages_max),
        ("papers.unpacked_mb_max", policy.papers.unpacked_mb_max),
        ("papers.parts_max", policy.papers.parts_max),
    ])?;
    // NIST SP 800-63B-4 asks for 15 characters without and 8 with a second factor; fewer than 8 is no password.
    in_order(&[("8 characters", 8), ("access.password_min_chars", policy.access.password_min_chars)])?;
    signup(&policy.signup, policy.selection.total_max_wd)?;
    draw(&policy.draw)?;
    super::presets::check(policy)?;
    super::review::check(&policy.review)?;
    super::review::criteria(&policy.review.criteria, &policy.methods.criteria)?;
    at_least_one(&[
        ("bids.release_minutes", policy.bids.release_minutes),
        ("bids.cure_minutes", policy.bids.cure_minutes),
        ("bids.names_hours", policy.bids.names_hours),
        ("bids.file_mb_max", policy.bids.file_mb_max),
    ])?;
    in_order(&[("bids.file_mb_max", policy.bids.file_mb_max), ("what any door takes", Bids::MOST_FILE_MB)])?;
    rating(&policy.rating)?;
    credit(&policy.credit)?;
    blacklist(&policy.blacklist)
}

fn signup(signup: &Signup, total_max_wd: u32) -> Result<(), PolicyFault> {
    at_least_one(&[
        ("signup.window_min_wd", signup.window_min_wd),
        ("signup.min_first", signup.min_first),
        ("signup.min_retry", signup.min_retry),
        ("signup.extend_wd", signup.extend_wd),
    ])?;
    in_order(&[("signup.min_retry", signup.min_retry), ("signup.min_first", signup.min_first)])?;
    in_order(&[
        ("signup.window_min_wd", signup.window_min_wd),
        ("signup.window_wd", signup.window_wd),
        ("signup.window_max_wd", signup.window_max_wd),
    ])?;
    // The longest window and its extension still end within the limit; saturating, since nobody checked the numbers yet.
    let longest = signup.window_max_wd.saturating_add(signup.extend_wd);
    in_order(&[("signup.window_max_wd with signup.extend_wd", longest), ("selection.total_max_wd", total_max_wd)])
}

/// The most tickets of one agency: credit has four levels, and each counts one ticket more than the one below.
const MOST_TICKETS: u32 = 4;
/// Seconds between reveal-by and a beacon's round at least (draw-v1 §2).
const LEAST_MARGIN: u32 = 600;

fn draw(draw: &Draw) -> Result<(), PolicyFault> {
    at_least_one(&[
        ("draw.weight_cap", draw.weight_cap),
        ("draw.applicant_minutes", draw.applicant_minutes),
        ("draw.ceremony_minutes", draw.ceremony_minutes),
        ("draw.beacon_days", draw.beacon_days),
    ])?;
    in_order(&[("draw.weight_cap", draw.weight_cap), ("4 tickets", MOST_TICKETS)])?;
    in_order(&[("600 seconds", LEAST_MARGIN), ("draw.beacon_margin_seconds", draw.beacon_margin_seconds)])?;
    // What is left after it is enough for officers and platform.
    in_order(&[("draw.objection_minutes", draw.objection_minutes), ("half of draw.reveal_minutes", draw.reveal_minutes / 2)])?;
    let lists = [
        ("draw.modes", draw.modes.is_empty()),
        ("draw.nonces", draw.nonces.is_empty()),
        ("draw.dice", draw.dice.is_empty()),
        ("draw.beacons", draw.beacons.is_empty()),
        ("draw.pools", draw.pools.is_empty()),
    ];
    lists.into_iter().find(|(_, empty)| *empty).map_or(Ok(()), |(key, _)| Err(PolicyFault::Empty { key }))
}

fn rating(rating: &Rating) -> Result<(), PolicyFault> {
    at_least_one(&[("rating.window_wd", rating.window_wd), ("rating.answer_wd", rating.answer_wd)])?;
    let weights = &rating.weights;
    hundred("rating.weights", &[weights.quality, weights.timeliness, weights.attitude, weights.charge, weights.compliance])
}

fn credit(credit: &Credit) -> Result<(), PolicyFault> {
    at_least_one(&[("credit.half_life_months", credit.half_life_months), ("credit.prior_weight", credit.prior_weight)])?;
    in_order(&[
        ("credit.level_c", credit.level_c),
        ("credit.level_b", credit.level_b),
        ("credit.level_a", credit.level_a),
        ("100 points", 100),
    ])?;
    in_order(&[("credit.prior_mean", credit.prior_mean), ("100 points", 100)])?;
    hundred("credit.weights", &[credit.weights.owner, credit.weights.industry, credit.weights.platform])?;
    let all = &credit.deductions;
    at_least_one(&[
        ("credit.deductions.award_declined", all.award_declined.months),
        ("credit.deductions.award_unanswered", all.award_unanswered.months),
        ("credit.deductions.contract_late", all.contract_late.months),
        ("credit.deductions.result_late", all.result_late.months),
        ("credit.deductions.dishonesty_minor", all.dishonesty_minor.months),
        ("credit.deductions.dishonesty_general", all.dishonesty_general.months),
        ("credit.deductions.dishonesty_serious", all.dishonesty_serious.months),
        ("credit.deductions.bid_spoiled", if all.bid_spoiled.points > 0 { all.bid_spoiled.months } else { 1 }),
    ])
}

fn blacklist(list: &Blacklist) -> Result<(), PolicyFault> {
    // Nothing is decided before the agency could speak, whatever a local policy says.
    at_least_one(&[
        ("blacklist.defence_wd", list.defence_wd),
        ("blacklist.decide_wd", list.decide_wd),
        ("blacklist.interim_max_days", list.interim_max_days),
    ])?;
    let term = |min: &'static str, max: &'static str, term: GradeTerm| {
        at_least_one(&[(min, term.min_months)])?;
        in_order(&[(min, term.min_months), (max, term.max_months)])
    };
    term("blacklist.minor.min_months", "blacklist.minor.max_months", list.minor)?;
    term("blacklist.general.min_months", "blacklist.general.max_months", list.general)?;
    term("blacklist.serious.min_months", "blacklist.serious.max_months", list.serious)
}

fn at_least_one(numbers: &[(&'static str, u32)]) -> Result<(), PolicyFault> {
    match numbers.iter().find(|(_, number)| *number == 0) {
        Some((key, _)) => Err(PolicyFault::Zero { key }),
        None => Ok(()),
    }
}

fn in_order<T: PartialOrd>(rising: &[(&'static str, T)]) -> Result<(), PolicyFault> {
    match rising.windows(2).find(|pair| pair[0].1 > pair[1].1) {
        Some(pair) => Err(PolicyFault::Order { smaller: pair[0].0, larger: pair[1].0 }),
        None => Ok(()),
    }
}

fn hundred(group: &'static str, weights: &[u32]) -> Result<(), PolicyFault> {
    let found = weights.iter().fold(0_u32, |sum, weight| sum.saturating_add(*weight));
    if found == 100 { Ok(()) } else { Err(PolicyFault::Sum { group, found }) }
}
