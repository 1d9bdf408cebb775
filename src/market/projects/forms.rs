//! A posting as a form. A draft may lack what a review will ask for; what is typed must still be what it says it is.

use crate::domain::catalogue::ServiceItem;
use crate::domain::draw::{BeaconRule, Dice, Mode, Nonces, PoolKind, Terms};
use crate::domain::money::Fen;
use crate::domain::owner::OwnerProfile;
use crate::domain::policy::Policy;
use crate::domain::project::{Avoided, Posting, PriceKind, Spec};
use crate::domain::qualification::{Combine, QualificationType, Requirement, Requirements};
use crate::domain::text::{CreditCode, Line, OrgName, Paragraphs, PersonName};
use crate::market::catalogue;
use crate::platform::forms::{Choice, Field, Form, Width};
use crate::platform::i18n::T;

/// Requirements of one project at most.
pub const NEEDS: usize = 3;
/// Agencies one project avoids at most.
pub const AVOIDS: usize = 12;

/// What is asked for once.
const ONCE: &[Field] = &[
    Field::select("item", "projects-item").hint("projects-item-hint").width(Width::Large),
    Field::text("title", "projects-title").hint("projects-title-hint"),
    Field::area("content", "projects-content").max(4_000).hint("projects-content-hint").optional(),
    Field::text("place", "projects-place").optional(),
    Field::number("service_days", "projects-service-days", 1, 3_650).hint("projects-service-days-hint").optional(),
    Field::radio("price_kind", "projects-price-kind"),
    Field::money("price", "projects-price").hint("projects-price-hint").optional(),
    Field::number("fiscal_percent", "projects-fiscal", 0, 100).hint("projects-fiscal-hint"),
    Field::radio("combine", "projects-combine").optional(),
    Field::radio("window_wd", "projects-window").hint("projects-window-hint"),
    Field::radio("alternates", "projects-alternates").hint("projects-alternates-hint"),
    Field::radio("way", "projects-way").hint("projects-way-hint").optional(),
    Field::number("large", "projects-large", 1, 999).hint("projects-large-hint").optional(),
    Field::number("small", "projects-small", 1, 999).hint("projects-small-hint").optional(),
    Field::number("shortlist", "projects-shortlist", 1, 999).hint("projects-shortlist-hint").optional(),
    Field::code("named_code", "projects-named-code").max(18).hint("projects-named-hint").optional(),
    Field::text("named_name", "projects-named-name").optional(),
    Field::select("named_reason", "projects-named-reason").optional(),
    Field::area("named_words", "projects-named-words").max(500).hint("projects-named-words-hint").optional(),
    Field::radio("mode", "projects-mode").hint("projects-mode-hint").optional(),
    Field::radio("nonces", "projects-nonces").hint("projects-nonces-hint").optional(),
    Field::radio("dice", "projects-dice").hint("projects-dice-hint").optional(),
    Field::radio("beacon", "projects-beacon").hint("projects-beacon-hint").optional(),
    Field::radio("pool", "projects-pool").hint("projects-pool-hint").optional(),
    Field::text("contact_name", "projects-contact-name").max(50).width(Width::Small).optional(),
    Field::phone("contact_phone", "projects-contact-phone").hint("projects-contact-hint").optional(),
    Field::phone("complaint_phone", "projects-complaint-phone").optional(),
    Field::area("narrow_reason", "projects-narrow-reason").max(500).hint("projects-narrow-hint").optional(),
    Field::file("attachments", "projects-attachments").hint("projects-attachments-hint").optional(),
];

/// Every field, with the rows of requirements and of agencies to avoid.
pub fn fields(t: T, policy: &Policy) -> Vec<Field> {
    let named = |field: Field, name: &str, key: &str, n: usize| field.named(format!("{name}_{n}"), t.n(key, n)).optional();
    let mut all = ONCE.to_vec();
    all.extend(super::ways::weights(t, policy));
    for n in 1..=NEEDS {
        all.push(named(Field::select("", ""), "major", "projects-need-major", n));
        all.push(named(Field::select("", ""), "grade", "projects-need-grade", n));
    }
    for n in 1..=AVOIDS {
        all.push(named(Field::code("", "").max(18), "avoid_code", "projects-avoid-code", n));
        all.push(named(Field::text("", ""), "avoid_name", "projects-avoid-name", n));
        all.push(named(Field::text("", "").max(200), "avoid_reason", "projects-avoid-reason", n));
    }
    all
}

