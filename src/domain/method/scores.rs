//! choice/scores.txt: what a panel gave, under pseudonyms. Written when the review is closed; the scores that an outcome goes by follow from it once
//! links.txt says whose pseudonyms were whose.

use std::fmt;

use super::panel;
use super::ratio::Ratio;
use crate::domain::draw::fault::{Broken, Fault};
use crate::domain::draw::text::{Document, Lines};
use crate::domain::draw::words::{Field, OrDash};
use crate::domain::draw::{DrawId, Hash32, Label};
use crate::domain::policy::WHOLE;

/// Hundredths of a point in a point.
pub const HUNDREDTHS: u32 = 100;

/// A criterion with the points it can give.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Weight {
    /// A word of the policy, of `a-z` and `-`.
    pub criterion: String,
    pub points: u32,
}

impl Weight {
    /// The lines `criterion …`.
    pub(super) fn read_all(lines: &mut Lines<'_>) -> Result<Vec<Weight>, Fault> {
        let mut weights = Vec::new();
        while lines.follows("criterion") {
            let [criterion, points] = lines.words("criterion", "<id> <points>")?;
            let points = small(lines.field("points", points)?);
            weights.push(Weight { criterion: criterion.to_owned(), points });
        }
        Ok(weights)
    }

    /// Whether these make the whole.
    pub(super) fn are_whole(weights: &[Weight]) -> bool {
        weights.iter().map(|weight| u64::from(weight.points)).sum::<u64>() == u64::from(WHOLE)
    }

    /// Whether points, in hundredths, are one number for each of these, and none more than it can give.
    pub(super) fn hold(weights: &[Weight], points: &[u32]) -> bool {
        points.len() == weights.len()
            && points.iter().zip(weights).all(|(given, weight)| *given <= weight.points.saturating_mul(HUNDREDTHS))
    }
}

impl fmt::Display for Weight {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "criterion {} {}", self.criterion, self.points)
    }
}

/// A proposal under the pseudonym the panel knew it by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reviewed {
    pub pseudonym: Label,
    /// What each seat gave, in the order of the seats, for each criterion in its order; in hundredths of a point.
    pub points: Vec<Vec<u32>>,
}

/// A total that lay far beside the mean, and was confirmed or changed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Deviation {
    pub pseudonym: Label,
    pub seat: Label,
    /// The total before, in hundredths of a point.
    pub first: u32,
    /// SHA-256 of the reason in UTF-8; `None` where none was given in time.
    pub reason: Option<Hash32>,
}

/// The result of a review. Only [`Scores::new`] and [`Document::parse`] make one, and both check it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scores {
    pub draw: DrawId,
    /// The draw of the panel.
    pub panel: DrawId,
    /// From how many experts on one highest and one lowest total are left out.
    pub drop_from: Option<u32>,
    pub weights: Vec<Weight>,
    /// Who sat, by their labels in the draw of the panel, in its order: the first was the chair.
    pub seats: Vec<Label>,
    /// By pseudonym.
    pub entries: Vec<Reviewed>,
    pub deviations: Vec<Deviation>,
}

impl Scores {
    /// Sorts the entries and checks that everything fits together.
    ///
    /// # Errors
    /// The first thing that does not.
    pub fn new(mut scores: Scores) -> Result<Scores, Fault> {
        scores.entries.sort_by(|one, other| one.pseudonym.cmp(&other.pseudonym));
        scores.deviations.sort_by(|one, other| (&one.pseudonym, &one.seat).cmp(&(&other.pseudonym, &other.seat)));
        scores.check()?;
        Ok(scores)
    }

    /// The total of each seat for an entry, in hundredths of a point.
    pub fn totals(entry: &Reviewed) -> Vec<u32> {
        entry.points.iter().map(|points| points.iter().sum()).collect()
    }

    /// The score of an entry.
    pub fn score(&self, entry: &Reviewed) -> Option<Ratio> {
        panel::score(&Scores::totals(entry), self.drop_from)
    }

    /// The mean of one criterion over all seats, in points; nothing is left out.
    pub fn mean(entry: &Reviewed, criterion: usize) -> Option<Ratio> {
        let given: Vec<u32> = entry.points.iter().filter_map(|points| points.get(criterion).copied()).collect();
        panel::score(&given, None)
    }

    /// The score of the proposal under a pseudonym.
    pub fn of(&self, pseudonym: &Label) -> Option<Ratio> {
        self.entries.iter().find(|entry| entry.pseudonym == *pseudonym).and_then(|entry| self.score(entry))
    }

    fn check(&self) -> Result<(), Fault> {
        let fault = |broken| Err(Fault::at(Self::FILE, 1, broken));
        if !Weight::are_whole(&self.weights) {
            return fault(Broken::Mismatch { what: "the sum of the criteria", expected: WHOLE.to_string() });
        }
        if self.seats.is_empty() {
            return fault(Broken::None { what: "seat" });
        }
        for (at, entry) in self.entries.iter().enumerate() {
            if at > 0 && self.entries[at - 1].pseudonym >= entry.pseudonym {
                return fault(Broken::NotAscending { what: "pseudonyms" });
            }
            let within = |points: &Vec<u32>| Weight::hold(&self.weights, points);
            if entry.points.len() != self.seats.len() || !entry.points.iter().all(within) {
                return fault(Broken::Mismatch {
                    what: "the points",
                    expected: "from every seat, for every criterion within its weight".to_owned(),
                });
            }
        }
        Ok(())
    }
}

/// Points as one word, `1500,820`.
pub(super) struct Points(pub Vec<u32>);

impl Field for Points {
    fn read(word: &str) -> Option<Self> {
        let one = |text: &str| u64::read(text).and_then(|n| u32::try_from(n).ok());
        word.split(',').map(one).collect::<Option<Vec<_>>>().map(Points)
    }

