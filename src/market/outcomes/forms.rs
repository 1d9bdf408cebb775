//! What an owner answers, read the same at both doors.

use super::comparison::{Marks, Sheet, Written};
use super::doors::{Choosing, Comparing};
use super::service::Answer;
use crate::domain::policy::Policy;
use crate::domain::text::Paragraphs;
use crate::market::{catalogue, reviews};
use crate::platform::forms::{Choice, Field, Fields, Form, Width};
use crate::platform::i18n::T;

/// The answer.
const ANSWER: &[Field] =
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

/// The name of the field for the points of a card, by its number, and a criterion.
pub fn field_of(card: usize, criterion: &str) -> String {
    format!("points_{card}_{criterion}")
}

/// The fields of an answer; where the owner compares proposals itself, with those of its sheet.
fn fields(t: T, policy: &Policy, choosing: &Choosing) -> Vec<Field> {
    if choosing.comparing.is_none() {
        return ANSWER.to_vec();
    }
    let field = |(card, id, most): (usize, &str, u32)| {
        let name = catalogue::criterion(t, policy, id);
        let label = t.msg("outcomes-points").with_n("card", card).with("criterion", name).with_n("most", most).to_string();
        Field::text("", "").named(field_of(card, id), label).max(8).width(Width::Small).optional()
    };
    let statement = policy.methods.recusal.as_ref().map(|words| catalogue::say(t, words)).unwrap_or_default();
    let instead = Field::area("instead", "outcomes-instead").max(1_000).hint("outcomes-instead-hint").optional();
    let declared = Field::check("declared", "").named("declared", statement);
    asked(choosing).map(field).chain(ANSWER.iter().cloned()).chain([instead, declared]).collect()
}

/// Every field for points: the number of the card, the criterion and its weight.
fn asked(choosing: &Choosing) -> impl Iterator<Item = (usize, &str, u32)> {
    let weights = &choosing.project.spec.way.weights;
    (1..=choosing.cards.len()).flat_map(move |card| weights.iter().map(move |(id, most)| (card, id.as_str(), *most)))
}

/// The form as it stands, with what was kept.
pub fn shown(t: T, policy: &Policy, choosing: &Choosing) -> Form {
    let mut form = Form::blank(t, &fields(t, policy, choosing));
    offer(&mut form, t, choosing.cards.len());
    let Some(Comparing { draft, .. }) = &choosing.comparing else { return form };
    for (card, id, _) in asked(choosing) {
        let given = choosing.cards.get(card - 1).and_then(|one| draft.given(&one.pseudonym, id));
        if let Some(given) = given {
            form.set(&field_of(card, id), reviews::points(given));
        }
    }
    form.set("reason", &draft.reason).set("instead", &draft.instead);
    form
}

/// What was typed.
pub fn submitted(t: T, policy: &Policy, choosing: &Choosing, sent: Fields) -> Form {
    let mut form = Form::submitted(t, &fields(t, policy, choosing), sent);
    offer(&mut form, t, choosing.cards.len());
    form
}

/// Offers the cards by their numbers.
fn offer(form: &mut Form, t: T, cards: usize) {
    form.offer("card", (1..=cards).map(|n| Choice::new(n, t.n("outcomes-card-n", n))).collect());
}

/// Whether a sheet may have gaps.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Gaps {
    /// What is left out is as it was kept.
    AsKept,
    /// A field that is empty is refused.
    None,
}

/// The answer; `None` where something is missing.
pub fn read(form: &mut Form, t: T, (choosing, gaps): (&Choosing, Gaps)) -> Option<Answer> {
    let sheet = if choosing.comparing.is_some() { sheet(form, t, (choosing, gaps)) } else { Sheet::default() };
    let card = form.choice("card", |word| word.parse().ok());
    let reason = form.get("reason", Paragraphs::<1_000>::parse).map(String::from);
    form.accepted()?;
    Some(Answer { card: card?, reason: reason?, sheet })
}

fn sheet(form: &mut Form, t: T, (choosing, gaps): (&Choosing, Gaps)) -> Sheet {
    let marks = marks(form, t, choosing);
    if gaps == Gaps::None {
        for (card, id, _) in asked(choosing).filter(|(card, id, _)| !marks.contains_key(&(*card, (*id).to_owned()))) {
            form.refuse(&field_of(card, id), t.n("outcomes-points-missing-n", card));
        }
    }
    Sheet { marks, instead: words(form, "instead"), declared: form.ticked("declared") }
}

/// What is to be kept; `None` where something is no number within its weight, or too long.
pub fn written(form: &mut Form, t: T, choosing: &Choosing) -> Option<Written> {
    let written = Written { marks: marks(form, t, choosing), reason: words(form, "reason"), instead: words(form, "instead") };
    form.accepted()?;
    Some(written)
}

fn marks(form: &mut Form, t: T, choosing: &Choosing) -> Marks {
    let typed = |(card, id, most): (usize, &str, u32)| {
        reviews::typed(form, t, (&field_of(card, id), most)).map(|points| ((card, id.to_owned()), points))
    };
    asked(choosing).filter_map(typed).collect()
}

/// Words that may be left out.
fn words(form: &mut Form, name: &str) -> String {
    if form.value(name).trim().is_empty() {
        return String::new();
    }
    form.get(name, Paragraphs::<1_000>::parse).map(String::from).unwrap_or_default()
}
