//! Exact fractions: averages are compared, never rounded.

use std::cmp::Ordering;
use std::fmt;

use crate::domain::draw::words::Field;

/// A fraction in lowest terms; whole numbers have the denominator 1.
///
/// Numerators stay below 10³⁰ and denominators below 10⁶ in this market, so products of two fit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Ratio {
    num: i128,
    /// At least 1.
    den: i128,
}

impl Ratio {
    /// `num / den`; `None` where `den` is not positive.
    pub fn new(num: i128, den: i128) -> Option<Ratio> {
        let by = gcd(num.unsigned_abs(), den.unsigned_abs());
        let by = i128::try_from(by).ok().filter(|by| *by > 0)?;
        (den > 0).then_some(Ratio { num: num / by, den: den / by })
    }

    /// A whole number.
    pub const fn whole(num: i128) -> Ratio {
        Ratio { num, den: 1 }
    }

    /// The same with the other sign: what is best when it is greatest is sorted by this.
    pub const fn negated(self) -> Ratio {
        Ratio { num: -self.num, den: self.den }
    }

    /// The whole number below it; 0 for what is negative.
    pub fn whole_part(self) -> u32 {
        u32::try_from(self.num.div_euclid(self.den)).unwrap_or_default()
    }

    /// As people read it: rounded half up to two decimals, and only for the eye.
    pub fn shown(self) -> String {
        let hundredths = (self.num * 200 + self.den).div_euclid(self.den * 2);
        let (sign, size) = (if hundredths < 0 { "-" } else { "" }, hundredths.unsigned_abs());
        match size % 100 {
            0 => format!("{sign}{}", size / 100),
            rest => format!("{sign}{}.{rest:02}", size / 100),
        }
    }
}

fn gcd(a: u128, b: u128) -> u128 {
    if b == 0 { a } else { gcd(b, a % b) }
}

impl Ord for Ratio {
    fn cmp(&self, other: &Ratio) -> Ordering {
        (self.num * other.den).cmp(&(other.num * self.den))
    }
}

impl PartialOrd for Ratio {
    fn partial_cmp(&self, other: &Ratio) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// `num/den`, in lowest terms.
impl fmt::Display for Ratio {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.num, self.den)
    }
}

impl Field for Ratio {
    fn read(word: &str) -> Option<Self> {
        let (num, den) = word.split_once('/')?;
        let (num, den) = (u64::read(num)?, u64::read(den)?);
        Ratio::new(i128::from(num), i128::from(den)).filter(|ratio| ratio.to_string() == word)
    }

    fn grammar() -> String {
        "a fraction <number>/<number> in lowest terms".to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fractions_are_compared_exactly_and_rounded_only_for_the_eye() {
        let of = |num, den| Ratio::new(num, den).unwrap();
        assert!(of(1, 3) < of(33_334, 100_000) && of(1, 3) > of(33_333, 100_000));
        assert_eq!(of(6, 4), of(3, 2));
        assert_eq!([of(2, 3), of(5, 1), of(-1, 2), of(1, 200)].map(Ratio::shown), ["0.67", "5", "-0.50", "0.01"]);
        assert_eq!((Ratio::new(1, 0), Ratio::new(1, -2), Ratio::new(0, 5)), (None, None, Some(Ratio::whole(0))));
    }

    #[test]
    fn there_is_one_way_to_write_a_fraction() {
        assert_eq!(Ratio::read("265/3"), Ratio::new(265, 3));
        for wrong in ["530/6", "1", "01/3", "-1/3", "1/0", "1/3 ", "1.5/3"] {
            assert_eq!(Ratio::read(wrong), None, "{wrong}");
        }
    }
}
