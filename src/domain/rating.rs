//! An owner's rating of finished work: five parts, one to five, with words; once per contract.

use super::policy::RatingWeights;

/// The five parts, each 1 (bad) to 5 (very good).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Parts {
    pub quality: i64,
    pub timeliness: i64,
    pub attitude: i64,
    pub charge: i64,
    pub compliance: i64,
}

impl Parts {
    /// The parts by their stable words.
    pub fn named(&self) -> [(&'static str, i64); 5] {
        [
            ("quality", self.quality),
            ("timeliness", self.timeliness),
            ("attitude", self.attitude),
            ("charge", self.charge),
            ("compliance", self.compliance),
        ]
    }

    /// Whether every part is from 1 to 5; the name of the first that is not.
    ///
    /// # Errors
    /// The part's word.
    pub fn checked(self) -> Result<Parts, &'static str> {
        match self.named().into_iter().find(|(_, value)| !(1..=5).contains(value)) {
            Some((name, _)) => Err(name),
            None => Ok(self),
        }
    }

    /// Points for the ledger, in tenths: 1 is 20 points, 5 is 100, weighted by policy.
    pub fn points_tenths(&self, weights: &RatingWeights) -> i64 {
        let weighted = self.quality * i64::from(weights.quality)
            + self.timeliness * i64::from(weights.timeliness)
            + self.attitude * i64::from(weights.attitude)
            + self.charge * i64::from(weights.charge)
            + self.compliance * i64::from(weights.compliance);
        // Percent times 1–5: 500 is everything at its best, which is 1000 tenths.
        weighted * 2
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn points_run_from_twenty_to_a_hundred() {
        let weights = RatingWeights { quality: 40, timeliness: 20, attitude: 10, charge: 10, compliance: 20 };
        let all = |n| Parts { quality: n, timeliness: n, attitude: n, charge: n, compliance: n };
        assert_eq!((all(1).points_tenths(&weights), all(5).points_tenths(&weights)), (200, 1000));
        let mixed = Parts { quality: 5, timeliness: 4, attitude: 3, charge: 2, compliance: 1 };
        // (200 + 80 + 30 + 20 + 20) · 2
        assert_eq!(mixed.points_tenths(&weights), 700);
        assert_eq!(Parts { charge: 6, ..all(3) }.checked(), Err("charge"));
        assert_eq!(Parts { quality: 0, ..all(3) }.checked(), Err("quality"));
    }
}
