//! The objections a supervisor has ruled on, as the public sees them: a label, the ruling, and that the objection lies in the log before the first
//! reveal. What was said, and who said it, stays closed.

use super::Known;
use super::ranking::short;
use crate::platform::i18n::T;

/// One ruling on an objection.
pub struct RuledObjection {
    pub short: String,
    pub ruling: String,
    pub when: String,
    /// Where the objection lies in the log.
    pub logged: String,
    /// Where the first reveal lies.
    pub revealed: String,
}

/// The rulings, the earliest first.
pub fn objections(t: T, known: &Known) -> Vec<RuledObjection> {
    let place = |index: Option<i64>| {
        index.map_or_else(|| t.t("projects-log-pending"), |index| t.msg("selection-log-number").with("index", t.number(index)).to_string())
    };
    let reveals = known.papers.values().filter(|paper| paper.name.starts_with("reveal-"));
    let revealed = place(reveals.filter_map(|paper| paper.log_index).min());
    let rows = known.objections.iter().map(|one| RuledObjection {
        short: short(&one.label),
        ruling: t.word("objection-state", one.state),
        when: t.moment(one.ruled_at),
        logged: place(one.log_index),
        revealed: revealed.clone(),
    });
    rows.collect()
}
