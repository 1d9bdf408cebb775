//! What the law of awards refuses, in words.

use crate::domain::award::{AwardState, Refused};
use crate::domain::calendar::end_text;
use crate::error::{Error, Say};

impl From<Refused> for Error {
    fn from(refused: Refused) -> Error {
        Error::Refused(match refused {
            Refused::NotNow { state: AwardState::Accepted } => Say::new("awards-accepted-already"),
            Refused::NotNow { state: AwardState::Offered } => Say::new("awards-not-accepted-yet"),
            Refused::NotNow { .. } => Say::new("awards-over"),
            Refused::TooLate { since } => Say::new("awards-too-late").with("since", end_text(since)),
        })
    }
}
