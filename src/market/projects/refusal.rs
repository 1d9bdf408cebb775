//! What the law of projects refuses, in words.

use crate::domain::project::{ProjectState, Refused};
use crate::error::{Error, Say};

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
            Refused::Term { name } => Error::invalid(name, Say::new("projects-term-not-allowed")),
            Refused::Alternates { max, given } => {
                Error::invalid("alternates", Say::new("projects-alternates-bounds").with("max", max).with("given", given))
            }
        }
    }
}

fn not_now(state: ProjectState) -> Say {
    Say::new(match state {
        ProjectState::Draft => "projects-not-now-draft",
        ProjectState::InReview => "projects-not-now-in-review",
        ProjectState::AwaitingCommitments => "projects-not-now-awaiting-commitments",
        ProjectState::Open => "projects-not-now-open",
        ProjectState::Drawing => "projects-not-now-drawing",
        ProjectState::Selected => "projects-not-now-selected",
        ProjectState::InService => "projects-not-now-in-service",
        ProjectState::Finished => "projects-not-now-finished",
        ProjectState::Failed => "projects-not-now-failed",
        ProjectState::Terminated => "projects-not-now-terminated",
    })
}
