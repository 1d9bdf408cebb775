//! Who may sign up, and why not: the only place that says no for a business reason. The freeze asks the same questions again.

use super::project::ProjectState;
use super::qualification::{Held, Requirements, Unmet};
use super::standing::Standing;
use super::time::{Day, Instant};

crate::text_states! {
    /// Where a sign-up is.
    pub enum SignupState {
        Active => "active",
        Withdrawn => "withdrawn",
        /// Carried over into a new draw.
        Carried => "carried",
        /// Not carried over: the new draw has a list, and the agency is not in it.
        LeftOut => "left-out",
    }
}

/// What is known about an agency and a project at an instant.
#[derive(Clone, Debug)]
pub struct Facts<'a> {
    pub listed: bool,
    pub standing: &'a Standing,
    pub offers_item: bool,
    pub held: &'a [Held],
    pub requirements: &'a Requirements,
    /// The day on which certificates must be valid.
    pub on: Day,
    /// The owner's reason, where it avoids this agency.
    pub avoided: Option<&'a str>,
    /// Whether the agency has the owner's code.
    pub is_owner: bool,
    /// Whether agency and owner have the same legal representative.
    pub same_representative: bool,
    /// Whether a list was fixed with the notice, and the agency is not in it.
    pub unlisted: bool,
}

/// Why an agency may not sign up.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    NotListed,
    Barred {
        number: String,
        until: Instant,
    },
    Suspended {
        until: Instant,
    },
    ItemNotOffered,
    Unqualified(Vec<Unmet>),
    Avoided {
        reason: String,
    },
    IsOwner,
    SameRepresentative,
    /// The draw has a list that was fixed with its notice, and the agency is not in it.
    NotInPool,
}

impl Refused {
    /// The stable word of the reason, for records.
    pub fn code(&self) -> &'static str {
        match self {
            Refused::NotListed => "not-listed",
            Refused::Barred { .. } => "barred",
            Refused::Suspended { .. } => "suspended",
            Refused::ItemNotOffered => "item-not-offered",
            Refused::Unqualified(_) => "unqualified",
            Refused::Avoided { .. } => "avoided",
            Refused::IsOwner => "is-owner",
            Refused::SameRepresentative => "same-representative",
            Refused::NotInPool => "not-in-pool",
        }
    }
}

/// Whether an agency may take part in a project: every reason against it, most basic first.
pub fn reasons(facts: &Facts<'_>) -> Vec<Refused> {
    let mut against = Vec::new();
    if !facts.listed {
        against.push(Refused::NotListed);
    }
    match facts.standing {
        Standing::Good => {}
        Standing::Barred { number, until } => against.push(Refused::Barred { number: number.clone(), until: *until }),
        Standing::Suspended { until } => against.push(Refused::Suspended { until: *until }),
    }
    if facts.is_owner {
        against.push(Refused::IsOwner);
    } else if facts.same_representative {
        against.push(Refused::SameRepresentative);
    }
    if let Some(reason) = facts.avoided {
        against.push(Refused::Avoided { reason: reason.to_owned() });
    }
    if !facts.offers_item {
        against.push(Refused::ItemNotOffered);
    }
    if let Err(unmet) = facts.requirements.met_by(facts.held, facts.on) {
        against.push(Refused::Unqualified(unmet));
    }
    if facts.unlisted {
        against.push(Refused::NotInPool);
    }
    against
}

/// Whether an agency may take part.
///
/// # Errors
/// The first of [`reasons`].
pub fn eligible(facts: &Facts<'_>) -> Result<(), Refused> {
    reasons(facts).into_iter().next().map_or(Ok(()), Err)
}

/// Why a sign-up or a withdrawal comes at the wrong time.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum WrongTime {
    NotOpen { state: ProjectState },
    TooEarly { opens: Instant },
    TooLate { closed: Instant },
}

/// Whether sign-up is open: from `opens` on and before `closes`, exclusive.
///
/// # Errors
/// Why it is not.
pub fn open_at(now: Instant, state: ProjectState, opens: Instant, closes: Instant) -> Result<(), WrongTime> {
    if state != ProjectState::Open {
        return Err(WrongTime::NotOpen { state });
    }
    if now < opens {
        return Err(WrongTime::TooEarly { opens });
    }
    if now >= closes {
        return Err(WrongTime::TooLate { closed: closes });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_window_ends_before_its_last_millisecond_is_over() {
        let at = |ms| open_at(Instant(ms), ProjectState::Open, Instant(100), Instant(200));
        assert_eq!(at(99), Err(WrongTime::TooEarly { opens: Instant(100) }));
        assert_eq!(at(100), Ok(()));
        assert_eq!(at(199), Ok(()));
        assert_eq!(at(200), Err(WrongTime::TooLate { closed: Instant(200) }));
        assert_eq!(
            open_at(Instant(150), ProjectState::Drawing, Instant(100), Instant(200)),
            Err(WrongTime::NotOpen { state: ProjectState::Drawing })
        );
    }

    #[test]
    fn every_reason_is_told_and_the_most_basic_first() {
        let standing = Standing::Barred { number: "SX-1".into(), until: Instant(9) };
        let facts = Facts {
            listed: false,
            standing: &standing,
            offers_item: false,
            held: &[],
            requirements: &Requirements::none(),
            on: Day::of(2026, 11, 20).unwrap(),
            avoided: Some("曾任前期咨询"),
            is_owner: false,
            same_representative: true,
            unlisted: true,
        };
        let codes: Vec<&str> = reasons(&facts).iter().map(Refused::code).collect();
        assert_eq!(codes, ["not-listed", "barred", "same-representative", "avoided", "item-not-offered", "not-in-pool"]);
        assert_eq!(eligible(&facts), Err(Refused::NotListed));
        let good = Facts {
            listed: true,
            standing: &Standing::Good,
            offers_item: true,
            avoided: None,
            same_representative: false,
            unlisted: false,
            ..facts
        };
        assert_eq!(eligible(&good), Ok(()));
    }
}
