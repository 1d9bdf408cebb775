//! The versions of the policy, in the order in which they came into force.

use super::{Policy, PolicyFault, PolicyVersion};
use crate::domain::time::Instant;

/// All versions a market has had and will have; at least one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicySet {
    /// Rising by first day.
    versions: Vec<Policy>,
}

impl PolicySet {
    /// A set of these versions, given in any order.
    pub fn new(versions: impl IntoIterator<Item = Policy>) -> Result<PolicySet, PolicyFault> {
        let mut set = PolicySet { versions: Vec::new() };
        for policy in versions {
            set.insert(policy)?;
        }
        if set.versions.is_empty() { Err(PolicyFault::NoVersion) } else { Ok(set) }
    }

    /// This set with one more version. A name or a first day that is taken is refused: versions are added, never changed.
    pub fn with(mut self, policy: Policy) -> Result<PolicySet, PolicyFault> {
        self.insert(policy)?;
        Ok(self)
    }

    /// The version under which something that happens at this instant begins. The first version also holds for everything before it.
    pub fn in_force(&self, at: Instant) -> &Policy {
        let begun = self.versions.partition_point(|policy| policy.effective_from <= at.day());
        &self.versions[begun.saturating_sub(1)]
    }

    /// The version with this name, as a project has it pinned.
    pub fn get(&self, version: &PolicyVersion) -> Option<&Policy> {
        self.versions.iter().find(|policy| policy.version == *version)
    }

    /// All versions, the oldest first.
    pub fn iter(&self) -> impl Iterator<Item = &Policy> {
        self.versions.iter()
    }

    fn insert(&mut self, policy: Policy) -> Result<(), PolicyFault> {
        let same = |other: &&Policy| other.version == policy.version || other.effective_from == policy.effective_from;
        if let Some(other) = self.versions.iter().find(same) {
            return Err(PolicyFault::Clash(other.version.clone(), policy.version));
        }
        let place = self.versions.partition_point(|other| other.effective_from < policy.effective_from);
        self.versions.insert(place, policy);
        Ok(())
    }
}
