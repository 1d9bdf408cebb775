//! The end of revealing: a seed, or the void rule.

use std::collections::BTreeMap;

use super::beacon::{Beacon, Signature};
use super::ceremony::{Ceremony, Throw, ceremony_reveal};
use super::fault::Fault;
use super::freeze::Freeze;
use super::notice::Notice;
use super::seed::{Seed, expected_reveals, silence_voids};
use super::text::Document;
use super::void::{Void, Withheld};
use super::words::{Digits, OfficerId, Who};
use crate::domain::hash::Secret;

/// Everything that came before revealing ended. Who is missing here is `-` in the seed.
#[derive(Clone, Debug, Default)]
pub struct Revealed {
    /// The secrets of platform, officers and applicants.
    pub secrets: BTreeMap<Who, Secret>,
    /// The digits of ceremony officers.
    pub dice: BTreeMap<OfficerId, Digits>,
    /// The beacon's signature, where the notice names a round.
    pub signature: Option<Signature>,
}

/// How revealing ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Conclusion {
    /// The draw can be resolved. The ceremony exists exactly when the notice has a ceremony officer.
    Seed(Seed, Option<Ceremony>),
    /// The void rule ended it: neither seed nor result will ever exist.
    Void(Void, Option<Ceremony>),
}

/// Ends revealing. Call it when every expected reveal is in or reveal-by has passed, and with a beacon when its signature has come
/// or the policy's days of waiting are over.
///
/// # Errors
/// A secret that does not open its commitment, or a false signature of the beacon: told as a fault of the seed that would hold it.
pub fn conclude(notice: &Notice, freeze: &Freeze, revealed: &Revealed) -> Result<Conclusion, Fault> {
    let throws = throws(notice, revealed);
    let ceremony = notice.has_ceremony().then(|| Ceremony { draw: notice.draw.clone(), throws });
    let reveals: Vec<(Who, Option<Secret>)> = expected_reveals(notice, freeze)
        .map(|(who, committed)| {
            let secret = if committed.is_some() { revealed.secrets.get(&who).copied() } else { dice_of(notice, revealed, &who) };
            (who, secret)
        })
        .collect();
    let withheld = withheld(notice, revealed, &reveals);
    if !withheld.is_empty() {
        return Ok(Conclusion::Void(Void { draw: notice.draw.clone(), freeze: freeze.hash(), withheld }, ceremony));
    }
    let beacon = notice.beacon.zip(revealed.signature).map(|(round, signature)| Beacon { round, signature });
    let seed = Seed { draw: notice.draw.clone(), notice: notice.hash(), freeze: freeze.hash(), reveals, beacon };
    seed.fits(notice, freeze)?;
    Ok(Conclusion::Seed(seed, ceremony))
}

fn withheld(notice: &Notice, revealed: &Revealed, reveals: &[(Who, Option<Secret>)]) -> Vec<Withheld> {
    if notice.beacon.is_some() {
        return if revealed.signature.is_some() { Vec::new() } else { vec![Withheld::Beacon] };
    }
    let silent = reveals.iter().filter(|(who, secret)| secret.is_none() && silence_voids(notice, who));
    silent.map(|(who, _)| Withheld::Reveal(who.clone())).collect()
}

fn dice_of(notice: &Notice, revealed: &Revealed, who: &Who) -> Option<Secret> {
    let Who::Officer(id) = who else { return None };
    revealed.dice.get(id).map(|digits| ceremony_reveal(&notice.draw, digits))
}

/// The throws in the notice's order of officers.
fn throws(notice: &Notice, revealed: &Revealed) -> Vec<Throw> {
    let in_order = notice.officers.iter().filter(|officer| officer.commit == super::OfficerCommit::Ceremony);
    in_order
        .filter_map(|officer| {
            let digits = revealed.dice.get(&officer.id)?.clone();
            Some(Throw { officer: officer.id.clone(), digits })
        })
        .collect()
}
