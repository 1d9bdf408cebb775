//! Refusals in words: the fact, the rule, the next step.

use crate::domain::exit::Refused;
use crate::error::{Error, Say};

impl From<Refused> for Error {
    fn from(refused: Refused) -> Error {
        Error::Refused(match refused {
            Refused::NotListed => Say::new("exits-not-listed"),
            Refused::NotNow { .. } => Say::new("exits-not-now"),
            Refused::Open(open) => Say::new("exits-open")
                .with("signups", open.signups)
                .with("awards", open.awards)
                .with("contracts", open.contracts)
                .with("cases", open.cases),
        })
    }
}
