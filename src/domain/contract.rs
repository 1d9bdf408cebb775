//! A contract: awaited from the award, registered by one side, confirmed by the other, performed, accepted, rated.

use super::money::Fen;
use super::project::PriceKind;
use super::time::Day;

crate::text_states! {
    /// Where a contract is.
    pub enum ContractState {
        /// To be signed and registered by either side.
        Awaited => "awaited",
        /// One side has registered it; the other confirms or returns it.
        Registered => "registered",
        InForce => "in-force",
        /// A result was handed in; the owner accepts or returns it.
        Delivered => "delivered",
        /// The owner has accepted; it may rate.
        Accepted => "accepted",
        /// Rated, or the days to rate are over.
        Closed => "closed",
        /// Not signed in time, or the award went to the next.
        Abandoned => "abandoned",
    }
}

crate::text_states! {
    /// The two sides of a contract.
    pub enum Side { Owner => "owner", Agency => "agency" }
}

impl Side {
    /// The one across the table.
    pub const fn other(self) -> Side {
        match self {
            Side::Owner => Side::Agency,
            Side::Agency => Side::Owner,
        }
    }
}

/// What happens to a contract.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    Register,
    Return,
    Confirm,
    Deliver,
    ReturnResult,
    Accept,
    Close,
    Abandon,
}

/// Why a step or a contract is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    NotNow {
        state: ContractState,
    },
    /// The side that registered a contract cannot confirm it too.
    OwnSide,
    /// At a fixed price the contract has exactly this amount.
    FixedPrice {
        price: Fen,
        given: Fen,
    },
    /// The contract costs more than the cap.
    OverCap {
        cap: Fen,
        given: Fen,
    },
    /// It ends before it begins, or begins before it was signed.
    Dates,
}

impl ContractState {
    /// The state after a step.
    ///
    /// # Errors
    /// [`Refused::NotNow`] where the step has no place.
    pub fn after(self, step: Step) -> Result<ContractState, Refused> {
        use ContractState as S;
        match (self, step) {
            (S::Awaited, Step::Register) => Ok(S::Registered),
            (S::Registered, Step::Return) => Ok(S::Awaited),
            (S::Registered, Step::Confirm) => Ok(S::InForce),
            (S::InForce, Step::Deliver) => Ok(S::Delivered),
            (S::Delivered, Step::ReturnResult) => Ok(S::InForce),
            (S::Delivered, Step::Accept) => Ok(S::Accepted),
            (S::Accepted, Step::Close) => Ok(S::Closed),
            (S::Awaited | S::Registered, Step::Abandon) => Ok(S::Abandoned),
            (state, _) => Err(Refused::NotNow { state }),
        }
    }

    /// Whether the contract was in force at some time, so that the public may know of it.
    pub fn is_public(self) -> bool {
        !matches!(self, ContractState::Awaited | ContractState::Registered | ContractState::Abandoned)
    }
}

/// Whether the amount is what the notice allows (cap included).
///
/// # Errors
/// Both amounts.
pub fn amount_fits(kind: PriceKind, price: Fen, given: Fen) -> Result<(), Refused> {
    match kind {
        PriceKind::Fixed if given != price => Err(Refused::FixedPrice { price, given }),
        PriceKind::Cap if given > price => Err(Refused::OverCap { cap: price, given }),
        PriceKind::Fixed | PriceKind::Cap => Ok(()),
    }
}

/// Whether the dates can be: signed, then begun, then ended.
///
/// # Errors
/// [`Refused::Dates`].
pub fn dates_fit(signed: Day, starts: Day, ends: Day) -> Result<(), Refused> {
    if signed <= starts && starts <= ends { Ok(()) } else { Err(Refused::Dates) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_amount_is_bound_by_the_notice() {
        let fits = |kind, given| amount_fits(kind, Fen(9_800_000), Fen(given));
        assert_eq!(fits(PriceKind::Fixed, 9_800_000), Ok(()));
        assert_eq!(fits(PriceKind::Fixed, 9_799_999), Err(Refused::FixedPrice { price: Fen(9_800_000), given: Fen(9_799_999) }));
        assert_eq!(fits(PriceKind::Cap, 9_800_000), Ok(()));
        assert_eq!(fits(PriceKind::Cap, 9_800_001), Err(Refused::OverCap { cap: Fen(9_800_000), given: Fen(9_800_001) }));
    }

    #[test]
    fn a_contract_goes_its_way() {
        use ContractState as S;
        let way = [
            (S::Awaited, Step::Register, S::Registered),
            (S::Registered, Step::Return, S::Awaited),
            (S::Registered, Step::Confirm, S::InForce),
            (S::InForce, Step::Deliver, S::Delivered),
            (S::Delivered, Step::ReturnResult, S::InForce),
            (S::Delivered, Step::Accept, S::Accepted),
            (S::Accepted, Step::Close, S::Closed),
            (S::Awaited, Step::Abandon, S::Abandoned),
        ];
        for (from, step, to) in way {
            assert_eq!(from.after(step), Ok(to));
        }
        assert!(S::InForce.after(Step::Abandon).is_err());
        assert!(S::Closed.after(Step::Deliver).is_err());
    }
}
