//! What is known of one label when a method looks at it.

use super::quote::Offer;
use super::ratio::Ratio;
use crate::domain::draw::{Label, Status};

/// One label of the freeze with everything a method may go by.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    pub label: Label,
    /// As the freeze has it; who was admitted after an objection counts as `in`.
    pub status: Status,
    /// Place in the order of the draw, from 1; `None` for a label that is `out`.
    pub rank: Option<u32>,
    /// Credit at the end of sign-up in whole steps of the policy (`methods.credit_step_points`): more is better.
    pub credit: u32,
    pub offer: Offer,
    /// The panel's score in points, where there was a review.
    pub score: Option<Ratio>,
}

impl Row {
    /// What would be paid by its quote; `None` without one.
    pub fn to_pay(&self) -> Option<i128> {
        match self.offer {
            Offer::Quoted(quote) => Some(quote.to_pay()),
            Offer::None | Offer::Spoiled | Offer::Missing | Offer::Found => None,
        }
    }
}

/// The tickets of an agency in a draw in proportion to credit: one for each step, and one at least.
pub fn tickets(steps: u32) -> u16 {
    u16::try_from(steps).unwrap_or(u16::MAX).clamp(1, 1000)
}

/// A score of so many tenths of a point in whole steps of so many points, rounded down.
pub fn credit_steps(tenths: i64, step_points: u32) -> u32 {
    u32::try_from(tenths.max(0) / (i64::from(step_points.max(1)) * 10)).unwrap_or(u32::MAX)
}

/// Who stays in a list of the `keep` best by credit: whoever has at least as much as the last of them, so equals at the end all stay.
pub fn tail(credits: &[u32], keep: u32) -> Vec<bool> {
    let mut falling = credits.to_vec();
    falling.sort_unstable_by(|a, b| b.cmp(a));
    let last = falling.get((keep.max(1) as usize).min(falling.len()).saturating_sub(1)).copied().unwrap_or_default();
    credits.iter().map(|credit| *credit >= last).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_are_rounded_down_and_everybody_has_a_ticket() {
        assert_eq!([809, 800, 799, 1000, 0, -5].map(|tenths| credit_steps(tenths, 5)), [16, 16, 15, 20, 0, 0]);
        assert_eq!([809, 9].map(|tenths| tickets(credit_steps(tenths, 1))), [80, 1], "Guangdong's proportion: one ticket a point");
    }

    #[test]
    fn equals_at_the_end_of_the_list_all_stay() {
        assert_eq!(tail(&[16, 18, 15, 16, 17], 3), [true, true, false, true, true]);
        assert_eq!(tail(&[16, 18, 15, 16, 17], 2), [false, true, false, false, true]);
        assert_eq!(tail(&[7, 7, 7], 1), [true; 3]);
        assert_eq!(tail(&[1, 2], 9), [true; 2], "fewer than the list has room for");
        assert_eq!(tail(&[], 3), [true; 0]);
    }
}
