//! The baseline of "closest to the average", in whole numbers: a quote is compared as `|10 000 · n · p − (10 000 − k) · Σ|`, so nothing is divided.

use super::quote::WHOLE_BP;

/// The quotes that enter the average.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Baseline {
    /// How many.
    pub count: u32,
    /// Their sum.
    pub sum: i128,
    /// The drawn coefficient in hundredths of a percent, by which the average is lowered; 0 without one.
    pub lowered_bp: u32,
}

/// Fewer quotes have no average that says anything.
pub const LEAST: usize = 2;

impl Baseline {
    /// The baseline of these quotes. From `trim_from` quotes on, one highest and one lowest do not enter; they still take part.
    /// `None` for fewer than [`LEAST`].
    pub fn of(quotes: &[i128], trim_from: Option<u32>, lowered_bp: u32) -> Option<Baseline> {
        if quotes.len() < LEAST {
            return None;
        }
        let (sum, lowest, highest) = (quotes.iter().sum::<i128>(), *quotes.iter().min()?, *quotes.iter().max()?);
        // Without three there would be nothing left.
        let trims = trim_from.is_some_and(|from| quotes.len() >= (from.max(3) as usize));
        let (count, sum) = if trims { (quotes.len() - 2, sum - lowest - highest) } else { (quotes.len(), sum) };
        Some(Baseline { count: u32::try_from(count).ok()?, sum, lowered_bp: lowered_bp.min(WHOLE_BP) })
    }

    /// How far a quote lies from the baseline: negative below it. In 1/(10 000 · n) of the quote's unit.
    pub fn distance(&self, quote: i128) -> i128 {
        let whole = i128::from(WHOLE_BP);
        whole * i128::from(self.count) * quote - (whole - i128::from(self.lowered_bp)) * self.sum
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn distances_are_exact_where_the_average_is_no_whole_number() {
        let baseline = Baseline::of(&[100, 100, 101], None, 0).unwrap();
        assert_eq!((baseline.count, baseline.sum), (3, 301));
        assert_eq!([100, 101].map(|quote| baseline.distance(quote)), [-10_000, 20_000]);
    }

    #[test]
    fn one_highest_and_one_lowest_are_left_out_from_the_fifth_quote_on() {
        let of = |quotes: &[i128]| Baseline::of(quotes, Some(5), 0).map(|baseline| (baseline.count, baseline.sum));
        assert_eq!(of(&[1, 2, 3, 90]), Some((4, 96)));
        assert_eq!(of(&[1, 2, 3, 4, 90]), Some((3, 9)));
        assert_eq!(of(&[1, 1, 3, 90, 90]), Some((3, 94)), "of two equals one stays");
        assert_eq!((of(&[7]), of(&[])), (None, None));
    }

    #[test]
    fn a_drawn_coefficient_lowers_the_average() {
        let baseline = Baseline::of(&[1_000, 1_000], None, 250).unwrap();
        assert_eq!(baseline.distance(975), 0);
    }
}
