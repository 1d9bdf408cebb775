//! What keeps an expert from scoring or locking, in words.

use crate::domain::calendar::end_text;
use crate::domain::time::Instant;
use crate::error::{Error, Say};

/// Why something on a desk is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The sheet is locked.
    Locked,
    TooLate {
        since: Instant,
    },
    /// So many points are not filled in.
    Gaps {
        n: usize,
    },
    /// So many totals have no reason.
    Reasons {
        n: usize,
    },
    /// The review is closed, or the project has ended.
    Over,
}

impl From<Refused> for Error {
    fn from(refused: Refused) -> Error {
        Error::Refused(match refused {
            Refused::Locked => Say::new("reviews-locked-already"),
            Refused::TooLate { since } => Say::new("reviews-too-late").with("since", end_text(since)),
            Refused::Gaps { n } => Say::new("reviews-gaps").with("n", n),
            Refused::Reasons { n } => Say::new("reviews-reasons-missing").with("n", n),
            Refused::Over => Say::new("reviews-over"),
        })
    }
}
