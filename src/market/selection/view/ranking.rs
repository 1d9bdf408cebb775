//! The ranking: the opened by name, everybody else by pseudonym, the excluded with their shadow tickets.

use super::Known;
use crate::domain::draw::{DrawResult, Hash32, Label, Opened, Standing, Status, Tickets, Weight};
use crate::error::{Error, Result};

/// One row of the ranking.
pub struct Rank {
    /// From 1; `None` for an excluded label.
    pub rank: Option<usize>,
    pub label: String,
    /// The label in short groups.
    pub short: String,
    pub ticket: String,
    /// How many tickets it held; the best counts.
    pub weight: u16,
    /// The beginning of the ticket in short groups.
    pub ticket_short: String,
    /// Where the ticket lies between 0 and 1, in thousandths.
    pub place: i64,
    /// The agency, where it is opened.
    pub name: Option<String>,
    /// The how-manieth alternate, where it is one.
    pub alternate: Option<usize>,
    pub winner: bool,
    /// Excluded at the freeze, and admitted after an objection.
    pub admitted: bool,
    pub struck: bool,
}

impl Rank {
    fn new(label: &Label, key: &Hash32, weight: Weight) -> Rank {
        let ticket = key.to_string();
        Rank {
            rank: None,
            label: label.to_string(),
            short: short(label.as_str()),
            ticket_short: groups(&ticket, 3),
            place: thousandths(key),
            ticket,
            weight: weight.tickets(),
            name: None,
            alternate: None,
            winner: false,
            admitted: false,
            struck: false,
        }
    }
}

/// A label in short groups.
pub fn short(label: &str) -> String {
    // Blind labels, and the pseudonyms of a stage.
    let blind = ["b-", "p-"].into_iter().find_map(|prefix| Some((prefix, label.strip_prefix(prefix)?)));
    blind.map_or_else(|| label.to_owned(), |(prefix, rest)| format!("{prefix}{}", groups(rest, 2)))
}

/// The first groups of four digits.
fn groups(hex: &str, count: usize) -> String {
    let shown: Vec<&str> = (0..count).filter_map(|at| hex.get(at * 4..at * 4 + 4)).collect();
    format!("{} …", shown.join(" "))
}

fn thousandths(key: &Hash32) -> i64 {
    let [a, b, c, d, ..] = key.0;
    ((u64::from(u32::from_be_bytes([a, b, c, d])) * 1_000) >> 32) as i64
}

/// All ranked labels in their order, the admitted among them, then the excluded ones; empty while there is no result.
pub fn ranking(known: &Known) -> Result<Vec<Rank>> {
    let (Some(result), Some(freeze)) = (known.paper("result.txt"), known.freeze()?) else { return Ok(Vec::new()) };
    let (result, notice) = (result.read::<DrawResult>()?, known.notice()?);
    let opened = known.paper("opened.txt").map(super::Paper::read::<Opened>).transpose()?;
    let openings = opened.as_ref().map_or(&[][..], |opened| opened.openings());
    let mut standing = Standing::new(&notice, &freeze, &result);
    for ruling in known.rulings()? {
        standing.apply(&ruling).map_err(|fault| Error::caused("applying a stored ruling", fault))?;
    }
    let chosen: Vec<&Label> = standing.winners().map(|place| &place.label).collect();
    let entry = |label: &Label| freeze.entry(label).map(|(_, entry)| entry);
    let (winners, alternates) = (notice.winners.saturating(), notice.alternates.saturating());
    let mut rows = Vec::with_capacity(freeze.entries().len());
    for (at, place) in standing.places().iter().enumerate() {
        let mut row = Rank::new(&place.label, &place.key, entry(&place.label).map_or(Weight::ONE, |entry| entry.weight));
        let opening = openings.iter().find(|one| one.label == place.label);
        row.rank = Some(at + 1);
        row.name = opening.map(|one| known.names.get(one.registry_id.as_str()).cloned().unwrap_or_else(|| one.registry_id.to_string()));
        row.struck = standing.is_struck(&place.label);
        if !known.draw.entries.is_blind() && chosen.contains(&&place.label) {
            row.name = Some(place.label.to_string());
        }
        // Where more stages follow, only who was awarded is named, whatever its rank here; and alternates are theirs to say.
        let last = known.is_last();
        row.winner = row.name.is_some() && if last { chosen.contains(&&place.label) } else { !row.struck };
        row.admitted = entry(&place.label).is_some_and(|entry| entry.status == Status::Out);
        row.alternate = (last && at >= winners && at - winners < alternates).then(|| at - winners + 1);
        rows.push(row);
    }
    let tickets = Tickets::of(&result.seed());
    let out = freeze.entries().iter().filter(|entry| standing.position(&entry.label).is_none());
    rows.extend(out.map(|entry| Rank::new(&entry.label, &tickets.key(&entry.label, entry.weight), entry.weight)));
    Ok(rows)
}

/// The rows that are named or stand ready, for the first look.
pub fn named(rows: &[Rank]) -> Option<&Rank> {
    rows.iter().find(|row| row.winner)
}
