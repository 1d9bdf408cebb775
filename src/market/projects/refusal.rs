//! What the law of projects refuses, in words.

use crate::domain::method::{direct, way};
use crate::domain::money::Fen;
use crate::domain::project::{ProjectState, Refused};
use crate::error::{Error, Say};

use super::ways::weight_field;

impl From<Refused> for Error {
    fn from(refused: Refused) -> Error {
        match refused {
            Refused::NotNow { state } => Error::Refused(not_now(state)),
            Refused::OwnerNotApproved => Error::Refused(Say::new("projects-owner-not-approved")),
            Refused::NotAsked => Error::Refused(Say::new("projects-end-not-asked")),
            Refused::TooLateToCorrect { working_days } => {
                Error::invalid("words", Say::new("projects-too-late-to-correct").with("days", working_days))
            }
            Refused::Window { min, max, given } => {
                Error::invalid("window_wd", Say::new("projects-window-bounds").with("min", min).with("max", max).with("given", given))
            }
            Refused::Way(refused) => way(refused),
            Refused::Direct(refused) => direct(refused),
            Refused::Term { name } => Error::invalid(name, Say::new("projects-term-not-allowed")),
            Refused::Alternates { max, given } => {
                Error::invalid("alternates", Say::new("projects-alternates-bounds").with("max", max).with("given", given))
            }
        }
    }
}

fn way(refused: way::Refused) -> Error {
    let bounds = |field, key, least: u32, most: u32| Error::invalid(field, Say::new(key).with("min", least).with("max", most));
    match refused {
        way::Refused::NotOpen => Error::invalid("way", Say::new("projects-way-not-open")),
        way::Refused::NeedsCap => Error::invalid("price_kind", Say::new("projects-way-needs-cap")),
        way::Refused::NobodyNamed => Error::invalid("named_code", Say::new("projects-nobody-named")),
        way::Refused::Large { least, most } => bounds("large", "projects-large-bounds", least, most),
        way::Refused::Shortlist { least, most } => bounds("shortlist", "projects-shortlist-bounds", least, most),
        way::Refused::Weight { id, least, most } => {
            Error::invalid(&weight_field(&id), Say::new("projects-weight-bounds").with("min", least).with("max", most))
        }
        way::Refused::Weights { found } => Error::invalid("way", Say::new("projects-weights-sum").with("found", found)),
        way::Refused::Small { least, most } => bounds("small", "projects-small-bounds", least, most),
    }
}

fn direct(refused: direct::Refused) -> Error {
    use direct::Refused as R;
    let count = |key, most: u32| Error::invalid("way", Say::new(key).with("most", most));
    let sum = |key, most: Fen, given: Fen| Error::invalid("price", Say::new(key).with("most", most.zh()).with("given", given.zh()));
    match refused {
        R::Unfit => Error::invalid("named_code", Say::new("projects-named-unfit")),
        R::OtherName { name } => Error::invalid("named_name", Say::new("projects-named-other-name").with("name", name)),
        R::Reason { .. } => Error::invalid("named_reason", Say::new("projects-named-reason-not-allowed")),
        R::TooDear { most } => Error::invalid("price", Say::new("projects-named-too-dear").with("most", most.zh())),
        R::OwnerCount { most } => count("projects-named-owner-count", most),
        R::AgencyCount { most } => count("projects-named-agency-count", most),
        R::OwnerSum { most, given } => sum("projects-named-owner-sum", most, given),
        R::AgencySum { most, given } => sum("projects-named-agency-sum", most, given),
    }
}

fn not_now(state: ProjectState) -> Say {
    Say::new(match state {
        ProjectState::Draft => "projects-not-now-draft",
        ProjectState::InReview => "projects-not-now-in-review",
        ProjectState::AwaitingCommitments => "projects-not-now-awaiting-commitments",
        ProjectState::Open => "projects-not-now-open",
        ProjectState::Drawing => "projects-not-now-drawing",
        ProjectState::Reviewing => "projects-not-now-reviewing",
        ProjectState::Choosing => "projects-not-now-choosing",
        ProjectState::Selected => "projects-not-now-selected",
        ProjectState::InService => "projects-not-now-in-service",
        ProjectState::Finished => "projects-not-now-finished",
        ProjectState::Failed => "projects-not-now-failed",
        ProjectState::Terminated => "projects-not-now-terminated",
    })
}
