//! The law's refusals as sentences for people.

use crate::domain::calendar::end_text;
use crate::domain::standing::Refused;
use crate::error::{Error, Say};

/// A refusal as an error of its own: what a person did has no place now.
pub(super) fn of(refused: Refused) -> Error {
    match refused {
        Refused::NotNow { .. } => Error::Conflict,
        other => Error::refused(say(&other)),
    }
}

/// A refusal of what was typed into a field.
pub(super) fn on(field: &str, refused: Refused) -> Error {
    match refused {
        Refused::NotNow { .. } => Error::Conflict,
        other => Error::invalid(field, say(&other)),
    }
}

fn say(refused: &Refused) -> Say {
    match refused {
        Refused::NotNow { state } => Say::new("blacklist-refused-now").with("state", state),
        Refused::SamePerson => Say::new("blacklist-refused-same"),
        Refused::NotAuthor => Say::new("blacklist-refused-author"),
        Refused::TooEarly { until } => Say::new("blacklist-refused-early").with("until", end_text(*until)),
        Refused::TooLate { since } => Say::new("blacklist-refused-late").with("since", end_text(*since)),
        Refused::Term { min, max, given, .. } => Say::new("blacklist-refused-term").with("min", min).with("max", max).with("given", given),
        Refused::Interim { max_days } => Say::new("blacklist-refused-interim").with("days", max_days),
    }
}
