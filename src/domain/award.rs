//! An award: offered to the winner of the draw, and to the next alternate when it does not come to a contract. No new randomness.

use super::time::Instant;

crate::text_states! {
    /// Where an award is.
    pub enum AwardState {
        /// The agency may accept or decline until its days are over.
        Offered => "offered",
        /// Accepted; the contract is to be signed.
        Accepted => "accepted",
        Declined => "declined",
        /// The days to answer went by.
        Lapsed => "lapsed",
        /// Barred or unfit before the contract was in force.
        Excluded => "excluded",
        /// Accepted, but no contract came of it in time.
        Unsigned => "unsigned",
        /// The contract is in force.
        Contracted => "contracted",
        /// Offered, and then somebody better placed was admitted after an objection; the agency stands behind it.
        Displaced => "displaced",
        /// The project was terminated.
        Void => "void",
    }
}

/// What happens to an award.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Accept,
    Decline,
    Lapse,
    Exclude,
    Contract,
    /// The days to sign went by.
    Unsign,
    /// Somebody better placed was admitted before it was accepted.
    Displace,
    Void,
}

/// Why a step is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    NotNow { state: AwardState },
    TooLate { since: Instant },
}

impl AwardState {
    /// The state after a step.
    ///
    /// # Errors
    /// [`Refused::NotNow`] where the step has no place.
    pub fn after(self, step: Step) -> Result<AwardState, Refused> {
        use AwardState as S;
        match (self, step) {
            (S::Offered, Step::Accept) => Ok(S::Accepted),
            (S::Offered, Step::Decline) => Ok(S::Declined),
            (S::Offered, Step::Lapse) => Ok(S::Lapsed),
            (S::Offered | S::Accepted, Step::Exclude) => Ok(S::Excluded),
            (S::Offered, Step::Displace) => Ok(S::Displaced),
            (S::Accepted, Step::Contract) => Ok(S::Contracted),
            (S::Accepted, Step::Unsign) => Ok(S::Unsigned),
            (S::Offered | S::Accepted, Step::Void) => Ok(S::Void),
            (state, _) => Err(Refused::NotNow { state }),
        }
    }

    /// The reason with which the label is struck (draw-v1 §7), where the next alternate moves up.
    pub fn strike_reason(self) -> Option<&'static str> {
        match self {
            AwardState::Declined => Some("declined"),
            AwardState::Lapsed => Some("silent"),
            AwardState::Excluded => Some("excluded"),
            AwardState::Unsigned => Some("not-signed"),
            AwardState::Offered | AwardState::Accepted | AwardState::Contracted | AwardState::Displaced | AwardState::Void => None,
        }
    }
}

/// Whether an answer at `now` is in time: before `due`.
///
/// # Errors
/// [`Refused::TooLate`] from `due` on.
pub fn in_time(now: Instant, due: Instant) -> Result<(), Refused> {
    if now < due { Ok(()) } else { Err(Refused::TooLate { since: due }) }
}