/// What the form offers, the qualification by the item that is chosen.
pub fn offered(form: &mut Form, t: T, policy: &Policy) {
    let items = catalogue::catalogue().items().iter();
    form.offer("item", items.map(|item| Choice::new(&item.code, catalogue::say(t, &item.name))).collect());
    form.offer("price_kind", PriceKind::ALL.iter().map(|kind| Choice::new(kind, t.word("price-kind", kind))).collect());
    form.offer("combine", Combine::ALL.iter().map(|word| Choice::new(word, t.word("projects-combine", word))).collect());
    let days = policy.signup.window_min_wd..=policy.signup.window_max_wd;
    form.offer("window_wd", days.map(|n| Choice::new(n, t.n("working-days", n))).collect());
    form.offer("alternates", (0..=policy.draw.alternates_max).map(|n| Choice::new(n, t.n("projects-alternates-n", n))).collect());
    super::ways::offer(form, t, policy);
    offer_terms(form, t, policy);
    let kind = catalogue::item(form.value("item")).and_then(ServiceItem::demandable);
    let (majors, grades) = kind.map(|kind| (majors(t, kind), grades(t, kind))).unwrap_or_default();
    for n in 1..=NEEDS {
        form.offer(&format!("major_{n}"), majors.clone()).offer(&format!("grade_{n}"), grades.clone());
    }
}

/// The terms of the draw that the policy allows; what nobody chose is the first of its list.
fn offer_terms(form: &mut Form, t: T, policy: &Policy) {
    let draw = &policy.draw;
    let tickets = |mode: &Mode| t.msg(format!("draw-mode-{mode}")).with_n("cap", draw.weight_cap).to_string();
    form.offer("mode", draw.modes.iter().map(|mode| Choice::new(mode, tickets(mode))).collect());
    form.offer("nonces", draw.nonces.iter().map(|nonces| Choice::new(nonces, t.word("draw-nonces", nonces))).collect());
    form.offer("dice", draw.dice.iter().map(|dice| Choice::new(dice, t.word("draw-dice", dice))).collect());
    form.offer("beacon", draw.beacons.iter().map(|beacon| Choice::new(beacon, t.word("draw-beacon", beacon))).collect());
    form.offer("pool", draw.pools.iter().map(|pool| Choice::new(pool, t.word("draw-pool", pool))).collect());
    let first = Terms::proposed(draw);
    let words = [("mode", first.mode.as_str()), ("nonces", first.nonces.as_str()), ("dice", first.dice.as_str())];
    for (name, word) in words.into_iter().chain([("beacon", first.beacon.as_str()), ("pool", first.pool.as_str())]) {
        if form.value(name).trim().is_empty() {
            form.set(name, word);
        }
    }
}

fn majors(t: T, kind: &QualificationType) -> Vec<Choice> {
    kind.majors.iter().map(|major| Choice::new(major.path.as_str(), catalogue::say(t, &major.name))).collect()
}

fn grades(t: T, kind: &QualificationType) -> Vec<Choice> {
    let better = |name: String| t.msg("projects-grade-or-better").with("grade", name);
    kind.grades.iter().map(|grade| Choice::new(&grade.code, better(catalogue::say(t, &grade.name)))).collect()
}

/// An empty form with what most owners choose, and their own contacts.
pub fn blank(t: T, policy: &Policy, owner: &OwnerProfile) -> Form {
    let mut form = Form::blank(t, &fields(t, policy));
    form.set("price_kind", PriceKind::Fixed).set("fiscal_percent", 100).set("combine", Combine::All);
    form.set("window_wd", policy.signup.window_wd).set("alternates", policy.draw.alternates_max);
    form.set("contact_name", &owner.contact_name).set("contact_phone", &owner.contact_phone);
    form.set("complaint_phone", &owner.complaint_phone);
    offered(&mut form, t, policy);
    form
}

/// The form as a draft stands.
pub fn shown(t: T, policy: &Policy, posting: &Posting) -> Form {
    let (mut form, spec) = (Form::blank(t, &fields(t, policy)), &posting.spec);
    form.set("item", &posting.item).set("title", &posting.title).set("content", &spec.content).set("place", &spec.place);
    form.set("price_kind", posting.price_kind).set("fiscal_percent", spec.fiscal_percent);
    form.set("combine", spec.requirements.combine).set("window_wd", spec.window_wd).set("alternates", spec.alternates);
    form.set("contact_name", &spec.contact_name).set("contact_phone", &spec.contact_phone);
    form.set("complaint_phone", &spec.complaint_phone).set("narrow_reason", &spec.narrow_reason);
    form.set("mode", spec.draw.mode).set("nonces", spec.draw.nonces).set("dice", spec.draw.dice).set("beacon", spec.draw.beacon);
    form.set("pool", spec.draw.pool).set("way", &spec.way.preset);
    for (name, number) in [("large", spec.way.large), ("small", spec.way.small), ("shortlist", spec.way.shortlist)] {
        if number > 0 {
            form.set(name, number);
        }
    }
    super::ways::show(&mut form, &spec.way);
    if posting.price.0 > 0 {
        form.set("price", posting.price.wan());
    }
    if spec.service_days > 0 {
        form.set("service_days", spec.service_days);
    }
    for (n, need) in (1..).zip(&spec.requirements.list) {
        let grade = need.grade.as_ref().map_or("", |grade| grade.code.as_str());
        form.set(&format!("major_{n}"), need.major.as_ref().map_or("", |major| major.as_str())).set(&format!("grade_{n}"), grade);
    }
    for (n, one) in (1..).zip(&posting.avoided) {
        form.set(&format!("avoid_code_{n}"), &one.uscc).set(&format!("avoid_name_{n}"), &one.name);
        form.set(&format!("avoid_reason_{n}"), &one.reason);
    }
    offered(&mut form, t, policy);
    form
}

