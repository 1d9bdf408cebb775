//! What operators type of an expert, and what an expert answers; read the same at both doors.

use super::service::pool::NewExpert;
use super::service::seats::Answer;
use super::store::pool::PoolExpert;
use crate::domain::expert::{Employer, ExpertState, Former, Profile};
use crate::domain::text::{CreditCode, Line, OrgName, Paragraphs, PersonName};
use crate::market::catalogue;
use crate::platform::forms::{Choice, Field, Form};
use crate::platform::i18n::T;

/// Former employers of one expert at most.
pub const FORMER: usize = 3;
/// Names that one expert must not judge at most.
const MOST_KIN: usize = 30;

const PERSON: [Field; 2] =
    [Field::text("name", "accounts-name").max(50), Field::email("email", "accounts-email").hint("experts-email-hint")];
const ONCE: [Field; 5] = [
    Field::text("title", "experts-title").max(50),
    Field::text("employer", "experts-employer"),
    Field::code("employer_code", "experts-employer-code").max(18).hint("experts-employer-code-hint").optional(),
    Field::area("kin", "experts-kin").max(2_000).hint("experts-kin-hint").optional(),
    Field::checks("items", "experts-items").hint("experts-items-hint"),
];

/// What an invited expert answers.
pub const ANSWER: &[Field] =
    &[Field::radio("answer", "experts-answer"), Field::area("reason", "experts-reason").max(500).hint("experts-reason-hint").optional()];

fn fields(t: T, new: bool) -> Vec<Field> {
    let mut all: Vec<Field> = PERSON.into_iter().filter(|_| new).chain(ONCE).collect();
    for n in 1..=FORMER {
        all.push(Field::text("", "").named(format!("former_{n}"), t.n("experts-former", n)).optional());
        all.push(Field::day("", "").named(format!("until_{n}"), t.n("experts-until", n)).optional());
    }
    all
}

fn offered(mut form: Form, t: T) -> Form {
    let items = catalogue::catalogue().items().iter();
    form.offer("items", items.map(|item| Choice::new(&item.code, catalogue::say(t, &item.name))).collect());
    form
}

/// The form for somebody who comes in.
pub fn blank(t: T) -> Form {
    offered(Form::blank(t, &fields(t, true)), t)
}

/// What was typed of somebody new, or of somebody who is in the pool.
pub fn submitted(t: T, new: bool, sent: crate::platform::forms::Fields) -> Form {
    offered(Form::submitted(t, &fields(t, new), sent), t)
}

/// An expert as a form.
pub fn shown(t: T, expert: &PoolExpert) -> Form {
    let (mut form, profile) = (Form::blank(t, &fields(t, false)), &expert.profile);
    form.set("title", &profile.title).set("employer", &profile.employer.name).set("employer_code", &profile.employer.uscc);
    form.set("kin", profile.kin.join("\n")).set_all("items", &profile.items);
    for (n, former) in (1..).zip(&profile.former) {
        form.set(&format!("former_{n}"), &former.name).set(&format!("until_{n}"), former.until);
    }
    offered(form, t)
}

/// Somebody new; `None` where something is wrong.
pub fn new_expert(form: &mut Form) -> Option<NewExpert> {
    let (name, email) = (form.get("name", PersonName::parse), form.email("email"));
    let profile = profile(form);
    Some(NewExpert { name: name?, email: email?, profile: profile? })
}

/// What is known of an expert; `None` where something is wrong.
pub fn profile(form: &mut Form) -> Option<Profile> {
    let title = form.get("title", Line::<50>::parse).map(String::from);
    let employer = form.get("employer", OrgName::parse).map(String::from);
    let uscc = form.get("employer_code", CreditCode::parse).map(|code| code.to_string()).unwrap_or_default();
    let former = (1..=FORMER).filter_map(|n| former(form, n)).collect();
    let kin = kin(form);
    let items = form.chosen("items");
    form.accepted()?;
    Some(Profile { title: title?, employer: Employer { name: employer?, uscc }, former, kin, items })
}

/// One former employer with the last day there: both or neither.
fn former(form: &mut Form, n: usize) -> Option<Former> {
    let (name, until) = (format!("former_{n}"), format!("until_{n}"));
    let (has_name, has_day) = (!form.value(&name).trim().is_empty(), !form.value(&until).trim().is_empty());
    if has_name != has_day {
        let missing = if has_name { &until } else { &name };
        form.refuse(missing, form.words().t("experts-former-both"));
        return None;
    }
    if !has_name {
        return None;
    }
    let (name, until) = (form.get(&name, OrgName::parse).map(String::from), form.day(&until));
    Some(Former { name: name?, until: until? })
}

/// One name in each line, of a person or an organisation.
fn kin(form: &mut Form) -> Vec<String> {
    let text = form.value("kin").to_owned();
    let lines: Vec<&str> = text.lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    let named: Vec<String> = lines.iter().filter_map(|line| OrgName::parse(line).ok()).map(String::from).collect();
    if named.len() != lines.len() || named.len() > MOST_KIN {
        form.refuse("kin", form.words().n("experts-kin-wrong", MOST_KIN));
    }
    named
}

/// What an invited expert may say.
pub fn offer_answers(form: &mut Form, t: T) {
    form.offer("answer", ["accept", "decline", "conflict"].map(|word| Choice::new(word, t.word("experts-answer", word))).to_vec());
}

/// The answer; a conflict comes with what it is.
pub fn answer(form: &mut Form, t: T) -> Option<Answer> {
    let word = form.choice("answer", |word| Some(word.to_owned()));
    let blank = form.value("reason").trim().is_empty();
    let reason = if blank { None } else { form.get("reason", Paragraphs::<500>::parse).map(String::from) };
    if word.as_deref() == Some("conflict") && blank {
        form.refuse("reason", t.t("experts-conflict-needs-reason"));
    }
    form.accepted()?;
    match word?.as_str() {
        "accept" => Some(Answer::Accept),
        "conflict" => Some(Answer::Conflict(reason?)),
        _ => Some(Answer::Decline),
    }
}

/// What an operator makes of an expert, by the word in the address.
pub fn change(word: &str) -> Option<ExpertState> {
    match word {
        "rest" => Some(ExpertState::Resting),
        "return" => Some(ExpertState::Active),
        "leave" => Some(ExpertState::Left),
        _ => None,
    }
}
