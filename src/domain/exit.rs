//! An agency leaves the market of its own will (自愿退出): it asks, nothing of its own may still be open, an operator confirms. Its history stays,
//! and a bar outlives its return. It comes back by a new filing.

use super::agency::AgencyState;

crate::text_ids! {
    /// An agency's wish to leave.
    ExitId
}

crate::text_states! {
    /// What became of the wish.
    pub enum ExitState {
        /// An operator is to answer it.
        Asked => "asked",
        /// The agency thought better of it.
        TakenBack => "taken-back",
        /// The operator found something still open.
        Refused => "refused",
        /// The agency has left.
        Confirmed => "confirmed",
    }
}

/// What of an agency is still open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Open {
    /// Sign-ups that may still come to an award.
    pub signups: usize,
    /// Awards without a contract.
    pub awards: usize,
    /// Contracts that are not yet accepted.
    pub contracts: usize,
    /// Credit cases it was told of that are not at their end, interim suspensions included.
    pub cases: usize,
}

impl Open {
    /// The matters by their stable words, those that are there.
    pub fn named(&self) -> Vec<(&'static str, usize)> {
        let all = [("signups", self.signups), ("awards", self.awards), ("contracts", self.contracts), ("cases", self.cases)];
        all.into_iter().filter(|(_, n)| *n > 0).collect()
    }
}

/// Why an agency may not leave, or not ask.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    NotListed,
    /// The wish was answered or taken back.
    NotNow {
        state: ExitState,
    },
    Open(Open),
}

/// Whether an agency may leave now.
///
/// # Errors
/// That it is not in the directory, or all that is still open.
pub fn may_leave(state: AgencyState, open: Open) -> Result<(), Refused> {
    match state {
        AgencyState::Withdrawn => Err(Refused::NotListed),
        AgencyState::Listed if open == Open::default() => Ok(()),
        AgencyState::Listed => Err(Refused::Open(open)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn whoever_has_nothing_open_may_leave_once() {
        let open = Open { contracts: 2, ..Open::default() };
        assert_eq!(may_leave(AgencyState::Listed, Open::default()), Ok(()));
        assert_eq!(may_leave(AgencyState::Withdrawn, Open::default()), Err(Refused::NotListed));
        assert_eq!(may_leave(AgencyState::Listed, open), Err(Refused::Open(open)));
        assert_eq!(open.named(), [("contracts", 2)]);
    }
}
