//! Where the entries of a draw come from, and what the list must be of one whose entries nobody signs up for (draw-v1 §5).
//!
//! Ties and drawn numbers hide nobody: their labels stand in pool.txt themselves, so everybody can hold the list against it. Experts stand in it by
//! their pool numbers and are drawn blind, all of them; there the officer checks that every label opens to one of them ([`super::Roster::check`]).

use std::collections::BTreeMap;

use super::fault::{Broken, Fault};
use super::freeze::{Freeze, Status};
use super::pool::Pool;
use super::roster::{Received, no_signups};
use super::text::Document;
use super::words::{Label, RegistryId};

crate::text_states! {
    /// Where the entries of a draw come from.
    pub enum EntrySource {
        /// Agencies sign up.
        Signups => "signups",
        /// Labels of an earlier stage that came out equal.
        Ties => "ties",
        /// The numbers from 0 to m.
        Numbers => "numbers",
        /// Experts, blind, by their numbers in the pool.
        Experts => "experts",
    }
}

impl EntrySource {
    /// Whether its labels hide who is behind them.
    pub fn is_blind(self) -> bool {
        matches!(self, EntrySource::Signups | EntrySource::Experts)
    }
}

/// Line of the freeze that says how many entries follow.
const ENTRIES: usize = 4;

/// The labels of a number drawn from 0 to `most`: `k-000`, `k-001` …
pub fn numbers(most: u16) -> Vec<Label> {
    (0..=most).map(|n| Label::parse(&format!("k-{n:03}")).expect("digits are allowed in a label")).collect()
}

/// The number a label of [`numbers`] stands for.
pub fn number_of(label: &Label) -> Option<u16> {
    let digits = label.as_str().strip_prefix("k-").filter(|digits| digits.len() >= 3 && digits.bytes().all(|b| b.is_ascii_digit()))?;
    digits.parse().ok()
}

/// The label as it stands in a pool that lists labels.
pub fn listed(label: &Label) -> RegistryId {
    RegistryId::parse(label.as_str()).expect("a label is a registry id by its grammar")
}

/// Whether a pool lists the labels of a freeze themselves.
pub fn are_open(freeze: &Freeze, pool: &Pool) -> bool {
    freeze.entries().iter().any(|entry| pool.contains(&listed(&entry.label)))
}

/// The officer's check of a list whose labels stand in the pool: no other, of drawn numbers all, and nobody has signed up for this draw.
///
/// # Errors
/// The first entry that does not hold, or the first sign-up that was passed over.
pub fn check_open(freeze: &Freeze, pool: &Pool, received: &BTreeMap<u64, Received>) -> Result<(), Fault> {
    let fault = |line, broken| Err(Fault::at(Freeze::FILE, line, broken));
    for (index, entry) in freeze.entries().iter().enumerate() {
        if !pool.contains(&listed(&entry.label)) {
            return fault(ENTRIES + 1 + index, Broken::NotInPool);
        }
    }
    let drawn_number = pool.agencies().iter().all(|id| Label::parse(id.as_str()).is_some_and(|label| number_of(&label).is_some()));
    let whole = freeze.entries().len() == pool.agencies().len() && freeze.entries().iter().all(|entry| entry.status == Status::In);
    if drawn_number && !whole {
        return fault(ENTRIES, Broken::Mismatch { what: "the number of entries", expected: pool.agencies().len().to_string() });
    }
    no_signups(freeze, received)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::draw::{DrawId, Signup};
    use crate::domain::hash::{Hash32, Secret};

    const NONE: BTreeMap<u64, Received> = BTreeMap::new();

    fn freeze(labels: &[&str]) -> Freeze {
        let entries: String = labels.iter().map(|label| format!("entry {label} 1 in -\n")).collect();
        Freeze::parse(format!("draw/v1 freeze\ndraw X/2\nnotice {}\nentries {}\n{entries}", Hash32::of(""), labels.len())).unwrap()
    }

    fn pool(labels: &[Label]) -> Pool {
        Pool::new(DrawId::parse("X/2").unwrap(), labels.iter().map(listed).collect())
    }

    #[test]
    fn a_drawn_number_has_all_its_numbers() {
        let pool = pool(&numbers(2));
        assert_eq!(numbers(2).iter().map(number_of).collect::<Vec<_>>(), [Some(0), Some(1), Some(2)]);
        assert!(are_open(&freeze(&["k-000"]), &pool));
        assert_eq!(check_open(&freeze(&["k-000", "k-001", "k-002"]), &pool, &NONE), Ok(()));
        let fault = check_open(&freeze(&["k-000", "k-002"]), &pool, &NONE).unwrap_err();
        assert!(matches!(fault.broken, Broken::Mismatch { .. }), "one left out: {fault}");
        let fault = check_open(&freeze(&["k-000", "k-001", "k-003"]), &pool, &NONE).unwrap_err();
        assert_eq!(fault.broken, Broken::NotInPool);
    }

    #[test]
    fn ties_are_some_of_the_labels_that_were_listed_and_nobody_signs_up() {
        let labels = ["b-1", "b-2", "b-3"].map(|word| Label::parse(word).unwrap());
        let pool = pool(&labels);
        assert_eq!(check_open(&freeze(&["b-1", "b-3"]), &pool, &NONE), Ok(()));
        assert_eq!(check_open(&freeze(&["b-1", "b-4"]), &pool, &NONE).unwrap_err().broken, Broken::NotInPool);
        let own = Signup::blind(DrawId::parse("X/2").unwrap(), RegistryId::parse("A").unwrap(), Secret([1; 32]));
        let received = BTreeMap::from([(7, Received::Signup(own))]);
        assert_eq!(check_open(&freeze(&["b-1"]), &pool, &received).unwrap_err().broken, Broken::SignupMissing { index: 7 });
    }
}
