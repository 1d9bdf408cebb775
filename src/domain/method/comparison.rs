//! choice/comparison.txt: how an owner scored the proposals it compared itself, under the pseudonyms under which they were sealed. It is published with the
//! pick, so that anybody can add up the points again, and sees that whoever was picked has most of them or that a reason says why not.

use std::fmt;

use super::scores::{Points, Weight, small};
use super::stage::Stage;
use crate::domain::draw::fault::{Broken, Fault};
use crate::domain::draw::text::{Document, Lines};
use crate::domain::draw::words::OrDash;
use crate::domain::draw::{DrawId, Hash32, Label};
use crate::domain::policy::WHOLE;

/// A proposal under its pseudonym.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Compared {
    pub pseudonym: Label,
    /// What the owner gave, for each criterion in its order; in hundredths of a point.
    pub points: Vec<u32>,
}

impl Compared {
    /// All its points, in hundredths.
    pub fn total(&self) -> u64 {
        self.points.iter().map(|points| u64::from(*points)).sum()
    }
}

/// An owner's score sheet. Only [`Comparison::new`] and [`Document::parse`] make one, and both check it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Comparison {
    pub draw: DrawId,
    /// SHA-256 of the words of the policy, in Chinese and UTF-8, by which whoever picks declares to have no interest in anybody who takes part.
    pub declared: Hash32,
    pub weights: Vec<Weight>,
    /// By pseudonym.
    pub entries: Vec<Compared>,
    /// SHA-256 of the words, in UTF-8, why somebody was picked who has not most points; `None` where none were given.
    pub instead: Option<Hash32>,
}

/// The lines before the first criterion.
const HEAD: usize = 3;

impl Comparison {
    /// Whether an owner that goes this way compares proposals itself: it chooses right after the quotes.
    pub fn is_made(stages: &[Stage]) -> bool {
        let reviewed = stages.iter().any(|stage| matches!(stage, Stage::Review(_)));
        let quoted = stages.iter().any(|stage| matches!(stage, Stage::Quotes(_)));
        quoted && !reviewed && matches!(stages.last(), Some(Stage::Choose(_)))
    }

    /// Sorts the entries and checks that everything fits together.
    ///
    /// # Errors
    /// The first line that does not.
    pub fn new(mut comparison: Comparison) -> Result<Comparison, Fault> {
        comparison.entries.sort_by(|one, other| one.pseudonym.cmp(&other.pseudonym));
        comparison.check()?;
        Ok(comparison)
    }

    /// Whether nobody has more points than this pseudonym, which has to be on the sheet.
    pub fn is_best(&self, pseudonym: &Label) -> bool {
        let own = self.entries.iter().find(|entry| entry.pseudonym == *pseudonym).map(Compared::total);
        own.is_some() && own == self.entries.iter().map(Compared::total).max()
    }

    /// Whether it bears out a pick: of somebody on the sheet, who has most points unless a reason says why not.
    ///
    /// # Errors
    /// The line that does not.
    pub fn bears_out(&self, picked: &Label) -> Result<(), Fault> {
        let at_end = self.line(self.entries.len());
        if self.entries.iter().all(|entry| entry.pseudonym != *picked) {
            let expected = format!("with an entry for {picked}, which was picked");
            return Err(Fault::at(Self::FILE, at_end, Broken::Mismatch { what: "the sheet", expected }));
        }
        if self.is_best(picked) || self.instead.is_some() {
            return Ok(());
        }
        let expected = "a reason, because another has more points".to_owned();
        Err(Fault::at(Self::FILE, at_end, Broken::Mismatch { what: "why this one instead", expected }))
    }

    fn line(&self, at: usize) -> usize {
        HEAD + self.weights.len() + at + 1
    }

    fn check(&self) -> Result<(), Fault> {
        let fault = |line, broken| Err(Fault::at(Self::FILE, line, broken));
        if !Weight::are_whole(&self.weights) {
            return fault(HEAD + 1, Broken::Mismatch { what: "the sum of the criteria", expected: WHOLE.to_string() });
        }
        for (at, entry) in self.entries.iter().enumerate() {
            if at > 0 && self.entries[at - 1].pseudonym >= entry.pseudonym {
                return fault(self.line(at), Broken::NotAscending { what: "pseudonyms" });
            }
            if !Weight::hold(&self.weights, &entry.points) {
                let expected = "for every criterion, within its weight".to_owned();
                return fault(self.line(at), Broken::Mismatch { what: "the points", expected });
            }
        }
        Ok(())
    }
}

