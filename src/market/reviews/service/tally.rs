//! All sheets of a review side by side: which totals lie far beside the mean, and the document of the result.

use std::collections::BTreeMap;

use crate::db::DbConn;
use crate::domain::draw::{DrawId, Hash32, Label};
use crate::domain::method::Scores;
use crate::domain::method::scores::{Deviation, Reviewed, Weight, deviating};
use crate::domain::policy;
use crate::error::{Error, Result};
use crate::market::experts::Seat;
use crate::market::projects::Project;
use crate::market::reviews::store::{self, DeviationRow, Given};
use crate::platform::keys::Keys;

/// What every seat gave, in the order of the seats.
pub(super) fn given(conn: &mut DbConn, sitting: &[Seat]) -> Result<Vec<Given>> {
    sitting.iter().map(|seat| store::given(conn, &seat.id)).collect()
}

/// The total of a proposal on one sheet, in hundredths of a point.
pub fn total(given: &Given, pseudonym: &Label) -> u32 {
    given.iter().filter(|((one, _), _)| one == pseudonym).map(|(_, points)| *points).sum()
}

/// The totals that lie farther beside the mean than the policy allows without reasons.
pub(super) fn far(sitting: &[Seat], given: &[Given], (entries, rules): (&[Label], &policy::Review)) -> Vec<DeviationRow> {
    let mut found = Vec::new();
    for pseudonym in entries {
        let totals: Vec<u32> = given.iter().map(|given| total(given, pseudonym)).collect();
        for ((seat, first), far) in sitting.iter().zip(&totals).zip(deviating(&totals, rules.deviation_points)) {
            if far {
                found.push(DeviationRow { seat: seat.id.clone(), pseudonym: pseudonym.clone(), first: *first, reason: String::new() });
            }
        }
    }
    found
}

/// The result of a review.
pub(super) fn scores(
    conn: &mut DbConn,
    keys: &Keys,
    (project, rules, (draw, panel)): (&Project, &policy::Review, (&DrawId, &DrawId)),
    sitting: &[Seat],
) -> Result<Scores> {
    let weights: Vec<Weight> =
        project.spec.way.weights.iter().map(|(id, points)| Weight { criterion: id.clone(), points: *points }).collect();
    let (given, reviewed) = (given(conn, sitting)?, store::pseudonyms(conn, &project.id)?);
    let of_seat = |given: &Given, pseudonym: &Label| -> Vec<u32> {
        weights.iter().map(|weight| given.get(&(pseudonym.clone(), weight.criterion.clone())).copied().unwrap_or_default()).collect()
    };
    let entry = |pseudonym: Label| Reviewed { points: given.iter().map(|given| of_seat(given, &pseudonym)).collect(), pseudonym };
    let seats: BTreeMap<&str, &Label> = sitting.iter().map(|seat| (seat.id.as_str(), &seat.label)).collect();
    let ids: Vec<String> = sitting.iter().map(|seat| seat.id.clone()).collect();
    let deviation = |row: DeviationRow| Deviation {
        seat: seats[row.seat.as_str()].clone(),
        pseudonym: row.pseudonym,
        first: row.first,
        reason: (!row.reason.is_empty()).then(|| Hash32::of(&row.reason)),
    };
    let found = Scores {
        draw: draw.clone(),
        panel: panel.clone(),
        drop_from: rules.drops(),
        entries: reviewed.into_iter().map(entry).collect(),
        deviations: store::deviations(conn, keys, &ids)?.into_iter().map(deviation).collect(),
        seats: sitting.iter().map(|seat| seat.label.clone()).collect(),
        weights,
    };
    Scores::new(found).map_err(|fault| Error::caused("putting the scores of a review together", fault))
}
