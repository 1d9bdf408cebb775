//! What the configuration of a draw guarantees and what it does not (draw-v1 §6), as the keys of plain sentences.

use super::{Configuration, Known};
use crate::domain::draw::{BeaconRule, Dice, EntrySource, Mode, Nonces, PoolRule};
use crate::error::Result;

/// The keys of the sentences.
pub struct Guarantees {
    pub configuration: &'static str,
    pub yes: Vec<&'static str>,
    pub no: Vec<&'static str>,
}

/// What holds for this draw.
pub fn guarantees(known: &Known) -> Result<Guarantees> {
    let (terms, open) = (known.draw.terms, known.notice()?.pool == PoolRule::Open);
    let configuration = known.configuration();
    let (dice, beacon) = (terms.dice == Dice::Public, terms.beacon == BeaconRule::Drand);
    let one_machine = configuration == Configuration::A;
    let (source, signups) = (known.draw.entries, known.draw.entries == EntrySource::Signups);
    let mut yes = vec!["selection-yes-recompute", "selection-yes-fixed", "selection-yes-one"];
    let mut no = Vec::new();
    let when = |holds: bool, list: &mut Vec<&'static str>, key| {
        if holds {
            list.push(key);
        }
    };
    when(signups, &mut yes, "selection-yes-blind");
    when(source == EntrySource::Experts, &mut yes, "selection-yes-experts");
    when(!signups, &mut yes, "selection-yes-given");
    when(!open && signups, &mut yes, "selection-yes-pool");
    let unvouched = known.is_unvouched();
    when(beacon && !unvouched, &mut yes, "selection-yes-beacon");
    when(dice, &mut yes, "selection-yes-dice");
    when(terms.nonces == Nonces::Commit, &mut yes, "selection-yes-nonces");
    when(one_machine && !dice && !beacon, &mut no, "selection-no-operator");
    when(one_machine && beacon, &mut no, "selection-no-beacon-a");
    when(one_machine && dice, &mut no, "selection-no-dice-a");
    when(!one_machine && !dice && !beacon, &mut no, "selection-no-collusion");
    when(beacon && !unvouched, &mut no, "selection-no-beacon");
    when(unvouched, &mut no, "selection-no-unvouched");
    when(dice, &mut no, "selection-no-dice");
    when(terms.nonces == Nonces::Commit && !dice && !beacon, &mut no, "selection-no-ghosts");
    let pool = match (open, one_machine) {
        (true, true) => "selection-no-pool",
        (true, false) => "selection-no-pool-b",
        (false, true) => "selection-no-listed",
        (false, false) => "selection-no-listed-b",
    };
    when(signups, &mut no, pool);
    when(true, &mut no, if beacon { "selection-no-veto-beacon" } else { "selection-no-veto" });
    when(terms.mode == Mode::Weighted, &mut no, "selection-no-weights");
    if signups {
        no.extend(["selection-no-review", "selection-no-roster", "selection-no-log"]);
    }
    let configuration = match configuration {
        Configuration::A => "selection-configuration",
        Configuration::B => "selection-configuration-b",
        Configuration::BPlus => "selection-configuration-b-plus",
        Configuration::C => "selection-configuration-c",
    };
    Ok(Guarantees { configuration, yes, no })
}