    fn grammar() -> String {
        "hundredths of points, one number for each criterion, with `,` between them".to_owned()
    }
}

impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<String> = self.0.iter().map(ToString::to_string).collect();
        f.write_str(&words.join(","))
    }
}

pub(super) fn small(n: u64) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

impl Document for Scores {
    const FILE: &'static str = "choice/scores.txt";

    fn read(lines: &mut Lines<'_>) -> Result<Self, Fault> {
        lines.header("choice/v1 scores")?;
        let (draw, panel) = (lines.value("draw")?, lines.value("panel")?);
        let drop_from = lines.value::<Option<u64>>("drop-from")?.map(small);
        let weights = Weight::read_all(lines)?;
        let mut seats = Vec::new();
        while lines.follows("seat") {
            seats.push(lines.value("seat")?);
        }
        let mut entries: Vec<Reviewed> = Vec::new();
        while lines.follows("entry") {
            let pseudonym = lines.value("entry")?;
            let mut points = Vec::new();
            while lines.follows("points") {
                points.push(lines.value::<Points>("points")?.0);
            }
            entries.push(Reviewed { pseudonym, points });
        }
        let mut deviations = Vec::new();
        while lines.follows("deviation") {
            let [pseudonym, seat, first, reason] = lines.words("deviation", "<pseudonym> <seat> <first total> <sha256 or `-`>")?;
            let (pseudonym, seat) = (lines.field("pseudonym", pseudonym)?, lines.field("seat", seat)?);
            let (first, reason) = (small(lines.field("first total", first)?), lines.field("reason", reason)?);
            deviations.push(Deviation { pseudonym, seat, first, reason });
        }
        lines.finish()?;
        Scores::new(Scores { draw, panel, drop_from, weights, seats, entries, deviations })
    }
}

impl fmt::Display for Scores {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "choice/v1 scores\ndraw {}\npanel {}\ndrop-from {}", self.draw, self.panel, OrDash(&self.drop_from))?;
        self.weights.iter().try_for_each(|one| one.fmt(f))?;
        self.seats.iter().try_for_each(|seat| writeln!(f, "seat {seat}"))?;
        for entry in &self.entries {
            writeln!(f, "entry {}", entry.pseudonym)?;
            entry.points.iter().try_for_each(|points| writeln!(f, "points {}", Points(points.clone())))?;
        }
        self.deviations
            .iter()
            .try_for_each(|one| writeln!(f, "deviation {} {} {} {}", one.pseudonym, one.seat, one.first, OrDash(&one.reason)))
    }
}

/// Which totals lie farther than `points` beside the mean of all: exactly, nothing is rounded. With fewer than three nobody is beside the others.
pub fn deviating(totals: &[u32], points: u32) -> Vec<bool> {
    let (count, sum) = (totals.len() as u64, totals.iter().map(|total| u64::from(*total)).sum::<u64>());
    let far = u64::from(points * HUNDREDTHS) * count;
    totals.iter().map(|total| count > 2 && (u64::from(*total) * count).abs_diff(sum) > far).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(text: &str) -> Label {
        Label::parse(text).unwrap()
    }

    fn scores() -> Scores {
        let weight = |criterion: &str, points| Weight { criterion: criterion.into(), points };
        let entry = |pseudonym: &str, points: [[u32; 2]; 3]| Reviewed {
            pseudonym: label(pseudonym),
            points: points.iter().map(|points| points.to_vec()).collect(),
        };
        Scores {
            draw: DrawId::parse("P/1").unwrap(),
            panel: DrawId::parse("P/2").unwrap(),
            drop_from: Some(5),
            weights: vec![weight("approach", 60), weight("schedule", 40)],
            seats: ["b-1", "b-2", "b-3"].map(label).to_vec(),
            entries: vec![
                entry("p-2", [[6_000, 2_000], [5_050, 4_000], [0, 0]]),
                entry("p-1", [[4_000, 4_000], [4_000, 4_000], [4_100, 4_000]]),
            ],
            deviations: vec![Deviation { pseudonym: label("p-2"), seat: label("b-3"), first: 100, reason: Some(Hash32::of("x")) }],
        }
    }

    #[test]
    fn a_review_is_written_in_one_way_and_its_scores_follow() {
        let known = Scores::new(scores()).unwrap();
        assert_eq!(Scores::parse(known.to_text()).unwrap(), known);
        assert_eq!(known.of(&label("p-1")), Ratio::new(241, 3));
        assert_eq!(known.of(&label("p-2")), Ratio::new(17_050, 300));
        assert_eq!(known.of(&label("p-3")), None);
        assert_eq!(Scores::mean(&known.entries[1], 0), Ratio::new(11_050, 300));
        for (from, to) in [("criterion approach 60", "criterion approach 61"), ("points 6000,2000", "points 6001,2000"), ("seat b-3\n", "")]
        {
            assert!(Scores::parse(known.to_text().replace(from, to)).is_err(), "{from}");
        }
        for (from, to) in [("points 0,0\n", ""), ("p-1", "p-3"), ("drop-from 5", "drop-from 05")] {
            assert!(Scores::parse(known.to_text().replace(from, to)).is_err(), "{from}");
        }
    }

    #[test]
    fn a_total_deviates_when_it_lies_farther_than_the_points_beside_the_mean() {
        assert_eq!(deviating(&[8_000, 8_000, 5_000], 20), [false, false, false], "the mean is 70, and 20 is not more than 20");
        assert_eq!(deviating(&[8_000, 8_000, 4_999], 20), [false, false, true]);
        assert_eq!(deviating(&[0, 10_000], 20), [false, false]);
        assert_eq!(deviating(&[], 20), [false; 0]);
    }
}
