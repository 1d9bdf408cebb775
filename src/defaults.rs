//! The tables this program ships with, read from `config/` when it is built: the calendar's years, the policy, the catalogue.
//!
//! They are the start of every market. What an administrator adds later (a year, a policy version) is stored in the database and put on top.

use crate::domain::calendar::{Calendar, YearTable};
use crate::domain::catalogue::Catalogue;
use crate::domain::cleaning::Limits;
use crate::domain::policy::{Policy, PolicySet};
use crate::error::{Error, Result};

const YEARS: [&str; 2] = [include_str!("../config/calendar/2025.toml"), include_str!("../config/calendar/2026.toml")];
const POLICY: &str = include_str!("../config/policy/default.toml");
const DEMONSTRATION: &str = include_str!("../config/policy/demonstration.toml");
const CATALOGUE: &str = include_str!("../config/catalogue.toml");

/// The working days of the years whose notices were known when this version was made.
pub fn calendar() -> Calendar {
    Calendar::new(YEARS.map(|text| YearTable::parse(text).expect("the shipped years are read in a test")))
}

/// The policy a market has before anybody decides otherwise.
pub fn policies() -> PolicySet {
    let policy = Policy::parse(POLICY).expect("the shipped policy is read in a test");
    PolicySet::new([policy]).expect("one version clashes with nothing")
}

/// How much of a document is read when it is cleaned away from any market.
///
/// # Errors
/// [`Error::Internal`] in a program without a policy.
pub fn papers() -> Result<Limits> {
    policies().iter().next().map(|policy| policy.papers.limits()).ok_or_else(|| Error::internal("a program without a policy"))
}

/// The service items.
pub fn catalogue() -> Catalogue {
    Catalogue::parse(CATALOGUE).expect("the shipped catalogue is read in a test")
}

/// The policy of the demonstration city.
pub fn demonstration_policies() -> PolicySet {
    let policy = Policy::parse(DEMONSTRATION).expect("the shipped policy is read in a test");
    PolicySet::new([policy]).expect("one version clashes with nothing")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_shipped_can_be_read() {
        assert_eq!(calendar().tables().map(YearTable::year).collect::<Vec<_>>(), [2025, 2026]);
        assert_eq!((policies().iter().count(), demonstration_policies().iter().count()), (1, 1));
        assert_eq!(catalogue().items().len(), 30);
    }
}
