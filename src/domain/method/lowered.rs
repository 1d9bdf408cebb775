//! The drawn number by which an average is lowered: which draw gives it, and what its labels mean (draw-v1 §5).
//!
//! The project's about.txt names that draw in a line of its own, so that its notice fixes it, a witness officer knows what it has to see before quotes may be
//! opened, and whoever checks a bundle knows where the coefficient comes from. A number that ended void is 0 and is not drawn again: nobody knows a
//! quote while it is drawn, so a void helps nobody.

use crate::domain::draw::entries::{listed, number_of, numbers};
use crate::domain::draw::{DrawId, Label, RegistryId};

/// How the line of about.txt begins; it stands before those of names and of the committee.
const LOWERED_BY: &str = "lowered-by ";
/// Machine-read lines of about.txt: this one, `names-after`, `committee`.
const LAST_LINES: usize = 3;

/// By which draw an average is lowered, and by how much at most.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lowered {
    pub draw: DrawId,
    /// The highest number, in hundredths of a percent; the lowest is 0.
    pub most_bp: u16,
}

impl Lowered {
    /// The most a label of three digits can say: 9.99 %.
    pub const MOST_BP: u32 = 999;

    /// The stage of a project whose draw is that of the number: after that of its sign-ups, and of a panel.
    pub fn stage(own: i64) -> i64 {
        own + 2
    }

    /// The line of about.txt.
    pub fn line(&self) -> String {
        format!("{LOWERED_BY}{} {}", self.draw, self.most_bp)
    }

    /// What this about.txt says; `None` where no number is drawn.
    pub fn named_by(about: &str) -> Option<Lowered> {
        let line = about.lines().rev().take(LAST_LINES).find_map(|line| line.strip_prefix(LOWERED_BY))?;
        let (draw, most) = line.split_once(' ')?;
        let named = Lowered { draw: DrawId::parse(draw)?, most_bp: most.parse().ok()? };
        (named.line().strip_prefix(LOWERED_BY) == Some(line)).then_some(named)
    }

    /// The list of the draw: every number that can be drawn.
    pub fn list(&self) -> Vec<RegistryId> {
        numbers(self.most_bp).iter().map(listed).collect()
    }

    /// The coefficient in hundredths of a percent that this drawn label stands for; `None` for one that is not in the list.
    pub fn coefficient(&self, drawn: &Label) -> Option<u32> {
        number_of(drawn).filter(|number| *number <= self.most_bp).map(u32::from)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lowered() -> Lowered {
        Lowered { draw: DrawId::parse("MX-2026-000001/3").unwrap(), most_bp: 500 }
    }

    #[test]
    fn about_names_the_draw_among_its_last_lines() {
        let line = lowered().line();
        assert_eq!(line, "lowered-by MX-2026-000001/3 500");
        for after in ["committee 00\n", "names-after review.scores\ncommittee 00\n"] {
            assert_eq!(Lowered::named_by(&format!("公告\n{line}\n{after}")), Some(lowered()));
        }
        let typed = format!("{line}\n规则版本：1\n联系人：甲\nnames-after choice.pick\ncommittee 00\n");
        for other in ["公告\ncommittee 00\n", &typed, "lowered-by MX-2026-000001/3 0500\n", "lowered-by MX-2026-000001/3\n"] {
            assert_eq!(Lowered::named_by(other), None, "{other}");
        }
    }

    #[test]
    fn a_label_is_its_number_of_hundredths_of_a_percent() {
        let of = |label: &str| lowered().coefficient(&Label::parse(label).unwrap());
        assert_eq!((of("k-000"), of("k-137"), of("k-500"), of("k-501"), of("b-1")), (Some(0), Some(137), Some(500), None, None));
        assert_eq!((lowered().list().len(), lowered().list()[137].as_str()), (501, "k-137"));
    }
}
