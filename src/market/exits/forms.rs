//! Why an agency leaves, and what an operator says to it; read the same at both doors.

use crate::domain::text::Paragraphs;
use crate::platform::forms::{Choice, Field, Form};
use crate::platform::i18n::T;

/// Why the agency leaves.
pub const ASK: &[Field] = &[Field::area("reason", "exits-reason").max(500).hint("exits-reason-hint")];

/// The operator's answer.
pub const ANSWER: &[Field] = &[Field::radio("finding", "exits-finding"), Field::area("answer", "exits-answer").max(500).optional()];

/// The reason.
pub fn reason(form: &mut Form) -> Option<String> {
    let reason = form.get("reason", Paragraphs::<500>::parse);
    form.accepted()?;
    reason.map(String::from)
}

/// What an operator may say.
pub fn offer(form: &mut Form, t: T) {
    form.offer("finding", ["confirm", "refuse"].map(|word| Choice::new(word, t.word("exits-finding", word))).to_vec());
}

/// The answer: nothing where the exit is confirmed, the reason where it is refused.
pub fn answer(form: &mut Form, t: T) -> Option<Option<String>> {
    let (confirms, answer) = (form.choice("finding", |word| Some(word == "confirm")), form.text("answer"));
    match confirms {
        Some(true) if !answer.is_empty() => form.refuse("finding", t.t("exits-confirm-with-answer")),
        Some(false) if answer.is_empty() => form.refuse("answer", t.t("exits-refuse-needs-answer")),
        _ => {}
    }
    form.accepted()?;
    confirms.map(|confirms| (!confirms).then_some(answer))
}
