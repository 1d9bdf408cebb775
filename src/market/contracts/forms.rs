//! What both sides write into a contract, read the same at both doors.

use super::service::Registration;
use super::store::Contract;
use crate::domain::text::{Line, Paragraphs};
use crate::platform::forms::{Field, Form};

/// A signed contract.
pub const REGISTRATION: &[Field] = &[
    Field::text("number", "contracts-number").max(60).hint("contracts-number-hint"),
    Field::money("amount", "contracts-amount"),
    Field::area("content", "contracts-content").max(2000).hint("contracts-content-hint"),
    Field::day("signed_on", "contracts-signed-on"),
    Field::day("starts_on", "contracts-starts-on"),
    Field::day("ends_on", "contracts-ends-on"),
    Field::file("scan", "contracts-scan").hint("contracts-scan-hint").optional(),
];

/// Why a registered contract goes back.
pub const RETURN: &[Field] = &[Field::area("reason", "contracts-reason").max(1000).hint("contracts-reason-hint")];

/// A result.
pub const RESULT: &[Field] = &[
    Field::area("note", "contracts-note").max(2000).hint("contracts-note-hint"),
    Field::file("papers", "contracts-papers").hint("contracts-papers-hint").optional(),
];

/// The owner's words on a result.
pub const REPLY: &[Field] = &[Field::area("reply", "contracts-reply").max(2000).hint("contracts-reply-hint")];

/// Shows what was registered before, or what the award says.
pub fn fill(form: &mut Form, contract: &Contract) {
    form.set("number", &contract.number).set("amount", contract.amount.wan()).set("content", &contract.content);
    form.set("signed_on", &contract.signed_on).set("starts_on", &contract.starts_on).set("ends_on", &contract.ends_on);
}

/// A registration without its scan, which the caller puts into the store first.
pub fn registration(form: &mut Form) -> Option<Registration> {
    let number = form.get("number", Line::<60>::parse);
    let amount = form.money("amount");
    let content = form.get("content", Paragraphs::<2000>::parse);
    let (signed_on, starts_on, ends_on) = (form.day("signed_on"), form.day("starts_on"), form.day("ends_on"));
    form.accepted()?;
    Some(Registration {
        number: number?.into(),
        amount: amount?,
        content: content?.into(),
        signed_on: signed_on?,
        starts_on: starts_on?,
        ends_on: ends_on?,
        document: None,
    })
}

/// A text of this field.
fn words(form: &mut Form, field: &str) -> Option<String> {
    let text = form.get(field, Paragraphs::<2000>::parse);
    form.accepted()?;
    text.map(String::from)
}

/// Why a registered contract goes back.
pub fn reason(form: &mut Form) -> Option<String> {
    words(form, "reason")
}

/// What is handed in.
pub fn note(form: &mut Form) -> Option<String> {
    words(form, "note")
}

/// What the owner says to a result.
pub fn reply(form: &mut Form) -> Option<String> {
    words(form, "reply")
}
