//! Direct selection: an owner names an agency, within limits for a year, for a reason, in public.

use crate::domain::money::Fen;
use crate::domain::policy;

crate::text_states! {
    /// Why an owner may name an agency itself. Which of them count is policy.
    pub enum Reason {
        /// A small sum, for which a selection costs more than it saves.
        Small => "small",
        /// Nobody could be chosen twice before.
        FailedTwice => "failed-twice",
        /// It goes on with what the same agency has done.
        Continuation => "continuation",
        /// Only this one can do it.
        OnlyOne => "only-one",
    }
}

/// What an owner has given directly to agencies since the first of January.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Year {
    /// By this owner, in number and sum.
    pub by_owner: (u32, Fen),
    /// By this owner to this agency.
    pub to_agency: (u32, Fen),
}

/// Why a direct selection is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The agency may not take part: it is not listed, or without the item or what it asks for, or barred, suspended or avoided.
    Unfit,
    /// The directory has another name for this code.
    OtherName { name: String },
    /// The reason is not among those of the policy.
    Reason { reason: Reason },
    /// More than a single direct selection may cost.
    TooDear { most: Fen },
    /// The year's number of this owner is used up.
    OwnerCount { most: u32 },
    /// The year's sum of this owner would be exceeded.
    OwnerSum { most: Fen, given: Fen },
    /// The year's number from this owner to this agency is used up.
    AgencyCount { most: u32 },
    /// The year's sum from this owner to this agency would be exceeded.
    AgencySum { most: Fen, given: Fen },
}

/// Whether an owner may name an agency for this price. Limits are inclusive: the sum that reaches the limit is still allowed.
///
/// # Errors
/// The first limit in the way, with its figure.
pub fn may(rules: &policy::Direct, (reason, price): (Reason, Fen), year: Year) -> Result<(), Refused> {
    let beyond = |(_, given): (u32, Fen), most: Fen| given.0.saturating_add(price.0) > most.0;
    match () {
        () if !rules.reasons.contains(&reason) => Err(Refused::Reason { reason }),
        () if price > rules.most_fen => Err(Refused::TooDear { most: rules.most_fen }),
        () if year.by_owner.0 >= rules.owner_count => Err(Refused::OwnerCount { most: rules.owner_count }),
        () if beyond(year.by_owner, rules.owner_sum_fen) => Err(Refused::OwnerSum { most: rules.owner_sum_fen, given: year.by_owner.1 }),
        () if year.to_agency.0 >= rules.agency_count => Err(Refused::AgencyCount { most: rules.agency_count }),
        () if beyond(year.to_agency, rules.agency_sum_fen) => {
            Err(Refused::AgencySum { most: rules.agency_sum_fen, given: year.to_agency.1 })
        }
        () => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rules() -> policy::Direct {
        policy::Direct {
            reasons: vec![Reason::Small, Reason::OnlyOne],
            most_fen: Fen(1_000_000),
            owner_count: 3,
            owner_sum_fen: Fen(2_000_000),
            agency_count: 2,
            agency_sum_fen: Fen(1_500_000),
            publicity_wd: 2,
        }
    }

    #[test]
    fn every_limit_is_reached_and_not_passed() {
        let of = |price: i64, by_owner: (u32, i64), to_agency: (u32, i64)| {
            let year = Year { by_owner: (by_owner.0, Fen(by_owner.1)), to_agency: (to_agency.0, Fen(to_agency.1)) };
            may(&rules(), (Reason::Small, Fen(price)), year)
        };
        assert_eq!(of(1_000_000, (2, 1_000_000), (1, 500_000)), Ok(()));
        assert_eq!(of(1_000_001, (0, 0), (0, 0)), Err(Refused::TooDear { most: Fen(1_000_000) }));
        assert_eq!(of(1, (3, 0), (0, 0)), Err(Refused::OwnerCount { most: 3 }));
        assert_eq!(of(1, (2, 2_000_000), (0, 0)), Err(Refused::OwnerSum { most: Fen(2_000_000), given: Fen(2_000_000) }));
        assert_eq!(of(1, (2, 0), (2, 0)), Err(Refused::AgencyCount { most: 2 }));
        assert_eq!(of(1, (1, 1_500_000), (1, 1_500_000)), Err(Refused::AgencySum { most: Fen(1_500_000), given: Fen(1_500_000) }));
        let other = may(&rules(), (Reason::Continuation, Fen(1)), Year::default());
        assert_eq!(other, Err(Refused::Reason { reason: Reason::Continuation }));
    }
}
