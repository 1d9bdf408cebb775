//! What keeps an expert from answering, in words.

use crate::domain::calendar::end_text;
use crate::domain::time::Instant;
use crate::error::{Error, Say};

/// Why an answer is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    Answered,
    /// Its hours are over, and the next was asked.
    TooLate {
        since: Instant,
    },
    /// The project has ended, or its panel is complete.
    Over,
}

impl From<Refused> for Error {
    fn from(refused: Refused) -> Error {
        Error::Refused(match refused {
            Refused::Answered => Say::new("experts-answered-already"),
            Refused::TooLate { since } => Say::new("experts-too-late").with("since", end_text(since)),
            Refused::Over => Say::new("experts-over"),
        })
    }
}