impl Document for Comparison {
    const FILE: &'static str = "choice/comparison.txt";

    fn read(lines: &mut Lines<'_>) -> Result<Self, Fault> {
        lines.header("choice/v1 comparison")?;
        let (draw, declared) = (lines.value("draw")?, lines.value("declared")?);
        let weights = Weight::read_all(lines)?;
        let mut entries = Vec::new();
        while lines.follows("entry") {
            let [pseudonym, points, total] = lines.words("entry", "<pseudonym> <points> <total>")?;
            let entry = Compared { pseudonym: lines.field("pseudonym", pseudonym)?, points: lines.field::<Points>("points", points)?.0 };
            if lines.field::<u64>("total", total)? != entry.total() {
                return Err(lines.fault(Broken::Mismatch { what: "the total", expected: small(entry.total()).to_string() }));
            }
            entries.push(entry);
        }
        let instead = lines.value("instead")?;
        lines.finish()?;
        Comparison::new(Comparison { draw, declared, weights, entries, instead })
    }
}

impl fmt::Display for Comparison {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(f, "choice/v1 comparison\ndraw {}\ndeclared {}", self.draw, self.declared)?;
        self.weights.iter().try_for_each(|one| one.fmt(f))?;
        let entry = |one: &Compared| (one.pseudonym.clone(), Points(one.points.clone()), one.total());
        self.entries.iter().map(entry).try_for_each(|(pseudonym, points, total)| writeln!(f, "entry {pseudonym} {points} {total}"))?;
        writeln!(f, "instead {}", OrDash(&self.instead))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(text: &str) -> Label {
        Label::parse(text).unwrap()
    }

    fn comparison() -> Comparison {
        let weight = |criterion: &str, points| Weight { criterion: criterion.into(), points };
        let entry = |pseudonym: &str, points: [u32; 3]| Compared { pseudonym: label(pseudonym), points: points.to_vec() };
        Comparison::new(Comparison {
            draw: DrawId::parse("P/1").unwrap(),
            declared: Hash32::of("无利害关系"),
            weights: vec![weight("response", 40), weight("personnel", 30), weight("price", 30)],
            entries: vec![entry("p-2", [3_500, 2_000, 2_550]), entry("p-1", [4_000, 3_000, 1_050]), entry("p-3", [0, 3_000, 3_000])],
            instead: None,
        })
        .unwrap()
    }

    #[test]
    fn a_sheet_is_written_in_one_way_and_its_sums_are_checked() {
        let known = comparison();
        assert_eq!(Comparison::parse(known.to_text()).unwrap(), known);
        assert!(known.to_text().contains("entry p-1 4000,3000,1050 8050\n"), "{known}");
        for (from, to, line) in [
            ("1050 8050", "1050 8051", 7),
            ("1050 8050", "1150 8050", 7),
            ("criterion price 30", "criterion price 31", 4),
            ("4000,3000,1050 8050", "4001,3000,1050 8051", 7),
            ("4000,3000,1050 8050", "4000,3000 7000", 7),
            ("entry p-1", "entry p-9", 7),
            ("instead -\n", "", 10),
        ] {
            assert!(known.to_text().contains(from), "{from}");
            let fault = Comparison::parse(known.to_text().replace(from, to)).unwrap_err();
            assert_eq!(fault.line, line, "{to}: {fault}");
        }
    }

    #[test]
    fn whoever_is_picked_has_most_points_or_a_reason_says_why_not() {
        let known = comparison();
        assert!(known.is_best(&label("p-1")) && known.is_best(&label("p-2")), "equals are both best");
        assert!(!known.is_best(&label("p-3")) && !known.is_best(&label("p-4")));
        assert!(known.bears_out(&label("p-2")).is_ok() && known.bears_out(&label("p-3")).is_err());
        let explained = Comparison { instead: Some(Hash32::of("人员更熟悉现场")), ..known };
        assert!(explained.bears_out(&label("p-3")).is_ok() && explained.bears_out(&label("p-4")).is_err());
    }

    #[test]
    fn an_owner_compares_where_it_chooses_right_after_the_quotes() {
        let of = |stages: &[&str]| Comparison::is_made(&stages.iter().map(|text| Stage::parse(text).unwrap()).collect::<Vec<_>>());
        assert!(of(&["quotes amount-fen", "choose -"]));
        assert!(!of(&["quotes amount-fen", "review 2", "choose -"]) && !of(&["tail 4", "draw", "choose 3"]) && !of(&["quotes amount-fen"]));
    }
}
