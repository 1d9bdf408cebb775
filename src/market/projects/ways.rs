//! The ways to an outcome, as an owner picks one: those the policy has for this item, price and funds, each in two sentences with what it costs in days.

use crate::domain::method::Way;
use crate::domain::method::direct::Reason;
use crate::domain::method::way::Named;
use crate::domain::money::Fen;
use crate::domain::policy::{Policy, Preset, StageWord};
use crate::domain::text::{CreditCode, OrgName, Paragraphs};
use crate::market::catalogue;
use crate::platform::forms::{Choice, Form};
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
    let numbers = [("large", methods.large_list.proposed.to_string()), ("small", methods.small_list.proposed.to_string())];
    for (name, proposed) in [("way", first)].into_iter().chain(numbers) {
        if form.value(name).trim().is_empty() {
            form.set(name, proposed);
        }
    }
}

/// What a way costs in time after sign-up ends.
fn cost(t: T, policy: &Policy, preset: &Preset) -> String {
    if let Some(direct) = policy.methods.direct.as_ref().filter(|_| preset.has(StageWord::Direct)) {
        return t.n("projects-way-cost-direct", direct.publicity_wd);
    }
    if preset.quotes().is_some() {
        return t.n("projects-way-cost-quotes", policy.draw.reveal_minutes);
    }
    if preset.has(StageWord::Choose) {
        return t.n("projects-way-cost-choose", policy.methods.choose_wd);
    }
    t.n("projects-way-cost-draw", policy.draw.reveal_minutes)
}

/// The way that was picked; numbers only where it has the lists they are for.
pub fn read(form: &mut Form, policy: &Policy) -> Way {
    let methods = &policy.methods;
    let preset = form.choice("way", |word| methods.preset(word).cloned());
    let (large, small) = (number(form, "large"), number(form, "small"));
    let named = named(form, preset.as_ref().is_some_and(|preset| preset.has(StageWord::Direct)));
    let Some(preset) = preset else { return Way::default() };
    Way {
        large: if preset.has(StageWord::Tail) { large } else { 0 },
        small: if preset.has(StageWord::Choose) { small } else { 0 },
        preset: preset.id,
        named,
    }
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
