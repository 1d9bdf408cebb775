//! What keeps somebody from speaking, in words.

use crate::domain::calendar::end_text;
use crate::domain::time::Instant;
use crate::error::{Error, Say};

/// Why a quote or a reply is refused.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The owner has picked, or the project has ended.
    Over,
    /// The owner replies or chooses now.
    OwnersTurn,
    /// The agencies quote now.
    AgenciesTurn,
    /// It has quoted, and the owner has not replied.
    Quoted,
    /// The minutes of the turn are over.
    TooLate { since: Instant },
    /// There is no further exchange.
    NoMore,
    /// A quote that may not be made.
    Outside,
    /// It signed up and was not drawn to negotiate.
    NotDrawn,
    /// Everybody who quoted gets a reply, or nobody does.
    ToAll,
}

impl From<Refused> for Error {
    fn from(refused: Refused) -> Error {
        let say = match refused {
            Refused::Outside => return Error::invalid("amount", Say::new("negotiations-outside")),
            Refused::NotDrawn => Say::new("negotiations-not-drawn"),
            Refused::Over => Say::new("negotiations-over"),
            Refused::OwnersTurn => Say::new("negotiations-owners-turn"),
            Refused::AgenciesTurn => Say::new("negotiations-agencies-turn"),
            Refused::Quoted => Say::new("negotiations-quoted-already"),
            Refused::TooLate { since } => Say::new("negotiations-too-late").with("since", end_text(since)),
            Refused::NoMore => Say::new("negotiations-no-more"),
            Refused::ToAll => Say::new("negotiations-to-all"),
        };
        Error::Refused(say)
    }
}
