//! What the law of sign-ups refuses, in words: which rule, and what to do.

use crate::domain::calendar::end_text;
use crate::domain::project::ProjectState;
use crate::domain::qualification::{Shortfall, Unmet};
use crate::domain::signup::{Refused, WrongTime};
use crate::error::{Error, Say};
use crate::market::catalogue;
use crate::platform::i18n::T;

impl From<WrongTime> for Error {
    fn from(wrong: WrongTime) -> Error {
        Error::Refused(match wrong {
            WrongTime::NotOpen { state: ProjectState::Terminated | ProjectState::Failed } => Say::new("signups-project-over"),
            WrongTime::NotOpen { .. } => Say::new("signups-not-open"),
            WrongTime::TooEarly { opens } => Say::new("signups-too-early").with("opens", opens.minute_text()),
            WrongTime::TooLate { closed } => Say::new("signups-too-late").with("closed", end_text(closed)),
        })
    }
}

/// A refusal as a sentence; names of papers are in the language of `t`.
pub fn say(refused: &Refused, t: T) -> Say {
    match refused {
        Refused::NotListed => Say::new("signups-not-listed"),
        Refused::Barred { number, until } => Say::new("signups-barred").with("number", number).with("until", end_text(*until)),
        Refused::Suspended { until } => Say::new("signups-suspended").with("until", end_text(*until)),
        Refused::ItemNotOffered => Say::new("signups-item-not-offered"),
        Refused::Unqualified(unmet) => match unmet.first() {
            Some(first) => unmet_say(first, t),
            None => Say::new("signups-item-not-offered"),
        },
        Refused::Avoided { reason } => Say::new("signups-avoided").with("reason", reason),
        Refused::IsOwner => Say::new("signups-is-owner"),
        Refused::SameRepresentative => Say::new("signups-same-representative"),
        Refused::NotInPool => Say::new("signups-not-in-pool"),
    }
}

/// Every refusal as a sentence; each unmet requirement is one.
pub fn says(refused: &[Refused], t: T) -> Vec<Say> {
    refused
        .iter()
        .flat_map(|one| match one {
            Refused::Unqualified(unmet) if !unmet.is_empty() => unmet.iter().map(|unmet| unmet_say(unmet, t)).collect(),
            other => vec![say(other, t)],
        })
        .collect()
}

fn unmet_say(unmet: &Unmet, t: T) -> Say {
    let needed = catalogue::requirement_text(&unmet.needed, t);
    match &unmet.shortfall {
        Shortfall::Missing => Say::new("signups-paper-missing").with("needed", needed),
        Shortfall::WrongMajor { .. } => Say::new("signups-paper-major").with("needed", needed),
        Shortfall::GradeTooLow { .. } => Say::new("signups-paper-grade").with("needed", needed),
        Shortfall::NotYetValid { from, .. } => Say::new("signups-paper-not-yet").with("needed", needed).with("from", from),
        Shortfall::Expired { on, .. } => Say::new("signups-paper-expired").with("needed", needed).with("on", on),
    }
}
