//! The score sheet of one proposal, and why somebody leaves; read the same at both doors.

use super::doors::{Desk, Proposal};
use super::service::sheets::Marks;
use crate::domain::method::scores::HUNDREDTHS;
use crate::domain::money::Fen;
use crate::domain::policy::Policy;
use crate::domain::text::Paragraphs;
use crate::market::catalogue;
use crate::platform::forms::{Field, Fields, Form, Width};
use crate::platform::i18n::T;

/// Why an expert leaves a review.
pub const RECUSE: &[Field] = &[Field::area("reason", "reviews-recuse-reason").max(500).hint("reviews-recuse-hint")];

/// The name of the field for the points of a criterion.
pub fn field_of(criterion: &str) -> String {
    format!("points_{criterion}")
}

/// One field for each criterion of the notice, and the reason where one is asked for.
fn fields(t: T, policy: &Policy, (desk, proposal): (&Desk, &Proposal)) -> Vec<Field> {
    let field = |(id, most): &(String, u32)| {
        let name = catalogue::criterion(t, policy, id);
        let label = t.msg("reviews-points").with("criterion", name).with_n("most", *most).to_string();
        Field::text("", "").named(field_of(id), label).max(8).width(Width::Small).optional()
    };
    let mut all: Vec<Field> = desk.at.project.spec.way.weights.iter().map(field).collect();
    if proposal.deviation.is_some() {
        all.push(Field::area("reason", "reviews-reason").max(500).hint("reviews-reason-hint"));
    }
    all
}

/// Points as people type them: `12.5` of 1250.
pub fn points(hundredths: u32) -> String {
    match (hundredths / HUNDREDTHS, hundredths % HUNDREDTHS) {
        (whole, 0) => whole.to_string(),
        (whole, rest) => format!("{whole}.{rest:02}").trim_end_matches('0').to_owned(),
    }
}

/// The sheet as it stands.
pub fn shown(t: T, policy: &Policy, (desk, proposal): (&Desk, &Proposal)) -> Form {
    let mut form = Form::blank(t, &fields(t, policy, (desk, proposal)));
    for (id, _) in &desk.at.project.spec.way.weights {
        if let Some(given) = desk.given.get(&(proposal.pseudonym.clone(), id.clone())) {
            form.set(&field_of(id), points(*given));
        }
    }
    if let Some(deviation) = &proposal.deviation {
        form.set("reason", &deviation.reason);
    }
    form
}

/// What was typed on a sheet.
pub fn submitted(t: T, policy: &Policy, (desk, proposal): (&Desk, &Proposal), sent: Fields) -> Form {
    Form::submitted(t, &fields(t, policy, (desk, proposal)), sent)
}

/// The points typed into a field, in hundredths; `None` where it is empty, or has no number within its weight, which is refused.
pub fn typed(form: &mut Form, t: T, (name, most): (&str, u32)) -> Option<u32> {
    if form.value(name).trim().is_empty() {
        return None;
    }
    // Points have the two decimals of yuan.
    let number = form.get(name, Fen::parse_yuan)?;
    let within = u32::try_from(number.0).ok().filter(|number| *number <= most * HUNDREDTHS);
    if within.is_none() {
        form.refuse(name, t.n("reviews-points-bounds", most));
    }
    within
}

/// The marks; `None` where something is no number within its weight. What is left empty is left out.
pub fn marks(form: &mut Form, t: T, (desk, proposal): (&Desk, &Proposal)) -> Option<Marks> {
    let mut given = Vec::new();
    for (id, most) in &desk.at.project.spec.way.weights {
        if let Some(number) = typed(form, t, (&field_of(id), *most)) {
            given.push((id.clone(), number));
        }
    }
    let asked = proposal.deviation.is_some();
    let reason = if asked { form.get("reason", Paragraphs::<500>::parse).map(String::from) } else { Some(String::new()) };
    form.accepted()?;
    Some(Marks { points: given, reason: reason? })
}

/// Why somebody leaves.
pub fn recusal(form: &mut Form) -> Option<String> {
    let reason = form.get("reason", Paragraphs::<500>::parse).map(String::from);
    form.accepted()?;
    reason
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_are_shown_as_they_are_typed() {
        assert_eq!([0, 1_250, 1_205, 4_000, 10].map(points), ["0", "12.5", "12.05", "40", "0.1"]);
    }
}
