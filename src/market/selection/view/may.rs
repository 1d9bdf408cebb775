//! Who may still do what in a draw, in plain words.

use super::Known;
use crate::domain::draw::{BeaconRule, Dice, DrawState, EntrySource, Nonces};
use crate::error::Result;
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

/// Who else has a say by the terms of the draw, and after whom it is said.
fn by_terms(known: &Known) -> Vec<&'static str> {
    let (terms, state) = (known.draw.terms, known.draw.state);
    let secrets = terms.nonces == Nonces::Commit && matches!(state, DrawState::Open | DrawState::Frozen);
    let frozen = state == DrawState::Frozen;
    let says =
        [("secret", secrets), ("dice", frozen && terms.dice == Dice::Public), ("beacon", frozen && terms.beacon == BeaconRule::Drand)];
    says.into_iter().filter(|(_, has)| *has).map(|(who, _)| who).collect()
}

/// What each may do in the state the draw is in.
pub fn may(t: T, known: &Known) -> Result<Vec<May>> {
    let state = known.draw.state;
    let says = SAY.iter().find(|(other, _)| *other == state).map_or(&[][..], |(_, who)| who);
    // Nobody signs up for what was given, and no agency wins it.
    let given = known.draw.entries != EntrySource::Signups;
    let says: Vec<&str> = says.iter().copied().filter(|who| !given || !matches!(*who, "agency" | "winner")).collect();
    let says: Vec<&str> = says.into_iter().filter(|who| known.is_last() || *who != "winner").collect();
    let mut terms = by_terms(known);
    if known.objections_are_open()? {
        terms.insert(0, "excluded");
    }
    let all =
        says.iter().copied().filter(|who| *who != "everybody").chain(terms).chain(says.iter().copied().filter(|who| *who == "everybody"));
    let say = |who| {
        let what = t.msg(key(known, who)).with("closes", t.when(known.draw.closes_at)).with("reveal", t.when(known.draw.reveal_by));
        May { who: t.word("selection-may", who), what: what.with("middle", t.when(known.midpoint())).to_string() }
    };
    Ok(all.map(say).collect())
}

/// With a beacon the platform's silence is no veto; a number that is void is not drawn again.
fn key(known: &Known, who: &str) -> String {
    let state = known.draw.state;
    let no_veto = who == "platform" && state == DrawState::Frozen && known.draw.terms.beacon == BeaconRule::Drand;
    let number = who == "platform" && state == DrawState::Void && known.draw.entries == EntrySource::Numbers;
    let part = if number {
        "-number"
    } else if no_veto {
        "-beacon"
    } else {
        ""
    };
    format!("selection-may-{state}-{who}{part}")
}
