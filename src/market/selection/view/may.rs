//! Who may still do what in a draw, in plain words.

use super::Known;
use crate::domain::draw::DrawState;
use crate::platform::i18n::T;

/// Somebody, and what they may do now or may not any more.
pub struct May {
    pub who: String,
    pub what: String,
}

/// Who has a say in each state. A draw without notice has no page.
const SAY: &[(DrawState, &[&str])] = &[
    (DrawState::Open, &["agency", "platform", "supervision", "everybody"]),
    (DrawState::Frozen, &["agency", "supervision", "platform", "everybody"]),
    (DrawState::Revealed, &["platform", "everybody"]),
    (DrawState::Decided, &["winner", "platform", "everybody"]),
    (DrawState::Lapsed, &["agency", "platform"]),
    (DrawState::Void, &["agency", "platform", "everybody"]),
];

/// What each may do in the state the draw is in.
pub fn may(t: T, known: &Known) -> Vec<May> {
    let state = known.draw.state;
    let says = SAY.iter().find(|(other, _)| *other == state).map_or(&[][..], |(_, who)| who);
    says.iter()
        .map(|who| {
            let what = t.msg(format!("selection-may-{state}-{who}"));
            let what = what.with("closes", t.when(known.draw.closes_at)).with("reveal", t.when(known.draw.reveal_by));
            May { who: t.word("selection-may", who), what: what.to_string() }
        })
        .collect()
}
