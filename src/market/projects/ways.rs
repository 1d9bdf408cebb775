//! The ways to an outcome, as an owner picks one: those the policy has for this item, price and funds, each in two sentences with what it costs in days.

use crate::domain::method::Way;
use crate::domain::method::direct::Reason;
use crate::domain::method::way::Named;
use crate::domain::money::Fen;
use crate::domain::policy::{Criterion, Policy, Preset, StageWord};
use crate::domain::text::{CreditCode, OrgName, Paragraphs};
use crate::market::catalogue;
use crate::platform::forms::{Choice, Field, Form};
use crate::platform::i18n::T;

/// Offers what is open to what was typed so far, and proposes the policy's first way and numbers where nothing was chosen.
pub fn offer(form: &mut Form, t: T, policy: &Policy) {
    let methods = &policy.methods;
    let item = form.value("item").to_owned();
    let price = Fen::parse_wan(form.value("price")).unwrap_or_default();
    let fiscal_percent = form.value("fiscal_percent").trim().parse().unwrap_or(100);
    let open: Vec<&Preset> = methods.open_to(&item, price, fiscal_percent).collect();
    let choice = |preset: &&Preset| {
        let told = t.msg("projects-way-explained").with("what", catalogue::say(t, &preset.explained)).with("cost", cost(t, policy, preset));
        Choice::new(&preset.id, catalogue::say(t, &preset.name)).explained(told)
    };
    form.offer("way", open.iter().map(choice).collect());
    let reasons = methods.direct.iter().flat_map(|direct| &direct.reasons);
    form.offer("named_reason", reasons.map(|reason| Choice::new(reason, t.word("direct-reason", reason))).collect());
    let first = open.first().map(|preset| preset.id.clone()).unwrap_or_default();
    let lists = [("large", methods.large_list), ("small", methods.small_list), ("shortlist", methods.shortlist)];
    let lists = lists.map(|(name, list)| (name.to_owned(), list.proposed.to_string()));
    let weights = criteria(policy).map(|one| (weight_field(&one.id), one.proposed.to_string()));
    for (name, proposed) in [("way".to_owned(), first)].into_iter().chain(lists).chain(weights) {
        if form.value(&name).trim().is_empty() {
            form.set(&name, proposed);
        }
    }
}

/// Everything proposals can be scored by: by experts, and by an owner that compares them itself.
fn criteria(policy: &Policy) -> impl Iterator<Item = &Criterion> {
    policy.review.criteria.iter().chain(&policy.methods.criteria)
}

/// The fields for the weights of a score sheet, one for each criterion of the policy.
pub fn weights(t: T, policy: &Policy) -> Vec<Field> {
    let field = |one: &Criterion| {
        let label =
            t.msg("projects-weight").with("criterion", catalogue::say(t, &one.name)).with_n("min", one.least).with_n("max", one.most);
        Field::number("", "", 0, 100).named(weight_field(&one.id), label).optional()
    };
    criteria(policy).map(field).collect()
}

/// The name of the field for the weight of a criterion.
pub fn weight_field(criterion: &str) -> String {
    format!("weight_{criterion}")
}

/// The criteria that a way asks weights for: none where nobody scores.
fn weights_of<'a>(policy: &'a Policy, way: &str) -> impl Iterator<Item = &'a str> {
    let scored = policy.methods.preset(way).map_or(&[][..], |preset| preset.criteria((&policy.methods, &policy.review)));
    scored.iter().map(|one| one.id.as_str())
}

/// The fields of a way besides whom it names: how many stay, and the weight of each criterion.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Asked {
    pub lists: Vec<&'static str>,
    pub weights: Vec<String>,
    /// Whether an agency is named.
    pub names: bool,
}

/// What the way of this id asks for.
pub fn asked(policy: &Policy, way: &str) -> Asked {
    let Some(preset) = policy.methods.preset(way) else { return Asked::default() };
    let lists = [("large", preset.has(StageWord::Tail)), ("small", preset.has_small()), ("shortlist", preset.has(StageWord::Review))];
    Asked {
        lists: lists.into_iter().filter_map(|(name, is_asked)| is_asked.then_some(name)).collect(),
        weights: weights_of(policy, way).map(weight_field).collect(),
        names: preset.has(StageWord::Direct),
    }
}

/// What a way costs in time after sign-up ends.
fn cost(t: T, policy: &Policy, preset: &Preset) -> String {
    if let Some(direct) = policy.methods.direct.as_ref().filter(|_| preset.has(StageWord::Direct)) {
        return t.n("projects-way-cost-direct", direct.publicity_wd);
    }
    if preset.has(StageWord::Review) {
        return t
            .msg("projects-way-cost-review")
            .with_n("hours", policy.review.answer_hours)
            .with_n("n", policy.review.score_wd)
            .to_string();
    }
    if preset.quotes().is_some() && !preset.has(StageWord::Choose) {
        // A number that lowers the average is drawn after the project's own draw.
        let draws = if preset.has(StageWord::AverageLowered) { 2 } else { 1 };
        return t.n("projects-way-cost-quotes", policy.draw.reveal_minutes.saturating_mul(draws));
    }
    if let Some(rules) = policy.methods.negotiation.filter(|_| preset.has(StageWord::Negotiate)) {
        return t.n("projects-way-cost-negotiate", rules.minutes());
    }
    if preset.is_compared() {
        return t.n("projects-way-cost-compare", policy.methods.choose_wd);
    }
    if preset.has(StageWord::Choose) {
        return t.n("projects-way-cost-choose", policy.methods.choose_wd);
    }
    t.n("projects-way-cost-draw", policy.draw.reveal_minutes)
}

/// The way that was picked, with what it asks for and nothing else.
pub fn read(form: &mut Form, policy: &Policy) -> Way {
    let Some(preset) = form.choice("way", |word| policy.methods.preset(word).map(|preset| preset.id.clone())) else {
        return Way::default();
    };
    let asked = asked(policy, &preset);
    let mut count = |name: &str| if asked.lists.contains(&name) { number(form, name) } else { 0 };
    let (large, small, shortlist) = (count("large"), count("small"), count("shortlist"));
    let weights = weights_of(policy, &preset).map(|id| (id.to_owned(), number(form, &weight_field(id)))).collect();
    let named = named(form, asked.names);
    Way { preset, large, small, shortlist, weights, named }
}

/// Whom the owner names, where that is its way.
fn named(form: &mut Form, is_direct: bool) -> Option<Named> {
    if !is_direct {
        return None;
    }
    let uscc = form.get("named_code", CreditCode::parse)?;
    let name = form.get("named_name", OrgName::parse)?;
    let reason = form.choice("named_reason", Reason::parse)?;
    let words = form.get("named_words", Paragraphs::<500>::parse).map(String::from).unwrap_or_default();
    Some(Named { uscc: uscc.to_string(), name: name.to_string(), reason, words })
}

/// Shows a named agency in the form.
pub fn show(form: &mut Form, way: &Way) {
    if let Some(named) = &way.named {
        form.set("named_code", &named.uscc).set("named_name", &named.name);
        form.set("named_reason", named.reason).set("named_words", &named.words);
    }
}

fn number(form: &mut Form, name: &str) -> u32 {
    form.number(name).and_then(|n| u32::try_from(n).ok()).unwrap_or_default()
}
