//! What keeps an owner from choosing, in words.

use crate::domain::calendar::end_text;
use crate::domain::time::Instant;
use crate::error::{Error, Say};

/// Why a pick is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// It has picked: there is no second time.
    Picked,
    /// Its days are over.
    TooLate { since: Instant },
    /// The project has ended otherwise.
    Over,
    /// The agencies quote now.
    Talking,
    /// This one has quoted nothing.
    Unquoted,
}

impl From<Refused> for Error {
    fn from(refused: Refused) -> Error {
        Error::Refused(match refused {
            Refused::Talking => Say::new("negotiations-agencies-turn"),
            Refused::Unquoted => Say::new("outcomes-unquoted"),
            Refused::Picked => Say::new("outcomes-picked-already"),
            Refused::TooLate { since } => Say::new("outcomes-too-late").with("since", end_text(since)),
            Refused::Over => Say::new("outcomes-over"),
        })
    }
}
