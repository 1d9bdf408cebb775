//! A rating and an answer, read the same at both doors.

use super::store::Rating;
use crate::domain::rating::Parts;
use crate::domain::text::Paragraphs;
use crate::platform::forms::{Choice, Field, Form};
use crate::platform::i18n::T;

/// The five parts and the words.
pub const RATING: &[Field] = &[
    Field::radio("quality", "ratings-quality"),
    Field::radio("timeliness", "ratings-timeliness"),
    Field::radio("attitude", "ratings-attitude"),
    Field::radio("charge", "ratings-charge"),
    Field::radio("compliance", "ratings-compliance"),
    Field::area("words", "ratings-words").max(1000).hint("ratings-words-hint"),
];

/// The agency's answer.
pub const ANSWER: &[Field] = &[Field::area("answer", "ratings-answer").max(1000).hint("ratings-answer-hint")];

/// One to five with a word each.
pub fn offer(form: &mut Form, t: T) {
    for part in ["quality", "timeliness", "attitude", "charge", "compliance"] {
        form.offer(part, (1..=5).rev().map(|points| Choice::new(points, t.word("ratings-points", points))).collect());
    }
}

/// A rating back in its form.
pub fn fill(form: &mut Form, rating: &Rating) {
    for (part, points) in rating.parts.named() {
        form.set(part, points.to_string());
    }
    form.set("words", &rating.words);
}

/// What the owner says.
pub fn rating(form: &mut Form) -> Option<(Parts, String)> {
    let mut points = |part| form.choice(part, |text| text.parse::<i64>().ok());
    let (quality, timeliness, attitude) = (points("quality"), points("timeliness"), points("attitude"));
    let (charge, compliance) = (points("charge"), points("compliance"));
    let words = form.get("words", Paragraphs::<1000>::parse);
    form.accepted()?;
    let parts = Parts { quality: quality?, timeliness: timeliness?, attitude: attitude?, charge: charge?, compliance: compliance? };
    Some((parts, words?.into()))
}

/// What the agency says.
pub fn answer(form: &mut Form) -> Option<String> {
    let answer = form.get("answer", Paragraphs::<1000>::parse);
    form.accepted()?;
    answer.map(String::from)
}
