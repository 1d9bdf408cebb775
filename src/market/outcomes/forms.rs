//! What an owner answers, read the same at both doors.

use super::service::Answer;
use crate::domain::text::Paragraphs;
use crate::platform::forms::{Choice, Field, Form};
use crate::platform::i18n::T;

/// The answer.
pub const ANSWER: &[Field] =
    &[Field::radio("card", "outcomes-card"), Field::area("reason", "outcomes-reason").max(1_000).hint("outcomes-reason-hint")];

/// A reply for each of these cards, by their numbers; the fields count from 1.
pub fn replies(t: T, asked: &[usize]) -> Vec<Field> {
    let field =
        |(at, card): (usize, &usize)| Field::area("", "").max(300).named(format!("reply_{at}"), t.n("negotiations-reply-to", *card));
    (1..).zip(asked).map(field).collect()
}

/// The replies, one for each field; `None` where one is missing.
pub fn read_replies(form: &mut Form, asked: usize) -> Option<Vec<String>> {
    let words: Vec<Option<String>> =
        (1..=asked).map(|at| form.get(&format!("reply_{at}"), Paragraphs::<300>::parse).map(String::from)).collect();
    form.accepted()?;
    words.into_iter().collect()
}

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
