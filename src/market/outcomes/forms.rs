//! What an owner answers, read the same at both doors.

use super::service::Answer;
use crate::domain::text::Paragraphs;
use crate::platform::forms::{Choice, Field, Form};
use crate::platform::i18n::T;

/// The answer.
pub const ANSWER: &[Field] =
    &[Field::radio("card", "outcomes-card"), Field::area("reason", "outcomes-reason").max(1_000).hint("outcomes-reason-hint")];

/// Offers the cards by their numbers.
pub fn offer(form: &mut Form, t: T, cards: usize) {
    form.offer("card", (1..=cards).map(|n| Choice::new(n, t.n("outcomes-card-n", n))).collect());
}

/// The answer; `None` where something is missing.
pub fn read(form: &mut Form) -> Option<Answer> {
    let card = form.choice("card", |word| word.parse().ok());
    let reason = form.get("reason", Paragraphs::<1_000>::parse).map(String::from);
    form.accepted()?;
    Some(Answer { card: card?, reason: reason? })
}
