//! What people type about themselves and others, as fields and as values.

use crate::domain::account::OrgKind;
use crate::domain::role::{MemberRank, Role};
use crate::domain::text::{Email, OrgName, PersonName, Phone};
use crate::platform::forms::{Choice, Field, Form};
use crate::platform::i18n::{Lang, T};

pub const SIGN_IN: &[Field] = &[
    Field::email("email", "accounts-email").autocomplete("username"),
    Field::password("password", "accounts-password").autocomplete("current-password"),
    Field::hidden("to"),
];

pub const FORGOT: &[Field] = &[Field::email("email", "accounts-email").autocomplete("username")];

pub const SET_PASSWORD: &[Field] =
    &[Field::password("password", "accounts-new-password").hint("accounts-password-hint").autocomplete("new-password")];

pub const FIRST: &[Field] = &[
    Field::text("name", "accounts-name").autocomplete("name"),
    Field::email("email", "accounts-email").autocomplete("username"),
    Field::password("password", "accounts-new-password").hint("accounts-password-hint").autocomplete("new-password"),
];

pub const REGISTER: &[Field] = &[
    Field::radio("kind", "accounts-kind"),
    Field::text("organisation", "accounts-organisation").hint("accounts-organisation-hint").autocomplete("organization"),
    Field::text("name", "accounts-name").autocomplete("name"),
    Field::email("email", "accounts-email").hint("accounts-email-hint").autocomplete("email"),
    Field::phone("phone", "accounts-phone").optional().autocomplete("tel"),
];

pub const CODE: &[Field] =
    &[Field::text("code", "accounts-code").hint("accounts-code-hint").max(20).autocomplete("one-time-code"), Field::hidden("to")];

pub const CONFIRM_FACTOR: &[Field] =
    &[Field::text("code", "accounts-code").hint("accounts-code-first-hint").max(20).autocomplete("one-time-code"), Field::hidden("sealed")];

pub const CONTACT: &[Field] = &[
    Field::text("name", "accounts-name").autocomplete("name"),
    Field::phone("phone", "accounts-phone").optional().autocomplete("tel"),
    Field::radio("lang", "accounts-lang"),
];

pub const MEMBER: &[Field] = &[
    Field::text("name", "accounts-name"),
    Field::email("email", "accounts-email"),
    Field::phone("phone", "accounts-phone").optional(),
    Field::radio("rank", "accounts-rank"),
];

pub const OFFICER: &[Field] = &[
    Field::text("name", "accounts-name"),
    Field::email("email", "accounts-email"),
    Field::phone("phone", "accounts-phone").optional(),
    Field::select("role", "accounts-role"),
];

pub const TOKEN: &[Field] = &[
    Field::text("name", "accounts-token-name").hint("accounts-token-name-hint").max(60),
    Field::radio("scope", "accounts-token-scope"),
    Field::number("days", "accounts-token-days", 1, 365),
];

/// The languages to choose from.
pub fn offer_langs(form: &mut Form) {
    form.offer("lang", Lang::ALL.iter().map(|lang| Choice::new(lang, lang.name())).collect());
}

/// The kinds of organisations that may register.
pub fn offer_kinds(form: &mut Form, t: T) {
    let kinds = [OrgKind::Agency, OrgKind::Owner];
    form.offer("kind", kinds.iter().map(|kind| Choice::new(kind, t.word("accounts-kind", kind))).collect());
}

/// The ranks of members.
pub fn offer_ranks(form: &mut Form, t: T) {
    form.offer("rank", MemberRank::ALL.iter().map(|rank| Choice::new(rank, t.word("accounts-rank", rank))).collect());
}

/// The roles of the offices.
pub fn offer_roles(form: &mut Form, t: T) {
    let roles = Role::ALL.iter().filter(|role| role.serves());
    form.offer("role", roles.map(|role| Choice::new(role, t.word("accounts-role", role))).collect());
}

/// The scopes of a token.
pub fn offer_scopes(form: &mut Form, t: T) {
    form.offer("scope", ["read", "write"].iter().map(|scope| Choice::new(scope, t.word("accounts-scope", scope))).collect());
}

/// A registration.
pub fn registration(form: &mut Form) -> Option<(OrgKind, OrgName, Email, PersonName, Option<Phone>)> {
    let kind = form.choice("kind", |word| OrgKind::parse(word).filter(|kind| matches!(kind, OrgKind::Owner | OrgKind::Agency)));
    let organisation = form.get("organisation", OrgName::parse);
    let (name, email) = (form.get("name", PersonName::parse), form.email("email"));
    let phone = form.phone("phone");
    form.accepted()?;
    Some((kind?, organisation?, email?, name?, phone))
}

/// A member to be invited.
pub fn member(form: &mut Form) -> Option<(Email, PersonName, Option<Phone>, MemberRank)> {
    let (name, email) = (form.get("name", PersonName::parse), form.email("email"));
    let (phone, rank) = (form.phone("phone"), form.choice("rank", MemberRank::parse));
    form.accepted()?;
    Some((email?, name?, phone, rank?))
}

/// Somebody to be invited into an office.
pub fn officer(form: &mut Form) -> Option<(Email, PersonName, Option<Phone>, Role)> {
    let (name, email) = (form.get("name", PersonName::parse), form.email("email"));
    let phone = form.phone("phone");
    let role = form.choice("role", |word| Role::parse(word).filter(|role| role.serves()));
    form.accepted()?;
    Some((email?, name?, phone, role?))
}

/// Name, phone and language of oneself.
pub fn contact(form: &mut Form) -> Option<(PersonName, Option<Phone>, Lang)> {
    let (name, phone) = (form.get("name", PersonName::parse), form.phone("phone"));
    let lang = form.choice("lang", Lang::parse);
    form.accepted()?;
    Some((name?, phone, lang?))
}

/// A token to be made: name, whether it writes, days.
pub fn token(form: &mut Form) -> Option<(String, bool, i64)> {
    let name = form.text("name");
    let writes = form.choice("scope", |word| matches!(word, "read" | "write").then_some(word == "write"));
    let days = form.number("days");
    form.accepted()?;
    Some((name, writes?, days?))
}
