//! What is wrong with a text, said to the person who typed it: the fact, the rule, the next step.

use crate::domain::money::{Fen, MoneyFault};
use crate::domain::text::{CheckArea, CreditCodeFault, EmailFault, PhoneFault, TextFault};
use crate::platform::i18n::{Msg, T};

/// A fault of a domain value that can be explained to the person who typed it.
pub trait Explain {
    /// The explanation in the reader's language; `field` is the label of the field.
    fn explain(&self, t: T, field: &str) -> String;
}

/// A message about `field`.
fn about(t: T, key: &str, field: &str) -> Msg {
    t.msg(key).with("field", field)
}

/// A message about a character that may not stand where it stands; places count from 1.
fn character(t: T, field: &str, at: usize, found: char) -> Msg {
    let shown = if found.is_control() || found.is_whitespace() { format!("U+{:04X}", found as u32) } else { found.to_string() };
    about(t, "fault-character", field).with_n("at", at).with("found", shown)
}

impl Explain for TextFault {
    fn explain(&self, t: T, field: &str) -> String {
        let message = match *self {
            TextFault::Empty => about(t, "form-missing", field),
            TextFault::TooShort { min, found } => about(t, "fault-too-short", field).with_n("min", min).with_n("n", found),
            TextFault::TooLong { max, found } => about(t, "form-too-long", field).with_n("max", max).with_n("n", found),
            TextFault::Forbidden { at, found } => character(t, field, at, found),
            TextFault::NoLetter => about(t, "fault-no-letter", field),
        };
        message.to_string()
    }
}

impl Explain for EmailFault {
    fn explain(&self, t: T, field: &str) -> String {
        let message = match *self {
            EmailFault::Empty => about(t, "form-missing", field),
            EmailFault::TooLong { max, found } => about(t, "form-too-long", field).with_n("max", max).with_n("n", found),
            EmailFault::AtSign { .. } => about(t, "fault-email-at", field),
            EmailFault::Character { at, found } => character(t, field, at, found),
            EmailFault::Mailbox => about(t, "fault-email-mailbox", field),
            EmailFault::Domain => about(t, "fault-email-domain", field),
        };
        message.to_string()
    }
}

impl Explain for PhoneFault {
    fn explain(&self, t: T, field: &str) -> String {
        let message = match *self {
            PhoneFault::Empty => about(t, "form-missing", field),
            PhoneFault::Character { at, found } => character(t, field, at, found),
            PhoneFault::AreaCodeMissing => about(t, "fault-phone-area", field),
            PhoneFault::Unknown { digits } => about(t, "fault-phone-unknown", field).with_n("n", digits),
        };
        message.to_string()
    }
}

impl Explain for MoneyFault {
    fn explain(&self, t: T, field: &str) -> String {
        let message = match *self {
            MoneyFault::Empty => about(t, "form-missing", field),
            MoneyFault::Character { .. } | MoneyFault::Form => about(t, "form-not-money", field),
            MoneyFault::Grouping => about(t, "fault-money-grouping", field),
            MoneyFault::TooPrecise { max, found } => about(t, "fault-money-precise", field).with_n("max", max).with_n("n", found),
            MoneyFault::Negative => about(t, "fault-money-negative", field),
            MoneyFault::Zero => about(t, "fault-money-zero", field),
            MoneyFault::TooLarge => about(t, "fault-money-large", field).with("most", t.money(Fen::MAX)),
        };
        message.to_string()
    }
}

impl Explain for CreditCodeFault {
    fn explain(&self, t: T, field: &str) -> String {
        let message = match *self {
            CreditCodeFault::Empty => about(t, "form-missing", field),
            CreditCodeFault::OldRegistrationNumber => about(t, "fault-code-old", field),
            CreditCodeFault::Length { found } => about(t, "fault-code-length", field).with_n("n", found),
            CreditCodeFault::Character { at, found, looks_like: Some(meant) } => {
                about(t, "fault-code-misread", field).with_n("at", at).with("found", found).with("meant", meant)
            }
            CreditCodeFault::Character { at, found, looks_like: None } => character(t, field, at, found),
            CreditCodeFault::Division { at, found } => about(t, "fault-code-division", field).with_n("at", at).with("found", found),
            CreditCodeFault::Checksum { exchanged: Some(at), .. } => {
                about(t, "fault-code-exchanged", field).with_n("at", at).with_n("next", at + 1)
            }
            CreditCodeFault::Checksum { look_at: CheckArea::OrganisationCode, .. } => about(t, "fault-code-check-inner", field),
            CreditCodeFault::Checksum { look_at: CheckArea::OutsideOrganisationCode, .. } => about(t, "fault-code-check-outer", field),
        };
        message.to_string()
    }
}