/// What was typed; `None` when something is not what it says it is.
pub fn read(form: &mut Form, policy: &Policy) -> Option<Posting> {
    let item = form.choice("item", catalogue::item);
    let title = form.get("title", Line::<100>::parse).map(String::from);
    let price = form.get("price", |text| Fen::parse_wan(text)?.positive()).unwrap_or_default();
    let price_kind = form.choice("price_kind", PriceKind::parse);
    let way = super::ways::read(form, policy);
    let spec = Spec {
        content: form.get("content", Paragraphs::<4_000>::parse).map(String::from).unwrap_or_default(),
        place: form.get("place", Line::<100>::parse).map(String::from).unwrap_or_default(),
        fiscal_percent: count(form, "fiscal_percent"),
        service_days: count(form, "service_days"),
        requirements: requirements(form, item),
        window_wd: form.choice("window_wd", |word| word.parse().ok()).unwrap_or_default(),
        alternates: form.choice("alternates", |word| word.parse().ok()).unwrap_or_default(),
        contact_name: form.get("contact_name", PersonName::parse).map(String::from).unwrap_or_default(),
        contact_phone: form.phone("contact_phone").map(String::from).unwrap_or_default(),
        complaint_phone: form.phone("complaint_phone").map(String::from).unwrap_or_default(),
        narrow_reason: form.get("narrow_reason", Paragraphs::<500>::parse).map(String::from).unwrap_or_default(),
        draw: way.terms(&policy.methods, terms(form)),
        way,
    };
    let avoided = avoided(form);
    form.accepted()?;
    Some(Posting { title: title?, item: item?.code.to_string(), price_kind: price_kind?, price, spec, avoided })
}

/// What was chosen; a word that was not offered is refused by the form.
fn terms(form: &mut Form) -> Terms {
    let otherwise = Terms::default();
    Terms {
        mode: form.choice("mode", Mode::parse).unwrap_or(otherwise.mode),
        nonces: form.choice("nonces", Nonces::parse).unwrap_or(otherwise.nonces),
        dice: form.choice("dice", Dice::parse).unwrap_or(otherwise.dice),
        beacon: form.choice("beacon", BeaconRule::parse).unwrap_or(otherwise.beacon),
        pool: form.choice("pool", PoolKind::parse).unwrap_or(otherwise.pool),
    }
}

fn count(form: &mut Form, name: &str) -> u32 {
    form.number(name).and_then(|n| u32::try_from(n).ok()).unwrap_or_default()
}

/// The rows of requirements that say something, each once.
fn requirements(form: &mut Form, item: Option<&'static ServiceItem>) -> Requirements {
    let combine = form.choice("combine", Combine::parse).unwrap_or(Combine::All);
    let mut list: Vec<Requirement> = Vec::new();
    for n in 1..=NEEDS {
        let major = form.choice(&format!("major_{n}"), |word| Some(word.to_owned()));
        let grade = form.choice(&format!("grade_{n}"), |word| Some(word.to_owned()));
        let Some(kind) = item.and_then(ServiceItem::demandable).filter(|_| major.is_some() || grade.is_some()) else { continue };
        // Both words were offered from this very kind.
        if let Ok(needed) = kind.require(major.as_deref(), grade.as_deref())
            && !list.contains(&needed)
        {
            list.push(needed);
        }
    }
    Requirements { combine, list }
}

/// The rows of agencies to avoid; a row that is begun must be whole.
fn avoided(form: &mut Form) -> Vec<Avoided> {
    let mut all: Vec<Avoided> = Vec::new();
    for n in 1..=AVOIDS {
        let [code, name, reason] = ["avoid_code", "avoid_name", "avoid_reason"].map(|field| format!("{field}_{n}"));
        if [&code, &name, &reason].iter().all(|field| form.value(field).trim().is_empty()) {
            continue;
        }
        let row = (form.get(&code, CreditCode::parse), form.get(&name, OrgName::parse), form.get(&reason, Line::<200>::parse));
        match row {
            (Some(uscc), Some(name), Some(reason)) if all.iter().all(|one| one.uscc != uscc.as_str()) => {
                all.push(Avoided { uscc: uscc.to_string(), name: name.to_string(), reason: reason.to_string() });
            }
            (Some(uscc), Some(_), Some(_)) => form.refuse(&code, form.words().msg("projects-avoid-twice").with("code", uscc)),
            _ => {
                for field in [code, name, reason] {
                    if form.value(&field).trim().is_empty() {
                        form.refuse(&field, form.words().t("projects-avoid-whole"));
                    }
                }
            }
        }
    }
    all
}

/// How many rows of agencies to avoid a page shows: those filled in, and two more.
pub fn avoid_rows(form: &Form) -> usize {
    let filled = (1..=AVOIDS)
        .rev()
        .find(|n| ["avoid_code", "avoid_name", "avoid_reason"].iter().any(|field| !form.value(&format!("{field}_{n}")).trim().is_empty()));
    (filled.unwrap_or(0) + 2).min(AVOIDS)
}
