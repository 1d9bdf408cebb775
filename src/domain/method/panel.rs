//! The score of a proposal from the scores of its reviewers, as an exact fraction.

use super::ratio::Ratio;

/// Hundredths in a point.
const HUNDREDTHS: i128 = 100;

/// The mean of the reviewers' totals, given in hundredths of a point. From `drop_from` reviewers on, one highest and one lowest are left out.
/// `None` where nobody reviewed.
pub fn score(totals: &[u32], drop_from: Option<u32>) -> Option<Ratio> {
    let sum: i128 = totals.iter().map(|total| i128::from(*total)).sum();
    let (lowest, highest) = (i128::from(*totals.iter().min()?), i128::from(*totals.iter().max()?));
    let drops = drop_from.is_some_and(|from| totals.len() >= (from.max(3) as usize));
    let (sum, count) = if drops { (sum - lowest - highest, totals.len() - 2) } else { (sum, totals.len()) };
    Ratio::new(sum, HUNDREDTHS * i128::try_from(count).ok()?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mean_is_exact_and_the_extremes_are_left_out_where_there_are_enough() {
        assert_eq!(score(&[9_000, 8_000, 8_500], None), Ratio::new(85, 1));
        assert_eq!(score(&[8_000, 8_000, 8_100], None).map(|ratio| ratio.to_string()).as_deref(), Some("241/3"));
        assert_eq!(score(&[100, 8_000, 8_200, 8_400, 10_000], Some(5)), Ratio::new(82, 1));
        assert_eq!(score(&[100, 8_000, 8_200, 10_000], Some(5)), Ratio::new(26_300, 400));
        assert_eq!(score(&[], Some(5)), None);
    }
}
