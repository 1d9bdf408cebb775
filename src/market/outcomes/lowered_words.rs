//! An average in words, and the drawn number by which it is lowered.

use super::doors::Found;
use crate::domain::draw::DrawState;
use crate::domain::method::average::Baseline;
use crate::domain::method::quote::{QuoteKind, WHOLE_BP};
use crate::domain::method::{Ratio, Stage};
use crate::domain::money::Fen;
use crate::platform::i18n::T;

/// How an average was computed: what was added up, by how much it was lowered, and what it then is, so that a pocket calculator can follow.
pub fn average(t: T, found: &Found, baseline: &Baseline) -> String {
    let count = i128::from(baseline.count);
    let Some(k) = found.inputs.coefficient() else {
        return t.msg("outcomes-how-average").with_n("n", baseline.count).with("sum", baseline.sum).to_string();
    };
    let kind = found.inputs.bounds().map(|bounds| bounds.kind);
    let whole = i128::from(WHOLE_BP);
    t.msg("outcomes-how-lowered")
        .with_n("n", baseline.count)
        .with("sum", shown(t, kind, (baseline.sum, 1)))
        .with("average", shown(t, kind, (baseline.sum, count)))
        .with("k", t.hundredths(k))
        .with("lowered", shown(t, kind, ((whole - i128::from(k)) * baseline.sum, whole * count)))
        .with("bp", k)
        .to_string()
}

/// A sum or a mean of what would be paid, rounded to the fen for the eye: in yuan, or, of discounts, in percent of the notice's price.
fn shown(t: T, kind: Option<QuoteKind>, (num, den): (i128, i128)) -> String {
    let rounded = (num * 2 + den).div_euclid(den * 2);
    match kind {
        Some(QuoteKind::Amount) => t.money(Fen(i64::try_from(rounded).unwrap_or(i64::MAX))),
        _ => Ratio::new(num, den * 100).map_or_else(|| t.t("none"), |percent| format!("{}%", percent.shown())),
    }
}

/// The page of the number's draw, beside the stage whose average it lowers.
pub fn link(t: T, (found, stage): (&Found, Stage)) -> Option<(String, String)> {
    let (draw, state) = found.number.as_ref().filter(|_| matches!(stage, Stage::Average { .. }))?;
    let key = if *state == DrawState::Void { "outcomes-number-void" } else { "outcomes-number-drawn" };
    Some((format!("/draws/{draw}"), t.msg(key).with("draw", draw).to_string()))
}
