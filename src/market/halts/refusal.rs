//! Refusals in words: the fact, the rule, the next step.

use crate::domain::halt::Refused;
use crate::error::{Error, Say};

impl From<Refused> for Error {
    fn from(refused: Refused) -> Error {
        Error::Refused(Say::new(match refused {
            Refused::NotNow { .. } => "halts-not-now",
            Refused::Stopped => "halts-stopped-already",
            Refused::AskedAlready => "halts-asked-already",
            Refused::NotAsked => "halts-not-asked",
            Refused::SamePerson => "halts-same-person",
        }))
    }
}
